/** Changes of directories, made durable. */

import * as fs from 'node:fs';
import { dirname } from 'node:path';

import { codeOf } from './file-version.js';

// How file systems answer that cannot fsync a directory.
const NOT_OFFERED = new Set(['EINVAL', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS']);

/** Make a directory and its missing parents, durably. */
export function makeDirectories(path: string): void {
  if (fs.statSync(path, { throwIfNoEntry: false })?.isDirectory()) return;
  makeDirectories(dirname(path));
  changeFolder(dirname(path), () => {
    fs.mkdirSync(path, { recursive: true });
  });
}

/** Change the entries of a directory, durably. */
export function changeFolder(folder: string, change: () => void): void {
  const fd = openFolder(folder);
  try {
    change();
    syncFolder(fd);
  } finally {
    closeFolder(fd);
  }
}

/** Open a directory to fsync it, which Windows does not offer. */
export function openFolder(path: string): number | undefined {
  const flags = fs.constants.O_RDONLY | fs.constants.O_DIRECTORY;
  return process.platform === 'win32' ? undefined : fs.openSync(path, flags);
}

/** Fsync a directory that is open. */
export function syncFolder(fd: number | undefined): void {
  try {
    if (fd !== undefined) fs.fsyncSync(fd);
  } catch (error) {
    ignoreNotOffered(error);
  }
}

/** Close what `openFolder` has opened. */
export function closeFolder(fd: number | undefined): void {
  if (fd !== undefined) fs.closeSync(fd);
}

/** Throw all errors but that a file system does not offer it. */
export function ignoreNotOffered(error: unknown): void {
  if (!NOT_OFFERED.has(codeOf(error))) throw error;
}
