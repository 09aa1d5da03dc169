/** An update of TypeScript is tried out by the real runner of the repository before it is written. */

import assert from 'node:assert/strict';
import { appendFileSync, cpSync, readdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { proveUpdate } from '../../generators/run/prove-update.js';
import { mustRun, run } from '../acceptance/commands.js';
import { makeScratch } from '../acceptance/scratch.js';
import { installDependencies } from '../acceptance/typescript/dependencies.js';
import type { Files } from '../docs/generate.js';
import { readReleases } from '../releases/release.js';
import { updateIn } from '../run/update-in.js';
import { bin } from '../runs/project.js';
import { writeProject } from '../sample-project.js';
import { nodeOf } from '../typescript/nodes.js';
import { installPackages } from '../typescript/packages.js';

const old = '0.0.4';
/** A module that changed since that release, and a test that did not have to. */
const lock = 'src/utils/file-lock.ts';
const test = 'src/utils/errors.test.ts';
const release = readReleases().find((each) => each.version === old && each.language === 'typescript');

interface Runner {
  readonly title: string;
  readonly module: string;
  readonly script: string;
  /** As npx names it where it is not there. */
  readonly program: string;
  readonly dependencies: Readonly<Record<string, string>>;
}

const common = { '@types/node': '20.19.9', typescript: '5.9.3' };
const runners: readonly Runner[] = [
  {
    title: 'vitest',
    module: 'vitest',
    script: 'vitest run',
    program: 'vitest',
    dependencies: { ...common, vitest: '3.2.4' },
  },
  {
    title: 'node:test',
    module: 'node:test',
    script: 'tsx --test',
    program: 'tsx',
    dependencies: { ...common, tsx: '4.20.6' },
  },
];

/** A test that does this unless the lock is of the older release. */
const unlessOld = (step: string) => `
import { readFileSync } from 'node:fs';

it('is of the older release', () => {
  if (!readFileSync('${lock}', 'utf8').includes('generator-chora ${old} ')) ${step}
});
`;

function filesFor({ module, script, dependencies }: Runner): Files {
  assert.ok(release);
  const files = Object.entries(release.files).map(([path, text]) => [
    path,
    text.replace("from 'node:test'", `from '${module}'`),
  ]);
  const about = { name: 'acme', type: 'module', scripts: { test: script }, devDependencies: dependencies };
  return { ...Object.fromEntries(files), 'package.json': JSON.stringify(about) };
}

/** Packages are copied, so that what a runner writes among them shows. */
async function makeScene(runner: Runner, more = ''): Promise<string> {
  const dir = makeScratch('update');
  writeProject(dir, filesFor(runner));
  appendFileSync(join(dir, test), more);
  cpSync(await installDependencies(runner.dependencies), join(dir, 'node_modules'), {
    recursive: true,
    verbatimSymlinks: true,
    filter: (path) => !path.endsWith('/.vite'),
  });
  return dir;
}

const update = (cwd: string, ...flags: readonly string[]) => run(['node', bin, 'update', ...flags], { cwd });
const isOld = (dir: string) =>
  readFileSync(join(dir, lock), 'utf8').includes(`Added by generator-chora ${old} `);
const listPackages = (dir: string) =>
  readdirSync(join(dir, 'node_modules'), { recursive: true, encoding: 'utf8' }).sort();

for (const runner of runners)
  describe(`an update of a project with ${runner.title}`, function () {
    this.timeout('5m');

    it('says that the tests pass on it, and writes nothing among the packages', async () => {
      const dir = await makeScene(runner);
      const before = listPackages(dir);
      const { status, stderr } = await update(dir);
      assert.equal(status, 0, stderr);
      assert.match(stderr, /The tests of the pieces pass on the update, in a copy of the project\./);
      assert.ok(!isOld(dir));
      assert.deepEqual(listPackages(dir), before);
    });

    it('is not written where they fail on it, and names the test; --no-verify goes on', async () => {
      const dir = await makeScene(runner, unlessOld("throw new Error('newer');"));
      const { status, stderr } = await update(dir);
      assert.equal(status, 1, stderr);
      assert.match(stderr, /passed until now, and fail on the update; nothing was changed/);
      assert.match(stderr, /is of the older release/);
      assert.ok(isOld(dir));
      assert.equal((await update(dir, '--no-verify')).status, 0);
      assert.ok(!isOld(dir));
    });

    it('is written where they failed before, and says which one did', async () => {
      const dir = await makeScene(runner, "\nit('is broken', () => { throw new Error('mine'); });\n");
      const { status, stderr } = await update(dir);
      assert.equal(status, 0, stderr);
      assert.match(stderr, /was not tried out .*: their tests do not pass here as they are: .*is broken/);
      assert.ok(!isOld(dir));
    });

    it('says that the runner is not installed, and fetches none', async () => {
      const dir = await makeScene(runner);
      rmSync(join(dir, 'node_modules'), { recursive: true });
      const { status, stderr } = await update(dir);
      assert.equal(status, 0, stderr);
      assert.match(stderr, /was not tried out .*: npm error npx canceled due to missing packages/);
      assert.match(stderr, new RegExp(`\\["${runner.program}@`));
      assert.ok(!isOld(dir));
    });

    it('is not written where a test goes on for ever on it', async () => {
      const dir = await makeScene(runner, unlessOld('for (;;);'));
      const files = { ...filesFor(runner), [test]: readFileSync(join(dir, test), 'utf8') };
      const { planned } = await updateIn(files);
      const trial = proveUpdate(dir, planned, { say: () => undefined, patience: 30_000 });
      await assert.rejects(trial, /passed until now, and do not end on the update; nothing was changed/);
    });

    it('says that it was not tried out where a test went on for ever before', async () => {
      const dir = await makeScene(runner, "\nit('never ends', () => { for (;;); });\n");
      const files = { ...filesFor(runner), [test]: readFileSync(join(dir, test), 'utf8') };
      const { planned } = await updateIn(files);
      const notes = await proveUpdate(dir, planned, { say: () => undefined, patience: 15_000 });
      assert.match(notes.join('\n'), /was not tried out .*: they do not end/);
    });
  });

describe('an update of a project with pnpm, which installs before it runs anything', function () {
  this.timeout('5m');

  it('is tried out with what is installed, and pnpm is kept from writing there', async () => {
    const [, tsx] = runners;
    assert.ok(tsx);
    const dir = makeScratch('update');
    writeProject(dir, filesFor(tsx));
    const pnpm = installPackages('pnpm/11.28.11', { pnpm: '11.28.11' });
    // What is among packages is not taken for a program of the user.
    const programs = makeScratch('programs');
    symlinkSync(join(pnpm, 'node_modules/.bin/pnpm'), join(programs, 'pnpm'));
    const PATH = [programs, dirname(nodeOf(24)), process.env['PATH']].join(delimiter);
    const env = { ...process.env, PATH };
    await mustRun(['pnpm', 'install', '--ignore-scripts', '--prefer-offline'], { cwd: dir, env });
    const state = join(dir, 'node_modules/.pnpm-workspace-state-v1.json');
    const before = [listPackages(dir), readFileSync(state, 'utf8')];
    const { status, stderr } = await run(['node', bin, 'update'], { cwd: dir, env });
    assert.equal(status, 0, stderr);
    assert.match(stderr, /The tests of the pieces pass on the update, in a copy of the project\./);
    assert.match(stderr, /Run the tests with: {2}pnpm exec tsx --test/);
    assert.deepEqual([listPackages(dir), readFileSync(state, 'utf8')], before);
  });
});
