/** Where the sources of a package are, and those that show how it is written. */

import { posix } from 'node:path';
import { isRecord } from '../../../text/json.js';
import { hasFolder, joinPath, listFiles, listFolders, readIfText } from '../../../tree/paths.js';
import { unseen } from '../../../tree/walk.js';
import type { Tree } from '../../../types/tree.js';
import { dependenciesOf, readPackage } from './package-json.js';
import { findTsConfig, listTexts, type Reading, type TsConfig } from './tsconfig.js';

/** No module that others import: declarations, settings of tools. */
const besides = /\.d\.[cm]?ts$|(^|\/)[\w.-]*\.?(config|setup|workspace)\.[cm]?ts$/;

/** A script of a tool that looks for it by this name, at the root. */
const toolFile = /^(gulpfile|Gruntfile|Jakefile)\./;

/** A package has its sources within so many folders of its own. */
const deepest = 6;

/** How many files show how a package is written. */
const enough = 60;

export function isSource(name: string): boolean {
  return /\.[cm]?tsx?$/.test(name) && !besides.test(name);
}

export function isTest(name: string): boolean {
  return /\.(test|spec)\.[cm]?tsx?$/.test(name);
}

/** The source files at and below a folder, those of other packages left out. */
export function listSources(tree: Tree, dir: string, depth = 0): readonly string[] {
  const files = listFiles(tree, dir).filter(isSource);
  const folders = listFolders(tree, dir).filter((name) => !unseen.has(name) && !/^[.@]/.test(name));
  const below = depth < deepest ? folders.map((name) => joinPath(dir, name)) : [];
  const isOther = (folder: string) => listFiles(tree, folder).includes('package.json');
  return [
    ...files.map((name) => joinPath(dir, name)),
    ...below.filter((folder) => !isOther(folder)).flatMap((folder) => listSources(tree, folder, depth + 1)),
  ];
}

/** Whether the sources of a package are JavaScript: no file of TypeScript is one. */
export function isJavaScript(tree: Tree, dir: string): boolean {
  const isOwn = (path: string) =>
    !isTest(path) &&
    !/\.test-d\.[cm]?tsx?$|(^|\/)(tests?|test-d|__tests__|spec|types|typings|examples?)\//.test(path);
  const folders = [dir, ...['src', 'source', 'lib'].map((name) => joinPath(dir, name))];
  const names = folders.flatMap((folder) => listFiles(tree, folder));
  return (
    names.some((name) => /^[a-z][^.]*\.[cm]?jsx?$/i.test(name) && !toolFile.test(name)) &&
    !listSources(tree, dir).some((path) => isOwn(posix.relative(dir, path)))
  );
}

/** The files of tests, and what lies among them. */
export function listTests(tree: Tree, dir: string): readonly string[] {
  const isAmong = (path: string) => /(^|\/)(tests?|__tests__|spec)\//.test(posix.relative(dir, path));
  return listSources(tree, dir).filter((path) => isTest(path) || isAmong(path));
}

/** Whether tests run in a browser, by a runner of their own that looks for them in a folder of their own. */
export function isForBrowser(tree: Tree, path: string): boolean {
  return /\bfrom\s*['"]@playwright\/test['"]/.test(readIfText(tree, path) ?? '');
}

/** The texts of the first of them. */
export function readSamples(tree: Tree, paths: readonly string[]): readonly string[] {
  return paths.slice(0, enough).flatMap((path) => readIfText(tree, path) ?? []);
}

export interface SourceRoot {
  readonly dir: string;
  readonly because: string;
}

/** The folder that all sources lie in; undefined where there are none. */
export function findSourceRoot(reading: Reading, dir: string): SourceRoot | undefined {
  const { tree } = reading;
  const config = findTsConfig(reading, dir);
  const told = config?.options['rootDir'];
  const root = typeof told === 'string' ? joinPath(dir, told) : dir;
  const isBelow = root !== dir && root.startsWith(dir === '' ? '' : `${dir}/`) && !root.startsWith('..');
  if (isBelow && hasFolder(tree, root)) return { dir: root, because: `rootDir in ${config?.path}` };
  const own = readPackage(tree, dir);
  if (own && '@sveltejs/kit' in dependenciesOf(own))
    return { dir: joinPath(dir, 'src/lib/server'), because: 'SvelteKit keeps from browsers what lies there' };
  // `app/` is of React Router and Remix where their root route is in it; elsewhere it may be for routes alone.
  const isRouted = listFiles(tree, joinPath(dir, 'app')).some((name) => /^root\.[jt]sx$/.test(name));
  const there = [...(isRouted ? ['app'] : []), 'src', 'source', 'lib']
    .map((name) => joinPath(dir, name))
    .find((folder) => listSources(tree, folder).length > 0);
  if (there !== undefined) return { dir: there, because: 'the sources are there' };
  const alias = aliasedFolder(config, dir);
  if (alias !== undefined && alias !== dir && hasFolder(tree, alias))
    return { dir: alias, because: `paths in ${config?.path}` };
  const isAtRoot = listFiles(tree, dir).some((name) => isSource(name) && !isTest(name));
  // As in an application of Next.js without src/.
  if (!isAtRoot && alias === dir && listSources(tree, dir).length > 0)
    return { dir, because: `paths in ${config?.path}` };
  return isAtRoot ? { dir, because: 'the sources lie at its root' } : undefined;
}

/** The folder that an alias such as `@/*` stands for; the alias itself is none. */
function aliasedFolder(config: TsConfig | undefined, dir: string): string | undefined {
  const { paths, baseUrl } = config?.options ?? {};
  const targets = isRecord(paths)
    ? Object.entries(paths).flatMap(([name, target]) => (/^[^*]*\/\*$/.test(name) ? listTexts(target) : []))
    : [];
  const folder = targets.find((target) => /^(\.\/)?([\w-]+\/)?\*$/.test(target));
  return folder && joinPath(dir, typeof baseUrl === 'string' ? baseUrl : '', folder.replace(/\/?\*$/, ''));
}
