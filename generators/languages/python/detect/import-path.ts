/** The import path of a folder: where its chain of packages starts, and whether Python can import each part. */

import { hasFolder, isInside, parentOf } from '../../../tree/paths.js';
import type { PackageCandidate } from '../../../types/project.js';
import type { Tree } from '../../../types/tree.js';
import { FlagError } from '../../../types/user-error.js';
import { isImportable, isRegularPackage } from './packages-on-disk.js';

/** The folder that is on `sys.path`: the package's own, else a source folder, else above the outermost package. */
export function findImportRoot(tree: Tree, folder: string, candidates: readonly PackageCandidate[]): string {
  const owner = candidates.find(({ dir }) => isInside(folder, dir));
  if (owner) return importRootOf(owner.name, owner.dir);
  const roots = candidates
    .map(({ name, dir }) => importRootOf(name, dir))
    .filter((root) => isInside(folder, root));
  const [longest] = roots.toSorted((a, b) => b.length - a.length);
  if (longest !== undefined && longest !== '') return longest;
  const outermost = ancestors(folder)
    .filter((dir) => isRegularPackage(tree, dir))
    .at(-1);
  if (outermost !== undefined) return parentOf(outermost);
  return ['src', 'lib', 'python'].find((root) => isInside(folder, root) && hasFolder(tree, root)) ?? '';
}

/** `src` for `acme.core` in `src/acme/core`. */
export function importRootOf(name: string, dir: string): string {
  const tail = name.replaceAll('.', '/');
  if (dir === tail) return '';
  return dir.endsWith(`/${tail}`) ? dir.slice(0, -tail.length - 1) : parentOf(dir);
}

export function importPathOf(folder: string, root: string): string {
  const parts = (root === '' ? folder : folder.slice(root.length + 1))
    .split('/')
    .filter((part) => part !== '');
  const wrong = parts.find((part) => !isImportable(part));
  if (wrong !== undefined) {
    throw new FlagError(
      'source-dir',
      folder,
      `cannot be imported: "${wrong}" is not a name that Python allows. Choose another folder.`,
    );
  }
  if (parts.length === 0) {
    throw new FlagError(
      'source-dir',
      folder || '.',
      'is no package but the folder that holds them. Name a folder inside of it.',
    );
  }
  return parts.join('.');
}

/** A folder and those above it, the root left out. */
export function ancestors(folder: string): readonly string[] {
  return folder === '' ? [] : [folder, ...ancestors(parentOf(folder))];
}
