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

/**
 * Encode as JSON for people and diffs: one top-level item a line.
 *
 * @throws TypeError for a value that would not come back as it is; the message
 *   has the path to it.
 */
export function encodeObject(state: object): Buffer {
  const path: (string | number)[] = [];
  try {
    if (!isObject(state)) refuseValue(state);
    check(state, path);
    return Buffer.from(layOut(state));
  } catch (error) {
    if (error instanceof RangeError) {
      const problem = 'state contains itself, or is nested too deeply';
      throw new TypeError(problem, { cause: error });
    }
    if (!(error instanceof UnfitError)) throw error;
    const at = path.map((key) => `[${JSON.stringify(key)}]`).join('');
    const problem = `state${at} would not come back: ${error.message}`;
    throw new TypeError(problem, { cause: error });
  }
}

function layOut(state: object): string {
  // As JSON.stringify, which leaves out what is not there.
  const items = Object.entries(state).filter(([, item]) => item !== undefined);
  const lines = items.map(
    ([key, item]) => `\n  ${JSON.stringify(key)}:${JSON.stringify(item)}`,
  );
  return `{${lines.join(',')}\n}\n`;
}

/** Refuse what would not come back; `path` is to the value. */
function check(value: unknown, path: (string | number)[]): void {
  if (typeof value === 'string' || typeof value === 'boolean') return;
  if (value === null || Number.isFinite(value)) return;
  const isArray = Array.isArray(value);
  if (!isArray && !isObject(value)) refuseValue(value);
  const items: Iterable<[string | number, unknown]> = isArray
    ? value.entries()
    : Object.entries(value);
  for (const [key, item] of items) {
    path.push(key);
    if (key === '__proto__') refuseValue(item);
    if (isArray || item !== undefined) check(item, path);
    path.pop();
  }
}

function refuseValue(value: unknown): never {
  // A class, or the name of a kind: never the value.
  const kind = Object.prototype.toString.call(value).slice(8, -1);
  throw new UnfitError(kind);
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
