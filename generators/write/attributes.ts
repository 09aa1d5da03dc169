/** Whose a written file is, and who may read it: as before, or as its folder has it. */

import { fchmodSync, fchownSync, fstatSync, lchownSync, lstatSync, mkdirSync, type Stats } from 'node:fs';
import { dirname } from 'node:path';
import { attempt } from './attempt.js';

/** What is to be kept of the file that a new one replaces; for a new one, the owner alone, where that is to be set. */
export interface Attributes {
  readonly mode?: number;
  readonly uid?: number;
  readonly gid?: number;
}

/** Of the file itself where it is there. What root makes belongs to the owner of the folder that it is in. */
export function attributesFor(target: string): Attributes {
  const { uid, gid, mode } = nearest(target);
  const isThere = lstatSync(target, { throwIfNoEntry: false }) !== undefined;
  if (isThere) return { uid, gid, mode: mode & 0o7777 };
  return isRoot() ? { uid, gid } : {};
}

/** As far as the system lets us: not every user may give files away, and not every file system knows owners. */
export function applyAttributes(file: number, { mode, uid, gid }: Attributes): void {
  const hasOwner = owns(file, uid, gid);
  const hasGroup = hasOwner || owns(file, -1, gid);
  if (mode === undefined) return;
  // The rights of a group are not another group's, and special bits not another owner's.
  const kept = hasGroup ? mode : (mode & 0o7707) | (((mode & 0o007) << 3) & mode);
  attempt(() => fchmodSync(file, hasOwner ? kept : kept & 0o777));
}

function owns(file: number, uid: number | undefined, gid: number | undefined): boolean {
  if (uid === undefined || gid === undefined) return false;
  attempt(() => fchownSync(file, uid, gid));
  const { uid: owner, gid: group } = fstatSync(file);
  return group === gid && (uid === -1 || owner === uid);
}

/** Makes a folder with those above it that are missing; gives the ones that it made, the outermost first. */
export function makeFolders(dir: string): readonly string[] {
  if (lstatSync(dir, { throwIfNoEntry: false }) !== undefined) return [];
  const above = makeFolders(dirname(dir));
  try {
    return [...above, makeFolder(dir)];
  } catch (error) {
    // Another run may have made it at this moment.
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return above;
    throw error;
  }
}

/** Makes a folder that is not there. */
export function makeFolder(dir: string): string {
  mkdirSync(dir);
  const { uid, gid } = lstatSync(dirname(dir));
  if (isRoot()) attempt(() => lchownSync(dir, uid, gid));
  return dir;
}

function nearest(path: string): Stats {
  return lstatSync(path, { throwIfNoEntry: false }) ?? nearest(dirname(path));
}

function isRoot(): boolean {
  return process.geteuid?.() === 0;
}
