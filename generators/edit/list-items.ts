/** Adds an item to a list between brackets as it is laid out: of TOML, or of Python (both have `,` and `#`). */

import {
  beginsLine,
  indentation,
  insertAt,
  lineEnd,
  lineEnding,
  lineStart,
  type Span,
  type TextEdit,
} from './text-edits.js';

/** A list in a text; from and to of the whole, with its brackets if it has any. */
export interface ListSpan extends Span {
  readonly items: readonly Span[];
  /** The brackets to write when the list is spread over lines; a list without any gets them only then. */
  readonly brackets: readonly [string, string];
  readonly bare?: boolean;
}

export interface NewItem {
  readonly text: string;
  readonly index: number;
  readonly lineLength: number;
}

export function insertItem(text: string, list: ListSpan, item: NewItem): readonly TextEdit[] {
  if (list.items.length === 0) return fillEmpty(text, list, item);
  if (isSpread(text, list) || isOpenEnd(text, list, item)) return insertLine(text, list, item);
  const edit = insertInline(text, list, item);
  if (fits(text, edit, item)) return [edit];
  if (text.slice(list.from, list.to).includes('\n')) return [breakLine(text, list, item)];
  return explode(text, list, item) ?? [edit];
}

/** The place for an item among sorted ones: undefined when those are not in this order. */
export function sortedIndex<T>(
  items: readonly T[],
  item: T,
  compare: (a: T, b: T) => number,
): number | undefined {
  const pairs = items.slice(1).map((current, i) => [items[i] as T, current] as const);
  if (pairs.some(([a, b]) => compare(a, b) > 0)) return undefined;
  const next = items.findIndex((current) => compare(current, item) > 0);
  return next < 0 ? items.length : next;
}

/** Whether each item has its own line; the first may stand beside the opening bracket. */
function isSpread(text: string, { items, from, to }: ListSpan): boolean {
  if (!text.slice(from, to).includes('\n')) return false;
  const later = items.slice(1);
  if (later.length > 0) return later.every((item) => beginsLine(text, item.from));
  return items.every((item) => beginsLine(text, item.from));
}

/** Whether an item goes below a last line that ends with a comma: a line of its own then touches no other. */
function isOpenEnd(text: string, list: ListSpan, { index }: NewItem): boolean {
  const last = list.items.at(-1);
  if (last === undefined || index < list.items.length) return false;
  const comma = commaAfter(text, last, list);
  const ends = comma !== undefined && text.slice(comma, list.to).includes('\n');
  return ends && list.items.some((item) => beginsLine(text, item.from));
}

function insertLine(text: string, list: ListSpan, item: NewItem): readonly TextEdit[] {
  const eol = lineEnding(text);
  const indent = itemIndent(text, list);
  const next = list.items[item.index];
  const previous = list.items[item.index - 1];
  if (previous === undefined) return next ? [insertAt(next.from, `${item.text},${eol}${indent}`)] : [];
  const comma = commaAfter(text, previous, list);
  if (comma === undefined) return appendWithoutComma(text, list, `${eol}${indent}${item.text}`);
  const end = lineEnd(text, comma);
  const place = end > list.to - 1 ? comma + 1 : end;
  return [insertAt(place, `${eol}${indent}${item.text},`)];
}

/** After a last item that has no comma, the comma goes before its remark, the item after it. */
function appendWithoutComma(text: string, { items, to }: ListSpan, line: string): readonly TextEdit[] {
  const last = items.at(-1)?.to ?? to;
  const end = lineEnd(text, last);
  return [insertAt(last, ','), insertAt(end > to - 1 ? last : end, line)];
}

function itemIndent(text: string, { items }: ListSpan): string {
  const first = items.find((item) => beginsLine(text, item.from)) ?? items[0];
  return first ? indentation(text, first.from) : '';
}

function insertInline(text: string, list: ListSpan, item: NewItem): TextEdit {
  const next = list.items[item.index];
  if (next) return insertAt(next.from, `${item.text}, `);
  const last = list.items.at(-1) ?? list;
  const comma = commaAfter(text, last, list);
  const lone = comma !== undefined && list.items.length === 1;
  return { from: last.to, to: lone ? comma + 1 : last.to, insert: `, ${item.text}` };
}

function fits(text: string, { from, to, insert }: TextEdit, item: NewItem): boolean {
  const code = text.slice(lineStart(text, from), lineEnd(text, from)).replace(/\s+#.*$/, '');
  return code.length + insert.length - (to - from) <= item.lineLength;
}

/** Where several items share each of many lines, a line of its own spares the others. */
function breakLine(text: string, list: ListSpan, item: NewItem): TextEdit {
  const line = lineEnding(text) + itemIndent(text, list);
  const next = list.items[item.index];
  return next
    ? insertAt(next.from, `${item.text},${line}`)
    : insertAt(list.items.at(-1)?.to ?? list.to, `,${line}${item.text}`);
}

/** One item a line, with a comma after the last; not where remarks between the items would be lost. */
function explode(text: string, list: ListSpan, item: NewItem): readonly TextEdit[] | undefined {
  if (text.slice(list.from, list.to).includes('#')) return undefined;
  const texts = list.items.map(({ from, to }) => text.slice(from, to));
  return [
    { from: list.from, to: list.to, insert: spread(text, list, texts.toSpliced(item.index, 0, item.text)) },
  ];
}

function spread(text: string, list: ListSpan, items: readonly string[]): string {
  const eol = lineEnding(text);
  const outer = indentation(text, list.from);
  const lines = items.map((item) => `${outer}    ${item},`);
  return [list.brackets[0], ...lines, `${outer}${list.brackets[1]}`].join(eol);
}

function fillEmpty(text: string, list: ListSpan, item: NewItem): readonly TextEdit[] {
  const inside = text.slice(list.from + 1, list.to - 1);
  if (inside.includes('\n')) return fillEmptyLines(text, list, item);
  const insert = `${list.brackets[0]}${item.text}${list.brackets[0] === '(' ? ',' : ''}${list.brackets[1]}`;
  return [{ from: list.from, to: list.to, insert }];
}

/** An empty list over several lines holds remarks at most: the item goes below them. */
function fillEmptyLines(text: string, list: ListSpan, item: NewItem): readonly TextEdit[] {
  const line = `${indentation(text, list.to)}    ${item.text},`;
  return [insertAt(lineStart(text, list.to), line + lineEnding(text))];
}

/** Where the comma after an item stands; blanks and remarks may come between. */
function commaAfter(text: string, item: Span, list: ListSpan): number | undefined {
  const rest = text.slice(item.to, list.bare ? lineEnd(text, list.to) : list.to);
  const between = /^(?:\s|\\|#[^\n]*)*,/.exec(rest);
  return between ? item.to + between[0].length - 1 : undefined;
}
