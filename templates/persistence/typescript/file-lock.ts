/**
 * Who may use a file: turns of tasks, and locks between processes.
 *
 * The locks are those of SQLite, which Node and Python have on every system: an
 * empty file is a database in a transaction that writes nothing. The kernel
 * frees it when its holder dies. Nothing but SQLite opens the file: POSIX frees
 * the locks of a process on a file when it closes any descriptor of it.
 */

import * as fs from 'node:fs';
import { dirname } from 'node:path';
import { setTimeout as pass } from 'node:timers/promises';

import {
  detailOf,
  followLink,
  hiddenSibling,
  makeDirectories,
} from './durable-folder.js';

/** How long to wait for others, in milliseconds. */
export interface Wait {
  readonly timeout?: number | undefined;
  readonly signal?: AbortSignal | undefined;
}

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

// In milliseconds, as what follows.
const PATIENCE = 30_000;
const LONGEST_PAUSE = 10;
const LONGEST_DELAY = 2 ** 31 - 1;
// On Windows, nobody can delete the folder of a file that is open.
const MOST_IDLE = process.platform === 'win32' ? 0 : 8;
// The lock files that this thread holds.
const held = new Set<string>();
// Those that it has open, but not locked: it takes longer to open one.
const idle = new Map<string, LockFile>();
const Database = loadSqlite();

/** Whether this runtime has locks: `node:sqlite`, as Node 22.13 has. */
export const hasLocks: boolean = Database !== undefined;

/** Turns of the tasks that use a file, one after another. */
export class Turns {
  /** Whether it is in use. */
  isBusy = false;
  readonly #path: string;
  #last: Promise<unknown> = Promise.resolve();

  constructor(path: string) {
    this.#path = path;
  }

  /**
   * Wait for those that came before, and work, with a signal to wait further.
   *
   * @throws An error called TimeoutError, or the reason of the signal.
   */
  async take<Value>(
    { timeout = PATIENCE, signal }: Wait,
    work: (signal: AbortSignal) => Promise<Value>,
  ): Promise<Value> {
    signal?.throwIfAborted();
    const clock = new AbortController();
    const stop = (): void => {
      const isTold = signal?.aborted === true;
      clock.abort(isTold ? signal.reason : tooLate(this.#path));
    };
    signal?.addEventListener('abort', stop);
    // It keeps the process alive, too, which a promise alone does not.
    const timer = setTimeout(stop, Math.min(timeout, LONGEST_DELAY));
    const before = this.#last;
    const turn = settled(before, clock.signal).then(() => {
      this.isBusy = true;
      return work(clock.signal).finally(() => {
        this.isBusy = false;
      });
    });
    // Whoever stops waiting does not let others pass those that came before.
    this.#last = turn.then(
      (): undefined => undefined,
      () => before,
    );
    try {
      return await turn;
    } finally {
      clearTimeout(timer);
      signal?.removeEventListener('abort', stop);
    }
  }
}

/**
 * Lock out other processes, and other objects, until the signal comes.
 *
 * The lock is on `.NAME.lock` beside it, for the file itself is replaced. That
 * one stays: if it were removed, two processes could hold locks on two files
 * of one name. Without locks (see `hasLocks`) it locks nobody out. A missing
 * folder is made.
 */
export async function lockBeside(
  path: string,
  signal: AbortSignal,
): Promise<() => void> {
  const lock = hiddenSibling(followLink(path), 'lock');
  for (let pause = 1; ; pause = Math.min(2 * pause, LONGEST_PAUSE)) {
    signal.throwIfAborted();
    const release = tryLock(lock, path);
    if (release !== undefined) return release;
    await pass(pause);
  }
}

/** Do what `lockBeside` does, and block the thread meanwhile. */
export function lockBesideSync(path: string): () => void {
  const lock = hiddenSibling(followLink(path), 'lock');
  if (held.has(lock)) throw new Error(`this thread holds ${lock} already`);
  const end = performance.now() + PATIENCE;
  for (let pause = 1; ; pause = Math.min(2 * pause, LONGEST_PAUSE)) {
    const release = tryLock(lock, path);
    if (release !== undefined) return release;
    if (performance.now() > end) throw tooLate(path);
    pauseSync(pause);
  }
}

/** Block this thread for some milliseconds. */
export function pauseSync(milliseconds: number): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, milliseconds);
}

function tryLock(lock: string, path: string): (() => void) | undefined {
  if (held.has(lock)) return undefined;
  const opened = hasLocks ? statusOf(lock) : undefined;
  if (opened === undefined) makeDirectories(dirname(lock));
  if (Database === undefined) return () => undefined;
  try {
    const known = idle.get(lock);
    const file = known ?? { lock, opened, connection: new Database(lock) };
    idle.delete(lock);
    return begin(file, path) ? hold(file) : undefined;
  } catch (error) {
    // By the words of SQLite, as not every runtime tells its number.
    if (detailOf(error, 'message') === 'database is locked') return undefined;
    throw new Error(`${lock} cannot be opened and locked`, { cause: error });
  }
}

/** Lock a file that is open, or close it. */
function begin(file: LockFile, path: string): boolean {
  const { lock, opened, connection } = file;
  let isHeld = false;
  try {
    connection.exec('PRAGMA journal_mode = MEMORY; BEGIN EXCLUSIVE');
    const status = statusOf(lock);
    if (status !== undefined) followMode(file, path, status);
    // Somebody may have deleted it since it was opened.
    const isThere = status !== undefined && status.ino === opened?.ino;
    isHeld = isThere && status.dev === opened.dev;
  } finally {
    if (!isHeld) connection.close();
  }
  return isHeld;
}

/** Note that a file is locked; what is returned frees it, and keeps it open. */
function hold(file: LockFile): () => void {
  held.add(file.lock);
  return () => {
    held.delete(file.lock);
    file.connection.exec('ROLLBACK');
    idle.set(file.lock, file);
    for (const { lock, connection } of idle.values()) {
      if (idle.size <= MOST_IDLE) break;
      idle.delete(lock);
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
function followMode(file: LockFile, path: string, status: fs.Stats): void {
  const { lock, opened } = file;
  const wanted = fs.statSync(path, { throwIfNoEntry: false });
  // One of two names could be another user's.
  if (process.platform === 'win32' || status.nlink !== 1) return;
  const mode = ((wanted?.mode ?? 0) & 0o777) | 0o600;
  try {
    if (wanted && (status.uid !== wanted.uid || status.gid !== wanted.gid)) {
      fs.lchownSync(lock, wanted.uid, wanted.gid);
    }
    const isOther = (wanted ?? !opened) && (status.mode & 0o777) !== mode;
    if (isOther) fs.chmodSync(lock, mode);
  } catch {
    // Only its owner may do so.
  }
}

/** Load SQLite without the warning of Node 22 that it is experimental. */
function loadSqlite(): Open | undefined {
  const runtime: Runtime = process;
  const { emitWarning } = runtime;
  runtime.emitWarning = (): undefined => undefined;
  try {
    const found = runtime.getBuiltinModule?.('node:sqlite');
    return (found as { DatabaseSync: Open } | undefined)?.DatabaseSync;
  } finally {
    runtime.emitWarning = emitWarning;
  }
}

/** Wait for a promise, but no longer than until the signal comes. */
async function settled(
  promise: Promise<unknown>,
  signal: AbortSignal,
): Promise<void> {
  await new Promise<unknown>((resolve, reject) => {
    signal.onabort = () => {
      reject(signal.reason as Error);
    };
    void promise.then(resolve);
  });
}

function tooLate(path: string): Error {
  const message = `${path} was not free in time`;
  return Object.assign(new Error(message), { name: 'TimeoutError' });
}
