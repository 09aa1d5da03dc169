/** Folders that are changed durably, and what is in them: names, versions. */

import { createHash } from 'node:crypto';
import * as fs from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';

/** Inode, time, size and, where the time is too coarse to tell, a checksum. */
export type FileVersion = string;

/** What is at the path of a file, or of a link to it. */
export interface Found {
  /** The path of the file itself. */
  readonly target: string;
  readonly status: fs.BigIntStats | undefined;
}

// How file systems answer that cannot fsync a directory.
const NOT_OFFERED = /^(EINVAL|ENOTSUP|EOPNOTSUPP|ENOSYS)$/;
// eCryptfs, of the file systems in use, allows the fewest bytes in a name.
const SAFE_NAME_BYTES = 143;
// File systems without finer time have round numbers, in nanoseconds.
const COARSE = 1_000_000n;

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
  return process.platform === 'win32' ? undefined : fs.openSync(path, 'r');
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
  const { code } = error as NodeJS.ErrnoException;
  if (!NOT_OFFERED.test(String(code))) throw error;
}

/** Tell whether something could be done. */
export function succeeds<Args extends readonly unknown[]>(
  work: (...args: Args) => unknown,
  ...args: Args
): boolean {
  try {
    work(...args);
    return true;
  } catch {
    return false;
  }
}

/** Return what a symbolic link, a dangling one too, stands for. */
export function followLink(path: string): string {
  const status = fs.lstatSync(path, { throwIfNoEntry: false });
  if (!status?.isSymbolicLink()) return path;
  // Throws if it leads in a circle.
  fs.statSync(path, { throwIfNoEntry: false });
  const folder = fs.realpathSync(dirname(path));
  return followLink(resolve(folder, fs.readlinkSync(path)));
}

/** Return the path of `.NAME.ENDING` beside a file. */
export function hiddenSibling(target: string, ending: string): string {
  const stem = shortenName(basename(target), ending.length + 2);
  return join(dirname(target), `.${stem}.${ending}`);
}

/** Make room in a long file name for `extra` ASCII characters. */
export function shortenName(name: string, extra: number): string {
  const fits = Buffer.byteLength(name) + extra <= SAFE_NAME_BYTES;
  // No character is shorter than an ASCII one.
  return fits ? name : Array.from(name).slice(0, -extra).join('');
}

/** Read a file and its version; one that is missing is `undefined`. */
export function readVersion(
  path: string,
): { data: Buffer; version: FileVersion } | undefined {
  // Looked at first, for to open a device may do something to it.
  if (lookAt(path).status === undefined) return undefined;
  const fd = fs.openSync(path, fs.constants.O_RDONLY | fs.constants.O_NONBLOCK);
  try {
    const status = fs.fstatSync(fd, { bigint: true });
    checkRegular(status, path);
    const data = fs.readFileSync(fd);
    return { data, version: versionOf(status, data) };
  } finally {
    fs.closeSync(fd);
  }
}

/** Tell whether a file has one of some versions; `undefined` is no file. */
export function isAt(
  { target, status }: Found,
  versions: readonly (FileVersion | undefined)[],
): boolean {
  const isCoarse = status !== undefined && status.mtimeNs % COARSE === 0n;
  const known = status && versionOf(status);
  return versions.includes(isCoarse ? readVersion(target)?.version : known);
}

/** Return the version of a file, of which the content may be known. */
export function versionOf(
  status: fs.BigIntStats,
  data?: Uint8Array | string,
): FileVersion {
  const { ino, mtimeNs, size } = status;
  const isCoarse = data !== undefined && mtimeNs % COARSE === 0n;
  const sum = isCoarse && createHash('sha256').update(data).digest('base64');
  return [ino, mtimeNs, size, sum].join(' ');
}

/** Look for a regular file. */
export function lookAt(target: string): Found {
  const status = fs.statSync(target, { bigint: true, throwIfNoEntry: false });
  if (status !== undefined) checkRegular(status, target);
  return { target, status };
}

function checkRegular(status: fs.BigIntStats, path: string): void {
  if (!status.isFile()) throw new Error(`${path} is no regular file`);
}
