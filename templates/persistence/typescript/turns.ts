/** Turns of the tasks that use an object, and how long they wait. */

import { setTimeout } from 'node:timers/promises';

import { PATIENCE } from './file-lock.js';
import { detailOf } from './file-version.js';

/** How long a transaction waits for others. */
export interface Wait {
  /** In milliseconds; `Infinity` is no limit. */
  readonly timeout?: number | undefined;
  readonly signal?: AbortSignal | undefined;
}

// In milliseconds; more than that is taken for none.
const LONGEST_DELAY = 2 ** 31 - 1;

/** One after another, tasks use what `name` is the name of. */
export class Turns {
  /** Whether it is in use. */
  isBusy = false;
  readonly #name: string;
  #last: Promise<unknown> = Promise.resolve();

  constructor(name: string) {
    this.#name = name;
  }

  /**
   * Wait for those that came before, and work.
   *
   * @throws An error called TimeoutError, or the reason of the signal.
   */
  async take<Value>(
    signal: AbortSignal,
    work: () => Promise<Value>,
  ): Promise<Value> {
    const before = this.#last;
    let end: () => void = Boolean;
    const turn = new Promise<void>((resolve) => {
      end = resolve;
    });
    this.#last = Promise.all([before, turn]);
    try {
      await settled(before, signal);
      this.isBusy = true;
      return await work().finally(() => {
        this.isBusy = false;
      });
    } catch (error) {
      throw error === signal.reason ? notFree(this.#name, error) : error;
    } finally {
      end();
    }
  }
}

/** Return the signal that ends a wait. */
export function limit({ timeout = PATIENCE, signal }: Wait = {}): AbortSignal {
  const signals = signal === undefined ? [] : [signal];
  if (timeout !== Infinity) signals.push(AbortSignal.timeout(timeout));
  return AbortSignal.any(signals);
}

/** Wait for a promise, and keep the process alive until then. */
async function settled(
  promise: Promise<unknown>,
  signal: AbortSignal,
): Promise<void> {
  const done = new AbortController();
  const stop = AbortSignal.any([signal, done.signal]);
  const patience = setTimeout(LONGEST_DELAY, undefined, { signal: stop });
  const failure = patience.catch(() => {
    signal.throwIfAborted();
  });
  try {
    await Promise.race([promise, failure]);
  } finally {
    done.abort();
  }
}

/** Name the file in the error of a wait that took too long. */
function notFree(path: string, reason: unknown): unknown {
  if (detailOf(reason, 'name') !== 'TimeoutError') return reason;
  const error = new Error(`${path} was not free in time`, { cause: reason });
  error.name = 'TimeoutError';
  return error;
}
