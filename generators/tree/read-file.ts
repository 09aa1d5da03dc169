/** Reads regular files and nothing else: a pipe would let a run wait for ever, and a device has no end. */

import { closeSync, constants, fstatSync, openSync, readFileSync } from 'node:fs';

/** Windows has neither of the two. */
const { O_RDONLY, O_NONBLOCK = 0, O_NOFOLLOW = 0 } = constants;

/** The bytes of a regular file, or undefined for anything else, and one beyond the limit; links are followed. */
export function readRegularFile(path: string, limit?: number): Buffer | undefined {
  return readAs(path, O_RDONLY | O_NONBLOCK, limit);
}

/** The same for a file that must be there itself: a link is an error. */
export function readOwnFile(path: string): Buffer | undefined {
  return readAs(path, O_RDONLY | O_NONBLOCK | O_NOFOLLOW);
}

function readAs(path: string, flags: number, limit = Number.POSITIVE_INFINITY): Buffer | undefined {
  const file = openSync(path, flags);
  try {
    const stats = fstatSync(file);
    return stats.isFile() && stats.size <= limit ? readFileSync(file) : undefined;
  } finally {
    closeSync(file);
  }
}
