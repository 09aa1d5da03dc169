/** One run of the packed generator on one real repository, with everything that the tests look at. */

import { cpSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { type Changes, changesSince, commitAll, hashTree, runGit } from './checkout.js';
import { type Findings, findingsOf } from './checks.js';
import { type CommandResult, outputOf } from './commands.js';
import { interpreterFor, type RunModule } from './interpreter.js';
import { generate } from './packed.js';
import type { Repository } from './repositories.js';
import { makeScratch } from './scratch.js';
import { fetchSdist, unpack } from './sdist.js';

export interface Proof {
  readonly checkout: string;
  readonly preview: { readonly result: CommandResult; readonly before: string; readonly after: string };
  readonly first: CommandResult;
  readonly changes: Changes;
  /** Hashes of the tree: as the preview's diff makes it, after the first run, after the second. */
  readonly trees: { readonly patched: string; readonly first: string; readonly second: string };
  readonly second: CommandResult;
  readonly newTests: CommandResult;
  readonly before: OwnResults;
  readonly after: OwnResults;
}

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
  const released = copyTo(checkout, join(scratch, 'released'));
  const patched = copyTo(checkout, join(scratch, 'patched'));

  const preview = await previewIn(checkout, repository.flags);
  await applyPatch(patched, preview.result.stdout);
  const first = await generate(checkout, [...repository.flags, '--json']);
  const changes = await changesSince(checkout);
  const trees = { patched: hashTree(patched), first: hashTree(checkout) };
  const second = await generate(checkout, [...repository.flags, '--json']);
  const afterSecond = hashTree(checkout);

  const newTests = await runNewTests(first, runModule, checkout);
  const before = await ownResults(repository, runModule, released);
  const after = await ownResults(repository, runModule, checkout);
  return {
    checkout,
    preview,
    first,
    changes,
    trees: { ...trees, second: afterSecond },
    second,
    newTests,
    before,
    after,
  };
}

function copyTo(checkout: string, folder: string): string {
  const copy = join(folder, basename(checkout));
  cpSync(checkout, copy, { recursive: true, verbatimSymlinks: true });
  return copy;
}

async function previewIn(checkout: string, flags: readonly string[]): Promise<Proof['preview']> {
  const before = hashTree(checkout);
  const result = await generate(checkout, [...flags, '--dry-run']);
  if (result.status !== 0) throw new Error(`The run stops at ${basename(checkout)}: ${outputOf(result)}`);
  return { result, before, after: hashTree(checkout) };
}

async function applyPatch(folder: string, diff: string): Promise<void> {
  const file = join(folder, '.git/preview.diff');
  writeFileSync(file, diff);
  await runGit(folder, 'apply', '--whitespace=nowarn', file);
}

/** The command that the run names, with this interpreter's pytest in place of `uv run pytest` and the like. */
function runNewTests(run: CommandResult, runModule: RunModule, checkout: string): Promise<CommandResult> {
  const command = String(JSON.parse(run.stdout || '{}').testCommand);
  const args = command.slice(command.lastIndexOf('pytest')).split(' ').slice(1);
  return runModule(checkout, ['pytest', '-p', 'no:cacheprovider', ...args]);
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
