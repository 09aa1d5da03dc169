/** Where the paths of a project really lie: links must not lead a run out of it. */

import { lstatSync, realpathSync } from 'node:fs';
import { basename, dirname, isAbsolute, join, relative, sep } from 'node:path';
import { UserError } from '../types/user-error.js';

/**
 * The real path of a file that a run would write, whether it is there or not.
 *
 * The project's root is the limit, not git's top level: in a folder of a repository that has the whole home
 * folder, a link of a prepared project would reach every file of it. `.git` is none of ours anywhere.
 *
 * @throws UserError naming the path, what it leads to, and the root.
 */
export function resolveInside(root: string, path: string): string {
  const realRoot = realPathOf(root, '.');
  const real = realPathOf(join(root, path), path);
  const inside = relative(realRoot, real);
  if (!isBelow(inside))
    throw new UserError(
      `${path} leads out of the project: it is ${real}, and the project is ${realRoot}. Nothing was changed. ` +
        'Put a file or folder of the project in the place of the link, or name another place with a flag.',
    );
  if (inside.split(sep).some((name) => name.toLowerCase() === '.git'))
    throw new UserError(
      `${path} leads into a folder of git: it is ${real}. Nothing was changed. ` +
        'Put a file or folder of the project in the place of the link.',
    );
  return real;
}

/** Whether a relative path stays below where it begins. */
export function isBelow(path: string): boolean {
  return path !== '..' && !path.startsWith(`..${sep}`) && !isAbsolute(path);
}

/** Of what is not there, the real path of the nearest folder that is, and the rest of the path. */
function realPathOf(path: string, name: string): string {
  try {
    return realpathSync.native(path);
  } catch (error) {
    const { code = 'unknown' } = error as NodeJS.ErrnoException;
    if (code === 'ENOTDIR')
      throw new UserError(
        `${name}: a file is in the place of one of its folders. Nothing was changed. ` +
          'Move that file, or name another place.',
      );
    if (code !== 'ENOENT')
      throw new UserError(
        `${name} cannot be reached (${code}). Nothing was changed. Check its folders and links.`,
      );
  }
  const status = lstatSync(path, { throwIfNoEntry: false });
  if (status?.isSymbolicLink())
    throw new UserError(
      `${name} is a symbolic link to something that is missing. Nothing was changed. Delete the link, or mend it.`,
    );
  // It has come meanwhile, as the folder of another run does.
  if (status !== undefined) return realPathOf(path, name);
  return join(realPathOf(dirname(path), name), basename(path));
}
