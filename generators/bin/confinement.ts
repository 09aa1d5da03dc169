/** Keeps what others ask for to the folders that the user named. */

import { realpathSync } from 'node:fs';
import { isAbsolute, relative, resolve } from 'node:path';
import { UserError } from '../types/user-error.js';

/** Finds the real folder of a name; throws a UserError for one that is not in these. */
export function createConfinement(folders: readonly string[]): (folder: string | undefined) => string {
  const roots = folders.map((folder) => realFolder(folder));
  return (folder) => {
    const [first = ''] = roots;
    const wanted = folder === undefined ? first : realFolder(resolve(first, folder));
    if (roots.some((root) => isWithin(wanted, root))) return wanted;
    throw new UserError(`${folder} is in none of the folders of this server: ${roots.join(', ')}.`);
  };
}

function realFolder(folder: string): string {
  try {
    return realpathSync(folder);
  } catch {
    throw new UserError(`There is no folder ${folder}.`);
  }
}

function isWithin(path: string, root: string): boolean {
  const way = relative(root, path);
  return !way.startsWith('..') && !isAbsolute(way);
}
