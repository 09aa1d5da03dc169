/** Which tests the runner of a package finds, and what is said where it would not find the new ones. */

import { hasFile, hasFolder, joinPath, listFiles } from '../../../tree/paths.js';
import type { Tree } from '../../../types/tree.js';
import { unread } from '../edit/literals.js';
import { listSuites } from './list-suites.js';
import { dependenciesOf, type NodePackage } from './package-json.js';
import type { TestsPlace } from './places.js';
import type { Runner } from './runner.js';
import { runners } from './runners.js';
import { isTest } from './sources.js';
import { anyOf, isGlob, type Suite, type Told } from './suite.js';
import { findCall, listOperands, testScriptOf } from './test-script.js';

export interface FoundTests {
  /** Undefined where it cannot be told. */
  finds(path: string): Told;
  /** What says which tests there are: a file, the script, or both; undefined where nothing does. */
  readonly source: string | undefined;
  readonly suites: readonly Suite[];
  /** The environment that the script names. */
  readonly environment: string | undefined;
}

/** Runners that many have run what a compiler made. */
const compiled: ReadonlySet<string> = new Set(['mocha', 'node']);

export function readFoundTests(
  { tree, packages }: { readonly tree: Tree; readonly packages: readonly NodePackage[] },
  runner: Runner,
  tests: readonly string[],
): FoundTests {
  const [own = { dir: '', data: {} }] = packages;
  const script = packages
    .filter(({ dir }) => dir === runner.dir)
    .map((each) => testScriptOf(each))
    .join(';');
  // Others take words for patterns, too; of theirs, those that are paths for sure.
  const isPath = (word: string) =>
    compiled.has(runner.id) ||
    isGlob(word) ||
    [hasFile, hasFolder].some((has) => has(tree, joinPath(runner.dir, word)));
  const operands = listOperands(script, runner.id, isPath);
  const { options = '' } = findCall(script, runner.id) ?? {};
  // A root that the script names counts for all of the settings.
  const isElsewhere = /(^|\s)--root(Dir)?\b/.test(options);
  const { path, suites } = isElsewhere
    ? { path: undefined, suites: [] }
    : listSuites({ tree, runner, own, script, operands, options });
  const finds = (test: string): Told => anyOf(suites.map((suite) => suite.finds(test)));
  // Settings for files that a compiler makes say nothing of those that it takes.
  const known = compiled.has(runner.id) ? tests : tests.filter(isTest);
  const isUnderstood = known.length === 0 || known.some((test) => finds(test) !== false);
  const isByScript =
    operands.texts.length > 0 || (path === undefined && runners[runner.id].script.test(script));
  const sources = [...(path === undefined ? [] : [path]), ...(isByScript ? ['the script test'] : [])];
  return {
    finds: isUnderstood && suites.length > 0 ? finds : () => undefined,
    source: sources.length > 0 ? sources.join(' and ') : undefined,
    suites,
    environment: /--env(?:ironment)?[= ](\S+)/.exec(options)?.[1],
  };
}

/** The beginning of a test that needs the file system, where tests run as in a browser. */
export function openingFor(
  { id }: Runner,
  { suites, environment: told }: FoundTests,
  { path, packages }: { readonly path: string; readonly packages: readonly NodePackage[] },
): string {
  const own = suites.filter((suite) => suite.finds(path) !== false).map(({ environment }) => environment);
  const environments: readonly unknown[] = told === undefined ? own : [told];
  const hasDom = packages.some((each) =>
    Object.keys(dependenciesOf(each)).some((name) => /jsdom|happy-dom/.test(name)),
  );
  const isDom = environments.some((each) =>
    each === unread ? hasDom : typeof each === 'string' && /dom\b|edge-runtime/.test(each),
  );
  if (!isDom) return '';
  return id === 'jest' ? '/** @jest-environment node */\n' : '// @vitest-environment node\n';
}

/** One line on tests that the runner leaves out, or may leave out. */
export function noteFoundTests(
  tree: Tree,
  { finds, source }: FoundTests,
  { runner, place }: { readonly runner: Runner; readonly place: TestsPlace },
): readonly string[] {
  const name = runner.id === 'node' ? 'node --test' : runner.id;
  const told = finds(joinPath(place.dir, `persistence${place.ending}`));
  const where = `*${place.ending} in ${place.dir || '.'}`;
  if (source === undefined) return [];
  if (told === false)
    return [
      `By ${source}, ${name} does not look for ${where}: add that to it, or move the tests with --tests-dir.`,
    ];
  const hasLike = listFiles(tree, place.dir).some((file) => file.endsWith(place.ending));
  if (told === true || hasLike) return [];
  return [
    `Whether ${name} looks for ${where} is not to be read from ${source}, which is not run: npm test shows it.`,
  ];
}
