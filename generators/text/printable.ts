/** Text from repositories and people, made safe where it is shown: on a terminal, and in JSON. */

/**
 * What a terminal obeys instead of showing, and what reorders the text around it: control characters, marks of
 * direction, and separators of lines. Line feeds stay only where the text is of several lines by intent.
 */
const hidden = /[\p{Cc}\p{Zl}\p{Zp}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu;

/** On one line, with `\u001b` in the place of an escape character. */
export function printable(text: string): string {
  return text.replace(hidden, escapeCharacter);
}

/** Data with all of its texts on one line each. */
export function printableData<T>(value: T): T {
  if (typeof value === 'string') return printable(value) as T;
  if (Array.isArray(value)) return value.map(printableData) as T;
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, printableData(each)])) as T;
}

/** A text of several lines, such as a diff that goes to a terminal. */
export function printableLines(text: string): string {
  return text.replace(hidden, (character) =>
    /[\n\t]/.test(character) ? character : escapeCharacter(character),
  );
}

/** JSON of several lines without raw control characters: `JSON.stringify` leaves those above U+007E as they are. */
export function formatJson(value: unknown): string {
  return escapeJson(JSON.stringify(value, null, 2));
}

/** The same on one line. */
export function formatJsonLine(value: unknown): string {
  return escapeJson(JSON.stringify(value));
}

function escapeJson(json: string): string {
  return json.replace(hidden, (character) => (character === '\n' ? character : escapeCharacter(character)));
}

function escapeCharacter(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
}
