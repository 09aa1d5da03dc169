/** The packages of a Python project that pieces could be added to, the likeliest first. */

import { hasFolder, joinPath } from '../../../tree/paths.js';
import type { PackageCandidate } from '../../../types/project.js';
import type { Tree } from '../../../types/tree.js';
import { readDeclared } from './build.js';
import { fileOf, type PythonConfig, setting } from './config.js';
import { type Declared, type DeclaredPackage, type Search, toImportName } from './declared.js';
import { expandNamespace, isHelper, searchPackages } from './search.js';

/** Those that can be meant where nobody names one. */
export function findPackages(tree: Tree, config: PythonConfig): readonly PackageCandidate[] {
  return narrow(listPackages(tree, config), config, readDeclared(config) ?? guess(tree, config));
}

/** All of a project, also private ones and helpers: a flag may name any. */
export function listPackages(tree: Tree, config: PythonConfig): readonly PackageCandidate[] {
  const declared = readDeclared(config) ?? guess(tree, config);
  const packages = declared.packages
    ? declared.packages.flatMap((found) => expandDeclared(tree, config, found))
    : searchPackages(tree, config.dir, {
        expected: config.name,
        ...declared.search,
        root: declared.search?.root ?? '',
      });
  const candidates = packages.map(({ name, dir }) => ({
    name,
    dir,
    because: explain(name, config, declared),
  }));
  return rank(candidates, config.name);
}

function expandDeclared(
  tree: Tree,
  config: PythonConfig,
  { name, dir }: DeclaredPackage,
): readonly DeclaredPackage[] {
  const folder = joinPath(config.dir, dir);
  if (!hasFolder(tree, folder)) return [];
  // The one that carries the project's name is the project's own: it only lacks its `__init__.py`.
  return isNamedLike(name, config.name)
    ? [{ name, dir: folder }]
    : expandNamespace(tree, { name, dir: folder });
}

/** Without a word in the configuration: what the build tools look for themselves. */
function guess(tree: Tree, config: PythonConfig): Declared {
  const inSource: Search = { root: 'src', expected: config.name };
  const root = searchPackages(tree, config.dir, inSource).length > 0 ? 'src' : '';
  const place = fileOf(config, root);
  return {
    search: { ...inSource, root },
    because: place === '' ? 'a package at the root' : `a package in ${place}/`,
  };
}

/** Where nothing was declared, the name is the reason. */
function explain(name: string, config: PythonConfig, declared: Declared): string {
  const isGuess = readDeclared(config) === undefined;
  return isGuess && config.namedIn && distance(name, config.name) < 2
    ? `the project's name in ${config.namedIn}`
    : declared.because;
}

/** A package named like the project comes first, helpers and private ones last. */
function rank(
  candidates: readonly PackageCandidate[],
  project: string | undefined,
): readonly PackageCandidate[] {
  const unique = candidates.filter(
    ({ dir }, index) => candidates.findIndex((other) => other.dir === dir) === index,
  );
  return unique.toSorted((a, b) => distance(a.name, project) - distance(b.name, project));
}

function distance(name: string, project: string | undefined): number {
  if (isNamedLike(name, project)) return 0;
  if (project !== undefined && stem(name) === stem(project)) return 1;
  if (isHelper(name)) return 4;
  return name.startsWith('_') ? 3 : 2;
}

/** One candidate where only one can be meant, so that nobody is asked in vain. */
function narrow(
  ranked: readonly PackageCandidate[],
  config: PythonConfig,
  declared: Declared,
): readonly PackageCandidate[] {
  const nearness = ranked.map(({ name }) => distance(name, config.name));
  const public_ = ranked.filter((_, index) => (nearness[index] ?? 0) < 3);
  const [first] = public_;
  if (first === undefined) return ranked;
  if (nearness[0] === 0) return [first];
  const guessed = readDeclared(config) === undefined || declared.search?.expected !== undefined;
  const named = nearness[0] === 1 && (nearness[1] ?? 2) > 1;
  return guessed && named && !shipsAll(config, declared) ? [first] : public_;
}

/** setuptools, left to itself, ships all that lies in `src/`; the others only what has the project's name. */
function shipsAll(config: PythonConfig, { search }: Declared): boolean {
  const backend = String(setting(config, 'build-system.build-backend') ?? 'setuptools.build_meta');
  return search?.root === 'src' && backend.startsWith('setuptools');
}

/** Whether a package carries the name of a project. */
export function isNamedLike(name: string, project: string | undefined): boolean {
  return project !== undefined && plain(name) === plain(project);
}

/** A name without what spellings differ in. */
export function plain(name: string): string {
  return toImportName(name).replaceAll('_', '');
}

/** `pyyaml` ships `yaml`, `python-dateutil` ships `dateutil`. */
function stem(name: string): string {
  return plain(name)
    .replace(/^(python|py)/, '')
    .replace(/(python|py)$/, '');
}
