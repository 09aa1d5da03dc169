/** The packed generator under each major release of its hosts and of Node: the table of docs/compatibility.md. */

import assert from 'node:assert/strict';
import { mkdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { packageRoot } from '../../generators/run/package-root.js';
import { type CommandResult, mustRun, outputOf, run } from '../acceptance/commands.js';
import { packedGenerator } from '../acceptance/packed.js';
import { makeScratch } from '../acceptance/scratch.js';
import { snapshot } from '../generators/run-here.js';
import { sampleFiles, sampleTypescript, writeProject } from '../sample-project.js';
import { nodeOf, type Release, versionOf } from '../typescript/nodes.js';
import { findRefusal, type Host, hosts, listRows } from './hosts.js';

interface Task {
  readonly name: string;
  readonly files: Readonly<Record<string, string>>;
  readonly command: string;
  readonly flags: readonly string[];
}

const tasks: readonly Task[] = [
  { name: 'python', files: sampleFiles, command: 'persistence', flags: ['--yes'] },
  { name: 'typescript', files: sampleTypescript, command: 'persistence', flags: ['--yes'] },
  {
    name: 'new',
    files: {},
    command: 'app',
    flags: ['--yes', '--project-name=acme-notes', '--author-name=Ada', '--author-email=ada@example.org'],
  },
];

/** `yo` run as root gives root up: a normal user runs all of it. */
const isRoot = process.getuid?.() === 0;
const asUser = isRoot ? ['setpriv', '--reuid=1000', '--regid=1000', '--clear-groups'] : [];

type Trees = Readonly<Record<string, ReturnType<typeof snapshot>>>;

interface Done {
  readonly before: Trees;
  readonly after: Trees;
  readonly results: readonly CommandResult[];
}

/** Runs the tasks at once, each in a project of its own. */
async function runTasks(host: Host, node: Release): Promise<Done> {
  const scratch = makeScratch('compat');
  for (const { name, files } of tasks) {
    mkdirSync(join(scratch, name));
    writeProject(join(scratch, name), files);
  }
  if (isRoot) await mustRun(['chown', '-R', '1000:1000', scratch], { cwd: scratch });
  const before = readTrees(scratch);
  const bin = await packedGenerator();
  const start = [...asUser, nodeOf(node), ...host.program(bin)];
  const env = { ...process.env, HOME: scratch, NODE_PATH: dirname(dirname(bin)), NO_UPDATE_NOTIFIER: '1' };
  const running = tasks.map(({ name, command, flags }) =>
    run([...start, host.nameOf(command), ...flags], { cwd: join(scratch, name), env }),
  );
  return { before, results: await Promise.all(running), after: readTrees(scratch) };
}

function readTrees(scratch: string): Trees {
  return Object.fromEntries(tasks.map(({ name }) => [name, snapshot(join(scratch, name))]));
}

describe('the packed generator', () => {
  let expected: Trees;

  before(async () => {
    const [bin] = hosts as [Host];
    expected = (await runTasks(bin, 24)).after;
  });

  for (const host of hosts)
    for (const node of host.startsIn) {
      const title = `${host.name} on Node ${versionOf(node)}`;
      const refusal = findRefusal(host, node);
      if (refusal !== undefined)
        it(`under ${title} says in one line what is too old, and writes nothing`, async () => {
          const { results, before, after } = await runTasks(host, node);
          for (const { status, stderr } of results) {
            assert.equal(status, 1);
            assert.match(stderr.trim().split('\n').at(-1) ?? '', refusal);
            assert.doesNotMatch(stderr, /^\s+at /m);
          }
          assert.deepEqual(after, before);
        });
      else
        it(`under ${title} leaves the trees of the bin`, async () => {
          const { results, after } = await runTasks(host, node);
          for (const result of results) assert.equal(result.status, 0, outputOf(result));
          assert.deepEqual(after, expected);
        });
    }

  it('is said to work where it does: docs/compatibility.md has the same table', () => {
    const text = readFileSync(join(packageRoot, 'docs/compatibility.md'), 'utf8');
    assert.deepEqual(
      text.split('\n').filter((line) => line.startsWith('|')),
      listRows(),
    );
  });
});
