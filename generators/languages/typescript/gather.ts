/** Gathers what decides over the project of a package: its settings, its habits, its tests, and the places that follow. */

import type { Answers, PackageCandidate } from '../../types/project.js';
import type { Tree } from '../../types/tree.js';
import { placeFoundTests } from './detect/found-place.js';
import { readFoundTests } from './detect/found-tests.js';
import { findHabits } from './detect/habits.js';
import { findManager } from './detect/manager.js';
import { rootPackage } from './detect/members.js';
import { dependenciesOf, type NodePackage, readPackage } from './detect/package-json.js';
import { placeGuides, placeModules } from './detect/places.js';
import { findRunner, readMocha } from './detect/runner.js';
import { isForBrowser, listSources, listTests, readSamples } from './detect/sources.js';
import { readSettings } from './detect/style.js';
import { findTsConfig, type Reading } from './detect/tsconfig.js';

/** What is looked at, and what is answered already. */
interface Scene {
  readonly tree: Tree;
  readonly candidate: PackageCandidate;
  readonly answers: Answers;
}

export type Gathered = ReturnType<typeof gather>;

export function gather({ tree, candidate, answers }: Scene) {
  const { dir } = candidate;
  const reading: Reading = { tree, around: answers.around };
  const own = readPackage(tree, dir) ?? { dir, data: {} };
  const packages = [own, ...listRoots(reading, own)];
  const config = findTsConfig(reading, dir);
  const settings = readSettings(reading, own);
  const samples = readSamples(tree, listSources(tree, dir));
  const habits = findHabits({ samples, config, own, settings });
  const modules = placeModules(reading, dir, answers);
  const guides = placeGuides(tree, dir, answers);
  const hasBrowser = packages.some((each) => '@playwright/test' in dependenciesOf(each));
  const testFiles = listTests(tree, dir).filter((path) => !hasBrowser || !isForBrowser(tree, path));
  const signs = { tree, packages, tests: readSamples(tree, testFiles), config };
  const runner = findRunner(signs);
  const found = readFoundTests(signs, runner, testFiles);
  const tests = placeFoundTests({ tree, dir, modules, answers, tests: testFiles }, found);
  const testRun = {
    runner: runner.id,
    manager: findManager(packages, [{ tree, dir }, { tree, dir: '' }, ...aboveOf(reading)]),
    packages,
    importEnding: habits.importEnding,
    settings: readMocha(signs),
  };
  return {
    tree,
    candidate,
    answers,
    own,
    packages,
    config,
    settings,
    samples,
    habits,
    signs,
    runner,
    found,
    testRun,
    modules,
    guides,
    tests,
  };
}

/** The root of a workspace that the package is in: of the repository, or above the folder that the run works in. */
function listRoots({ tree, around }: Reading, { dir }: NodePackage): readonly NodePackage[] {
  const above = around?.above.flatMap(({ tree: outer }) => readPackage(outer, '') ?? []) ?? [];
  return [...(dir === '' ? [] : [rootPackage(tree)]), ...above];
}

function aboveOf({ around }: Reading): readonly { readonly tree: Tree; readonly dir: string }[] {
  return around?.above.map(({ tree }) => ({ tree, dir: '' })) ?? [];
}
