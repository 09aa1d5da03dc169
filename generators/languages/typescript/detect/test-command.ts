/** The command that runs one test. */

import { addBy, type ManagerId, runBy } from './manager.js';
import { dependenciesOf, isModule, type NodePackage } from './package-json.js';
import type { RunnerId } from './runners.js';
import { findCall, testScriptOf } from './test-script.js';

export interface TestRun {
  readonly runner: RunnerId;
  readonly manager: ManagerId;
  /** The package, and the root of its workspace. */
  readonly packages: readonly NodePackage[];
  readonly importEnding: string;
  /** What the settings of mocha hold, `.mocharc.json`. */
  readonly settings: string;
}

/** The command without the file. */
export function testCommandFor(run: TestRun): string {
  const { runner, manager } = run;
  if (runner === 'bun') return 'bun test';
  if (runner === 'node') return nodeCommand(run);
  const script = scriptsOf(run);
  const { env = '', node, options = '' } = findCall(script, runner) ?? {};
  const own = `${runner}${runner === 'vitest' ? ' run' : ''}`;
  const needsLoader = runner === 'mocha' && !takesTypeScript(run);
  const isCross = env.startsWith('cross-env');
  const program = node ?? (isCross ? own : `${runBy(manager)} ${own}`);
  const start = isCross ? `${runBy(manager)} ${env}` : env;
  return [start, program, options, needsLoader ? loaderOf(run) : ''].filter(Boolean).join(' ');
}

function nodeCommand(run: TestRun): string {
  const { manager, importEnding } = run;
  const [own, program] = /\b(node|tsx)\b[^&|;]*?\s--test\b/.exec(scriptsOf(run)) ?? [];
  // Only what takes TypeScript as it lies runs one file of it.
  if (own !== undefined && /tsx|swc|ts-node|-types\b/.test(own))
    return program === 'node' ? own : `${runBy(manager)} ${own}`;
  // Node itself resolves no `./file.js` to a file.ts.
  return importEnding === '.ts' ? 'node --test' : `${has(run, 'tsx') ? runBy(manager) : 'npx'} tsx --test`;
}

/** What is to be known where the test cannot be run as it lies. */
export function noteTestRun(run: TestRun): readonly string[] {
  // The package's own script shows that its people have a Node that can.
  if (testCommandFor(run) === 'node --test' && !/\bnode\b[^&|;]*\s--test\b/.test(scriptsOf(run)))
    return [
      'Node 22.18 and newer run the test as it lies; with an older one, say npx tsx --test instead of node --test.',
    ];
  const needsTsx =
    run.runner === 'node' ? testCommandFor(run).includes('tsx --test') : testCommandFor(run).endsWith('=tsx');
  if (!needsTsx || has(run, 'tsx')) return [];
  const rest = run.runner === 'node' ? 'npx asks before it fetches it' : `${addBy(run.manager)} tsx`;
  return [`tsx, which runs the test as it lies, is not among the dependencies: ${rest}.`];
}

/** Mocha takes JavaScript alone, unless it is told what to load. */
function takesTypeScript(run: TestRun): boolean {
  const { env = '', options = '' } = findCall(scriptsOf(run), 'mocha') ?? {};
  return /ts-node|tsx|swc|-types\b|esbuild/.test(`${env} ${options} ${run.settings}`);
}

function loaderOf(run: TestRun): string {
  const isOld = has(run, 'ts-node') && !has(run, 'tsx') && !run.packages.slice(0, 1).some(isModule);
  return isOld ? '--require ts-node/register' : '--import=tsx';
}

function scriptsOf({ packages }: TestRun): string {
  return packages.map((each) => testScriptOf(each)).join(';');
}

function has({ packages }: TestRun, name: string): boolean {
  return packages.some((each) => name in dependenciesOf(each));
}
