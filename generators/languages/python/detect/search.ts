/** Searches folders for packages, those inside of namespace packages too. */

import { matchesGlob } from '../../../tree/glob.js';
import { joinPath, listFiles, listFolders, readIfText } from '../../../tree/paths.js';
import type { Tree } from '../../../types/tree.js';
import { isProject } from './config.js';
import { type DeclaredPackage, type Search, toImportName } from './declared.js';
import { hasPythonFiles, isImportable, isRegularPackage } from './packages-on-disk.js';

/** Folders that hold Python which a project does not ship, as setuptools too takes them. */
const helpers = new Set(
  (
    'ci bin debian doc docs documentation manpages news newsfragments changelog t test tests testing unit_test ' +
    'unit_tests integration_tests e2e example examples sample samples demo demos script scripts tool tools util ' +
    'build dist target venv env virtualenv node_modules benchmark benchmarks bench exercise exercises htmlcov ' +
    'notebook notebooks tasks site_scons fixtures migrations stubs typings perf asv_bench packaging release extras'
  ).split(' '),
);

const deepest = 4;

export function isHelper(name: string): boolean {
  const top = name.split('.')[0] ?? name;
  return helpers.has(top) || top.startsWith('test_') || top.endsWith('_tests');
}

/** The top-level packages below a source folder. */
export function searchPackages(tree: Tree, base: string, search: Search): readonly DeclaredPackage[] {
  const root = joinPath(base, search.root);
  return listFolders(tree, root)
    .filter((name) => isImportable(name) && (!isHelper(name) || isExpected(name, search)))
    .filter(
      (name) =>
        isRegularPackage(tree, joinPath(root, name)) ||
        (mayBeNamespace(root, name, search) && !isProject(tree, joinPath(root, name))),
    )
    .flatMap((name) => expandNamespace(tree, { name, dir: joinPath(root, name) }))
    .filter(({ name }) => isShipped(name, search));
}

/** A project called `demo` ships a package of that name. */
function isExpected(name: string, { expected }: Search): boolean {
  return expected !== undefined && toImportName(expected) === name.toLowerCase();
}

/** A namespace package stands for the packages inside of it; any other package for itself. */
export function expandNamespace(tree: Tree, found: DeclaredPackage, depth = 0): readonly DeclaredPackage[] {
  const isRegular = isRegularPackage(tree, found.dir);
  if (isRegular ? !isPortion(tree, found.dir) : hasPythonFiles(tree, found.dir)) return [found];
  const inside = depth > deepest ? [] : listFolders(tree, found.dir).filter(isImportable);
  const children = inside.map((name) => ({ name: `${found.name}.${name}`, dir: joinPath(found.dir, name) }));
  return children
    .flatMap((child) => expandNamespace(tree, child, depth + 1))
    .filter(({ name }) => !/^(tests?|testing|docs?|examples?)$/.test(lastName(name)));
}

/** The older ways to make a namespace package do have an `__init__.py`, but no module beside it. */
function isPortion(tree: Tree, dir: string): boolean {
  if (listFiles(tree, dir).some((name) => name.endsWith('.py') && name !== '__init__.py')) return false;
  const text = readIfText(tree, joinPath(dir, '__init__.py')) ?? '';
  return /\bdeclare_namespace\s*\(|\bextend_path\s*\(/.test(text);
}

/** Any folder of a source folder may be one; at the root only what carries the project's name. */
function mayBeNamespace(root: string, name: string, { include, expected }: Search): boolean {
  if (include?.some((pattern) => matchesGlob(name, pattern) || pattern.startsWith(`${name}.`))) return true;
  return (
    /(^|\/)(src|lib|python)$/.test(root) ||
    (expected ?? '').split(/[-._]/)[0]?.toLowerCase() === name.toLowerCase()
  );
}

function isShipped(name: string, { include = [], exclude = [] }: Search): boolean {
  if (exclude.some((pattern) => matchesGlob(name, pattern))) return false;
  return (
    include.length === 0 ||
    include.some((pattern) => matchesGlob(name, pattern) || pattern.startsWith(`${name}.`))
  );
}

function lastName(name: string): string {
  return name.split('.').at(-1) ?? name;
}
