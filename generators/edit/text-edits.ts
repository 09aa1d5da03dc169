/** Insertions and replacements in a text by position, so that no other character of it changes. */

export interface Span {
  readonly from: number;
  readonly to: number;
}

export interface TextEdit extends Span {
  readonly insert: string;
}

/** Applies edits that do not overlap; of two at one place the first given comes first. */
export function applyEdits(text: string, edits: readonly TextEdit[]): string {
  const ordered = edits
    .map((edit, index) => ({ ...edit, index }))
    .sort((a, b) => a.from - b.from || a.index - b.index);
  let result = '';
  let done = 0;
  for (const { from, to, insert } of ordered) {
    result += text.slice(done, from) + insert;
    done = to;
  }
  return result + text.slice(done);
}

export function insertAt(position: number, insert: string): TextEdit {
  return { from: position, to: position, insert };
}

/** The line ending that a text uses, judged by its first line. */
export function lineEnding(text: string): string {
  return /\r?\n/.exec(text)?.[0] ?? '\n';
}

export function lineStart(text: string, position: number): number {
  return text.lastIndexOf('\n', position - 1) + 1;
}

/** Where the line of a position ends, before its line ending. */
export function lineEnd(text: string, position: number): number {
  const newline = text.indexOf('\n', position);
  if (newline < 0) return text.length;
  return text[newline - 1] === '\r' && newline > position ? newline - 1 : newline;
}

export function lineNumber(text: string, position: number): number {
  return text.slice(0, position).split('\n').length;
}

/** The blanks that the line of a position begins with. */
export function indentation(text: string, position: number): string {
  return /^[ \t]*/.exec(text.slice(lineStart(text, position)))?.[0] ?? '';
}

/** Whether only blanks stand before a position on its line. */
export function beginsLine(text: string, position: number): boolean {
  return text.slice(lineStart(text, position), position).trim() === '';
}

/** A text without its byte order mark, which parsers do not expect, and the mark to put back. */
export function splitMark(text: string): { mark: string; body: string } {
  return text.startsWith('\uFEFF') ? { mark: '\uFEFF', body: text.slice(1) } : { mark: '', body: text };
}
