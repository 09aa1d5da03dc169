/** A plan that one run printed and another one carries out: the same result, or nothing where anything changed. */

import assert from 'node:assert/strict';
import {
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { persistence } from '../../generators/persistence/command.js';
import { listSelections } from '../../generators/run/along.js';
import type { PieceCommand } from '../../generators/run/command.js';
import { packageRoot } from '../../generators/run/package-root.js';
import type { RawOptions } from '../../generators/run/read-options.js';
import { Run } from '../../generators/run/run.js';
import { update } from '../../generators/update/command.js';
import { mustRun } from '../acceptance/commands.js';
import { makeScratch } from '../acceptance/scratch.js';
import { writeProject } from '../sample-project.js';
import { ageIn, deviationsIn, editIn, languagesOf, makeProject } from './check-in.js';

const bin = join(packageRoot, 'dist/generators/bin/cli.js');

interface Call {
  readonly command?: PieceCommand;
  readonly names?: readonly string[];
  readonly flags?: RawOptions;
}

/** Runs a command, and returns what it says. */
async function runIn(
  root: string,
  { command = persistence, names = [], flags = {} }: Call = {},
): Promise<string> {
  const said: string[] = [];
  const host = {
    canAsk: false,
    isTyped: true,
    prompt: () => assert.fail(),
    say: (line: string) => void said.push(line),
  };
  const run = new Run(command, { dir: root, cwd: root, names, flags }, host);
  try {
    await run.begin();
    await run.plan(await listSelections(await run.choose(), run.tree));
    await run.write();
    await run.end();
  } finally {
    run.release();
  }
  return said.join('\n');
}

interface Step {
  path: string;
  before: string;
  text: string | null;
}

interface Plan extends Record<string, unknown> {
  steps: { formatVersion: number; found: Record<string, string>; writes: Step[] };
}

const plans = new Map<string, string>();

/** Printed once for each command line. */
async function planIn(root: string, args: string): Promise<Plan> {
  const text = plans.get(args) ?? (await mustRun([process.execPath, bin, ...args.split(' ')], { cwd: root }));
  plans.set(args, text);
  return JSON.parse(text);
}

function save(plan: unknown): string {
  const file = join(makeScratch('plan'), 'plan.json');
  writeFileSync(file, typeof plan === 'string' ? plan : JSON.stringify(plan));
  return file;
}

function readAll(root: string): Readonly<Record<string, string>> {
  const paths = readdirSync(root, { recursive: true, encoding: 'utf8', withFileTypes: true });
  const files = paths.filter((entry) => entry.isFile()).map(({ parentPath, name }) => join(parentPath, name));
  return Object.fromEntries(
    files.sort().map((path) => [path.slice(root.length), readFileSync(path, 'utf8')]),
  );
}

const dryRun = 'persistence --dry-run --json';
const makeBlank = (files = languagesOf.python.files) => makeProject(files, []);

describe('a plan that is applied', () => {
  for (const [language, { files }] of Object.entries(languagesOf)) {
    it(`does to a ${language} project what the run would have done, and says the same`, async () => {
      const [planned, done] = [await makeProject(files, []), await makeProject(files, [])];
      const plan = await mustRun([process.execPath, bin, ...dryRun.split(' ')], { cwd: planned });
      const said = await runIn(planned, { flags: { apply: save(plan) } });
      assert.ok((await runIn(done)).endsWith(said), said);
      assert.deepEqual(readAll(planned), readAll(done));
    });
  }

  it('reports as JSON what the run would have reported, but for the folder', async () => {
    const [planned, done] = [await makeBlank(), await makeBlank()];
    const file = save(await planIn(planned, dryRun));
    const applied = await mustRun([process.execPath, bin, 'persistence', '--json', `--apply=${file}`], {
      cwd: planned,
    });
    const report = await mustRun([process.execPath, bin, 'persistence', '--json'], { cwd: done });
    assert.deepEqual({ ...JSON.parse(applied), root: '' }, { ...JSON.parse(report), root: '' });
  });

  it('brings up to date what an update planned', async () => {
    const root = await makeProject();
    const { module, edit } = languagesOf.python;
    ageIn(root, module, (text) => text.replace('yours to edit', 'yours'));
    editIn(root, module, (text) => text + edit);
    const plan = await mustRun([process.execPath, bin, 'update', '--dry-run', '--json'], { cwd: root });
    const said = await runIn(root, { command: update, flags: { apply: save(plan) } });
    assert.match(said, /The update was not tried out before it was written: no program is run for a plan\./);
    assert.deepEqual(await deviationsIn(root), [`edited ${module}`]);
    assert.match(readFileSync(join(root, module), 'utf8'), /yours to edit[\s\S]*MINE = 1/);
  });

  const changes: Readonly<Record<string, (root: string) => unknown>> = {
    'pyproject.toml': (root) => editIn(root, 'pyproject.toml', (text) => `${text}\n`),
    'src/acme/notes.py': (root) => rmSync(join(root, 'src/acme/notes.py')),
    'src/acme/utils/persistence.py': (root) => writeProject(root, { 'src/acme/utils/persistence.py': 'x' }),
    'setup.cfg': (root) => writeProject(root, { 'setup.cfg': '' }),
    docs: (root) => mkdirSync(join(root, 'docs')),
    // What a second run wrote comes first by the alphabet.
    '.chora/manifest.jsonl': (root) => runIn(root),
  };
  for (const [path, change] of Object.entries(changes)) {
    it(`is refused by name where ${path} changed since, and nothing is written`, async () => {
      const root = await makeBlank();
      const file = save(await planIn(root, dryRun));
      await change(root);
      const before = readAll(root);
      await assert.rejects(runIn(root, { flags: { apply: file } }), ({ name, message }: Error) => {
        assert.equal(name, 'UserError');
        assert.ok(message.split(/, | changed| and \d/).includes(path), message);
        assert.match(message, /changed since the plan was made: make it again.*Nothing was changed\.$/);
        return true;
      });
      assert.deepEqual(readAll(root), before);
    });
  }

  it('is refused together with what decides something else, in one line', async () => {
    const root = await makeBlank();
    const file = save(await planIn(root, dryRun));
    for (const flags of [{ package: 'acme' }, { 'dry-run': true }, { docs: false }, { restore: true }])
      await assert.rejects(
        runIn(root, { flags: { apply: file, ...flags } }),
        /^UsageError: --apply does what the plan says: leave out --(package|dry-run|docs|restore),/,
      );
    await assert.rejects(runIn(root, { names: ['errors'], flags: { apply: file } }), /leave out errors/);
  });
});

describe('a plan from somewhere else', () => {
  const writesOf = (change: (step: Step) => Partial<Step>) => (plan: Plan) => ({
    ...plan,
    steps: { ...plan.steps, writes: plan.steps.writes.map((step) => ({ ...step, ...change(step) })) },
  });
  const steps = (more: object) => (plan: Plan) => ({ ...plan, steps: { ...plan.steps, ...more } });
  const damaged = /is damaged, or not from generator-chora: make it again\. Nothing was changed\.$/;
  const none = /is no plan of a run: make one with --dry-run --json/;

  const hostile: Readonly<Record<string, readonly [(plan: Plan) => unknown, RegExp]>> = {
    'that is no JSON': [() => '{', none],
    'that is a list': [() => [], none],
    'of a run that was no preview': [({ steps: _, ...plan }) => plan, none],
    'of another version': [
      (plan) => ({ ...plan, version: '9.9.9' }),
      /was made by generator-chora 9\.9\.9, and this is/,
    ],
    'of another format': [steps({ formatVersion: 2 }), damaged],
    'that writes above the project': [writesOf(() => ({ path: '../evil.py' })), damaged],
    'that writes by way of a folder': [writesOf(() => ({ path: 'src/../../evil.py' })), damaged],
    'that writes to an absolute path': [writesOf(() => ({ path: '/tmp/evil.py' })), damaged],
    'that writes to a drive': [writesOf(() => ({ path: 'C:\\evil.py' })), damaged],
    'that reads above the project': [steps({ found: { '../secret': 'absent' } }), damaged],
    'that writes what is no text': [writesOf(() => ({ text: 7 as unknown as string })), damaged],
    'whose outcomes are none': [
      (plan) => ({ ...plan, outcomes: [{ path: 'a', status: 'toString' }] }),
      damaged,
    ],
    'whose prototype is set': [
      (plan) => JSON.stringify(plan).replace('"found":{', '"found":{"__proto__":{"a":"absent"},'),
      damaged,
    ],
    'that writes to the repository of git': [
      writesOf(() => ({ path: '.GIT/hooks/pre-commit', before: 'absent' })),
      /leads into a folder of git/,
    ],
    'that writes by a link out of the project': [
      writesOf(() => ({ path: 'link/evil.py', before: 'absent' })),
      /link\/evil\.py leads out of the project/,
    ],
  };
  for (const [what, [spoil, message]] of Object.entries(hostile)) {
    it(`${what} is refused, and nothing is written`, async () => {
      const [root, outside] = [await makeBlank(), makeScratch('outside')];
      symlinkSync(outside, join(root, 'link'));
      const file = save(spoil(await planIn(root, dryRun)));
      const before = readAll(root);
      await assert.rejects(runIn(root, { flags: { apply: file } }), (error: Error) => {
        assert.equal(error.name, 'UserError', String(error.stack));
        assert.match(error.message, message);
        return true;
      });
      assert.deepEqual(readAll(root), before);
      assert.deepEqual(readdirSync(outside), []);
    });
  }

  it('that is huge, that is no file, and that is not there is refused', async () => {
    const root = await makeBlank();
    const huge = save('');
    truncateSync(huge, 1_000_000_000);
    for (const file of [huge, '/dev/zero', root]) {
      await assert.rejects(
        runIn(root, { flags: { apply: file } }),
        /is no file, or larger than any plan|EISDIR/,
      );
    }
    await assert.rejects(runIn(root, { flags: { apply: 'none.json' } }), /--apply=none\.json: ENOENT/);
  });
});
