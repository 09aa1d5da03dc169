/**
 * Objects whose state survives the process, crashes and power loss.
 *
 * A save that returned is in the file, or in a later save that contains it;
 * whatever else happens throws.
 */

import { AsyncLocalStorage } from 'node:async_hooks';
import { homedir } from 'node:os';
import { resolve } from 'node:path';

import { hasLocks } from './file-lock.js';
import { checksumOf } from './file-version.js';
import type { JsonObject } from './state-json.js';
import {
  StateConflictError,
  StateFile,
  StateNotLoadedError,
} from './state-file.js';
import type { StateSchema } from './state-form.js';
import { StateForm } from './state-form.js';
import type { Wait } from './turns.js';
import { limit, Turns } from './turns.js';

export type { StateSchema, Wait };
export { StateConflictError, StateNotLoadedError };

interface Transaction {
  endsDeleted: boolean;
}

interface PlannedSave {
  readonly replaced: number;
  readonly done: Promise<void>;
}

// The transactions that a task is in.
const entered = new AsyncLocalStorage<ReadonlySet<Transaction>>();

/**
 * Base of objects that keep their state in a JSON file.
 *
 * Name the state by a type, hand it over in `getState`, and take it back in
 * `setState`: only what they name is saved. The fields' initial values are the
 * defaults, also for what is not in the file yet.
 *
 * @example
 * ```ts
 * class Counter extends StatefulObject<{ count: number }> {
 *   count = 0;
 *
 *   override getState(): { count: number } {
 *     return { count: this.count };
 *   }
 *
 *   override setState(state: { count: number }): void {
 *     this.count = state.count;
 *   }
 * }
 *
 * const counter = await Counter.open('/tmp/counter.json');
 * counter.count += 1;
 * await counter.saveState();
 * ```
 */
export abstract class StatefulObject<State extends object> {
  /** Version of the state's form; see `migrateState`. */
  static readonly stateVersion: number = 1;

  /** What a loaded state has to pass: any Standard Schema, as of zod. */
  static readonly schema: StateSchema | undefined = undefined;

  readonly #file: StateFile;
  readonly #turns: Turns;
  readonly #form: StateForm;
  /** Checksum of the state at the last load or save. */
  #saved = '';
  /** How often memory was replaced, by a load or a failed transaction. */
  #replaced = 0;
  #planned: PlannedSave | undefined;
  #transaction: Transaction | undefined;

  /**
   * Make an object that is not loaded yet; use `open`.
   *
   * @param file - The JSON file; `~/` is the home folder.
   */
  constructor(file: string) {
    this.#file = new StateFile(resolve(file.replace(/^~(?=\/)/, homedir())));
    this.#turns = new Turns(this.#file.path);
    const { stateVersion, schema } = this.constructor as typeof StatefulObject;
    const migrate = (state: JsonObject, fromVersion: number): JsonObject =>
      this.migrateState?.(state, fromVersion) ?? state;
    this.#form = new StateForm({ owner: this, stateVersion, schema, migrate });
  }

  /** The absolute path of the file. */
  get stateFile(): string {
    return this.#file.path;
  }

  /**
   * Make an object and load its state, if there is any.
   *
   * @param file - The JSON file; `~/` is the home folder, and missing parent
   *   directories are made.
   * @param rest - What the constructor takes besides.
   * @throws StateNotLoadedError if the file cannot be read, a newer version
   *   wrote it, or it does not pass the schema.
   * @throws TypeError if the defaults could not be saved.
   *
   * @example
   * ```ts
   * const counter = await Counter.open('~/.acme/counter.json');
   * ```
   */
  static async open<
    Opened extends StatefulObject<object>,
    Rest extends readonly unknown[],
  >(
    this: new (file: string, ...rest: Rest) => Opened,
    file: string,
    ...rest: Rest
  ): Promise<Opened> {
    const opened = new this(file, ...rest);
    opened.#form.begin(opened.getState());
    await opened.loadState({ discard: true });
    return opened;
  }

  /**
   * Save durably: once it resolves, the state survives power loss.
   *
   * Calls that come before a save has begun share it. The state is that of
   * when it begins, so that what was changed before the call is in it. Inside
   * a transaction, its end saves.
   *
   * @throws TypeError if a value would not come back; it names the path.
   * @throws StateConflictError if another object or process changed the file,
   *   or this object was loaded meanwhile.
   * @throws StateNotLoadedError if there is a file that could not be loaded.
   * @throws A system error if writing fails; the old file is intact then.
   */
  saveState(): Promise<void> {
    if (this.#joins({ endsDeleted: false })) return Promise.resolve();
    const replaced = this.#replaced;
    if (this.#planned?.replaced === replaced) return this.#planned.done;
    const begin = (): void => {
      if (this.#planned?.done === done) this.#planned = undefined;
    };
    const work = this.#locked(limit(), async () => {
      begin();
      if (replaced !== this.#replaced) {
        throw new StateConflictError(`${this.stateFile} was reset meanwhile`);
      }
      await this.#write();
    });
    // One that fails before it has begun is not to be shared, either.
    const done = work.finally(begin);
    this.#planned = { replaced, done };
    return done;
  }

  /**
   * Do what `saveState` does, and block the thread until it is done.
   *
   * @throws An error while a save, a load or a transaction is running.
   */
  saveStateSync(): void {
    if (this.#joins({ endsDeleted: false })) return;
    if (this.#turns.isBusy) {
      throw new Error(`${this.stateFile} is in use: await that first`);
    }
    const release = this.#file.lockSync();
    try {
      const data = this.#take();
      this.#file.replaceSync(data);
      this.#saved = checksumOf(data);
    } finally {
      release();
    }
  }

  /**
   * Load the state from the file; `open` has done it already.
   *
   * Without a file, and for keys that it does not have, the defaults hold. A
   * file that is no JSON object is moved aside.
   *
   * @param options - `discard` tells whether unsaved changes may go.
   * @throws StateConflictError if there are such changes.
   * @throws StateNotLoadedError as `open` does.
   */
  async loadState(options: { readonly discard?: boolean } = {}): Promise<void> {
    if (this.#isInside()) throw new Error('a transaction has loaded the state');
    const signal = limit();
    const discard = options.discard === true;
    await this.#turns.take(signal, () => this.#load(discard, signal));
  }

  /**
   * Delete the file, durably; what is in memory stays as it is.
   *
   * Saves that wait meanwhile are rejected, and so are those of other objects.
   * Inside a transaction, its end deletes the file.
   */
  async clearState(): Promise<void> {
    if (this.#joins({ endsDeleted: true })) return;
    await this.#locked(limit(), () => {
      this.#delete();
    });
  }

  /**
   * Lock out others, load what they changed, run `change`, and save.
   *
   * If it throws, nothing is saved and the state is as it was before. An inner
   * transaction of the same object joins the outer one.
   *
   * @param change - Changes this object. Other tasks should not change it while
   *   a promise of `change` is pending.
   * @param wait - How long to wait for others: 30 000 ms unless told.
   * @returns What `change` returns.
   * @throws A DOMException called TimeoutError, or the reason of the signal.
   * @throws StateConflictError if this object has unsaved changes, and another
   *   one changed the file.
   * @throws An error where the runtime has no locks: before Node 22.13.
   *
   * @example
   * ```ts
   * await counter.transaction(() => {
   *   counter.count += 1;
   * });
   * ```
   */
  async transaction<Value>(
    change: () => Value | Promise<Value>,
    wait: Wait = {},
  ): Promise<Value> {
    if (this.#isInside()) return change();
    if (!hasLocks()) {
      throw new Error('transactions need node:sqlite, as of Node 22.13');
    }
    return this.#locked(limit(wait), async () => {
      if (!this.#file.isKnown()) await this.#load(false);
      const before = this.#take();
      const inner: Transaction = { endsDeleted: false };
      this.#transaction = inner;
      try {
        const all = new Set([...(entered.getStore() ?? []), inner]);
        const value = await entered.run(all, change);
        if (inner.endsDeleted) this.#delete();
        else await this.#write();
        return value;
      } catch (error) {
        this.#rollBack(before);
        throw error;
      } finally {
        this.#transaction = undefined;
      }
    });
  }

  /** Save what is not saved yet, at the end of an `await using`. */
  async [Symbol.asyncDispose](): Promise<void> {
    await this.#planned?.done;
    if (checksumOf(this.#take()) !== this.#saved) await this.saveState();
  }

  /**
   * Return what is to be saved: text, finite numbers, booleans, null, arrays
   * and plain objects. The same state has to give the same result.
   */
  protected abstract getState(): State;

  /** Take over what was loaded: what `getState` had returned. */
  protected abstract setState(state: State): void;

  /**
   * Convert the state of an older version; without it, it is taken as it is.
   *
   * @param state - The state as loaded.
   * @param fromVersion - The `stateVersion` that wrote it.
   * @returns The state as `setState` of this version expects it.
   */
  protected migrateState?(state: JsonObject, fromVersion: number): JsonObject;

  /** Wait for the lock of the file as well, and work. */
  #locked<Value>(
    signal: AbortSignal,
    work: () => Value | Promise<Value>,
  ): Promise<Value> {
    return this.#turns.take(signal, async () => {
      const release = await this.#file.lock(signal);
      try {
        return await work();
      } finally {
        release();
      }
    });
  }

  /** Load, with a signal to wait for the lock, unless it is held. */
  async #load(discard: boolean, signal?: AbortSignal): Promise<void> {
    const { state, accept } = await this.#file.read(signal);
    const loaded = await this.#file.refusing(() => this.#form.fit(state));
    const before = this.#take();
    if (!discard && checksumOf(before) !== this.#saved) {
      throw new StateConflictError(
        `changes since the last save would be lost by loading` +
          ` ${this.stateFile}: save first, or loadState({ discard: true })`,
      );
    }
    try {
      this.setState(loaded as State);
      this.#saved = checksumOf(this.#take());
    } catch (error) {
      this.#rollBack(before);
      throw error;
    }
    accept();
    this.#replaced += 1;
  }

  #take(): Uint8Array {
    return this.#form.encode(this.getState());
  }

  async #write(): Promise<void> {
    const data = this.#take();
    await this.#file.replace(data);
    this.#saved = checksumOf(data);
  }

  #delete(): void {
    this.#file.delete();
    // States that were to be saved are void.
    this.#replaced += 1;
  }

  #rollBack(data: Uint8Array): void {
    this.#replaced += 1;
    try {
      this.setState(this.#form.decode(data) as State);
    } catch (error) {
      this.#file.refuse('has a state that memory could not go back to', error);
    }
  }

  /** Tell whether the caller is in a transaction of this object. */
  #isInside(): boolean {
    const inner = this.#transaction;
    return inner !== undefined && entered.getStore()?.has(inner) === true;
  }

  /** Leave it to the end of the transaction that the caller is in. */
  #joins({ endsDeleted }: Transaction): boolean {
    if (this.#transaction === undefined || !this.#isInside()) return false;
    this.#transaction.endsDeleted = endsDeleted;
    return true;
  }
}
