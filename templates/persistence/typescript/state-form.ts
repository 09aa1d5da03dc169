/** The form of a state: its JSON, its version, its defaults, its schema. */

import { succeeds } from './durable-folder.js';

/** A state, as it comes from JSON. */
export type JsonObject = Record<string, unknown>;

/** A state that is not to be loaded, or not to be saved. */
export class UnfitError extends Error {}

const UTF8 = new TextDecoder('utf-8', { fatal: true });
const NOT_JSON = /"[^"\\]*(?:\\.[^"\\]*)*"|-?Infinity|NaN/gs;
const TOKENS = /"[^"]*"(\s*:)?|-?\d[-+.\deE]*/g;
// What a double holds, whatever the digits.
const SAFE_DIGITS = 15;

/** The part of Standard Schema v1 that is used; see standardschema.dev. */
export interface StateSchema<State = unknown> {
  readonly '~standard': {
    readonly version: 1;
    validate(value: unknown): Result<State> | Promise<Result<State>>;
  };
}

type PathPart = PropertyKey | { readonly key: PropertyKey };

/** Either of the two: to narrow a union needs strict null checks. */
interface Result<State> {
  readonly value?: State;
  readonly issues?: readonly Issue[] | undefined;
}

interface Issue {
  readonly message: string;
  readonly path?: readonly PathPart[] | undefined;
}

/** What the class of an object says of its state. */
interface Rules {
  readonly owner: object;
  readonly stateVersion: number;
  readonly migrate: (state: JsonObject, fromVersion: number) => JsonObject;
}

const VERSION_KEY = '_state_version';

/** The form of the state of an object. */
export class StateForm {
  /** The JSON of what holds for keys that are not in the file. */
  #defaults = '{}';
  readonly #rules: Rules;

  constructor(rules: Rules) {
    this.#rules = rules;
  }

  /** Take a state for the defaults. */
  begin(state: object): void {
    this.#defaults = this.encode(state);
  }

  /**
   * Return the JSON of a state, with its version if that is not 1.
   *
   * @throws TypeError with the path to what would not come back as it is.
   */
  encode(state: object): string {
    const key = this.#findFixed(state);
    if (key !== undefined) throw new TypeError(`no state can have ${key}`);
    const { stateVersion } = this.#rules;
    const version = stateVersion === 1 ? {} : { [VERSION_KEY]: stateVersion };
    try {
      return layOut({ ...state, ...version }, findUnfit);
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
      const problem = 'state contains itself, or is nested too deeply';
      throw new TypeError(problem, { cause: error });
    }
  }

  /** Return the state of which `encode` has made JSON. */
  decode(text: string): JsonObject {
    const state = JSON.parse(text) as JsonObject;
    Reflect.deleteProperty(state, VERSION_KEY);
    return state;
  }

  /**
   * Make of what was loaded a state of this form.
   *
   * @throws UnfitError if there is none.
   */
  async fit(loaded?: JsonObject, schema?: StateSchema): Promise<unknown> {
    const defaults = this.decode(this.#defaults);
    if (loaded === undefined) return defaults;
    const { [VERSION_KEY]: version = 1, ...rest } = loaded;
    const { stateVersion, migrate } = this.#rules;
    if (!Number.isInteger(version) || Number(version) > stateVersion) {
      const shown = JSON.stringify(version);
      throw new UnfitError(`is of version ${shown}, which needs newer code`);
    }
    const isOlder = Number(version) < stateVersion;
    const state = isOlder ? migrate(rest, Number(version)) : rest;
    const key = this.#findFixed(state);
    if (key !== undefined) {
      throw new UnfitError(`has a key that cannot be state, ${key}`);
    }
    const complete = { ...defaults, ...state };
    if (schema === undefined) return complete;
    const result = await schema['~standard'].validate(complete);
    if (result.issues === undefined) return result.value;
    const paths = result.issues.map(pathOf).join(', ');
    throw new UnfitError(`does not pass the schema at ${paths}`);
  }

  /** Find a key that would do more than to be a field if it were assigned. */
  #findFixed(state: object): string | undefined {
    const { owner } = this.#rules;
    return Object.keys(state).find((key) => {
      if (Object.hasOwn(owner, key)) return false;
      const isMethod = typeof Reflect.get(owner, key) === 'function';
      return isMethod || key === VERSION_KEY || key === '__proto__';
    });
  }
}

/** Encode as JSON for people and diffs: one top-level item a line. */
function layOut(state: object, find: typeof findUnfit): string {
  let text = '{';
  for (const [key, item] of Object.entries(state)) {
    // As JSON.stringify, which leaves out what is not there.
    if (item === undefined) continue;
    const unfit = isFlat(item) ? undefined : find(item);
    const name = JSON.stringify(key);
    if (unfit !== undefined) throw new TypeError(`state[${name}]${unfit}`);
    const comma = text === '{' ? '' : ',';
    text += `${comma}\n  ${name}:${JSON.stringify(item)}`;
  }
  return `${text}\n}\n`;
}

/** Say what would not come back, after the path to it, if there is any. */
function findUnfit(value: unknown): string | undefined {
  const isArray = Array.isArray(value);
  if (!isArray && !isObject(value)) {
    // A class, or the name of a kind: never the value.
    const kind: unknown = Object.prototype.toString.call(value);
    return ` would not come back: ${String(kind).slice(8, -1)}`;
  }
  if (!isArray && Object.hasOwn(value, '__proto__')) {
    return '["__proto__"] would not come back';
  }
  const items: readonly unknown[] = isArray ? value : Object.values(value);
  for (let at = 0; at < items.length; at += 1) {
    const item = items[at];
    if (isFlat(item) || (item === undefined && !isArray)) continue;
    const unfit = findUnfit(item);
    if (unfit === undefined) continue;
    const key = isArray ? at : Object.keys(value)[at];
    return `[${JSON.stringify(key)}]${unfit}`;
  }
  return undefined;
}

function isFlat(value: unknown): boolean {
  if (typeof value === 'string' || typeof value === 'boolean') return true;
  return value === null || Number.isFinite(value);
}

/** Tell whether a value is a plain object, of whatever realm. */
export function isObject(value: unknown): value is JsonObject {
  if (typeof value !== 'object' || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}

/**
 * Parse JSON in UTF-8; what is none is `undefined`.
 *
 * @throws UnfitError for what would be saved differently.
 */
export function parseJson(data: Uint8Array): unknown {
  let text = '';
  try {
    text = UTF8.decode(data);
    const value: unknown = JSON.parse(text);
    checkLossless(text, value);
    return value;
  } catch (error) {
    if (error instanceof UnfitError) throw error;
    if (error instanceof RangeError)
      throw new UnfitError('is nested too deeply');
    if (isLenientJson(text))
      throw new UnfitError('has a number that is no JSON');
    return undefined;
  }
}

function checkLossless(text: string, value: unknown): void {
  // What would be saved just so is as it was saved.
  const isPlain = isObject(value) && !text.includes('"__proto__"');
  if (isPlain && layOut(value, () => undefined) === text) return;
  let keys = 0;
  // Without escapes, strings end at a quote: long ones need no backtracking.
  for (const [token, colon] of text.replace(/\\./g, '').matchAll(TOKENS)) {
    if (colon !== undefined) keys += 1;
    else if (!token.startsWith('"') && isLossy(token)) {
      throw new UnfitError(`has a number that would be changed, ${token}`);
    }
  }
  if (countKeys(value) < keys) throw new UnfitError('has a key twice');
}

/** Tell whether an integer has other digits, or none, as a double. */
function isLossy(number: string): boolean {
  if (number.length <= SAFE_DIGITS && !/e/i.test(number)) return false;
  const isInteger = /^-?\d+$/.test(number);
  const again = String(Number(number));
  return isInteger ? again !== number : !Number.isFinite(Number(number));
}

function countKeys(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 0;
  if (Object.hasOwn(value, '__proto__')) {
    throw new UnfitError('has a key that cannot be state, __proto__');
  }
  const items: readonly unknown[] = Object.values(value);
  const own = Array.isArray(value) ? 0 : items.length;
  return items.reduce<number>((sum, item) => sum + countKeys(item), own);
}

/** Tell whether it is JSON but for NaN and Infinity, which Python writes. */
function isLenientJson(text: string): boolean {
  const mended = text.replace(NOT_JSON, (token) =>
    token.startsWith('"') ? token : 'null',
  );
  return mended !== text && succeeds(() => JSON.parse(mended));
}

function pathOf({ path = [] }: Issue): string {
  const keys = path.map((part) => (typeof part === 'object' ? part.key : part));
  return keys.map(String).join('.') || 'the top';
}
