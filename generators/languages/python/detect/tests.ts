/** Decides where the new tests go, so that pytest can import them beside those that are there. */

import {
  hasFile,
  hasFolder,
  isInside,
  joinPath,
  listFiles,
  listFolders,
  normaliseFolder,
  parentOf,
} from '../../../tree/paths.js';
import type { Answers, Fact, PackageCandidate } from '../../../types/project.js';
import type { Tree } from '../../../types/tree.js';
import { fileOf, type PythonConfig } from './config.js';
import { ancestors } from './import-path.js';
import { isRegularPackage } from './packages-on-disk.js';
import { readPytestSettings } from './pytest-settings.js';

export interface TestPlace {
  readonly testsDir: string;
  readonly markers: readonly string[];
  readonly fact: Fact;
  readonly notes: readonly string[];
}

interface Subject {
  readonly tree: Tree;
  readonly config: PythonConfig;
  readonly candidate: PackageCandidate;
  /** Last part of the modules' folder, which the tests' folder mirrors. */
  readonly name: string;
}

/** Names of the test files of all pieces; one folder has to suit them all. */
const testFiles = ['test_persistence.py', 'test_validation.py', 'test_responses.py', 'test_errors.py'];

const unseen = new Set(['node_modules', 'build', 'dist', 'venv', 'env', '__pycache__', 'site-packages']);

export function placeTests(subject: Subject, answers: Answers): TestPlace {
  if (answers.testsDir !== undefined) {
    const dir = normaliseFolder(answers.testsDir, '--tests-dir');
    return { ...describe(subject, dir, '--tests-dir'), notes: [] };
  }
  const root = findTestsRoot(subject);
  const dir = joinPath(root.dir, subject.name);
  const reason = findObstacle(subject, dir);
  if (reason === undefined) return { ...describe(subject, dir, root.because), notes: [] };
  return avoid(subject, root.dir, reason);
}

/** A package of a name that nobody else has: its modules cannot be mistaken for others. */
function avoid({ tree, candidate, name }: Subject, root: string, reason: string): TestPlace {
  const last = candidate.name.split('.').at(-1) ?? name;
  const dir = joinPath(root, `${last}_${name}`);
  const markers = hasFile(tree, `${dir}/__init__.py`) ? [] : [`${dir}/__init__.py`];
  const notes = [`${reason}: the tests go to ${dir}.`];
  return { testsDir: dir, markers, fact: { label: 'tests', value: dir, because: reason }, notes };
}

function describe({ tree }: Subject, dir: string, because: string): Omit<TestPlace, 'notes'> {
  const fresh = ancestors(dir).filter((folder) => !hasFolder(tree, folder));
  const above = parentOf(fresh.at(-1) ?? dir);
  const markers = isRegularPackage(tree, above)
    ? fresh.map((folder) => `${folder}/__init__.py`).reverse()
    : [];
  return { testsDir: dir, markers, fact: { label: 'tests', value: dir, because } };
}

function findTestsRoot(subject: Subject): { dir: string; because: string } {
  const { tree, config, candidate } = subject;
  const configured = findConfigured(subject);
  if (configured !== undefined) return configured;
  const places = [
    fileOf(config, 'tests'),
    fileOf(config, 'test'),
    `${candidate.dir}/tests`,
    `${candidate.dir}/test`,
  ];
  const found = places.find((dir) => hasFolder(tree, dir)) ?? findEmbedded(tree, candidate);
  if (found === undefined)
    return { dir: fileOf(config, 'tests'), because: 'there is no folder of tests yet' };
  const unit = ['unit', 'unit_tests', 'unittests']
    .map((name) => joinPath(found, name))
    .find((dir) => hasFolder(tree, dir));
  const dir = unit !== undefined && !listFiles(tree, found).some(isTest) ? unit : found;
  return { dir, because: `${dir}/ is there` };
}

/** The first of pytest's testpaths that is called so or holds tests; not one around the package, or of doctests. */
function findConfigured({ tree, config, candidate }: Subject): { dir: string; because: string } | undefined {
  const settings = readPytestSettings(tree, config);
  const dirs = (settings?.testpaths ?? []).map((path) => fileOf(config, path));
  const there = dirs.filter((dir) => dir !== '' && hasFolder(tree, dir));
  const dir =
    there.find((path) => /(^|\/)tests?($|\/)/.test(path)) ??
    there.find(
      (path) => !isInside(candidate.dir, path) && !isInside(path, candidate.dir) && holdsTests(tree, path),
    );
  return dir === undefined ? undefined : { dir, because: `testpaths in ${settings?.file}` };
}

function holdsTests(tree: Tree, dir: string): boolean {
  if (listFiles(tree, dir).some(isTest)) return true;
  const folders = listFolders(tree, dir).filter((name) => !unseen.has(name) && !name.startsWith('.'));
  return folders.some((name) => holdsTests(tree, joinPath(dir, name)));
}

/** `acme/tests` for a package `acme.core` in it. */
function findEmbedded(tree: Tree, { dir }: PackageCandidate): string | undefined {
  const parents = ancestors(parentOf(dir)).filter((folder) => isRegularPackage(tree, folder));
  return parents.map((folder) => `${folder}/tests`).find((folder) => hasFolder(tree, folder));
}

/** Why the tests cannot go to a folder; undefined when they can. */
function findObstacle(subject: Subject, dir: string): string | undefined {
  const { tree, config } = subject;
  const module = `${dir}.py`;
  if (hasFile(tree, module)) return `${module} is not to be hidden`;
  if (hasFile(tree, dir)) return `${dir} is a file`;
  if (isRegularPackage(tree, hasFolder(tree, dir) ? dir : parentOf(dir))) return undefined;
  if (/import-mode[= ]importlib/.test(readPytestSettings(tree, config)?.options ?? '')) return undefined;
  const twin = findTwin(tree, '', dir);
  return (
    twin && `pytest cannot tell ${twin} from a file of the same name in another folder without __init__.py`
  );
}

/** pytest imports files outside of packages by their names alone, so that each name can be there once. */
function findTwin(tree: Tree, folder: string, except: string): string | undefined {
  if (folder === except) return undefined;
  const isPackage = isRegularPackage(tree, folder);
  const twin = isPackage ? undefined : listFiles(tree, folder).find((name) => testFiles.includes(name));
  if (twin !== undefined) return joinPath(folder, twin);
  for (const name of listFolders(tree, folder)) {
    if (unseen.has(name) || name.startsWith('.') || name.endsWith('.egg-info')) continue;
    const below = findTwin(tree, joinPath(folder, name), except);
    if (below !== undefined) return below;
  }
  return undefined;
}

function isTest(name: string): boolean {
  return /^test_.*\.py$|_tests?\.py$/.test(name);
}
