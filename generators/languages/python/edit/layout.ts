/** Lays out the imports of a generated Python file as ruff's isort does with the settings of a project. */

import {
  applyEdits,
  insertAt,
  lineEnding,
  lineStart,
  splitMark,
  type TextEdit,
} from '../../../edit/text-edits.js';
import { type ImportLayout, renderBlock } from './import-block.js';
import { isDocstring } from './imports.js';
import { readImport } from './names.js';
import { children, type PythonNode, type PythonSource, readPython } from './source.js';

export interface FitStyle {
  readonly importPath: string;
  readonly lineLength: number;
  readonly absoluteImports?: boolean;
  readonly importSettings?: Readonly<Record<string, unknown>>;
}

const future = 'from __future__ import annotations';

/** A text that is ours: no remark between its imports is expected, and where there is one they stay as they are. */
export function fitPython(text: string, style: FitStyle): string {
  const { importSettings: settings = {}, lineLength } = style;
  const { mark, body } = splitMark(text);
  const absolute = style.absoluteImports ? makeAbsolute(body, style.importPath) : body;
  const complete = requiresFuture(settings) ? addFuture(absolute) : absolute;
  return mark + layOut(complete, { ...readLayout(settings), lineLength });
}

/** The settings that say something about the files that are generated. */
export function readLayout(settings: Readonly<Record<string, unknown>>): Omit<ImportLayout, 'lineLength'> {
  const isOn = (name: string) => /^(true|1|yes|on)$/i.test(String(settings[name]));
  const isOff = (name: string) => /^(false|0|no|off)$/i.test(String(settings[name]));
  const count = (name: string) => Number.parseInt(String(settings[name] ?? -1), 10);
  return {
    singleNames: isOn('force-single-line'),
    byKind: !isOff('order-by-type'),
    mixed: isOn('force-sort-within-sections'),
    keepsLines: !isOff('split-on-trailing-comma'),
    linesBetweenTypes: Math.max(0, count('lines-between-types') || 0),
    linesAfter: count('lines-after-imports') >= 0 ? count('lines-after-imports') : undefined,
  };
}

/** `from . import a` and `from .a import b`. */
function makeAbsolute(text: string, importPath: string): string {
  return text.replaceAll(/^from \.(\w*) import/gm, (_, name: string) =>
    name === '' ? `from ${importPath} import` : `from ${importPath}.${name} import`,
  );
}

function requiresFuture(settings: Readonly<Record<string, unknown>>): boolean {
  return ['required-imports', 'add-imports'].some((name) => String(settings[name] ?? '').includes(future));
}

/** An empty file, or one with a docstring only, needs none. */
function addFuture(text: string): string {
  const source = readPython(text, '');
  const first = source.statements.find((node) => !isDocstring(node));
  if (first === undefined || source.statements.some((node) => isFuture(source, node))) return text;
  const eol = lineEnding(text);
  return applyEdits(text, [insertAt(first.from, future + eol + eol)]);
}

function isFuture(source: PythonSource, node: PythonNode): boolean {
  return node.name === 'ImportStatement' && readImport(source, node).module === '__future__';
}

function layOut(text: string, layout: ImportLayout): string {
  const source = readPython(text, '');
  const edits = listBlocks(source.top).flatMap((block) => editBlock(source, block, layout));
  return applyEdits(text, edits);
}

/** Imports with nothing between them, at module level and in every suite below. */
function listBlocks(node: PythonNode): readonly (readonly PythonNode[])[] {
  const blocks: PythonNode[][] = [];
  let open = false;
  for (const child of children(node)) {
    const isImport = child.name === 'ImportStatement';
    if (isImport && !open) blocks.push([]);
    if (isImport) blocks.at(-1)?.push(child);
    open = isImport;
  }
  return [...blocks, ...children(node).flatMap(listBlocks)];
}

function editBlock(
  source: PythonSource,
  block: readonly PythonNode[],
  layout: ImportLayout,
): readonly TextEdit[] {
  const [first, last] = [block[0], block.at(-1)];
  if (first === undefined || last === undefined) return [];
  const { text } = source;
  const span = { from: first.from, to: last.to };
  if (text.slice(span.from, span.to).includes('#')) return [];
  const indent = text.slice(lineStart(text, first.from), first.from);
  const insert = renderBlock(source, block, { ...layout, indent });
  return [{ ...span, insert }, ...spaceAfter(source, last, layout)];
}

/** The blank lines below the imports of a module; those in a suite have none of their own. */
function spaceAfter(
  { text, top }: PythonSource,
  last: PythonNode,
  layout: ImportLayout,
): readonly TextEdit[] {
  const blanks = /^(\r?\n)+/.exec(text.slice(last.to))?.[0];
  const isLast = last.to + (blanks?.length ?? 0) >= text.length;
  if (layout.linesAfter === undefined || blanks === undefined || isLast) return [];
  if (!children(top).some(({ from }) => from === last.from)) return [];
  return [
    { from: last.to, to: last.to + blanks.length, insert: lineEnding(text).repeat(layout.linesAfter + 1) },
  ];
}
