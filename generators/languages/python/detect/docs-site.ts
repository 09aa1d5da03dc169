/** The documentation that a repository builds, and what it asks of a page: Sphinx or MkDocs. */

import { hasFile, hasFolder, joinPath, listFolders, parentOf, readIfText } from '../../../tree/paths.js';
import type { Tree } from '../../../types/tree.js';
import { fileOf, type PythonConfig } from './config.js';

export interface DocsSite {
  /** The folder of its pages. */
  readonly root: string;
  /** The file that says so. */
  readonly file: string;
  /** Whether it warns of a page that no table of contents has, unless the page calls itself an orphan. */
  readonly wantsOrphans: boolean;
  /** Whether it warns of a page that the navigation in its file lacks. */
  readonly wantsNav: boolean;
}

/** Where documentation lies, of the project first, then of the repository. */
export function docsFolders(config: PythonConfig): readonly string[] {
  const folders = ['user-docs', 'docs', 'doc', 'documentation'];
  return [...new Set([...folders.map((name) => fileOf(config, name)), ...folders])];
}

export function findDocsSites(tree: Tree, config: PythonConfig): readonly DocsSite[] {
  const folders = docsFolders(config).filter((dir) => hasFolder(tree, dir));
  const below = folders.flatMap((dir) => [dir, ...listSubfolders(tree, dir)]);
  const named = ['.readthedocs.yaml', '.readthedocs.yml'].flatMap((name) => {
    const path = /^\s*configuration:\s*["']?(\S+\/(?:conf\.py|mkdocs\.ya?ml))\b/m.exec(
      readIfText(tree, name) ?? '',
    )?.[1];
    return path === undefined ? [] : [parentOf(joinPath(path))];
  });
  const dirs = [...new Set([...named, config.dir, '', ...below])];
  return dirs.flatMap((dir) =>
    [readSphinx(tree, dir), readMkdocs(tree, dir)].filter((site) => site !== undefined),
  );
}

/** Where the pages of a folder are in several languages, the folder of the English ones; else itself. */
export function languageFolder(tree: Tree, dir: string): string {
  const names = listFolders(tree, dir).filter((name) => /^[a-z]{2}([-_][A-Za-z]{2,4})?$/.test(name));
  const languages = names.filter((name) => knownLanguages.has(name.slice(0, 2)));
  return languages.includes('en') && languages.length > 1 ? joinPath(dir, 'en') : dir;
}

const knownLanguages = new Set(
  'ar cs de el en es fa fr he hi hu id it ja ko nl pl pt ro ru sv th tr uk vi zh'.split(' '),
);

/** The folder `en` first: its pages are those that others are translated from. */
function listSubfolders(tree: Tree, dir: string): readonly string[] {
  const names = listFolders(tree, dir).filter((name) => !/^[._]/.test(name));
  return names.toSorted((a, b) => Number(b === 'en') - Number(a === 'en')).map((name) => joinPath(dir, name));
}

/** At the root a conf.py may be anything. */
function readSphinx(tree: Tree, dir: string): DocsSite | undefined {
  const file = joinPath(dir, 'conf.py');
  if (dir === '' || !hasFile(tree, file)) return undefined;
  const settings = (readIfText(tree, file) ?? '').replaceAll(/#.*/g, '');
  if (!/\b(extensions|project|html_theme|master_doc|root_doc)\b/.test(settings)) return undefined;
  return { root: dir, file, wantsOrphans: /["']myst_(parser|nb)\b/.test(settings), wantsNav: false };
}

function readMkdocs(tree: Tree, dir: string): DocsSite | undefined {
  const file = ['mkdocs.yml', 'mkdocs.yaml']
    .map((name) => joinPath(dir, name))
    .find((path) => hasFile(tree, path));
  if (file === undefined) return undefined;
  const settings = readIfText(tree, file) ?? '';
  const docs = /^docs_dir:\s*["']?([^\s"'#]+)/m.exec(settings)?.[1] ?? 'docs';
  const root = joinPath(dir, docs);
  const wantsNav = /^nav:/m.test(settings) && /^\s+omitted_files:\s*["']?warn/m.test(settings);
  return hasFolder(tree, root) ? { root, file, wantsOrphans: false, wantsNav } : undefined;
}
