/** The suites of each runner, by its settings and by the script that calls it. */

import { hasFile, joinPath } from '../../../tree/paths.js';
import type { Tree } from '../../../types/tree.js';
import { jestFiles, listJestSuites } from './jest-suites.js';
import { mochaFiles, mochaSuite } from './mocha-suite.js';
import type { NodePackage } from './package-json.js';
import type { Runner } from './runner.js';
import { type Listed, listSetting, readSettingsFile, valueAt } from './settings-data.js';
import { type FileNames, type RunnerFile, readRunnerFile } from './settings-of-runner.js';
import {
  allOf,
  fitsExpression,
  fitsGlobs,
  fitsOne,
  globsFrom,
  isInOne,
  type Suite,
  type Told,
} from './suite.js';
import { listVitestSuites, vitestFiles, workspaceFiles } from './vitest-suites.js';

/** Where a runner looks, and what it is asked for. */
export interface Call {
  readonly tree: Tree;
  readonly runner: Runner;
  /** The package that the tests are for. */
  readonly own: NodePackage;
  readonly script: string;
  readonly operands: Listed;
  readonly options: string;
}

/** What node and bun look for where they are told nothing. */
const nodeDefaults = ['**/*{.,-,_}test.?(c|m)[jt]s', '**/test-*.?(c|m)[jt]s', '**/test/**/*.?(c|m)[jt]s'];
const bunDefaults = ['**/*{.,_}{test,spec}.?(c|m)[jt]s?(x)'];

export interface Suites {
  /** The file that they are from. */
  readonly path: string | undefined;
  readonly suites: readonly Suite[];
}

export function listSuites(call: Call): Suites {
  const { tree, runner, own, operands, options } = call;
  const [, named] = /(?:^|\s)(?:-c|--config)[= ](\S+)/.exec(options) ?? [];
  const read = (names: FileNames) => readRunnerFile(tree, runner.dir, { ...names, named });
  const orNone = (file: RunnerFile | undefined) => file ?? { path: '', dir: runner.dir, data: {} };
  if (runner.id === 'mocha') {
    const file = read(mochaFiles);
    return { path: file?.path, suites: [mochaSuite({ ...call, dir: runner.dir, data: file?.data })] };
  }
  if (runner.id === 'jest') {
    const file = read(jestFiles);
    const filter = (path: string) => fitsOne(operands, (each) => fitsExpression(`/${path}`, each));
    return {
      path: file?.path,
      suites: narrow(listJestSuites(tree, orNone(file), own.dir), operands, filter),
    };
  }
  if (runner.id === 'vitest') {
    const file = read(vitestFiles);
    const workspace = readRunnerFile(tree, runner.dir, workspaceFiles);
    const filter = (path: string) => fitsOne(operands, (each) => path.includes(joinPath(each)));
    const suites = listVitestSuites({ tree, own: own.dir }, orNone(file), workspace);
    return { path: workspace?.path ?? file?.path, suites: narrow(suites, operands, filter) };
  }
  return runner.id === 'bun' ? bunSuites(call) : nodeSuites(call);
}

/** What a script names besides leaves only some of the tests. */
function narrow(
  suites: readonly Suite[],
  { texts, hasMore }: Listed,
  filter: (path: string) => Told,
): readonly Suite[] {
  if (texts.length === 0 && !hasMore) return suites;
  return suites.map((suite) => ({
    ...suite,
    finds: (path) => allOf([suite.finds(path), filter(path)]),
    patterns: [...suite.patterns, ...texts],
  }));
}

function bunSuites({ tree, runner: { dir } }: Call): Suites {
  const path = joinPath(dir, 'bunfig.toml');
  const isThere = hasFile(tree, path);
  const data = isThere ? readSettingsFile(tree, path) : undefined;
  const roots = globsFrom(dir, listSetting(valueAt(valueAt(data, 'test'), 'root'), ['']));
  const globs = { texts: bunDefaults, hasMore: false };
  const finds = (test: string) => allOf([isInOne(test, roots), fitsGlobs(test, globs)]);
  return { path: isThere ? path : undefined, suites: [{ finds, patterns: roots.texts }] };
}

function nodeSuites({ runner: { dir }, operands }: Call): Suites {
  const isTold = operands.texts.length > 0 || operands.hasMore;
  const globs = globsFrom(dir, isTold ? operands : { texts: nodeDefaults, hasMore: false });
  return { path: undefined, suites: [{ finds: (test) => fitsGlobs(test, globs), patterns: globs.texts }] };
}
