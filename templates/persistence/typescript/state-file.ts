/** A state file, who uses it, and which of its versions memory contains. */

import * as atomic from './atomic-file.js';
import type { Wait } from './file-lock.js';
import { lockBeside, lockBesideSync, Turns } from './file-lock.js';
import type { FileVersion } from './file-version.js';
import { isAt, readVersion } from './file-version.js';
import type { JsonObject } from './state-json.js';
import { isObject, parseJson, UnfitError } from './state-json.js';

/** What a file has, if there is one. */
interface Loaded {
  readonly state?: JsonObject;
  readonly version?: FileVersion;
}

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
  readonly turns: Turns;
  /** Why the file must not be overwritten, if it must not. */
  #unloaded: string | undefined;
  /** The versions that memory contains; `undefined` is no file. */
  #versions: (FileVersion | undefined)[] = [undefined];

  constructor(path: string) {
    this.path = path;
    this.turns = new Turns(path);
  }

  /** Lock out other tasks, objects and processes, and work. */
  locked<Value>(
    wait: Wait,
    work: () => Value | Promise<Value>,
  ): Promise<Value> {
    return this.turns.take(wait, async (signal) => {
      const release = await lockBeside(this.path, signal);
      try {
        return await work();
      } finally {
        release();
      }
    });
  }

  /** Do the same, and block the thread until it is done. */
  lockedSync(work: () => void): void {
    if (this.turns.isBusy) {
      throw new Error(`${this.path} is in use: await that first`);
    }
    const release = lockBesideSync(this.path);
    try {
      work();
    } finally {
      release();
    }
  }

  /** Tell whether memory contains what is in the file. */
  isKnown(): boolean {
    return isAt(this.path, this.#versions);
  }

  /**
   * Read the state; what is no JSON object is moved aside, in a lock.
   *
   * @param signal - Ends the wait for the lock; none if it is held.
   */
  async read(signal?: AbortSignal): Promise<Loaded> {
    const found = await this.refusing(() => readVersion(this.path));
    if (found === undefined) return {};
    const { data, version } = found;
    const state = await this.refusing(() => parseJson(data));
    if (isObject(state)) return { state, version };
    const release = signal && (await lockBeside(this.path, signal));
    try {
      // Another process may have been faster, and have saved.
      if (isAt(this.path, [version])) {
        const aside = atomic.setAside(this.path);
        const message = `${this.path} was no JSON object, moved it to ${aside}`;
        process.emitWarning(message, { code: 'CORRUPT_STATE' });
      }
    } finally {
      release?.();
    }
    return this.read(signal);
  }

  /** Note that memory contains a version; `undefined` is no file. */
  accept(version: FileVersion | undefined): void {
    this.#versions = [version];
    this.#unloaded = undefined;
  }

  /** Write a state, in a lock. */
  async replace(data: Uint8Array): Promise<void> {
    this.#check();
    await atomic.replaceFile(this.path, data, this.#versions);
    this.#versions = this.#versions.slice(-1);
  }

  /** Write a state, in a lock, and block the thread meanwhile. */
  replaceSync(data: Uint8Array): void {
    this.#check();
    atomic.replaceFileSync(this.path, data, this.#versions);
    this.#versions = this.#versions.slice(-1);
  }

  /** Delete the file, in a lock. */
  delete(): void {
    this.#versions.push(undefined);
    atomic.removeFile(this.path);
    this.accept(undefined);
  }

  /** Read or judge the file, which is kept if it is found unfit. */
  async refusing<Found>(judge: () => Found | Promise<Found>): Promise<Found> {
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

  #check(): void {
    if (this.isKnown()) return;
    if (this.#unloaded !== undefined) this.refuse(this.#unloaded);
    const problem = 'another object or process changed or deleted';
    throw new StateConflictError(`${problem} ${this.path}`);
  }
}
