/** All pieces and their guides in one real repository, by the packed generator, with everything that the tests look at. */

import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { withTools } from '../python/environment.js';
import { type Changes, changesSince, commitAll, hashTree, runGit } from './checkout.js';
import { type Findings, findingsOf } from './checks.js';
import { type CommandResult, outputOf } from './commands.js';
import { interpreterFor, type RunModule } from './interpreter.js';
import { generate } from './packed.js';
import type { Repository } from './repositories.js';
import { makeScratch } from './scratch.js';
import { fetchSdist, unpack } from './sdist.js';
import { wheelMembers } from './wheel.js';

/** What the generator did. */
export interface Runs {
  readonly preview: { readonly result: CommandResult; readonly before: string; readonly after: string };
  readonly first: CommandResult;
  readonly second: CommandResult;
  readonly changes: Changes;
  /** Hashes of the tree: as the preview's diff makes it, after the first run, after the second. */
  readonly trees: { readonly patched: string; readonly first: string; readonly second: string };
}

export interface Proof {
  readonly runs: readonly Runs[];
  readonly checkout: string;
  /** The files of the wheel that the repository makes then. */
  readonly released: readonly string[];
  /** Of the commands that the runs print, each once. */
  readonly newTests: readonly CommandResult[];
  readonly before: OwnResults;
  readonly after: OwnResults;
}

/** What adds all that there is; the last finds its pages written. */
export const commands = ['persistence', 'utils', 'docs'] as const;

/** What the repository says about itself. */
export interface OwnResults {
  readonly imports: CommandResult;
  readonly suite: CommandResult | undefined;
  readonly findings: Readonly<Record<string, Findings>>;
}

export async function prove(repository: Repository): Promise<Proof> {
  const archive = await fetchSdist(repository);
  const runModule = await interpreterFor(repository, archive);
  const scratch = makeScratch(repository.name);
  const checkout = await unpack(archive, join(scratch, 'work'));
  await commitAll(checkout);
  const untouched = copyTo(checkout, join(scratch, 'untouched'));
  const env = repository.isFormatted ? withTools() : process.env;
  const patched = copyTo(checkout, join(scratch, 'patched'));
  const runs: Runs[] = [];
  for (const name of commands)
    runs.push(await runTwice({ command: [name, ...repository.flags], env }, checkout, patched));
  const released = await wheelMembers(join(checkout, repository.member ?? ''), makeScratch('wheel'));
  const newTests: CommandResult[] = [];
  for (const command of listTestCommands(runs))
    newTests.push(await runNewTests(command, runModule, checkout));
  const before = await ownResults(repository, runModule, untouched);
  for (const { first } of runs) addToNav(first, checkout);
  const after = await ownResults(repository, runModule, checkout);
  return { runs, checkout, released, newTests, before, after };
}

/** A preview, whose diff is applied to the copy, and two runs. */
export async function runTwice(
  { command, env }: { readonly command: readonly string[]; readonly env: NodeJS.ProcessEnv },
  checkout: string,
  copy: string,
): Promise<Runs> {
  const generateHere = (mode: string) => generate(checkout, [...command, mode], env);
  const before = hashTree(checkout);
  const result = await generateHere('--dry-run');
  if (result.status !== 0) throw new Error(`The run stops at ${basename(checkout)}: ${outputOf(result)}`);
  const preview = { result, before, after: hashTree(checkout) };
  await applyPatch(copy, result.stdout);
  const first = await generateHere('--json');
  const changes = await changesSince(checkout);
  const afterFirst = hashTree(checkout);
  const second = await generateHere('--json');
  const trees = { patched: hashTree(copy), first: afterFirst, second: hashTree(checkout) };
  return { preview, first, second, changes, trees };
}

export function copyTo(checkout: string, folder: string): string {
  const copy = join(folder, basename(checkout));
  cpSync(checkout, copy, { recursive: true, verbatimSymlinks: true });
  return copy;
}

async function applyPatch(folder: string, diff: string): Promise<void> {
  const file = join(folder, '.git/preview.diff');
  writeFileSync(file, diff);
  await runGit(folder, 'apply', '--allow-empty', '--whitespace=nowarn', file);
}

/** The commands that the runs print for the new tests, each once. */
export function listTestCommands(runs: readonly Runs[]): ReadonlySet<string> {
  const named = runs.map(({ first }) => JSON.parse(first.stdout || '{}').testCommand);
  return new Set(named.filter((command) => typeof command === 'string'));
}

/** The command that a run names, with this interpreter's pytest in place of `uv run pytest` and the like. */
function runNewTests(command: string, runModule: RunModule, checkout: string): Promise<CommandResult> {
  const words = command.slice(command.lastIndexOf('pytest')).match(/(?:[^\s"]|"[^"]*")+/g) ?? [];
  const args = words.slice(1).map((word) => word.replaceAll('"', ''));
  return runModule(checkout, ['pytest', '-p', 'no:cacheprovider', ...args]);
}

/** Does what a note of the run asks for where a strict build takes no page that the nav has not. */
function addToNav(run: CommandResult, checkout: string): void {
  const notes: readonly string[] = JSON.parse(run.stdout || '{"notes":[]}').notes;
  const asked = notes.map((note) => /^mkdocs\.yml.* add (.*) to the nav/.exec(note)?.[1] ?? '').join('');
  if (asked === '') return;
  const file = join(checkout, 'mkdocs.yml');
  const entries = asked.split(', ').map((entry) => `  - ${entry}\n`);
  writeFileSync(file, readFileSync(file, 'utf8').replace(/^nav:\n/m, `nav:\n${entries.join('')}`));
}

async function ownResults(repository: Repository, runModule: RunModule, folder: string): Promise<OwnResults> {
  const { imports, suite, checks } = repository;
  const pytest = ['pytest', '-p', 'no:cacheprovider', '-p', 'no:randomly', '-q'];
  const findings: Record<string, Findings> = {};
  for (const check of checks) findings[check] = await findingsOf(check, runModule, folder);
  return {
    findings,
    imports: await runModule(folder, ['timeit', '-n1', '-r1', `import ${imports}`]),
    suite: suite && (await runModule(folder, [...pytest, ...suite])),
  };
}
