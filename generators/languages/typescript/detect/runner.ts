/** Which program runs the tests, and what a test has to import for it. */

import { joinPath, listFiles, readIfText } from '../../../tree/paths.js';
import type { Tree } from '../../../types/tree.js';
import { mostOf } from './habits.js';
import { dependenciesOf, type NodePackage } from './package-json.js';
import { otherRunners, type RunnerId, type RunnerRow, runnerIds, runners } from './runners.js';
import { testScriptOf } from './test-script.js';
import { listTexts, type TsConfig } from './tsconfig.js';

export interface Runner {
  readonly id: RunnerId;
  readonly because: string;
  /** The folder of the package that has it. */
  readonly dir: string;
  /** Why new tests would break a run of those that are there. */
  readonly conflict?: string;
}

/** What shows it: the packages, which are this one and the root of its workspace, and the texts of its tests. */
export interface Signs {
  readonly tree: Tree;
  readonly packages: readonly NodePackage[];
  readonly tests: readonly string[];
  readonly config: TsConfig | undefined;
}

export function findRunner(signs: Signs): Runner {
  const { packages, tests } = signs;
  const imported = mostOf(tests.flatMap(importedRunners));
  const told = runnerIds.find((id) => id === imported);
  if (told !== undefined)
    return { id: told, because: 'the imports of the tests', dir: folderOf(told, signs) };
  const other = imported ?? findOther(packages);
  if (other !== undefined) return conflictWith(other, packages);
  return (
    firstThat(packages, scriptNames, 'the script test') ??
    firstThat(packages, (each, row) => hasConfig(signs, each, row), 'its settings') ??
    firstThat(packages, dependsOn, 'package.json') ?? {
      id: 'node',
      because: 'no other runner is there',
      dir: packages[0]?.dir ?? '',
    }
  );
}

/** The runners that one text imports, of ours and of others. */
function importedRunners(text: string): readonly string[] {
  const modules = [...text.matchAll(/\bfrom\s*['"]([^'"\n]+)['"]|\brequire\(['"]([^'"\n]+)['"]\)/g)];
  return modules.flatMap(([, from, required]) => {
    const module = from ?? required ?? '';
    return (
      runnerIds.find((id) => runners[id].module === module) ??
      otherRunners.find((name) => name === module) ??
      []
    );
  });
}

type Is = (each: NodePackage, row: RunnerRow) => boolean;

const scriptNames: Is = (each, row) => row.script.test(testScriptOf(each));
const dependsOn: Is = (each, row) =>
  Object.keys(dependenciesOf(each)).some((name) => row.dependency.test(name));

function hasConfig({ tree }: Signs, { dir }: NodePackage, row: RunnerRow): boolean {
  return listFiles(tree, dir).some((name) => row.config.test(name));
}

/** The nearest package that has a runner, of which the first of the table counts. */
function firstThat(packages: readonly NodePackage[], is: Is, because: string): Runner | undefined {
  for (const each of packages) {
    const id = runnerIds.find((name) => is(each, runners[name]));
    if (id !== undefined) return { id, because, dir: each.dir };
  }
  return undefined;
}

function folderOf(id: RunnerId, signs: Signs): string {
  const is: Is = (each, row) => scriptNames(each, row) || hasConfig(signs, each, row) || dependsOn(each, row);
  const having = signs.packages.find((each) => is(each, runners[id]));
  return (having ?? signs.packages[0])?.dir ?? '';
}

/** By the script, or by the dependencies if there is no other sign. */
function findOther(packages: readonly NodePackage[]): string | undefined {
  if (firstThat(packages, scriptNames, '') !== undefined) return undefined;
  const scripts = packages.map((each) => testScriptOf(each)).join(';');
  const inScript = otherRunners.find((name) => new RegExp(`\\b${name}\\b`).test(scripts));
  if (inScript !== undefined || firstThat(packages, dependsOn, '') !== undefined) return inScript;
  return otherRunners.find((name) => packages.some((each) => name in dependenciesOf(each)));
}

function conflictWith(other: string, packages: readonly NodePackage[]): Runner {
  return {
    id: 'node',
    because: `the tests are of ${other}`,
    dir: packages[0]?.dir ?? '',
    conflict: `The tests here are of ${other}, which would stop at new ones, which are of node:test.`,
  };
}

/** The line by which a test gets `describe` and `it`; empty where they are global, as in the tests that are there. */
export function testImportFor(id: RunnerId, { packages, tests, config }: Signs): string {
  const { module } = runners[id];
  const types = config?.options['types'];
  const isTyped = types === undefined || listTexts(types).includes(id);
  const has = (name: string) => packages.some((each) => name in dependenciesOf(each));
  const isGlobal = id === 'jest' || id === 'mocha';
  const uses = (text: string) => importedRunners(text).includes(id);
  const calls = (text: string) => /^[ \t]*(describe|it|test)\(/m.test(text);
  if (isGlobal && tests.some(uses) === false && (tests.some(calls) || (isTyped && has(`@types/${id}`))))
    return '';
  return `import { describe, it } from '${module}';`;
}

/** The settings of mocha, as one text: they say what it loads. */
export function readMocha({ tree, packages }: Signs): string {
  return packages
    .flatMap(({ dir, data }) => [
      JSON.stringify(data['mocha'] ?? ''),
      ...listFiles(tree, dir)
        .filter((name) => name.startsWith('.mocharc.'))
        .map((name) => readIfText(tree, joinPath(dir, name)) ?? ''),
    ])
    .join('\n');
}
