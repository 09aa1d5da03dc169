/** A place for the tests where the runner finds them, if it would not find them among those that are there. */

import { posix } from 'node:path';
import { hasFolder, isInside, joinPath, parentOf } from '../../../tree/paths.js';
import type { FoundTests } from './found-tests.js';
import { mostFirst } from './habits.js';
import { placeTests, type TestClues, type TestsPlace } from './places.js';
import { baseOf } from './suite.js';

export function placeFoundTests(clues: TestClues, found: FoundTests): TestsPlace {
  const first = placeTests(clues);
  const isFound = ({ dir, ending }: Pick<TestsPlace, 'dir' | 'ending'>) =>
    found.finds(joinPath(dir, `persistence${ending}`));
  if (found.source === undefined || isFound(first) !== false) return first;
  const dirs = clues.answers.testsDir === undefined ? listDirs(clues, found, first) : [];
  const endings = listEndings(clues, found, first);
  const places = [first.dir, ...dirs].flatMap((dir) => endings.map((ending) => ({ dir, ending })));
  const place = places.find((each) => isFound(each) === true);
  if (place === undefined) return first;
  const because =
    place.dir === first.dir ? first.fact.because : `tests are looked for there by ${found.source}`;
  return { ...place, fact: { label: 'tests', value: place.dir || '.', because } };
}

/** Beside the modules, where other tests are, and where the settings say; those that are there first. */
function listDirs(
  { tree, dir, modules, tests }: TestClues,
  { suites }: FoundTests,
  first: TestsPlace,
): readonly string[] {
  const bases = suites.flatMap(({ patterns }) =>
    patterns.filter((text) => !text.startsWith('!')).map(baseOf),
  );
  const named = bases.map((base) => base.replace(/^\//, ''));
  const beside = [modules.dir, joinPath(modules.dir, '__tests__')];
  const all = [...beside, ...mostFirst(tests.map(parentOf)), ...named, joinPath(parentOf(first.dir))];
  const own = all.filter((each) => isInside(each, dir) && each !== dir && !each.startsWith('..'));
  return [...own.filter((each) => hasFolder(tree, each)), ...own];
}

/** As other tests are called, and as the last part of a pattern has it: `*.unit.ts`. */
function listEndings({ tests }: TestClues, { suites }: FoundTests, first: TestsPlace): readonly string[] {
  const inNames = tests.flatMap(
    (path) => /(\.[\w.-]+|[-_](test|spec))\.ts$/.exec(posix.basename(path))?.[0] ?? [],
  );
  const inPatterns = suites.flatMap(({ patterns }) =>
    patterns.flatMap((text) => /\*([._-][\w.-]*\.ts)$/.exec(text)?.[1] ?? []),
  );
  return [first.ending, '.test.ts', '.spec.ts', ...mostFirst(inNames), ...inPatterns];
}
