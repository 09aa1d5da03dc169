/** Walks the folders of a repository that hold its own files. */

import type { Tree } from '../types/tree.js';
import { joinPath, listFiles, listFolders } from './paths.js';

/** Folders of what is built or installed. */
export const unseen = new Set([
  'node_modules',
  'build',
  'dist',
  'venv',
  'env',
  '__pycache__',
  'site-packages',
]);

/** A folder and all below it, without hidden ones, and without those that are not to be entered. */
export function listAllFolders(
  tree: Tree,
  dir = '',
  enters: (dir: string) => boolean = () => true,
): readonly string[] {
  const folders = listFolders(tree, dir)
    .filter((name) => !unseen.has(name) && !name.startsWith('.'))
    .map((name) => joinPath(dir, name));
  return [dir, ...folders.filter(enters).flatMap((folder) => listAllFolders(tree, folder, enters))];
}

/** The paths of all files in a folder and below it. */
export function listAllFiles(tree: Tree, dir = ''): readonly string[] {
  return listAllFolders(tree, dir).flatMap((folder) => filesIn(tree, folder));
}

/** The paths of the files in a folder. */
export function filesIn(tree: Tree, dir: string): readonly string[] {
  return listFiles(tree, dir).map((name) => joinPath(dir, name));
}
