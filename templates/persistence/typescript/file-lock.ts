/**
 * Locks between processes, by what Node and Python both have: SQLite.
 *
 * An empty file, opened as a database in a transaction that writes nothing, is
 * locked on every system, and the kernel frees it when its holder dies. The
 * file is opened by SQLite alone: POSIX frees the locks of a process on a file
 * when it closes any descriptor of that file.
 */

import * as fs from 'node:fs';
import { setTimeout } from 'node:timers/promises';

import { pauseSync } from './atomic-file.js';
import { detailOf, followLink, hiddenSibling } from './file-version.js';

/** How long to wait for others, in milliseconds. */
export const PATIENCE = 30_000;

/** Gives a lock back. */
export type Release = () => void;

interface Connection {
  exec(sql: string): void;
  close(): void;
}

/** What this module needs of `process`, whatever its types know. */
interface Runtime {
  emitWarning: unknown;
  getBuiltinModule?: (id: string) => unknown;
}

type Open = new (path: string) => Connection;

const LONGEST_PAUSE = 10;
const SQLITE_BUSY = 5;
// The lock files that this thread holds.
const held = new Set<string>();
const Database = loadSqlite();

/** Tell whether this runtime has locks: `node:sqlite`, as Node 22.13 has. */
export function hasLocks(): boolean {
  return Database !== undefined;
}

/**
 * Lock out other processes, and other objects, that use a file.
 *
 * The lock is on `.NAME.lock` beside it, for the file itself is replaced. That
 * one stays: if it were removed, two processes could hold locks on two files
 * of one name. Without locks (see `hasLocks`) it locks nobody out.
 *
 * @param path - The file, whose directory is there.
 * @param signal - Ends the wait; the promise is rejected with its reason.
 * @returns What gives the lock back.
 * @throws An error if the lock file is no empty file that may be written.
 */
export async function lockBeside(
  path: string,
  signal: AbortSignal,
): Promise<Release> {
  const lock = lockFileOf(path);
  for (let pause = 1; ; pause = Math.min(2 * pause, LONGEST_PAUSE)) {
    signal.throwIfAborted();
    const release = tryLock(lock, path);
    if (release !== undefined) return release;
    await setTimeout(pause);
  }
}

/**
 * Do what `lockBeside` does, and block the thread meanwhile.
 *
 * @throws An error if this thread holds it already, or after `PATIENCE`.
 */
export function lockBesideSync(path: string): Release {
  const lock = lockFileOf(path);
  if (held.has(lock)) throw new Error(`this thread holds ${lock} already`);
  const end = performance.now() + PATIENCE;
  for (let pause = 1; ; pause = Math.min(2 * pause, LONGEST_PAUSE)) {
    const release = tryLock(lock, path);
    if (release !== undefined) return release;
    if (performance.now() > end)
      throw new Error(`${lock} was not free in time`);
    pauseSync(pause);
  }
}

function tryLock(lock: string, path: string): Release | undefined {
  if (Database === undefined) return () => undefined;
  const status = statusOf(lock);
  const connection = new Database(lock);
  let isHeld = false;
  try {
    connection.exec('PRAGMA journal_mode = MEMORY; BEGIN EXCLUSIVE');
    // Somebody may have deleted it since it was looked at.
    const inode = statusOf(lock)?.ino;
    isHeld = inode !== undefined && inode === status?.ino;
    followMode(lock, path, status);
  } catch (error) {
    if (!isBusy(error)) throw whyNot(lock, error);
  } finally {
    if (!isHeld) connection.close();
  }
  if (!isHeld) return undefined;
  held.add(lock);
  return () => {
    held.delete(lock);
    connection.close();
  };
}

/** Return the status of a lock file; SQLite makes one that is missing. */
function statusOf(lock: string): fs.Stats | undefined {
  const status = fs.lstatSync(lock, { throwIfNoEntry: false });
  if (status !== undefined && (!status.isFile() || status.size > 0)) {
    throw new Error(`${lock} is no empty file: it is not used as a lock`);
  }
  return status;
}

/** Let all who may write a file lock it: give its mode to the lock file. */
function followMode(lock: string, path: string, status?: fs.Stats): void {
  const wanted = fs.statSync(path, { throwIfNoEntry: false });
  // One of two names could be another user's.
  if (process.platform === 'win32' || (status?.nlink ?? 1) !== 1) return;
  const mode = ((wanted?.mode ?? 0) & 0o777) | 0o600;
  try {
    if (wanted && (status?.uid !== wanted.uid || status.gid !== wanted.gid)) {
      fs.lchownSync(lock, wanted.uid, wanted.gid);
    }
    const isOther = wanted && status && (status.mode & 0o777) !== mode;
    if (isOther || !status) fs.chmodSync(lock, mode);
  } catch {
    // Only its owner may do so.
  }
}

/** Say which permission is missing, if it is one. */
function whyNot(lock: string, cause: unknown): unknown {
  try {
    fs.accessSync(lock, fs.constants.R_OK | fs.constants.W_OK);
    return new Error(`${lock} cannot be locked`, { cause });
  } catch (error) {
    return error;
  }
}

function lockFileOf(path: string): string {
  return hiddenSibling(followLink(path), 'lock');
}

function isBusy(error: unknown): boolean {
  return (Number(detailOf(error, 'errcode')) & 0xff) === SQLITE_BUSY;
}

/** Load SQLite without the warning of Node 22 that it is experimental. */
function loadSqlite(): Open | undefined {
  const runtime: Runtime = process;
  const { emitWarning } = runtime;
  runtime.emitWarning = () => undefined;
  try {
    const found = runtime.getBuiltinModule?.('node:sqlite');
    return (found as { DatabaseSync: Open } | undefined)?.DatabaseSync;
  } finally {
    runtime.emitWarning = emitWarning;
  }
}
