/** Where git's work tree begins: the paths of a patch count from there. */

import { existsSync, realpathSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** The folder of the work tree that a folder is in, or undefined outside of git. */
export function findGitTop(dir: string): string | undefined {
  const start = nearestFolder(dir);
  const ancestors = (from: string): readonly string[] =>
    dirname(from) === from ? [from] : [from, ...ancestors(dirname(from))];
  return ancestors(realpathSync.native(start)).find(isTop);
}

/** In a worktree and in a submodule it is a file. */
function isTop(dir: string): boolean {
  const git = join(dir, '.git');
  return (statSync(git, { throwIfNoEntry: false })?.isFile() ?? false) || existsSync(join(git, 'HEAD'));
}

/** The folder itself, or where it would be. */
function nearestFolder(dir: string): string {
  return existsSync(dir) ? dir : nearestFolder(dirname(dir));
}
