/**
 * Objects whose state survives the process, crashes and power loss.
 *
 * A save that returned is in the file, or in a later save that contains it;
 * whatever else happens throws.
 */

import { AsyncLocalStorage } from 'node:async_hooks';
import { homedir } from 'node:os';
import { resolve } from 'node:path';

import type { Found } from './durable-folder.js';
import { findLocks } from './file-lock.js';
import type { Wait } from './state-file.js';
import { StateConflictError, StateFile } from './state-file.js';
import type { JsonObject, StateSchema } from './state-form.js';
import { StateForm } from './state-form.js';

export { StateConflictError, StateNotLoadedError } from './state-file.js';
export type { StateSchema, Wait };

type Made<Opened, Rest extends readonly unknown[]> = new (
  file: string,
  ...rest: Rest
) => Opened;

interface Transaction {
  endsDeleted: boolean;
}

// The transactions that a task is in.
const entered = new AsyncLocalStorage<ReadonlySet<Transaction>>();

/**
 * Base of objects that keep their state in a JSON file.
 *
 * Only what `getState` returns is saved. The fields' initial values are the
 * defaults, also for what is not in the file yet.
 *
 * @example
 * ```ts
 * class Counter extends StatefulObject<{ count: number }> {
 *   count = 0;
 *   override getState() { return { count: this.count }; }
 *   override setState(state: { count: number }) { this.count = state.count; }
 * }
 * ```
 */
export abstract class StatefulObject<State extends object> {
  /** Version of the state's form; see `migrateState`. */
  static readonly stateVersion: number = 1;

  /** What a loaded state has to pass: any Standard Schema, as of zod. */
  protected readonly schema?: StateSchema<State>;

  readonly #file: StateFile;
  readonly #form: StateForm;
  /** What would have been saved at the last load or save. */
  #saved = '';
  /** How often what was to be saved became void: see `#reset`. */
  #resets = 0;
  /** A save that has not begun. */
  #planned: Promise<void> | undefined;
  #transaction: Transaction | undefined;

  /** Make an object that is not loaded yet; use `open`. */
  constructor(file: string) {
    this.#file = new StateFile(resolve(file.replace(/^~(?=\/)/, homedir())));
    const { stateVersion } = this.constructor as typeof StatefulObject;
    const migrate = (state: JsonObject, fromVersion: number): JsonObject =>
      this.migrateState?.(state, fromVersion) ?? state;
    this.#form = new StateForm({ owner: this, stateVersion, migrate });
  }

  /** The absolute path of the file. */
  get stateFile(): string {
    return this.#file.path;
  }

  /**
   * Make an object and load its state, if there is any.
   *
   * @param file - The JSON file; `~/` is the home folder.
   * @throws StateNotLoadedError if the file cannot be read, a newer version
   *   wrote it, or it does not pass the schema.
   */
  static async open<
    Opened extends StatefulObject<object>,
    Rest extends readonly unknown[],
  >(this: Made<Opened, Rest>, file: string, ...rest: Rest): Promise<Opened> {
    const opened = new this(file, ...rest);
    opened.#form.begin(opened.getState());
    await opened.loadState({ discard: true });
    return opened;
  }

  /**
   * Save durably: once it resolves, the state survives power loss.
   *
   * Calls before a save has begun share it. Inside a transaction, its end saves.
   *
   * @throws TypeError if a value would not come back; it names the path.
   * @throws StateConflictError if another object or process changed the file,
   *   or this object was loaded meanwhile.
   * @throws StateNotLoadedError if there is a file that could not be loaded.
   * @throws A system error if writing fails; the old file is intact then.
   */
  saveState(): Promise<void> {
    if (this.#joins({ endsDeleted: false })) return Promise.resolve();
    this.#planned ??= this.#plan();
    return this.#planned;
  }

  /**
   * Do what `saveState` does, and block the thread until it is done.
   *
   * @throws An error while a save, a load or a transaction is running.
   */
  saveStateSync(): void {
    if (this.#joins({ endsDeleted: false })) return;
    this.#file.lockedSync((found) => {
      const text = this.#take();
      this.#file.replaceSync(found, text);
      this.#saved = text;
    });
  }

  /**
   * Load the state from the file; `open` has done it already.
   *
   * What it lacks is as the defaults are. What is no JSON object is moved aside.
   *
   * @param options - `discard` tells whether unsaved changes may go.
   * @throws StateConflictError if there are such changes.
   * @throws StateNotLoadedError as `open` does.
   */
  async loadState(options: { readonly discard?: boolean } = {}): Promise<void> {
    if (this.#isInside()) throw new Error('a transaction has loaded the state');
    const discard = options.discard === true;
    await this.#file.take({}, (check) => this.#load(discard, check));
  }

  /** Delete the file, durably; memory stays, and saves that wait throw. */
  async clearState(): Promise<void> {
    if (this.#joins({ endsDeleted: true })) return;
    await this.#file.locked({}, (found) => {
      this.#delete(found);
    });
  }

  /**
   * Lock out others, load what they changed, run `change`, and save.
   *
   * If it throws, nothing is saved and the state is as it was before. An inner
   * transaction of the same object joins the outer one.
   *
   * @param change - Changes this object, which no other task should do before
   *   its promise is settled.
   * @param wait - How long to wait for others: 30 000 ms unless told.
   * @throws An error called TimeoutError, or the reason of the signal.
   * @throws StateConflictError if unsaved changes met those of others.
   * @throws An error where the runtime has no locks: before Node 22.13.
   */
  async transaction<Value>(
    change: () => Value | Promise<Value>,
    wait: Wait = {},
  ): Promise<Value> {
    if (this.#isInside()) return change();
    if (!findLocks()) {
      throw new Error('transactions need node:sqlite, as of Node 22.13');
    }
    return await this.#file.locked(wait, async (found) => {
      if (!this.#file.isKnown(found)) await this.#load(false);
      const before = this.#take();
      const inner: Transaction = { endsDeleted: false };
      this.#transaction = inner;
      try {
        const all = new Set([...(entered.getStore() ?? []), inner]);
        const value = await entered.run(all, change);
        // A save that comes from here on would come too late to join.
        this.#transaction = undefined;
        const now = this.#file.look();
        if (inner.endsDeleted) this.#delete(now);
        else await this.#write(now);
        return value;
      } catch (error) {
        this.#transaction = undefined;
        this.#rollBack(before);
        throw error;
      }
    });
  }

  /** Save what is not saved yet, at the end of an `await using`. */
  async [Symbol.asyncDispose](): Promise<void> {
    await this.#planned;
    if (this.#take() !== this.#saved) await this.saveState();
  }

  /**
   * Return what is to be saved: text, finite numbers, booleans, null, arrays
   * and plain objects. The same state has to give the same result.
   */
  protected abstract getState(): State;

  /** Take over what was loaded: what `getState` had returned. */
  protected abstract setState(state: State): void;

  /**
   * Convert the state of an older version to what `setState` expects; without
   * it, the state is taken as it is.
   */
  protected migrateState?(state: JsonObject, fromVersion: number): JsonObject;

  /** Save when it is this save's turn, if nothing made it void by then. */
  #plan(): Promise<void> {
    const seen = this.#resets;
    const save = this.#file.locked({}, async (found) => {
      if (seen !== this.#resets) {
        throw new StateConflictError(`${this.stateFile} was reset meanwhile`);
      }
      this.#planned = undefined;
      await this.#write(found);
    });
    // One that fails before it has begun is not to be shared, either.
    const planned = save.finally(() => {
      if (this.#planned === planned) this.#planned = undefined;
    });
    return planned;
  }

  /** Load, with a check to wait for the lock, unless it is held. */
  async #load(discard: boolean, check?: () => void): Promise<void> {
    const { state, version } = await this.#file.read(check);
    const fit = (): Promise<unknown> => this.#form.fit(state, this.schema);
    const loaded = await this.#file.refusing(fit);
    const before = this.#take();
    if (!discard && before !== this.#saved) {
      const problem = 'loading would lose changes since the last save of';
      const remedy = 'save first, or loadState({ discard: true })';
      throw new StateConflictError(`${problem} ${this.stateFile}: ${remedy}`);
    }
    try {
      this.setState(loaded as State);
      this.#saved = this.#take();
    } catch (error) {
      this.#rollBack(before);
      throw error;
    }
    this.#file.accept(version);
    this.#reset();
  }

  #take(): string {
    return this.#form.encode(this.getState());
  }

  async #write(found: Found): Promise<void> {
    const text = this.#take();
    await this.#file.replace(found, text);
    this.#saved = text;
  }

  #delete(found: Found): void {
    this.#file.delete(found);
    this.#reset();
  }

  #rollBack(text: string): void {
    this.#reset();
    try {
      this.setState(this.#form.decode(text) as State);
    } catch (error) {
      this.#file.refuse('has a state that memory could not go back to', error);
    }
  }

  /** States that were to be saved are void: memory or file is another one. */
  #reset(): void {
    this.#resets += 1;
    this.#planned = undefined;
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
