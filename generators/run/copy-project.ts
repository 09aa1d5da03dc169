/** Copies a project to a folder in which something can be tried out. */

import {
  constants,
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { FileWrite } from '../core/record.js';

/** What is not copied: history, caches, and what tools make anew. */
const left = new Set([
  '.git',
  '.hg',
  '__pycache__',
  '.chora',
  '.tox',
  '.nox',
  '.mypy_cache',
  '.ruff_cache',
  '.pytest_cache',
  '.cache',
]);

/** What tools keep among the packages: in the copy, so that they write nothing into the project. */
const caches = new Set(['.cache', '.tmp', '.vite', '.vite-temp', '.vitest']);

/** More files than that are not worth the wait. */
const most = 50_000;

/** Installed packages are reached by links, environments by their place. Returns what is in the way of it, if anything is. */
export function copyProject(root: string, copy: string): string | undefined {
  let count = 0;
  const filter = (from: string, to: string) => {
    const name = basename(from);
    count += 1;
    if (count > most || left.has(name) || existsSync(join(from, 'pyvenv.cfg'))) return false;
    if (name !== 'node_modules') return isOrdinary(from);
    linkPackages(from, to);
    return false;
  };
  try {
    for (const name of readdirSync(root))
      cpSync(join(root, name), join(copy, name), {
        recursive: true,
        verbatimSymlinks: true,
        mode: constants.COPYFILE_FICLONE,
        filter,
      });
  } catch (error) {
    return `it cannot be copied: ${error instanceof Error ? error.message : String(error)}`;
  }
  return count > most ? `it has more than ${most} files` : undefined;
}

function linkPackages(from: string, to: string): void {
  mkdirSync(to);
  for (const name of readdirSync(from)) if (!caches.has(name)) symlinkSync(join(from, name), join(to, name));
}

export function writeAll(dir: string, writes: readonly FileWrite[]): void {
  for (const { path, text } of writes) {
    const file = join(dir, path);
    if (text === undefined) rmSync(file, { force: true });
    else {
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, text);
    }
  }
}

/** No socket, pipe or device: to read one can last for ever. */
function isOrdinary(path: string): boolean {
  const kind = lstatSync(path);
  return kind.isFile() || kind.isDirectory() || kind.isSymbolicLink();
}
