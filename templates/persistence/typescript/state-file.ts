/** A state file, who uses it, and which of its versions memory contains. */

import * as atomic from './atomic-file.js';
import * as durable from './durable-folder.js';
import { lockBeside, lockBesideSync } from './file-lock.js';
import type { JsonObject } from './state-form.js';
import { isObject, parseJson, UnfitError } from './state-form.js';

/** How long to wait for others, in milliseconds. */
export interface Wait {
  readonly timeout?: number | undefined;
  readonly signal?: AbortSignal | undefined;
}

type Check = (isLate?: boolean) => void;

/** What a file has, if there is one. */
interface Loaded {
  readonly state?: JsonObject;
  readonly version?: durable.FileVersion;
}

const PATIENCE_MS = 30_000;
const LONGEST_DELAY_MS = 2 ** 31 - 1;

/** Somebody else's change is in the way; nothing was written. */
export class StateConflictError extends Error {
  override readonly name: string = 'StateConflictError';
}

/** The file cannot be loaded, and saving would overwrite it. */
export class StateNotLoadedError extends Error {
  override readonly name: string = 'StateNotLoadedError';
}

/** A state file; nothing in it is overwritten that memory does not contain. */
export class StateFile {
  readonly path: string;
  #isBusy = false;
  #isTaken = false;
  /** What begins the turns of those that wait, in order. */
  readonly #waiting = new Set<() => void>();
  /** Why the file must not be overwritten, if it must not. */
  #unloaded: string | undefined;
  /** The versions that memory contains; `undefined` is no file. */
  #versions: (durable.FileVersion | undefined)[] = [undefined];

  constructor(path: string) {
    this.path = path;
  }

  /** Wait for the tasks that came before, and work; the check ends waits. */
  async take<Value>(
    wait: Wait,
    work: (check: Check) => Promise<Value>,
  ): Promise<Value> {
    const check = checkOf(this.path, wait);
    check(false);
    const isTurn = this.#isTaken ? this.#queue(wait) : true;
    this.#isTaken = true;
    if (!(await isTurn)) check(true);
    this.#isBusy = true;
    try {
      return await work(check);
    } finally {
      this.#isBusy = false;
      const [begin] = this.#waiting;
      this.#isTaken = begin !== undefined;
      begin?.();
    }
  }

  /** Lock out other tasks, objects and processes, and work. */
  locked<Value>(
    wait: Wait,
    work: (found: durable.Found) => Value | Promise<Value>,
  ): Promise<Value> {
    return this.take(wait, async (check) => {
      const release = await lockBeside(this.path, check);
      try {
        return await work(this.look());
      } finally {
        release();
      }
    });
  }

  /** Do the same, and block the thread until it is done. */
  lockedSync(work: (found: durable.Found) => void): void {
    if (this.#isBusy) throw new Error(`${this.path} is in use: await that`);
    const release = lockBesideSync(this.path, checkOf(this.path, {}));
    try {
      work(this.look());
    } finally {
      release();
    }
  }

  /** Look at the file, in a lock. */
  look(): durable.Found {
    return durable.lookAt(durable.followLink(this.path));
  }

  /** Tell whether memory contains what is in the file. */
  isKnown(found: durable.Found): boolean {
    return durable.isAt(found, this.#versions);
  }

  /**
   * Read the state; what is no JSON object is moved aside, in a lock.
   *
   * @param check - Ends the wait for the lock; none if it is held.
   */
  async read(check?: () => void): Promise<Loaded> {
    const found = await this.refusing(() => durable.readVersion(this.path));
    if (found === undefined) return {};
    const { data, version } = found;
    const state = await this.refusing(() => parseJson(data));
    if (isObject(state)) return { state, version };
    const release = check && (await lockBeside(this.path, check));
    try {
      const now = this.look();
      // Another process may have been faster, and have saved.
      if (durable.isAt(now, [version])) {
        const aside = atomic.setAside(now);
        const message = `${this.path} was no JSON object, moved it to ${aside}`;
        process.emitWarning(message, { code: 'CORRUPT_STATE' });
      }
    } finally {
      release?.();
    }
    return this.read(check);
  }

  /** Note that memory contains a version; `undefined` is no file. */
  accept(version: durable.FileVersion | undefined): void {
    this.#versions = [version];
    this.#unloaded = undefined;
  }

  /** Write a state, in a lock. */
  async replace(found: durable.Found, text: string): Promise<void> {
    await atomic.replaceFile(this.#check(found), text);
    this.#versions = this.#versions.slice(-1);
  }

  /** Write a state, in a lock, and block the thread meanwhile. */
  replaceSync(found: durable.Found, text: string): void {
    atomic.replaceFileSync(this.#check(found), text);
    this.#versions = this.#versions.slice(-1);
  }

  /** Delete the file, in a lock. */
  delete(found: durable.Found): void {
    this.#versions.push(undefined);
    atomic.removeFile(found);
    this.accept(undefined);
  }

  /** Read or judge the file, which is kept if it is found unfit. */
  async refusing<Value>(judge: () => Value | Promise<Value>): Promise<Value> {
    try {
      return await judge();
    } catch (error) {
      const isJudged = error instanceof UnfitError;
      return this.refuse(isJudged ? error.message : 'cannot be loaded', error);
    }
  }

  /** Note that the file must not be overwritten, and throw why. */
  refuse(reason: string, cause?: unknown): never {
    this.#unloaded = reason;
    this.#versions = [undefined];
    const message = `${this.path} ${reason}: it is kept as it is`;
    throw new StateNotLoadedError(message, { cause });
  }

  /** Wait for a turn, and tell whether it came before the wait was over. */
  #queue({ timeout = PATIENCE_MS, signal }: Wait): Promise<boolean> {
    return new Promise((resolve) => {
      const leaving = (isTurn: boolean) => (): void => {
        clearTimeout(timer);
        signal?.removeEventListener('abort', stop);
        this.#waiting.delete(begin);
        resolve(isTurn);
      };
      const begin = leaving(true);
      const stop = leaving(false);
      // It keeps the process alive, too, which a promise alone does not.
      const timer = setTimeout(stop, Math.min(timeout, LONGEST_DELAY_MS));
      signal?.addEventListener('abort', stop);
      this.#waiting.add(begin);
    });
  }

  #check(found: durable.Found): atomic.Replaced {
    const versions = this.#versions;
    if (this.isKnown(found)) return { ...found, versions };
    if (this.#unloaded !== undefined) this.refuse(this.#unloaded);
    const problem = 'another object or process changed or deleted';
    throw new StateConflictError(`${problem} ${this.path}`);
  }
}

/** Return what throws once it is too late to wait any longer. */
function checkOf(path: string, { timeout = PATIENCE_MS, signal }: Wait): Check {
  const end = performance.now() + timeout;
  return (isLate = performance.now() > end) => {
    signal?.throwIfAborted();
    if (!isLate) return;
    const error = new Error(`${path} was not free in time`);
    throw Object.assign(error, { name: 'TimeoutError' });
  };
}
