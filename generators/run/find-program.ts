/** Finds a program of the user's: one on the PATH, but none that a repository brings along.
 *
 * A clone may hold a `.venv/bin/ruff` or a `node_modules/.bin/ruff`, which npx puts first on the PATH: to look at
 * what a run would do must not run what somebody else put there. An environment that is active was chosen. */

import { accessSync, constants, existsSync, realpathSync, statSync } from 'node:fs';
import { delimiter, dirname, isAbsolute, join, relative, sep } from 'node:path';
import { isBelow } from '../tree/real-path.js';

export function findProgram(name: string, root: string, env: NodeJS.ProcessEnv): string | undefined {
  return findIn(listFolders(root, env), name);
}

/** Those of these names that there are. */
export function listPrograms(
  names: readonly string[],
  root: string,
  env: NodeJS.ProcessEnv,
): readonly string[] {
  const dirs = listFolders(root, env);
  return names.filter((name) => findIn(dirs, name) !== undefined);
}

/** The folders of the PATH that programs are taken from. */
function listFolders(root: string, env: NodeJS.ProcessEnv): readonly string[] {
  const top = realPath(findTop(root));
  const active = [env['VIRTUAL_ENV'], env['CONDA_PREFIX']].flatMap((dir) =>
    dir ? [join(dir, 'bin'), join(dir, 'Scripts')] : [],
  );
  const isForeign = (dir: string) => isBelow(relative(top, realPath(dir))) && !active.includes(dir);
  return (env['PATH'] ?? env['Path'] ?? '')
    .split(delimiter)
    .filter((dir) => isAbsolute(dir) && !dir.split(sep).includes('node_modules') && !isForeign(dir));
}

function findIn(dirs: readonly string[], name: string): string | undefined {
  const file = process.platform === 'win32' ? `${name}.exe` : name;
  return dirs.map((dir) => join(dir, file)).find(isProgram);
}

/** The clone that a folder lies in. */
function findTop(dir: string): string {
  const parent = dirname(dir);
  if (existsSync(join(dir, '.git')) || parent === dir) return dir;
  const top = findTop(parent);
  return existsSync(join(top, '.git')) ? top : dir;
}

function realPath(dir: string): string {
  try {
    return realpathSync(dir);
  } catch {
    return dir;
  }
}

function isProgram(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return statSync(file).isFile();
  } catch {
    return false;
  }
}
