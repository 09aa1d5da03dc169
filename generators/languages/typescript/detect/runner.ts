/** Which program runs the tests, what a test has to import for it, and the command that runs one. */

import { listFiles } from '../../../tree/paths.js';
import type { Tree } from '../../../types/tree.js';
import { dependenciesOf, type NodePackage, scriptOf } from './package-json.js';

export type RunnerId = 'vitest' | 'jest' | 'mocha' | 'bun' | 'node';

interface RunnerRow {
  /** In the script `test`. */
  readonly script: RegExp;
  readonly dependency: RegExp;
  readonly config: RegExp;
}

const runners: Readonly<Record<RunnerId, RunnerRow>> = {
  vitest: { script: /\bvitest\b/, dependency: /^vitest$/, config: /^vitest\.(config|workspace)\./ },
  jest: { script: /\bjest\b/, dependency: /^(jest|ts-jest|@jest\/core)$/, config: /^jest\.config\./ },
  mocha: { script: /\bmocha\b/, dependency: /^mocha$/, config: /^\.mocharc\./ },
  bun: { script: /\bbun test\b/, dependency: /^(@types\/bun|bun-types)$/, config: /^bunfig\.toml$/ },
  node: { script: /\b(node|tsx)\b.*\s--test\b/, dependency: /^$/, config: /^$/ },
};

/** Runners whose files ours would not be. */
const others = ['ava', 'tap', 'uvu', 'jasmine', '@playwright/test'];

export interface Runner {
  readonly id: RunnerId;
  readonly because: string;
  readonly notes: readonly string[];
}

/** `packages` are the package and the root of its workspace, the nearer first. */
export function findRunner(tree: Tree, packages: readonly NodePackage[]): Runner {
  const ids = Object.keys(runners) as readonly RunnerId[];
  const found = (is: (row: RunnerRow) => boolean, because: string) => {
    const id = ids.find((each) => is(runners[each]));
    return id && { id, because, notes: [] };
  };
  const names = packages.flatMap((each) => Object.keys(dependenciesOf(each)));
  const files = packages.flatMap(({ dir }) => listFiles(tree, dir));
  const other = others.find((name) => names.includes(name));
  const notes = other
    ? [`The tests here are of ${other}; the new one is of node:test, and has to be run apart.`]
    : [];
  return (
    found((row) => packages.some((each) => row.script.test(scriptOf(each, 'test'))), 'the script test') ??
    found((row) => files.some((name) => row.config.test(name)), 'its settings') ??
    found((row) => names.some((name) => row.dependency.test(name)), 'package.json') ?? {
      id: 'node',
      because: 'no other runner is there',
      notes,
    }
  );
}

/** The line by which a test gets `describe` and `it`; empty where they are global, and their types are there. */
export function testImportFor(id: RunnerId, packages: readonly NodePackage[]): string {
  const has = (name: string) => packages.some((each) => name in dependenciesOf(each));
  const from = (module: string) => `import { describe, it } from '${module}';`;
  if (id === 'jest') return has('@types/jest') ? '' : from('@jest/globals');
  if (id === 'mocha') return has('@types/mocha') ? '' : from('mocha');
  return from({ vitest: 'vitest', bun: 'bun:test', node: 'node:test' }[id]);
}

const managers = {
  npm: { lock: /^(package-lock|npm-shrinkwrap)\.json$/, run: 'npx' },
  pnpm: { lock: /^pnpm-(lock|workspace)\.yaml$/, run: 'pnpm exec' },
  yarn: { lock: /^(yarn\.lock|\.yarnrc\.yml)$/, run: 'yarn' },
  bun: { lock: /^bun\.lockb?$/, run: 'bunx' },
} as const;

export type ManagerId = keyof typeof managers;

export const managerIds = Object.keys(managers) as readonly ManagerId[];

/** By `packageManager`, then by the lock files; npm is there with Node. */
export function findManager(
  packages: readonly NodePackage[],
  trees: readonly { readonly tree: Tree; readonly dir: string }[],
): ManagerId {
  const told = packages.map(({ data }) => String(data['packageManager'] ?? ''));
  const named = managerIds.find((id) => told.some((text) => text.startsWith(`${id}@`)));
  const hasLock = (id: ManagerId) =>
    trees.some(({ tree, dir }) => listFiles(tree, dir).some((name) => managers[id].lock.test(name)));
  return named ?? managerIds.find(hasLock) ?? 'npm';
}

export interface TestRun {
  readonly runner: RunnerId;
  readonly manager: ManagerId;
  readonly packages: readonly NodePackage[];
  readonly importEnding: string;
}

/** The command without the file. */
export function testCommandFor({ runner, manager, packages, importEnding }: TestRun): string {
  const { run } = managers[manager];
  const hasTsx = packages.some((each) => 'tsx' in dependenciesOf(each));
  const [own, program] =
    /\b(node|tsx)\b[^&|;]*?\s--test\b/.exec(packages.map((each) => scriptOf(each, 'test')).join(';')) ?? [];
  if (runner === 'bun') return 'bun test';
  if (runner === 'node') {
    // Only what takes TypeScript as it lies runs one file of it.
    if (own !== undefined && /tsx|swc|ts-node|-types\b/.test(own))
      return program === 'node' ? own : `${run} ${own}`;
    // Node itself resolves no `./file.js` to a file.ts.
    return importEnding === '.ts' ? 'node --test' : `${hasTsx ? run : 'npx'} tsx --test`;
  }
  return `${run} ${runner}${runner === 'vitest' ? ' run' : ''}`;
}

/** What is to be known of a run by Node itself. */
export function noteNodeTest({ runner, packages, importEnding }: TestRun): readonly string[] {
  const hasTsx = packages.some((each) => 'tsx' in dependenciesOf(each));
  return runner === 'node' && importEnding !== '.ts' && !hasTsx
    ? ['tsx, which runs the test as it lies, is not among the dependencies: npx asks before it fetches it.']
    : [];
}
