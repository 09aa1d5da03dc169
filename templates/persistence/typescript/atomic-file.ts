/**
 * Durable replacement of whole files, safe from crashes and power loss.
 *
 * As https://sqlite.org/atomiccommit.html has it: write a new file, fsync it,
 * rename it over the old one, fsync the directory. What only touches names and
 * modes is done in the event loop; what waits for the disk is not.
 */

import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import type { BigIntStats } from 'node:fs';
import * as fs from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { promisify } from 'node:util';

import type { FileVersion, Found } from './durable-folder.js';
import {
  changeFolder,
  closeFolder,
  detailOf,
  hiddenSibling,
  ignoreNotOffered,
  openFolder,
  shortenName,
  syncFolder,
  versionOf,
} from './durable-folder.js';
import { hasLocks, pauseSync } from './file-lock.js';

/** A file to be replaced, of which the lock is held. */
export interface Replaced extends Found {
  /** The new one is added right before the renaming. */
  readonly versions: (FileVersion | undefined)[];
}

/** A new content on its way, and the directory that it goes to. */
interface Draft extends Replaced {
  readonly temp: string;
  readonly folder: number | undefined;
  readonly fd: number;
  isRenamed: boolean;
}

const ON_WINDOWS = process.platform === 'win32';
// Where nobody is locked out, processes must not have the same temp file.
const TEMP = hasLocks ? 'tmp' : `${String(process.pid)}.tmp`;
// On Windows, a file that somebody reads is in the way for a moment.
const IN_THE_WAY = new Set(['EPERM', 'EACCES', 'EBUSY']);
const PAUSES = ON_WINDOWS ? [10, 20, 50, 100, 200, 500, 0] : [0];
const MILLISECOND = 1_000_000n;
// Longer than the steps of a time that is given as a float of seconds.
const STEP = 2_000n;

const writeSome = promisify(fs.write);
const sync = promisify(fs.fsync);

/**
 * Make a text the content of a file, wholly or not at all.
 *
 * When the promise resolves, the content survives power loss. When it rejects,
 * the old file is intact (or, if only the last fsync of the directory failed,
 * the new one is there) and no temp file is left. Mode and, where permitted,
 * owner of the old file are kept; a new file gets mode 0600.
 */
export async function replaceFile(file: Replaced, text: string): Promise<void> {
  const draft = beginDraft(file);
  try {
    const data = Buffer.from(text);
    // A full disk or a size limit cuts a write short without an error.
    let done = 0;
    while (done < data.length) {
      const rest = data.length - done;
      const wrote = await writeSome(draft.fd, data, done, rest, done);
      done += wrote.bytesWritten;
    }
    const inode = finish(draft);
    await sync(draft.fd);
    publish(draft, inode, text);
    if (draft.folder !== undefined) {
      await sync(draft.folder).catch(ignoreNotOffered);
    }
  } finally {
    endDraft(draft);
  }
}

/** Do what `replaceFile` does, and return when it is done. */
export function replaceFileSync(file: Replaced, text: string): void {
  const draft = beginDraft(file);
  try {
    fs.writeFileSync(draft.fd, text);
    const inode = finish(draft);
    fs.fsyncSync(draft.fd);
    publish(draft, inode, text);
    syncFolder(draft.folder);
  } finally {
    endDraft(draft);
  }
}

/** Delete a file durably; a missing one is no error. */
export function removeFile({ target, status }: Found): void {
  if (status === undefined) return;
  changeFolder(dirname(target), () => {
    fs.rmSync(target, { force: true });
  });
}

/** Rename a file durably to `NAME.corrupt-…` beside it; return that. */
export function setAside({ target }: Found): string {
  const moment = new Date().toISOString().replace(/[-:]|\.\d+/g, '');
  const end = `.corrupt-${moment}-${randomBytes(4).toString('hex')}`;
  const name = shortenName(basename(target), end.length) + end;
  const aside = join(dirname(target), name);
  changeFolder(dirname(target), () => {
    rename(target, aside);
  });
  return aside;
}

function beginDraft(file: Replaced): Draft {
  const { target, status } = file;
  // Who made the directory may have died before its entry was durable.
  if (status === undefined) syncAbove(dirname(target));
  const temp = hiddenSibling(target, TEMP);
  // Opened first, so that nothing is changed if it cannot be.
  const folder = openFolder(dirname(target));
  try {
    return { ...file, temp, folder, fd: openNew(temp), isRenamed: false };
  } catch (error) {
    closeFolder(folder);
    throw error;
  }
}

function openNew(temp: string): number {
  try {
    return fs.openSync(temp, 'wx', 0o600);
  } catch (error) {
    if (detailOf(error, 'code') !== 'EEXIST') throw error;
    // From a process that was killed.
    fs.unlinkSync(temp);
    return fs.openSync(temp, 'wx', 0o600);
  }
}

/** Rename the new file over the old one: nobody comes in between. */
function publish(draft: Draft, inode: bigint, text: string): void {
  const { target, temp, versions } = draft;
  const status = fs.statSync(temp, { bigint: true });
  if (status.ino !== inode) {
    throw new Error(`another process writes ${target}, without the lock`);
  }
  // Before it is there: whatever goes wrong with the renaming.
  versions.push(versionOf(status, text));
  rename(temp, target);
  draft.isRenamed = true;
}

function endDraft({ temp, fd, folder, isRenamed }: Draft): void {
  fs.closeSync(fd);
  closeFolder(folder);
  if (!isRenamed) fs.rmSync(temp, { force: true });
}

/** Give the new file all but its content; return its inode. */
function finish({ fd, status: previous, target }: Draft): bigint {
  if (!ON_WINDOWS) setTime(fd, previous);
  const status = fs.fstatSync(fd, { bigint: true });
  if (ON_WINDOWS || previous === undefined) return status.ino;
  let mode = Number(previous.mode) & 0o777;
  const isOwned = giveOwner(fd, status, previous);
  const others = mode & (0o707 | ((mode & 0o007) << 3));
  // Another group, or no list: it gets no more than everybody.
  if (mode !== others && !(isOwned && hasNoList(target))) mode = others;
  if (mode !== (Number(status.mode) & 0o777)) fs.fchmodSync(fd, mode);
  return status.ino;
}

/** Give a file a time of its own, for the clocks of disks are slow. */
function setTime(fd: number, previous?: BigIntStats): void {
  // The one clock counts in milliseconds, the other one makes parts of them.
  const part = process.hrtime.bigint() % MILLISECOND;
  const now = BigInt(Date.now()) * MILLISECOND + part;
  const later = (previous?.mtimeNs ?? 0n) + STEP;
  const isTaken = later > now && later <= now + 1_000n * MILLISECOND;
  const seconds = Number(isTaken ? later : now) / 1e9;
  try {
    fs.futimesSync(fd, seconds, seconds);
  } catch {
    // Not every file system lets it be set.
  }
}

/** Give a file the owner of another, or its group alone; tell if it has it. */
function giveOwner(fd: number, now: BigIntStats, wanted: BigIntStats): boolean {
  const { uid, gid } = wanted;
  if (now.uid === uid && now.gid === gid) return true;
  for (const owner of [uid, now.uid]) {
    try {
      fs.fchownSync(fd, Number(owner), Number(gid));
      return true;
    } catch {
      // Only root may give files away, and others to their own groups.
    }
  }
  return now.gid === gid;
}

/** Ask `ls` about access lists, of which Node knows nothing. */
function hasNoList(target: string): boolean {
  try {
    const paths = ['-ld', '--', target, dirname(target)];
    const answer = String(execFileSync('ls', paths, { stdio: 'pipe' }));
    return !answer.split('\n').some((line) => line[10] === '+');
  } catch {
    return false;
  }
}

function syncAbove(folder: string): void {
  try {
    changeFolder(dirname(folder), () => undefined);
  } catch (error) {
    // One that may not be read was made by another user.
    if (detailOf(error, 'code') !== 'EACCES') throw error;
  }
}

function rename(path: string, target: string): void {
  for (const pause of PAUSES) {
    try {
      fs.renameSync(path, target);
      return;
    } catch (error) {
      const code = detailOf(error, 'code');
      if (code === 'EBUSY' && !ON_WINDOWS) {
        const message = `${target} is mounted alone: mount the folder`;
        throw Object.assign(new Error(message, { cause: error }), { code });
      }
      if (pause === 0 || !IN_THE_WAY.has(code)) throw error;
    }
    pauseSync(pause);
  }
}
