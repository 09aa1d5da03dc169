/** TOML as data and as positions, so that an edit inserts its own characters and touches no other. */

import { type AST, getStaticTOMLValue, ParseError, parseTOML } from 'toml-eslint-parser';
import { UserError } from '../types/user-error.js';
import { insertItem, type ListSpan, sortedIndex } from './list-items.js';
import { applyEdits, insertAt, lineEnd, lineEnding, splitMark } from './text-edits.js';

export type TomlData = Readonly<Record<string, unknown>>;
export type TomlPath = readonly string[];

export interface TomlSource {
  /** Without a byte order mark. */
  readonly text: string;
  readonly data: TomlData;
  readonly entries: readonly TomlEntry[];
  readonly tables: readonly TomlTable[];
}

/** `key = value`, with the path from the root of the document. */
interface TomlEntry {
  readonly path: TomlPath;
  readonly node: AST.TOMLKeyValue;
}

interface TomlTable {
  readonly path: TomlPath;
  readonly node: AST.TOMLTable | AST.TOMLInlineTable;
}

/** The last text that was read: settings are looked up in one file again and again. */
let last: { readonly text: string; readonly source: TomlSource } | undefined;

/** Raises a UserError that names the file, line and column if the text is not TOML. */
export function readToml(text: string, path: string): TomlSource {
  if (last?.text !== text) last = { text, source: parseSource(text, path) };
  return last.source;
}

function parseSource(text: string, path: string): TomlSource {
  const { body } = splitMark(text);
  const document = parse(body, path);
  const top = document.body[0];
  const entries = listEntries(top.body, []);
  const inline = entries.flatMap(({ path: key, node }) =>
    node.value.type === 'TOMLInlineTable' ? [{ path: key, node: node.value }] : [],
  );
  const tables = top.body.filter((node) => node.type === 'TOMLTable');
  const headed = tables.map((node) => ({ path: node.resolvedKey.map(String), node }));
  return {
    text: body,
    data: getStaticTOMLValue(document) as TomlData,
    entries,
    tables: [...headed, ...inline],
  };
}

/** Adds a string to an array: to its sorted place if it is sorted, else to its end. Undefined if there is none. */
export function addToArray(source: TomlSource, path: TomlPath, value: string): string | undefined {
  const array = source.entries.find((entry) => samePath(entry.path, path))?.node.value;
  if (array?.type !== 'TOMLArray') return undefined;
  const texts = array.elements.map(({ range }) => source.text.slice(...range));
  const quote = texts.length > 0 && texts.every((text) => text.startsWith("'")) ? "'" : '"';
  const text = quote + value + quote;
  const strings = texts.length > 1 && texts.every((item) => /^["']/.test(item));
  const index = (strings ? sortedIndex(texts, text, compareRequirements) : undefined) ?? texts.length;
  return applyEdits(source.text, insertItem(source.text, toList(array), { text, index, lineLength: 88 }));
}

/** Adds `key = value` below the last key of a table. Undefined if there is no such table. */
export function addToTable(source: TomlSource, path: TomlPath, line: string): string | undefined {
  const table = source.tables.find((found) => samePath(found.path, path) && !isOneOfMany(found))?.node;
  if (table?.type === 'TOMLInlineTable') return addToInlineTable(source, table, line);
  const eol = lineEnding(source.text);
  if (table) {
    const last = table.body.at(-1)?.range[1] ?? table.key.range[1];
    return applyEdits(source.text, [insertAt(lineEnd(source.text, last), eol + line)]);
  }
  const dotted = source.entries.findLast((entry) => samePath(entry.path.slice(0, -1), path))?.node;
  if (dotted === undefined) return undefined;
  const prefix = source.text.slice(dotted.key.range[0], dotted.key.keys.at(-1)?.range[0]);
  return applyEdits(source.text, [insertAt(lineEnd(source.text, dotted.range[1]), eol + prefix + line)]);
}

/** Adds a table below everything else. */
export function appendTable({ text }: TomlSource, path: TomlPath, line: string): string {
  const eol = lineEnding(text);
  const gap = text.trim() === '' ? '' : text.endsWith('\n') ? eol : eol + eol;
  const end = text === '' || text.endsWith('\n') ? eol : '';
  return `${text}${gap}[${path.join('.')}]${eol}${line}${end}`;
}

/** What lies at a path of the data; undefined where there is nothing. */
export function dataAt(data: unknown, path: TomlPath): unknown {
  return path.reduce<unknown>((value, key) => (isTable(value) ? value[key] : undefined), data);
}

export function isTable(value: unknown): value is TomlData {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Date);
}

function parse(text: string, path: string): AST.TOMLProgram {
  try {
    return parseTOML(text);
  } catch (error) {
    if (!(error instanceof ParseError)) throw error;
    const place = `line ${error.lineNumber}, column ${error.column + 1}`;
    throw new UserError(
      `${path}, ${place}: this is not valid TOML (${error.message}). Correct it, then run again.`,
    );
  }
}

function listEntries(
  nodes: readonly (AST.TOMLKeyValue | AST.TOMLTable)[],
  base: TomlPath,
): readonly TomlEntry[] {
  return nodes.flatMap((node) => {
    if (node.type === 'TOMLTable') return listEntries(node.body, node.resolvedKey.map(String));
    const path = [...base, ...node.key.keys.map((key) => (key.type === 'TOMLBare' ? key.name : key.value))];
    const inner = node.value.type === 'TOMLInlineTable' ? listEntries(node.value.body, path) : [];
    return [{ path, node }, ...inner];
  });
}

function samePath(a: TomlPath, b: TomlPath): boolean {
  return a.length === b.length && a.every((key, index) => key === b[index]);
}

function isOneOfMany({ node }: TomlTable): boolean {
  return node.type === 'TOMLTable' && node.kind === 'array';
}

function toList({ range, elements }: AST.TOMLArray): ListSpan {
  const items = elements.map((element) => ({ from: element.range[0], to: element.range[1] }));
  return { from: range[0], to: range[1], items, brackets: ['[', ']'] };
}

function addToInlineTable({ text }: TomlSource, table: AST.TOMLInlineTable, line: string): string {
  const last = table.body.at(-1);
  if (last) return applyEdits(text, [insertAt(last.range[1], `, ${line}`)]);
  return applyEdits(text, [{ from: table.range[0], to: table.range[1], insert: `{ ${line} }` }]);
}

/** Requirements sort by their names: `"mypy>=1"` before `"mypy-extensions"`. */
function compareRequirements(a: string, b: string): number {
  const [left, right] = [a, b].map((text) =>
    (/[\w.-]+/.exec(text)?.[0] ?? text).toLowerCase().replaceAll('_', '-'),
  );
  return (left ?? '') < (right ?? '') ? -1 : left === right ? 0 : 1;
}
