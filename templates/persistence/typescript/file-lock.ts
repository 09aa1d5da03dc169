/**
 * Locks between processes: those of SQLite, which Node and Python have.
 *
 * An empty file is a database in a transaction that writes nothing. The kernel
 * frees it when its holder dies. Nothing but SQLite opens the file: POSIX frees
 * the locks of a process on a file when it closes any descriptor of it.
 */

import { randomUUID } from 'node:crypto';
import * as fs from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as pass } from 'node:timers/promises';

import * as durable from './durable-folder.js';

// What is needed of Node, whatever the types of a project know of it.
interface Connection {
  exec(sql: string): void;
  close(): void;
}

type Open = new (path: string) => Connection;

/** A lock file that is open, and what was there right before. */
interface LockFile {
  readonly lock: string;
  readonly opened: fs.Stats | undefined;
  readonly connection: Connection;
}

interface Runtime {
  emitWarning: unknown;
  getBuiltinModule?: (id: string) => unknown;
}

const doNothing = (): undefined => undefined;
const LONGEST_PAUSE_MS = 10;
const MOST_IDLE = 8;
// The files that this thread has locked.
const held = new Set<string>();
// Lock files that it has open, but not locked: it takes longer to open one.
const idle = new Map<string, LockFile>();
// The folders in which files can be locked, as far as that was in doubt.
const lockable = new Set<string>();

/**
 * Lock out other processes, and other objects, until the check throws.
 *
 * The lock is on `.NAME.lock` beside it, for the file itself is replaced. That
 * one stays: if it were removed, two processes could hold locks on two files
 * of one name. Without locks (see `findLocks`) it locks nobody out.
 */
export async function lockBeside(
  path: string,
  check: () => void,
): Promise<() => void> {
  const target = durable.followLink(path);
  for (let pause = 1; ; pause = Math.min(2 * pause, LONGEST_PAUSE_MS)) {
    const release = tryLock(target);
    if (release !== undefined) return release;
    check();
    await pass(pause);
  }
}

/** Do what `lockBeside` does, and block the thread meanwhile. */
export function lockBesideSync(path: string, check: () => void): () => void {
  const target = durable.followLink(path);
  if (held.has(target)) throw new Error(`this thread holds ${target} already`);
  for (let pause = 1; ; pause = Math.min(2 * pause, LONGEST_PAUSE_MS)) {
    const release = tryLock(target);
    if (release !== undefined) return release;
    check();
    pauseSync(pause);
  }
}

/** Block this thread for some milliseconds. */
export function pauseSync(milliseconds: number): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, milliseconds);
}

function tryLock(target: string): (() => void) | undefined {
  if (held.has(target)) return undefined;
  const known = idle.get(target);
  const lock = known?.lock ?? durable.hiddenSibling(target, 'lock');
  const opened = known?.opened ?? statusOf(lock);
  if (opened === undefined) durable.makeDirectories(dirname(lock));
  const Database = findLocks();
  if (Database === undefined) return doNothing;
  try {
    const file = known ?? { lock, opened, connection: new Database(lock) };
    idle.delete(target);
    return begin(file, target) ? hold(file, target) : undefined;
  } catch (error) {
    const { message } = error as Error;
    // By the words of SQLite, as not every runtime tells its number.
    if (message !== 'database is locked') {
      throw new Error(`${lock} cannot be locked: ${message}`, { cause: error });
    }
    checkLocks(dirname(lock), Database);
    return undefined;
  }
}

/** Try a file that nobody else has: no locks are to SQLite locks of others. */
function checkLocks(folder: string, Sqlite: Open): void {
  if (lockable.has(folder)) return;
  const own = join(folder, `.${randomUUID()}.lock`);
  // Its error tells more than that of SQLite.
  fs.writeFileSync(own, '');
  const connection = new Sqlite(own);
  try {
    connection.exec('BEGIN EXCLUSIVE');
    lockable.add(folder);
  } catch (cause) {
    const error = new Error(`nothing can be locked in ${folder}`, { cause });
    throw Object.assign(error, { code: 'ENOLCK' });
  } finally {
    connection.close();
    fs.rmSync(own, { force: true });
  }
}

/** Lock a file that is open, or close it. */
function begin(file: LockFile, target: string): boolean {
  const { lock, opened, connection } = file;
  let isHeld = false;
  try {
    connection.exec('PRAGMA journal_mode = MEMORY; BEGIN EXCLUSIVE');
    const status = statusOf(lock);
    followMode(file, target, status);
    // Somebody may have deleted it since it was opened.
    const isThere = status !== undefined && status.ino === opened?.ino;
    isHeld = isThere && status.dev === opened.dev;
  } finally {
    if (!isHeld) connection.close();
  }
  return isHeld;
}

/** Note that a file is locked; what is returned frees it. */
function hold(file: LockFile, target: string): () => void {
  held.add(target);
  return () => {
    held.delete(target);
    file.connection.exec('ROLLBACK');
    idle.set(target, file);
    for (const [oldest, { connection }] of idle) {
      // On Windows, nobody can delete the folder of a file that is open.
      if (idle.size <= (process.platform === 'win32' ? 0 : MOST_IDLE)) break;
      idle.delete(oldest);
      connection.close();
    }
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
function followMode(file: LockFile, target: string, status?: fs.Stats): void {
  const { lock, opened } = file;
  const wanted = fs.statSync(target, { throwIfNoEntry: false });
  // One of two names could be another user's.
  if (process.platform === 'win32' || status?.nlink !== 1) return;
  const { uid, gid } = wanted ?? status;
  const mode = ((wanted?.mode ?? 0) & 0o777) | 0o600;
  const isOwned = status.uid === uid && status.gid === gid;
  if (isOwned && (status.mode & 0o777) === mode) return;
  if (!wanted && opened) return;
  // Only its owner may do so.
  durable.succeeds(() => {
    fs.lchownSync(lock, uid, gid);
    fs.chmodSync(lock, mode);
  });
}

/** Return SQLite, if the runtime has it, without the warning of Node 22. */
export function findLocks(): Open | undefined {
  const runtime: Runtime = process;
  const { emitWarning } = runtime;
  runtime.emitWarning = doNothing;
  const found = runtime.getBuiltinModule?.('node:sqlite');
  runtime.emitWarning = emitWarning;
  return (found as { DatabaseSync: Open } | undefined)?.DatabaseSync;
}
