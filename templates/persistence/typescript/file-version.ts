/** Versions of a file, by which it is seen whether somebody changed it. */

import { createHash } from 'node:crypto';
import type { BigIntStats } from 'node:fs';
import * as fs from 'node:fs';

/**
 * What tells versions of a file apart: inode, time in nanoseconds, size, and a
 * checksum of the content where the time is too coarse to tell.
 */
export type FileVersion = string;

// File systems without finer time have round numbers, in nanoseconds.
const COARSE = 1_000_000n;

/** Read a file and its version; one that is missing is `undefined`. */
export function readVersion(
  path: string,
): { data: Buffer; version: FileVersion } | undefined {
  // Looked at first, for to open a device may do something to it.
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
  const isCoarse = status !== undefined && status.mtimeNs % COARSE === 0n;
  const known = status && versionOf(status);
  return versions.includes(isCoarse ? readVersion(path)?.version : known);
}

/** Return the version of a file, of which the content may be known. */
export function versionOf(status: BigIntStats, data?: Uint8Array): FileVersion {
  const { ino, mtimeNs, size } = status;
  const isCoarse = data !== undefined && mtimeNs % COARSE === 0n;
  const sum = isCoarse && createHash('sha256').update(data).digest('base64');
  return [ino, mtimeNs, size, sum].join(' ');
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
