/** What Python takes for a package or a name, and whether it lies in a folder. */

import { hasFile, listFiles } from '../../../tree/paths.js';
import type { Tree } from '../../../types/tree.js';
import { keywords } from '../edit/reserved-names.js';

export function isImportable(name: string): boolean {
  return /^[\p{ID_Start}_][\p{ID_Continue}]*$/u.test(name) && !keywords.has(name);
}

/** A package in the strict sense: a folder with an `__init__.py`. */
export function isRegularPackage(tree: Tree, dir: string): boolean {
  return dir !== '' && hasFile(tree, `${dir}/__init__.py`);
}

export function hasPythonFiles(tree: Tree, dir: string): boolean {
  return listFiles(tree, dir).some((name) => name.endsWith('.py'));
}
