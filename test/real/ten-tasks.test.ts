/** The ten commonest tasks by the command line, the MCP server and a wizard: each leaves the same tree, its record included. */

import assert from 'node:assert/strict';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { Client } from '@modelcontextprotocol/client';
import { StdioClientTransport } from '@modelcontextprotocol/client/stdio';
import { packageRoot } from '../../generators/run/package-root.js';
import { mustRun, outputOf, run } from '../acceptance/commands.js';
import { makeScratch } from '../acceptance/scratch.js';
import { snapshot } from '../generators/run-here.js';
import { runInWizard } from '../generators/wizard-host.js';
import { readReleases } from '../releases/release.js';
import { sampleFiles, sampleTypescript, writeProject } from '../sample-project.js';

const cli = join(packageRoot, 'lib/bin/cli.js');
const scratch = makeScratch('ten-tasks');

type Files = Readonly<Record<string, string>>;
type Way = 'command line' | 'MCP server' | 'wizard';

interface Step {
  readonly command: string;
  readonly names?: readonly string[];
  readonly flags?: Readonly<Record<string, string | boolean>>;
  /** To the pages of the wizard, where it asks for what the names and the flags say. */
  readonly answers?: Readonly<Record<string, unknown>>;
  readonly says?: RegExp;
}

interface Task {
  /** As the end of "the task to ...". */
  readonly title: string;
  readonly files: Files;
  /** What the project has already: command lines. */
  readonly earlier?: readonly string[];
  readonly steps: readonly Step[];
  /** What the files are to be: three ways that all do nothing agree, too. */
  isDone(after: Files, before: Files): boolean;
}

const python = { module: 'src/acme/utils/persistence.py', guide: 'persist-application-state.md' };
const older = readReleases().find(({ version, language }) => version === '0.0.2' && language === 'python');
const edit = '\n\nMINE = 1\n';
const hasGuide = (files: Files, name: string) => Object.keys(files).some((path) => path.endsWith(`/${name}`));
const all = ['validation', 'responses', 'errors'];

const tasks: readonly Task[] = [
  {
    title: 'add persistence to a Python repository',
    files: sampleFiles,
    steps: [{ command: 'persistence' }],
    isDone: (after) => python.module in after,
  },
  {
    title: 'add persistence to a TypeScript repository',
    files: sampleTypescript,
    steps: [{ command: 'persistence' }],
    isDone: (after) => 'src/utils/stateful-object.ts' in after,
  },
  {
    title: 'add a utility to a Python repository',
    files: sampleFiles,
    steps: [{ command: 'utils', names: ['errors'], answers: { pieces: ['errors'] } }],
    isDone: (after) => 'src/acme/utils/errors.py' in after && !('src/acme/utils/responses.py' in after),
  },
  {
    title: 'add a utility to a TypeScript repository',
    files: sampleTypescript,
    steps: [{ command: 'utils', names: ['errors'], answers: { pieces: ['errors'] } }],
    isDone: (after) => 'src/utils/errors.ts' in after && !('src/utils/responses.ts' in after),
  },
  {
    title: 'write the guides of what is there',
    files: sampleFiles,
    earlier: ['persistence --yes --no-docs'],
    steps: [{ command: 'docs' }],
    isDone: (after, before) => hasGuide(after, python.guide) && !hasGuide(before, python.guide),
  },
  {
    title: 'add persistence and all utilities with their guides',
    files: sampleFiles,
    steps: [{ command: 'persistence' }, { command: 'utils', names: all, answers: { pieces: all } }],
    isDone: (after) => python.module in after && hasGuide(after, python.guide),
  },
  {
    title: 'run once more, which changes nothing',
    files: sampleFiles,
    earlier: ['persistence --yes'],
    steps: [{ command: 'persistence' }],
    isDone: (after, before) => JSON.stringify(after) === JSON.stringify(before),
  },
  {
    title: 'begin a command-line tool with persistence',
    files: {},
    steps: [
      {
        command: 'app',
        flags: { 'project-name': 'notes', 'project-type': 'cli_tool', 'include-persistence-helpers': true },
        answers: { projectName: 'notes', projectType: 'cli_tool', pieces: ['persistence'] },
      },
    ],
    isDone: (after) => 'src/notes/cli.py' in after,
  },
  {
    title: 'check an older copy and update it, where an edit stays',
    files: { ...older?.files, [python.module]: `${older?.files[python.module]}${edit}` },
    steps: [{ command: 'check', says: /outdated/ }, { command: 'update' }],
    isDone: (after, before) =>
      after[python.module]?.endsWith(edit) === true && after[python.module] !== before[python.module],
  },
  {
    title: 'remove a piece',
    files: sampleFiles,
    earlier: ['utils errors responses --yes'],
    steps: [{ command: 'remove', names: ['errors'], answers: { pieces: ['errors'] } }],
    isDone: (after) => !('src/acme/utils/errors.py' in after) && 'src/acme/utils/responses.py' in after,
  },
];

describe('the task to', () => {
  let client: Client;

  before(async () => {
    client = new Client({ name: 'test', version: '1' });
    const args = [cli, 'mcp', scratch];
    await client.connect(new StdioClientTransport({ command: process.execPath, args, stderr: 'pipe' }));
  });

  after(() => client.close());

  const ask = async (name: string, args: Record<string, unknown>) => {
    const result = await client.callTool({ name, arguments: args });
    const [content] = result.content as readonly { text?: string }[];
    if (result.isError) throw new Error(content?.text);
    return content?.text ?? '';
  };

  const ways: Readonly<Record<Way, (dir: string, step: Step) => Promise<string>>> = {
    async 'command line'(dir, { command, names = [], flags = {} }) {
      const given = Object.entries(flags).map(
        ([name, value]) => `--${name}${value === true ? '' : `=${value}`}`,
      );
      const asksNothing = command === 'check' ? [] : ['--yes'];
      const result = await run(['node', cli, command, ...names, ...given, ...asksNothing], { cwd: dir });
      // A check says by 1 that something is outdated.
      assert.equal(result.status, command === 'check' ? 1 : 0, outputOf(result));
      return outputOf(result);
    },
    async 'MCP server'(folder, { command, names = [], flags = {} }) {
      if (command === 'check') return ask('status', { folder });
      const { token } = JSON.parse(await ask('plan', { folder, command, names, flags }));
      return ask('apply', { token });
    },
    async wizard(dir, { command, answers }) {
      const { lines, shown } = await runInWizard(dir, `chora:${command}`, answers);
      return [...lines, ...shown].join('\n');
    },
  };

  /** The project before and after, in a folder of the same name whatever the way. */
  async function carryOut({ title, files, earlier = [], steps }: Task, way: Way) {
    const dir = join(scratch, `${title}/${way}`.replaceAll(' ', '-'), 'acme');
    mkdirSync(dir, { recursive: true });
    writeProject(dir, files);
    for (const line of earlier) await mustRun(['node', cli, ...line.split(' ')], { cwd: dir });
    const earliest = snapshot(dir);
    for (const step of steps) assert.match(await ways[way](dir, step), step.says ?? /./);
    return { before: earliest, after: snapshot(dir) };
  }

  for (const task of tasks)
    it(`${task.title} leaves the same tree by the command line, the MCP server and the wizard`, async () => {
      const { before, after } = await carryOut(task, 'command line');
      assert.ok(task.isDone(after, before));
      for (const way of ['MCP server', 'wizard'] as const)
        assert.deepEqual((await carryOut(task, way)).after, after, way);
    }).timeout(300_000);
});
