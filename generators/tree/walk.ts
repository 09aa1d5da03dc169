/** Walks the folders of a repository that hold its own files. */

import type { Tree } from '../types/tree.js';
import { joinPath, listFolders } from './paths.js';

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

/** A folder and all below it, without hidden ones. */
export function listAllFolders(tree: Tree, dir = ''): readonly string[] {
  const names = listFolders(tree, dir).filter((name) => !unseen.has(name) && !name.startsWith('.'));
  return [dir, ...names.flatMap((name) => listAllFolders(tree, joinPath(dir, name)))];
}
