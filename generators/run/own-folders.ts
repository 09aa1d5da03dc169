/** The folders of a project: those of another one below it are not among them. */

import { hasFolder } from '../tree/paths.js';
import { listAllFolders } from '../tree/walk.js';
import type { Tree } from '../types/tree.js';

/** A project below has a record of its own. */
export function listOwnFolders(tree: Tree): readonly string[] {
  return listAllFolders(tree, '', (dir) => !hasFolder(tree, `${dir}/.chora`));
}
