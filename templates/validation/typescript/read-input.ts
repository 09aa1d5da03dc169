/** Read objects, JSON text and `key=value` strings, and lose nothing of them. */

/** What a caller may pass; the function gets an object. */
export const InputFormat = {
  /** An object. */
  objectOnly: 'objectOnly',
  /** An object, or a JSON object as text. */
  objectOrJson: 'objectOrJson',
  /** An array of `key=value` strings. */
  kvPairs: 'kvPairs',
  /** An object, or an array of `key=value` strings. */
  objectOrKv: 'objectOrKv',
} as const;
export type InputFormat = keyof typeof InputFormat;

/** What a caller passed cannot be taken; the message is for the caller. */
export class InputError extends Error {
  override name = 'InputError';
}

type Refuse = (got: string) => never;

const LONGEST = 40; // letters of a key that an error message shows

const FORMS: Readonly<
  Record<InputFormat, { readonly words: string; readonly takes: string[] }>
> = {
  objectOnly: { words: 'object', takes: ['object'] },
  objectOrJson: {
    words: 'object or JSON object text',
    takes: ['object', 'string'],
  },
  kvPairs: { words: "array of 'key=value' strings", takes: ['array'] },
  objectOrKv: {
    words: "object or array of 'key=value' strings",
    takes: ['object', 'array'],
  },
};

const TOKENS = /"[^"]*"(\s*:)?|[{}]|-?\d[-+.\deE]*/g;

/** Make an object of what was passed for a parameter; it throws an InputError. */
export function readAs(
  name: string,
  value: unknown,
  format: InputFormat,
): object {
  const { words, takes } = FORMS[format];
  const refuse: Refuse = (got) => {
    throw new InputError(`Parameter '${name}' must be ${words}, got ${got}`);
  };
  const type = typeName(value);
  if (!takes.includes(type)) return refuse(type);
  if (typeof value === 'string') return readJson(value, refuse);
  return Array.isArray(value) ? readPairs(value, refuse) : (value as object);
}

function readJson(text: string, refuse: Refuse): object {
  if (text.trim() === '') return refuse('an empty string');
  const value = parseJson(text, refuse);
  const type = typeName(value);
  if (type !== 'object') return refuse(`JSON ${type}`);
  checkLossless(text, refuse);
  return value as object;
}

/** Parse without the engine's own message, which shows parts of the text. */
function parseJson(text: string, refuse: Refuse): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return refuse('invalid JSON');
  }
}

/** Refuse JSON of which something was lost, and a key that is no data. */
function checkLossless(text: string, refuse: Refuse): void {
  const keys: Set<string>[] = [];
  // Of the same length, and no quote is left inside of a string.
  const masked = text.replaceAll(/\\./g, '__');
  for (const { 0: token, 1: colon, index } of masked.matchAll(TOKENS)) {
    if (token === '{') keys.push(new Set());
    else if (token === '}') keys.pop();
    else if (colon !== undefined) {
      const end = index + token.length - colon.length;
      const key = JSON.parse(text.slice(index, end)) as string;
      if (key === '__proto__') refuse(`JSON with key '${key}'`);
      if (keys.at(-1)?.has(key)) refuse(`JSON with ${repeated(key)}`);
      keys.at(-1)?.add(key);
    } else if (isLossy(token)) refuse('JSON with a number that would change');
  }
}

function isLossy(token: string): boolean {
  if (token.startsWith('"')) return false;
  const isInteger = /^-?\d+$/.test(token);
  const number = Number(token);
  return isInteger ? !Number.isSafeInteger(number) : !Number.isFinite(number);
}

function readPairs(items: readonly unknown[], refuse: Refuse): object {
  const pairs = new Map<string, string>();
  for (const [index, item] of items.entries()) {
    const place = `in item ${String(index + 1)}`;
    // The item is not shown: it may be a secret, as `token:abc` is.
    if (typeof item !== 'string') return refuse(`${typeName(item)} ${place}`);
    const end = item.indexOf('=');
    if (end === -1) return refuse(`no '=' ${place}`);
    const key = item.slice(0, end).trim();
    if (key === '') return refuse(`an empty key ${place}`);
    if (pairs.has(key)) return refuse(repeated(key));
    pairs.set(key, item.slice(end + 1).trim());
  }
  // Unlike an assignment, this makes `__proto__` a key like any other.
  return Object.fromEntries(pairs);
}

function repeated(key: string): string {
  return `key '${show(key)}' more than once`;
}

/** Show a key on one line, and of a long one the beginning. */
export function show(key: string): string {
  // Before it is taken apart: it may be huge, and a letter is two at most.
  const letters = Array.from(key.slice(0, 2 * LONGEST)).slice(0, LONGEST);
  return letters.join('').replace(/\p{Cc}/gu, (control) => {
    const code = control.charCodeAt(0).toString(16).padStart(2, '0');
    return `\\x${code}`;
  });
}

/** Name a type, or the class of an object: never the value. */
export function typeName(value: unknown): string {
  if (typeof value !== 'object' && typeof value !== 'function') {
    return typeof value;
  }
  const text: unknown = Object.prototype.toString.call(value);
  const tag = String(text).slice(8, -1);
  const isUsual = /^(Null|Array|Object|Function)$/.test(tag);
  return isUsual ? tag.toLowerCase() : tag;
}
