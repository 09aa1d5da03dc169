/** Single files of a write: what is there, a new one that is durable, and one moved into place. */

import { createHash } from 'node:crypto';
import {
  closeSync,
  constants,
  fsyncSync,
  linkSync,
  lstatSync,
  openSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { readOwnFile } from '../tree/read-file.js';
import { applyAttributes, attributesFor } from './attributes.js';

/** What is at a path: the hash of a file, or that there is none. */
export type Sum = string;
export const absent: Sum = 'absent';
/** A folder, a pipe, a link: nothing that a run replaces. */
export const special: Sum = 'special';

export function sumOf(contents: Buffer | string | undefined): Sum {
  return contents === undefined ? absent : createHash('sha256').update(contents).digest('hex');
}

export function sumOfFile(path: string): Sum {
  const stats = lstatSync(path, { throwIfNoEntry: false });
  if (stats === undefined) return absent;
  const contents = stats.isFile() ? readOwnFile(path) : undefined;
  return contents === undefined ? special : sumOf(contents);
}

/** Writes a file that is not there yet, as one that can take the place of `target`. It is left to sync and to close. */
export function openNewFile(path: string, text: string | Buffer, target: string): number {
  const attributes = attributesFor(target);
  const file = openSync(path, 'wx', attributes.mode ?? 0o666);
  try {
    applyAttributes(file, attributes);
    writeFileSync(file, text);
    return file;
  } catch (error) {
    closeSync(file);
    throw error;
  }
}

/** Keeps a file under a second name; by a copy where the file system has no hard link for it. */
export function keepFile(target: string, path: string): void {
  rmSync(path, { force: true });
  try {
    linkSync(target, path);
  } catch {
    copyWhole(target, path);
  }
}

/** Where `path` is on another file system, by way of a file beside the target. */
export function moveIntoPlace(path: string, target: string, beside: string): void {
  try {
    renameSync(path, target);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EXDEV') throw error;
    const staged = join(dirname(target), beside);
    rmSync(staged, { force: true });
    copyWhole(path, staged);
    renameSync(staged, target);
  }
}

function copyWhole(from: string, to: string): void {
  const file = openNewFile(to, readOwnFile(from) ?? '', from);
  try {
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}

/** Makes changes of folders durable, where the file system offers that. */
export function syncFolders(dirs: Iterable<string>): void {
  for (const dir of new Set(dirs)) {
    try {
      const folder = openSync(dir, constants.O_RDONLY);
      try {
        fsyncSync(folder);
      } finally {
        closeSync(folder);
      }
    } catch {
      // Windows and some network file systems cannot; the files are whole either way.
    }
  }
}

export function isFsError(error: unknown): error is NodeJS.ErrnoException {
  return error instanceof Error && 'syscall' in error;
}

export function reasonOf(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  const isMount = isFsError(error) && error.code === 'EBUSY';
  return isMount ? `${message} (where it is mounted by itself, mount its folder instead)` : message;
}
