/** What the campaigns of TypeScript share: FOLDER of the helper, AMOUNT, the class under test, how violations are said. */

import { existsSync, mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export const [folder, amount] = process.argv.slice(2);
const { StateConflictError, StatefulObject } = await import(join(folder, 'src/stateful-object.ts'));

export class Undone extends Error {}

/** Keeps a list of tokens, each of which is added once. */
export class Store extends StatefulObject {
  tokens = [];

  getState() {
    return { tokens: this.tokens };
  }

  setState(state) {
    this.tokens = state.tokens;
  }
}

/** Where a state goes, on a disk in memory where there is one. */
export const newFile = () =>
  join(mkdtempSync(join(existsSync('/dev/shm') ? '/dev/shm' : tmpdir(), 'company-')), 'state.json');

export const readTokens = (file) =>
  existsSync(file) ? new Set(JSON.parse(readFileSync(file, 'utf8')).tokens) : new Set();

/** The same numbers in every run. */
export function randomOf(seed) {
  let state = seed;
  return () => {
    state = (state * 1_103_515_245 + 12_345) % 2 ** 31;
    return state / 2 ** 31;
  };
}

export const pause = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));

/**
 * Adds tokens from `first` on, in one way or another, until `end`: what was acknowledged, and what it deleted.
 *
 * In `ways`, a larger share leaves more to transactions.
 */
export async function addUntil(end, store, first, ways = 0.4) {
  const random = randomOf(first);
  const [acked, deleted] = [[], []];
  for (let token = first; performance.timeOrigin + performance.now() < end; token += 1) {
    try {
      await addOne({ store, token, way: random(), ways, deleted });
      acked.push(token);
    } catch (error) {
      if (error instanceof StateConflictError) await store.loadState({ discard: true });
      else if (!(error instanceof Undone)) throw error;
    }
    await pause(2 * random());
  }
  return { acked, deleted };
}

async function addOne({ store, token, way, ways, deleted }) {
  if (way > ways) return store.transaction(() => change(store, token, way, deleted));
  store.tokens.push(token);
  await store.saveState();
}

async function change(store, token, way, deleted) {
  if (way > 0.97) {
    // What is deleted is known here, as nobody else comes in between.
    deleted.push(...store.tokens);
    store.tokens = [];
    await store.clearState();
    await store.saveState();
  }
  store.tokens.push(token);
  if (way < 0.5) await pause(1);
  if (way > 0.8 && way < 0.97) throw new Undone();
}

/** What of these results is neither in the file nor deleted. */
export function lost(file, results) {
  const kept = new Set([...readTokens(file), ...results.flatMap(({ deleted }) => deleted)]);
  return results.flatMap(({ acked }) => acked).filter((token) => !kept.has(token));
}

export const now = () => performance.timeOrigin + performance.now();

export function finish(violations) {
  process.stdout.write(JSON.stringify([...new Set(violations)].sort()), () => process.exit());
}
