/** A state file, and which of its versions memory contains. */

import { dirname } from 'node:path';

import * as atomic from './atomic-file.js';
import type { Release } from './file-lock.js';
import { hasLocks, lockBeside, lockBesideSync } from './file-lock.js';
import type { FileVersion } from './file-version.js';
import { followLink, isAt, readVersion } from './file-version.js';
import { makeDirectories } from './folder.js';
import type { JsonObject } from './state-json.js';
import { isObject, parseJson, UnfitError } from './state-json.js';

/** A state, if there is a file, and what to call once memory has it. */
export interface Loaded {
  readonly state: JsonObject | undefined;
  readonly accept: () => void;
}

/** Somebody else's change is in the way; nothing was written. */
export class StateConflictError extends Error {
  override readonly name: string = 'StateConflictError';
}

/** The file cannot be loaded, and saving would overwrite it. */
export class StateNotLoadedError extends Error {
  override readonly name: string = 'StateNotLoadedError';
}

// Where nobody is locked out, processes must not have the same temp file.
const TEMP = hasLocks() ? 'tmp' : `${String(process.pid)}.tmp`;
/** A state file, and which of its versions memory contains. */
export class StateFile {
  readonly path: string;
  /** Why the file must not be overwritten, if it must not. */
  unloaded: string | undefined;
  /** The versions that memory contains; `undefined` is no file. */
  #versions: (FileVersion | undefined)[] = [undefined];

  constructor(path: string) {
    this.path = path;
  }

  /** Lock out other objects and processes. */
  async lock(signal: AbortSignal): Promise<Release> {
    this.#prepare();
    return lockBeside(this.path, signal);
  }

  /** Lock them out, and block the thread meanwhile. */
  lockSync(): Release {
    this.#prepare();
    return lockBesideSync(this.path);
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
    const accept = (): void => {
      this.#versions = [found?.version];
      this.unloaded = undefined;
    };
    if (found === undefined) return { state: undefined, accept };
    const value = await this.refusing(() => parseJson(found.data));
    if (isObject(value)) return { state: value, accept };
    const release = signal && (await this.lock(signal));
    try {
      // Another process may have been faster, and have saved.
      if (isAt(this.path, [found.version])) {
        const aside = atomic.setAside(this.path, 'corrupt');
        const message = `${this.path} was no JSON object, moved it to ${aside}`;
        process.emitWarning(message, { code: 'CORRUPT_STATE' });
      }
    } finally {
      release?.();
    }
    return this.read(signal);
  }

  /** Write a state, in a lock. */
  async replace(data: Uint8Array): Promise<void> {
    this.#check();
    const { path } = this;
    const version = await atomic.replaceFile(path, data, this.#announce, TEMP);
    this.#versions = [version];
  }

  /** Write a state, in a lock, and block the thread meanwhile. */
  replaceSync(data: Uint8Array): void {
    this.#check();
    const { path } = this;
    const version = atomic.replaceFileSync(path, data, this.#announce, TEMP);
    this.#versions = [version];
  }

  /** Delete the file, in a lock. */
  delete(): void {
    this.#versions.push(undefined);
    atomic.removeFile(this.path);
    this.#versions = [undefined];
    this.unloaded = undefined;
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
    this.unloaded = reason;
    this.#versions = [undefined];
    const message = `${this.path} ${reason}: it is kept as it is`;
    throw new StateNotLoadedError(message, { cause });
  }

  #prepare(): void {
    makeDirectories(dirname(followLink(this.path)));
  }

  #check(): void {
    if (this.isKnown()) return;
    if (this.unloaded !== undefined) this.refuse(this.unloaded);
    throw new StateConflictError(
      `another object or process changed or deleted ${this.path}`,
    );
  }

  // Before it is there: whatever goes wrong with the renaming.
  readonly #announce = (version: FileVersion): void => {
    this.#versions.push(version);
  };
}
