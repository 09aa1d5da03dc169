/** The JSON of a state: what it cannot hold is refused, never bent. */

/** A state, as it comes from JSON. */
export type JsonObject = Record<string, unknown>;

/** A state that is not to be loaded, or not to be saved. */
export class UnfitError extends Error {}

const UTF8 = new TextDecoder('utf-8', { fatal: true });
const NOT_JSON = /"[^"\\]*(?:\\.[^"\\]*)*"|-?Infinity|NaN/gs;
const TOKENS = /"[^"]*"(\s*:)?|-?\d[-+.\deE]*/g;
// What a double holds, whatever the digits.
const SAFE_DIGITS = 15;

/** What would not come back: its kind, and the path to it. */
interface Unfit {
  readonly kind: string;
  readonly path: readonly (string | number)[];
}

/**
 * Encode as JSON for people and diffs: one top-level item a line.
 *
 * @throws TypeError with the path to what would not come back as it is.
 */
export function encodeObject(state: object): Buffer {
  try {
    const unfit = isObject(state) ? findUnfit(state) : unfitAt(state);
    if (unfit === undefined) return Buffer.from(layOut(state));
    const at = unfit.path.map((key) => `[${JSON.stringify(key)}]`).join('');
    throw new TypeError(`state${at} would not come back: ${unfit.kind}`);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    const problem = 'state contains itself, or is nested too deeply';
    throw new TypeError(problem, { cause: error });
  }
}

function layOut(state: object): string {
  let text = '{';
  for (const [key, item] of Object.entries(state)) {
    // As JSON.stringify, which leaves out what is not there.
    if (item === undefined) continue;
    const comma = text === '{' ? '' : ',';
    text += `${comma}\n  ${JSON.stringify(key)}:${JSON.stringify(item)}`;
  }
  return `${text}\n}\n`;
}

/** Look for what would not come back; the path is known once it is found. */
function findUnfit(value: unknown): Unfit | undefined {
  if (typeof value === 'string' || typeof value === 'boolean') return undefined;
  if (value === null || Number.isFinite(value)) return undefined;
  const isArray = Array.isArray(value);
  if (!isArray && !isObject(value)) return unfitAt(value);
  if (Object.hasOwn(value, '__proto__')) return unfitAt(value, '__proto__');
  const items: readonly unknown[] = isArray ? value : Object.values(value);
  for (let at = 0; at < items.length; at += 1) {
    if (!isArray && items[at] === undefined) continue;
    const unfit = findUnfit(items[at]);
    if (unfit === undefined) continue;
    const key = isArray ? at : String(Object.keys(value)[at]);
    return { ...unfit, path: [key, ...unfit.path] };
  }
  return undefined;
}

function unfitAt(value: unknown, ...path: string[]): Unfit {
  // A class, or the name of a kind: never the value.
  return { kind: Object.prototype.toString.call(value).slice(8, -1), path };
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
  if (isPlain && layOut(value) === text) return;
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
  try {
    return mended !== text && JSON.parse(mended) !== undefined;
  } catch {
    return false;
  }
}
