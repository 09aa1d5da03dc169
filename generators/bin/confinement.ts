/** Keeps what others ask for to the folders that the user named. */

import { existsSync, realpathSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { isBelow } from '../tree/real-path.js';
import { UserError } from '../types/user-error.js';

/** Find the real folder of a name; throw a UserError for one that is not in these. */
export interface Confinement {
  find(folder: string | undefined): string;
  /** One that need not be there yet, and the nearest one that is. */
  findNew(folder: string | undefined): { readonly target: string; readonly nearest: string };
}

export function createConfinement(folders: readonly string[]): Confinement {
  const roots = folders.map((folder) => realFolder(folder));
  const [first = ''] = roots;
  const confine = (path: string, name = '') => {
    if (roots.some((root) => isBelow(relative(root, path)))) return path;
    throw new UserError(`${name} is in none of the folders of this server: ${roots.join(', ')}.`);
  };
  return {
    find: (folder) => (folder === undefined ? first : confine(realFolder(resolve(first, folder)), folder)),
    findNew(folder = '.') {
      const wanted = resolve(first, folder);
      const nearest = nearestFolder(wanted);
      const real = realFolder(nearest);
      return { target: confine(join(real, relative(nearest, wanted)), folder), nearest: real };
    },
  };
}

function realFolder(folder: string): string {
  try {
    return realpathSync(folder);
  } catch {
    throw new UserError(`There is no folder ${folder}.`);
  }
}

function nearestFolder(path: string): string {
  return existsSync(path) ? path : nearestFolder(dirname(path));
}
