/** Versions of a file, by which it is seen whether somebody changed it. */

import { createHash } from 'node:crypto';
import type { BigIntStats } from 'node:fs';
import * as fs from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';

/** What tells versions of a file apart; the time is in nanoseconds. */
export interface FileVersion {
  readonly inode: bigint;
  readonly mtimeNs: bigint;
  readonly size: bigint;
  /** Of the content, where the time is too coarse to tell. */
  readonly checksum: string;
}

// File systems without finer time have round numbers, in nanoseconds.
const COARSE = 1_000_000n;
// eCryptfs, of the file systems in use, allows the fewest bytes in a name.
const SAFE_NAME_BYTES = 143;

/** Read a file and its version; one that is missing is `undefined`. */
export function readVersion(
  path: string,
): { data: Buffer; version: FileVersion } | undefined {
  // Looked at first, for to open a FIFO waits for its writer.
  if (statusAt(path) === undefined) return undefined;
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
  path: string,
  versions: readonly (FileVersion | undefined)[],
): boolean {
  const status = statusAt(path);
  if (status === undefined) return versions.includes(undefined);
  const isCoarse = status.mtimeNs % COARSE === 0n;
  const now = isCoarse ? readVersion(path)?.version : versionOf(status);
  return versions.some((each) => isSame(each, now));
}

/** Return what a symbolic link, a dangling one too, stands for. */
export function followLink(path: string): string {
  let target = path;
  for (let links = 0; links < 40; links += 1) {
    const status = fs.lstatSync(target, { throwIfNoEntry: false });
    if (!status?.isSymbolicLink()) return target;
    target = resolve(fs.realpathSync(dirname(target)), fs.readlinkSync(target));
  }
  throw new Error(`${path} is a link that leads in a circle`);
}

/** Return the path of `.NAME.ENDING` beside a file. */
export function hiddenSibling(target: string, ending: string): string {
  const stem = shortenName(basename(target), ending.length + 2);
  return join(dirname(target), `.${stem}.${ending}`);
}

/** Return what an error says of itself, of whatever realm it is. */
export function detailOf(error: unknown, name: string): unknown {
  const isObject = typeof error === 'object' && error !== null;
  return isObject ? Reflect.get(error, name) : undefined;
}

/** Return the code of a system error, such as `ENOENT`, or ''. */
export function codeOf(error: unknown): string {
  const code = detailOf(error, 'code');
  return typeof code === 'string' ? code : '';
}

/** Return a checksum of a content. */
export function checksumOf(data: Uint8Array): string {
  return createHash('sha256').update(data).digest('base64');
}

/** Return the status of a regular file; a missing one is `undefined`. */
export function statusAt(path: string): BigIntStats | undefined {
  const status = fs.statSync(path, { bigint: true, throwIfNoEntry: false });
  if (status !== undefined) checkRegular(status, path);
  return status;
}

function checkRegular(status: BigIntStats, path: string): void {
  if (!status.isFile()) throw new Error(`${path} is no regular file`);
}

/** Return the version of a file, of which the content may be known. */
export function versionOf(status: BigIntStats, data?: Uint8Array): FileVersion {
  const { ino: inode, mtimeNs, size } = status;
  const isCoarse = data !== undefined && mtimeNs % COARSE === 0n;
  const checksum = isCoarse ? checksumOf(data) : '';
  return { inode, mtimeNs, size, checksum };
}

function isSame(one?: FileVersion, other?: FileVersion): boolean {
  return (
    one?.inode === other?.inode &&
    one?.mtimeNs === other?.mtimeNs &&
    one?.size === other?.size &&
    one?.checksum === other?.checksum
  );
}

/** Make room in a long file name for `extra` ASCII characters. */
export function shortenName(name: string, extra: number): string {
  const fits = Buffer.byteLength(name) + extra <= SAFE_NAME_BYTES;
  // No character is shorter than an ASCII one.
  return fits ? name : Array.from(name).slice(0, -extra).join('');
}
