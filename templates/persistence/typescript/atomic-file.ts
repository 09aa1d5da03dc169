/**
 * Durable replacement of whole files, safe from crashes and power loss.
 *
 * As https://sqlite.org/atomiccommit.html has it: write a new file, fsync it,
 * rename it over the old one, fsync the directory. What only touches names and
 * modes is done in the event loop; what waits for the disk is not.
 */

import { spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import type { BigIntStats } from 'node:fs';
import * as fs from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { promisify } from 'node:util';

import * as durable from './durable-folder.js';
import { findLocks, pauseSync } from './file-lock.js';

/** A file to be replaced, of which the lock is held. */
export interface Replaced extends durable.Found {
  /** The new one is added right before the renaming. */
  readonly versions: (durable.FileVersion | undefined)[];
}

interface Draft extends Replaced {
  readonly temp: string;
  readonly fd: number;
  isRenamed: boolean;
}

// On Windows, a file that somebody reads is in the way for a moment.
const PAUSES = [10, 20, 50, 100, 200, 500, 0];
// Longer than the steps of a time that is given as a float of seconds.
const STEP_MS = 0.002;
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
  // Opened first, so that nothing is changed if it cannot be.
  const folder = durable.openFolder(dirname(file.target));
  try {
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
    } finally {
      endDraft(draft);
    }
    if (folder === undefined) return;
    await sync(folder).catch(durable.ignoreNotOffered);
  } finally {
    durable.closeFolder(folder);
  }
}

/** Do what `replaceFile` does, and return when it is done. */
export function replaceFileSync(file: Replaced, text: string): void {
  durable.changeFolder(dirname(file.target), () => {
    const draft = beginDraft(file);
    try {
      fs.writeFileSync(draft.fd, text);
      const inode = finish(draft);
      fs.fsyncSync(draft.fd);
      publish(draft, inode, text);
    } finally {
      endDraft(draft);
    }
  });
}

/** Delete a file durably; a missing one is no error. */
export function removeFile({ target }: durable.Found): void {
  durable.changeFolder(dirname(target), () => {
    fs.rmSync(target, { force: true });
  });
}

/** Rename a file durably to `NAME.corrupt-…` beside it; return that. */
export function setAside({ target }: durable.Found): string {
  const moment = new Date().toISOString().replace(/[-:]|\.\d+/g, '');
  const end = `.corrupt-${moment}-${randomBytes(4).toString('hex')}`;
  const name = durable.shortenName(basename(target), end.length) + end;
  const aside = join(dirname(target), name);
  durable.changeFolder(dirname(target), () => {
    rename(target, aside);
  });
  return aside;
}

function beginDraft(file: Replaced): Draft {
  const { target, status } = file;
  // Who made the directory may have died before its entry was durable.
  if (status === undefined) syncAbove(dirname(target));
  // Where nobody is locked out, processes must not have the same temp file.
  const ending = findLocks() ? 'tmp' : `${String(process.pid)}.tmp`;
  const temp = durable.hiddenSibling(target, ending);
  return { ...file, temp, fd: openNew(temp), isRenamed: false };
}

function openNew(temp: string): number {
  try {
    return fs.openSync(temp, 'wx', 0o600);
  } catch {
    // What a killed process left may be in the way.
    fs.rmSync(temp, { force: true });
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
  versions.push(durable.versionOf(status, text));
  rename(temp, target);
  draft.isRenamed = true;
}

function endDraft({ temp, fd, isRenamed }: Draft): void {
  fs.closeSync(fd);
  if (!isRenamed) fs.rmSync(temp, { force: true });
}

/** Give the new file all but its content; return its inode. */
function finish({ fd, status: previous, target }: Draft): bigint {
  if (process.platform !== 'win32') setTime(fd, previous);
  const status = fs.fstatSync(fd, { bigint: true });
  if (process.platform === 'win32' || !previous) return status.ino;
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
  const now = Date.now() + (performance.now() % 1);
  const later = Number(previous?.mtimeNs ?? 0) / 1e6 + STEP_MS;
  const isTaken = later > now && later <= now + 1000;
  const seconds = (isTaken ? later : now) / 1000;
  // Not every file system lets it be set.
  durable.succeeds(fs.futimesSync, fd, seconds, seconds);
}

/** Give a file the owner of another, or its group alone; tell if it has it. */
function giveOwner(fd: number, now: BigIntStats, old: BigIntStats): boolean {
  if (now.uid === old.uid && now.gid === old.gid) return true;
  // Only root may give files away, and others to their own groups.
  return (
    durable.succeeds(fs.fchownSync, fd, Number(old.uid), Number(old.gid)) ||
    durable.succeeds(fs.fchownSync, fd, Number(now.uid), Number(old.gid)) ||
    now.gid === old.gid
  );
}

/** Ask `ls` about access lists, of which Node knows nothing. */
function hasNoList(target: string): boolean {
  const paths = ['-ld', '--', target, dirname(target)];
  const { status, stdout } = spawnSync('ls', paths, { encoding: 'utf8' });
  return status === 0 && !stdout.split('\n').some((line) => line[10] === '+');
}

function syncAbove(folder: string): void {
  try {
    durable.changeFolder(dirname(folder), () => undefined);
  } catch (error) {
    // One that may not be read was made by another user.
    if ((error as NodeJS.ErrnoException).code !== 'EACCES') throw error;
  }
}

function rename(path: string, target: string): void {
  for (const pause of process.platform === 'win32' ? PAUSES : [0]) {
    try {
      fs.renameSync(path, target);
      return;
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code === 'EBUSY' && process.platform !== 'win32') {
        const message = `${target} is mounted alone: mount the folder`;
        throw Object.assign(new Error(message, { cause: error }), { code });
      }
      if (pause === 0) throw error;
    }
    pauseSync(pause);
  }
}
