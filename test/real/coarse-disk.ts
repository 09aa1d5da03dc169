/** A file system with timestamps of whole seconds, where we may mount one. */

import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { makeScratch } from '../acceptance/scratch.js';

/** ext3 with inodes of 128 bytes has no room for parts of a second. The mount ends with the process that made it. */
const script = [
  'set -e; folder=$1; shift',
  'truncate -s 64M "$folder.img"; mkfs.ext3 -q -I 128 "$folder.img" 2>&1',
  'mkdir -p "$folder"; mount -o loop "$folder.img" "$folder"',
  'exec "$@"',
].join('\n');

/** The command, for which alone the folder lies on such a file system. */
export function onCoarseDisk(folder: string, command: readonly string[]): readonly string[] {
  return ['unshare', '--mount', 'sh', '-c', script, 'sh', folder, ...command];
}

/** Root on Linux may mount, unless a container forbids it. */
export function canMountCoarseDisk(): boolean {
  const [program = '', ...args] = onCoarseDisk(join(makeScratch('coarse'), 'disk'), ['true']);
  return process.getuid?.() === 0 && spawnSync(program, args).status === 0;
}
