/** Word error messages so that the reader knows what to do next. */

/** What an id or a name may be. */
export type Name = string | number | bigint;

const LONGEST = 100; // letters of an id or a name that are compared and shown
const SHOWN = 5; // names listed when none is similar
const SIMILAR = 0.65; // the ratio from which names count as similar
const NEARLY_AS_SIMILAR = 0.15; // how far behind the best a suggestion may be
const PREFIX_LENGTH = 3; // the fewest letters that may stand for a longer name

/**
 * Messages with the same wording everywhere, to show or to throw.
 *
 * Ids and names often come from outside, so they are shown on one line:
 * control characters are escaped, and what is longer than 100 characters is
 * cut. Texts for people, such as a reason or a hint, are shown as they are.
 */
export const ErrorFormatter = {
  /**
   * Say that something does not exist, and what was probably meant.
   *
   * @param entityType - What was looked for, in the singular: "server".
   * @param entityId - Its name or number as the user gave it.
   * @param available - What exists.
   * @param maxSuggestions - How many similar names to suggest at most.
   * @returns The message, with the most similar names, most similar first;
   *   without any, with the first five of `available`.
   *
   * @example
   * ```ts
   * ErrorFormatter.notFound('host', 'venue', ['mars', 'venus']);
   * // "Host 'venue' not found. Did you mean 'venus'?"
   * ```
   */
  notFound: (
    entityType: string,
    entityId: Name,
    available: Iterable<Name>,
    maxSuggestions = 3,
  ): string => {
    const wanted = show(entityId);
    const names = [...new Set(Array.from(available, show))];
    const message = `${capitalize(entityType)} '${wanted}' not found.`;
    if (names.length === 0) return message;
    const similar = findSimilar(wanted, names);
    const suggested = similar.slice(0, Math.max(maxSuggestions, 0));
    const quoted = suggested.map((name) => `'${name}'`).join(', ');
    if (suggested.length === 1) return `${message} Did you mean ${quoted}?`;
    if (suggested.length > 1) {
      return `${message} Did you mean one of: ${quoted}?`;
    }
    const more = names.length - SHOWN;
    const rest = more > 0 ? ` (and ${more.toString()} more)` : '';
    const shown = names.slice(0, SHOWN).join(', ');
    return `${message} Available ${pluralize(entityType)}: ${shown}${rest}`;
  },

  /**
   * Say that a name is taken.
   *
   * @param entityType - What was to be made: "user".
   * @param entityId - Its name.
   * @param existingId - The id of the one that has the name, if that helps.
   *
   * @example
   * ```ts
   * ErrorFormatter.alreadyExists('user', 'alice', 'user_123');
   * // "User 'alice' already exists (ID: user_123)."
   * ```
   */
  alreadyExists: (
    entityType: string,
    entityId: Name,
    existingId?: Name,
  ): string => {
    const by = existingId === undefined ? '' : ` (ID: ${show(existingId)})`;
    const entity = `${capitalize(entityType)} '${show(entityId)}'`;
    return `${entity} already exists${by}.`;
  },

  /**
   * Say that a parameter has the wrong type or value.
   *
   * @param paramName - The name of the parameter.
   * @param value - What came; only its type is shown.
   * @param expected - What would be right: "integer", "one of: a, b".
   * @param hint - How to get it right, if that is not plain.
   *
   * @example
   * ```ts
   * ErrorFormatter.invalidParameter('port', '80', 'integer');
   * // "Invalid parameter 'port': got string, expected integer"
   * ```
   */
  invalidParameter: (
    paramName: string,
    value: unknown,
    expected: string,
    hint = '',
  ): string => {
    const advice = hint === '' ? '' : `. Hint: ${hint}`;
    const parameter = `Invalid parameter '${show(paramName)}'`;
    return `${parameter}: got ${typeName(value)}, expected ${expected}${advice}`;
  },

  /**
   * Say that a field is missing.
   *
   * @param fieldName - The name of the field.
   * @param container - Where it should be.
   *
   * @example
   * ```ts
   * ErrorFormatter.missingRequiredField('name');
   * // "Missing required field 'name' in request"
   * ```
   */
  missingRequiredField: (fieldName: string, container = 'request'): string =>
    `Missing required field '${show(fieldName)}' in ${container}`,

  /**
   * Say that two fields cannot be used together.
   *
   * @param field1 - The name of one.
   * @param field2 - The name of the other.
   * @param reason - Why not.
   *
   * @example
   * ```ts
   * ErrorFormatter.invalidCombination('all', 'ids', 'pick one');
   * // "Invalid combination of 'all' and 'ids': pick one"
   * ```
   */
  invalidCombination: (
    field1: string,
    field2: string,
    reason: string,
  ): string =>
    `Invalid combination of '${show(field1)}' and '${show(field2)}': ${reason}`,
};

function show(value: Name): string {
  // Before it is taken apart: it may be huge, and a letter is two at most.
  const letters = Array.from(String(value).slice(0, 2 * LONGEST + 2));
  const text =
    letters.length > LONGEST
      ? `${letters.slice(0, LONGEST - 3).join('')}...`
      : letters.join('');
  return text.replace(/\p{Cc}/gu, escapeControl);
}

function escapeControl(control: string): string {
  return `\\x${control.charCodeAt(0).toString(16).padStart(2, '0')}`;
}

/** Leave the rest as it is: 'MCP server'. */
function capitalize(text: string): string {
  const [first = ''] = text;
  return first.toUpperCase() + text.slice(first.length);
}

function pluralize(noun: string): string {
  if (/[^aeiou]y$/.test(noun)) return `${noun.slice(0, -1)}ies`;
  return /(s|x|ch|sh)$/.test(noun) ? `${noun}es` : `${noun}s`;
}

function typeName(value: unknown): string {
  if (typeof value !== 'object') return typeof value;
  const text: unknown = Object.prototype.toString.call(value);
  const tag = String(text).slice(8, -1);
  return /^(Null|Array|Object)$/.test(tag) ? tag.toLowerCase() : tag;
}

/**
 * List the names that were probably meant, most similar first.
 *
 * Case does not count. A name is listed if it is similar, and not much less
 * so than the best one, or if it begins with what was wanted.
 */
function findSimilar(wanted: string, names: readonly string[]): string[] {
  const text = wanted.toLowerCase();
  const letters = Array.from(text);
  const rated = names.map((name) => {
    const other = name.toLowerCase();
    const isStart = letters.length >= PREFIX_LENGTH && other.startsWith(text);
    return { name, isStart, ratio: rateSimilarity(letters, other) };
  });
  const best = rated.reduce((most, { ratio }) => Math.max(most, ratio), 0);
  const enough = Math.max(SIMILAR, best - NEARLY_AS_SIMILAR);
  return rated
    .filter(({ isStart, ratio }) => isStart || ratio >= enough)
    .sort((a, b) => b.ratio - a.ratio)
    .map(({ name }) => name);
}

/** Return the share of letters that both have, in the same order. */
function rateSimilarity(letters: readonly string[], other: string): number {
  // The longest common subsequence: a cell for each letter of the other one.
  const cells = Array.from(other, (letter) => ({ letter, common: 0 }));
  let common = 0;
  for (const letter of letters) {
    let diagonal = 0;
    common = 0;
    for (const cell of cells) {
      const above = cell.common;
      const isSame = cell.letter === letter;
      common = isSame ? diagonal + 1 : Math.max(common, above);
      cell.common = common;
      diagonal = above;
    }
  }
  return (2 * common) / Math.max(letters.length + cells.length, 1);
}
