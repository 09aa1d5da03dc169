/** Disks that are really full or read-only: a tmpfs of our own where we may mount one. */

import { spawnSync } from 'node:child_process';
import { mkdirSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Command, makeScratch } from './commands.js';

const PAGE = 4096;

/** Calls back with the root of an empty tmpfs; false where mounting is not allowed. */
export async function onSmallDisk(pages: number, use: (root: string) => Promise<void>): Promise<boolean> {
  const root = join(makeScratch('disk'), 'box');
  mkdirSync(root);
  const mounted = spawnSync('mount', ['-t', 'tmpfs', '-o', `size=${pages * PAGE},mode=755`, 'chora', root]);
  if (mounted.status !== 0) return false;
  try {
    await use(root);
  } finally {
    spawnSync('umount', [root]);
  }
  return true;
}

/** Leaves so many pages free, until `empty` is called. */
export function fillDisk(root: string, freePages: number): { empty(): void } {
  const filler = join(root, 'filler');
  const { bavail, bsize } = statfsSync(root);
  writeFileSync(filler, Buffer.alloc(Math.max(0, bavail * bsize - freePages * PAGE)));
  return { empty: () => rmSync(filler) };
}

export function makeReadOnly(root: string): void {
  const { status, stderr } = spawnSync('mount', ['-o', 'remount,ro', root]);
  if (status !== 0) throw new Error(`remount: ${stderr}`);
}

/** A write beyond so many 512-byte blocks is cut short by the kernel, and the next one fails. */
export const withFileSizeLimit = (blocks: number, command: Command): Command => [
  'sh',
  '-c',
  `trap '' XFSZ; ulimit -f ${blocks}; exec "$@"`,
  'sh',
  ...command,
];
