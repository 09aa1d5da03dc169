/** What is put to the test: a helper of any language, behind four commands. The checker knows no more of it. */

import type { Command } from './commands.js';

/** A state, as JSON; null is a fresh start. */
export type Value = string | number | null;

export type Action =
  | { readonly do: 'open'; readonly path: string }
  | { readonly do: 'save' | 'transaction'; readonly value: Value }
  | { readonly do: 'clear' }
  /** What follows is done as this user. */
  | { readonly do: 'become'; readonly uid: number };

export interface Subject {
  /**
   * Does the actions, and writes one line for each thing that happens, each by one `write` to standard output:
   * `BEGIN value` before a save and `ACK value` after it, `LOADED value` after an open, `FAILED {error, errno, message}`.
   */
  act(actions: readonly Action[]): Command;
  /**
   * Reads paths of state files, one a line of standard input; loads each, saves `NEXT`, loads again; writes a
   * `Recovery` a line.
   */
  recover(): Command;
  /** Loads, says `LOADED n`, and then for ever saves the next number and says `ACK n`. */
  count(path: string): Command;
  /** Adds one to the state, so many times, each in a transaction. */
  increment(path: string, times: number): Command;
  /** May this file stay beside the state for good? */
  isLock(name: string): boolean;
}

export interface Recovery {
  readonly loaded?: Value;
  readonly reloaded?: Value;
  readonly error?: string;
}

/** The save that follows every recovery. */
export const NEXT: Value = 'the next save';

export type Marker =
  | { readonly said: 'BEGIN' | 'ACK' | 'LOADED'; readonly value: Value }
  | {
      readonly said: 'FAILED';
      readonly error: string;
      readonly errno: string | null;
      readonly message: string;
    };

export function parseMarker(line: string): Marker {
  const [, said, json] = /^(BEGIN|ACK|LOADED|FAILED) (.*)$/.exec(line) ?? [];
  if (said === undefined || json === undefined) throw new Error(`not a marker: ${line}`);
  const value = JSON.parse(json);
  return said === 'FAILED' ? { said, ...value } : { said: said as 'BEGIN', value };
}

export const parseMarkers = (output: string): Marker[] => output.split('\n').filter(Boolean).map(parseMarker);
