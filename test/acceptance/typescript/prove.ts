/** All pieces and their guides in one package from npm, by the packed generator, with everything that the tests look at. */

import { mkdirSync, readFileSync, renameSync, symlinkSync, writeFileSync } from 'node:fs';
import { delimiter, dirname, join, relative } from 'node:path';
import { writeProject } from '../../sample-project.js';
import { nodeOf } from '../../typescript/nodes.js';
import { commitAll } from '../checkout.js';
import { type CommandResult, outputOf, run } from '../commands.js';
import { commands, copyTo, listTestCommands, type Runs, runTwice } from '../prove.js';
import { makeScratch } from '../scratch.js';
import { unpack } from '../sdist.js';
import { installDependencies } from './dependencies.js';
import type { NodeRepository } from './repositories.js';
import { fetchTarball } from './tarball.js';
import { toolsFolder } from './tools.js';

export interface NodeProof {
  readonly runs: readonly Runs[];
  /** Of the commands that the runs print, each once. */
  readonly newTests: readonly CommandResult[];
  /** What its formatter says of the new files. */
  readonly layout: CommandResult | undefined;
  readonly before: OwnResults;
  readonly after: OwnResults;
}

/** What the repository says about itself. */
export interface OwnResults {
  /** What its compiler finds, without line numbers. */
  readonly findings: readonly string[];
  readonly suite: CommandResult | undefined;
  /** What its linter finds. */
  readonly lint: readonly string[];
}

export async function proveNode(repository: NodeRepository): Promise<NodeProof> {
  const { flags, dependencies, tools = [] } = repository;
  const modules = await installDependencies(dependencies);
  const scratch = makeScratch(repository.name.replace('/', '-'));
  const checkout = await checkOut(repository, join(scratch, 'work'));
  const copies = ['untouched', 'patched'].map((name) => copyTo(checkout, join(scratch, name)));
  const [untouched = '', patched = ''] = copies;
  const node = repository.node === undefined ? process.execPath : nodeOf(repository.node);
  const env = withPath(toolsFolder(tools), dirname(node));
  const runs: Runs[] = [];
  for (const command of commands)
    runs.push(await runTwice({ command: [command, ...flags], env }, checkout, patched));
  for (const folder of [untouched, checkout]) {
    symlinkSync(modules, join(folder, 'node_modules'));
    followNote(repository, folder);
  }
  const before = await ownResults(repository, untouched, dirname(node));
  if (repository.lint !== undefined) await layOut(runs, checkout, dirname(node));
  const after = await ownResults(repository, checkout, dirname(node));
  const layout =
    repository.layout === undefined ? undefined : await inShell(repository.layout, checkout, env);
  const newTests: CommandResult[] = [];
  for (const command of listTestCommands(runs)) newTests.push(await inShell(command, checkout, env));
  return { runs, newTests, layout, before, after };
}

/** The package, or a workspace around it, as a git repository. */
export async function checkOut(repository: NodeRepository, folder: string): Promise<string> {
  const { member, files = {} } = repository;
  const unpacked = await unpack(await fetchTarball(repository), folder);
  const root = join(folder, 'checkout');
  if (member === undefined) renameSync(unpacked, root);
  else {
    mkdirSync(dirname(join(root, member)), { recursive: true });
    renameSync(unpacked, join(root, member));
  }
  writeProject(root, files);
  await commitAll(root);
  return root;
}

function followNote({ asNoted }: NodeRepository, folder: string): void {
  if (asNoted === undefined) return;
  const file = join(folder, asNoted.path);
  const text = Object.entries(asNoted.replace).reduce(
    (current, [from, to]) => current.replace(from, () => to),
    readFileSync(file, 'utf8'),
  );
  writeFileSync(file, text);
}

function withPath(...folders: readonly string[]): NodeJS.ProcessEnv {
  return { ...process.env, CI: '1', PATH: [...folders, process.env['PATH']].join(delimiter) };
}

function inShell(command: string, cwd: string, env: NodeJS.ProcessEnv): Promise<CommandResult> {
  return run(['sh', '-c', command], { cwd, env });
}

/** Runs what the notes of the runs say is to be run afterwards, by the programs of the repository. */
async function layOut(runs: readonly Runs[], folder: string, nodeFolder: string): Promise<void> {
  const env = withPath(nodeFolder, join(folder, 'node_modules/.bin'));
  const notes = runs.flatMap(({ first }) => JSON.parse(first.stdout || '{}').project?.notes ?? []);
  const commands = notes.flatMap((note) => /Afterwards run: npx ([^(]*[^(. ])/.exec(String(note))?.[1] ?? []);
  // A linter that finds more than it can mend says so by its status; what that is, is looked at later.
  for (const command of new Set(commands)) await inShell(command, folder, env);
}

async function ownResults(
  repository: NodeRepository,
  folder: string,
  nodeFolder: string,
): Promise<OwnResults> {
  const { member = '', typeCheck, suite, lint } = repository;
  const cwd = join(folder, member);
  const env = withPath(nodeFolder, join(folder, 'node_modules/.bin'));
  const compiled = await inShell(typeCheck, cwd, env);
  return {
    findings: parseFindings(compiled),
    suite: suite === undefined ? undefined : await inShell(suite, cwd, env),
    lint: lint === undefined ? [] : parseLint(await inShell(lint, cwd, env), cwd),
  };
}

/** `src/a.ts(1,2): error TS1: …`, without the place in the file and the counts of what it leaves out. */
function parseFindings(result: CommandResult): readonly string[] {
  const lines = result.stdout.split('\n').filter((line) => /^\S.*error TS\d+:/.test(line));
  if (result.status !== 0 && lines.length === 0)
    throw new Error(`The compiler cannot run: ${outputOf(result)}`);
  return lines.map((line) => line.replace(/\(\d+,\d+\)/, '').replaceAll(/\d+ more/g, 'more'));
}

interface LintedFile {
  readonly filePath: string;
  readonly messages: readonly { readonly ruleId: string; readonly message: string }[];
}

/** `rule: file: message`, of ESLint's JSON or of Biome's lines for GitHub, without the places in the files. */
function parseLint(result: CommandResult, folder: string): readonly string[] {
  const { status, stdout } = result;
  const findings = stdout.startsWith('[')
    ? (JSON.parse(stdout) as readonly LintedFile[]).flatMap(({ filePath, messages }) =>
        messages.map(({ ruleId, message }) => `${ruleId}: ${relative(folder, filePath)}: ${message}`),
      )
    : [...stdout.matchAll(/^::\w+ title=([^,]+),file=([^,]+),.*?::(.*)$/gm)].map(
        ([, rule, file, message]) => `${rule}: ${file}: ${message}`,
      );
  if (status !== 0 && findings.length === 0) throw new Error(`The linter cannot run: ${outputOf(result)}`);
  return findings;
}
