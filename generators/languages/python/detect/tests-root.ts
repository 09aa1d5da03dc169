/** Finds the folder of tests that belongs to the chosen package. */

import { hasFolder, isInside, joinPath, listFiles, listFolders, parentOf } from '../../../tree/paths.js';
import { unseen } from '../../../tree/walk.js';
import type { PackageCandidate } from '../../../types/project.js';
import type { Tree } from '../../../types/tree.js';
import { fileOf, type PythonConfig, readConfig } from './config.js';
import { ancestors } from './import-path.js';
import { isRegularPackage } from './packages-on-disk.js';
import { readPytestSettings } from './pytest-settings.js';
import { isHelper } from './search.js';

export interface TestsRoot {
  readonly dir: string;
  readonly because: string;
}

export interface Owner {
  readonly tree: Tree;
  readonly config: PythonConfig;
  readonly candidate: PackageCandidate;
}

const unitNames = ['unit', 'unit_tests', 'unit_test', 'unittests'];

export function findTestsRoot(owner: Owner): TestsRoot {
  const { tree, config } = owner;
  const configured = findConfigured(owner);
  const found = configured?.dir ?? findFolder(owner);
  if (found === undefined)
    return { dir: fileOf(config, 'tests'), because: 'there is no folder of tests yet' };
  const unit = unitNames.map((name) => joinPath(found, name)).find((dir) => hasFolder(tree, dir));
  const isSplit = configured === undefined && unit !== undefined && !listFiles(tree, found).some(isTest);
  const dir = findMirror(owner, isSplit ? unit : found);
  return { dir, because: configured?.because ?? `${dir}/ is there` };
}

/** Of pytest's testpaths: the package's own, else the first that is called so or holds tests. */
function findConfigured({ tree, config, candidate }: Owner): TestsRoot | undefined {
  const settings = readPytestSettings(tree, config);
  const there = (settings?.testpaths ?? [])
    .map((path) => fileOf(config, path))
    .filter((dir) => dir !== '' && hasFolder(tree, dir) && !isOfAnother(tree, dir, candidate));
  const dir =
    there.find((path) => isInside(parentOf(path), candidate.dir) && holdsTests(tree, path)) ??
    there.find((path) => namesPackage(path, candidate) && !isInside(candidate.dir, path)) ??
    there.find((path) => /(^|\/)tests?($|\/)/.test(path)) ??
    there.find(
      (path) => !isInside(candidate.dir, path) && !isInside(path, candidate.dir) && holdsTests(tree, path),
    );
  return dir === undefined ? undefined : { dir, because: `testpaths in ${settings?.file}` };
}

/** Tests inside of a package are of that one. */
function isOfAnother(tree: Tree, dir: string, candidate: PackageCandidate): boolean {
  return ancestors(parentOf(dir))
    .filter((folder) => isRegularPackage(tree, folder) && !isHelper(lastPart(folder)))
    .some((folder) => !isInside(candidate.dir, folder) && !isInside(folder, candidate.dir));
}

function namesPackage(path: string, { name }: PackageCandidate): boolean {
  return path.split('/').includes(lastPart(name, '.'));
}

function findFolder(owner: Owner): string | undefined {
  const { tree, config, candidate } = owner;
  const inside = ['tests', 'test', '_tests'].map((name) => joinPath(candidate.dir, name));
  const places = ['unit_test', 'unit_tests', 'tests', 'test'].map((name) => fileOf(config, name));
  const found = [...places, ...inside].filter((dir) => hasFolder(tree, dir));
  return (
    found.find((dir) => holdsTests(tree, dir)) ?? found[0] ?? findEmbedded(owner) ?? findOfWorkspace(owner)
  );
}

/** `acme/tests` for a package `acme.core` in it. */
function findEmbedded({ tree, candidate }: Owner): string | undefined {
  const parents = ancestors(parentOf(candidate.dir)).filter((folder) => isRegularPackage(tree, folder));
  return parents
    .flatMap((folder) => [`${folder}/tests`, `${folder}/_tests`])
    .find((folder) => hasFolder(tree, folder));
}

/** A member without tests of its own: they are where its workspace keeps those of all. */
function findOfWorkspace({ tree, config, candidate }: Owner): string | undefined {
  if (config.dir === '') return undefined;
  const root = readConfig(tree, '');
  const configured = (readPytestSettings(tree, root)?.testpaths ?? []).map((path) => joinPath(path));
  const shared = [...configured, 'tests', 'test'].filter((dir) => dir !== '' && hasFolder(tree, dir));
  const mirrored = shared.flatMap((dir) => [joinPath(dir, config.dir), joinPath(dir, lastPart(config.dir))]);
  return [...mirrored, ...shared].find(
    (dir) => hasFolder(tree, dir) && holdsTests(tree, dir) && !isOfAnother(tree, dir, candidate),
  );
}

/** `tests/acme`, where the tests lie as the modules of the package do. */
function findMirror({ tree, candidate }: Owner, dir: string): string {
  if (isInside(dir, candidate.dir)) return dir;
  const mirrors = [candidate.name.replaceAll('.', '/'), lastPart(candidate.name, '.')];
  const folders = mirrors.map((name) => joinPath(dir, name));
  return folders.find((folder) => hasFolder(tree, folder) && holdsTests(tree, folder)) ?? dir;
}

function holdsTests(tree: Tree, dir: string): boolean {
  if (listFiles(tree, dir).some(isTest)) return true;
  const folders = listFolders(tree, dir).filter((name) => !unseen.has(name) && !name.startsWith('.'));
  return folders.some((name) => holdsTests(tree, joinPath(dir, name)));
}

function isTest(name: string): boolean {
  return /^test_.*\.py$|_tests?\.py$/.test(name);
}

function lastPart(path: string, separator = '/'): string {
  return path.split(separator).at(-1) ?? path;
}
