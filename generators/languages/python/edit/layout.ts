/** Lays out a generated Python file as a project would write it: its imports and quotes, and whose they are. */

import { isDeepStrictEqual } from 'node:util';
import { children, listErrors } from '../../../edit/syntax-tree.js';
import {
  applyEdits,
  insertAt,
  lineEnding,
  lineStart,
  splitMark,
  type TextEdit,
} from '../../../edit/text-edits.js';
import { matchesGlob } from '../../../tree/glob.js';
import { joinPath } from '../../../tree/paths.js';
import { type BlockStyle, renderBlock } from './import-block.js';
import { readLayout, type Settings } from './import-layout.js';
import { isDocstring, listImportBlocks } from './imports.js';
import { useSingleQuotes } from './literals.js';
import { readImport } from './names.js';
import { type PythonNode, type PythonSource, readPython } from './source.js';

export interface FitStyle {
  readonly importPath: string;
  /** Folder of the modules, `src/acme/utils`. */
  readonly sourceDir: string;
  readonly lineLength: number;
  readonly absoluteImports?: boolean;
  readonly singleQuotes?: boolean;
  readonly importSettings?: Settings;
}

const future = 'from __future__ import annotations';

/** A template: without settings that say otherwise it stays as it lies, which costs nothing. */
export function fitTemplate(text: string, style: FitStyle): string {
  return isFitted(text, style) ? text : fitPython(text, style);
}

/** Templates are laid out as tools do without settings, and nothing in them is longer than this. */
const longestLine = 79;

function isFitted(text: string, style: FitStyle): boolean {
  const { importPath, importSettings: settings = {}, lineLength } = style;
  if (style.absoluteImports || style.singleQuotes || requiresFuture(settings)) return false;
  const isOurs = isDeepStrictEqual(readLayout(settings, lineLength), readLayout({}, lineLength));
  // Where the package's own modules go depends on its name.
  return isOurs && lineLength >= longestLine && !text.includes(importPath);
}

/** A text that is ours: no remark between its imports is expected, and where there is one they stay as they are. */
export function fitPython(text: string, style: FitStyle): string {
  const { importSettings: settings = {}, lineLength } = style;
  const { mark, body } = splitMark(text);
  const absolute = style.absoluteImports ? makeAbsolute(body, style.importPath) : body;
  const complete = requiresFuture(settings) ? addFuture(absolute) : absolute;
  const layout = readLayout(settings, lineLength);
  const own = { name: style.importPath, isFirstParty: isFirstParty(style, absolute !== body) };
  const laidOut = layOut(complete, { layout, own });
  return mark + (style.singleQuotes ? useSingleQuotes(laidOut) : laidOut);
}

/** The tools look for it in the folders of sources that they are told; ruff also knows the package around a file. */
function isFirstParty(
  { importPath, sourceDir, importSettings = {} }: FitStyle,
  isInPackage: boolean,
): boolean {
  const { sorter, src } = importSettings;
  if (sorter === undefined || (isInPackage && sorter === 'ruff')) return true;
  const root = sourceDir.slice(0, -importPath.length).replace(/\/$/, '');
  // isort also takes the folder of the package itself, among those of sources, for the package.
  const own = sorter === 'isort' ? [joinPath(root, importPath.split('.')[0] ?? '')] : [];
  const folders = [root, ...own];
  return (
    Array.isArray(src) &&
    src.some((pattern) => folders.some((folder) => matchesGlob(folder, String(pattern))))
  );
}

/** `from . import a` and `from .a import b`. */
function makeAbsolute(text: string, importPath: string): string {
  return text.replaceAll(/^( *)from \.(\w*) import/gm, (_, indent: string, name: string) =>
    name === '' ? `${indent}from ${importPath} import` : `${indent}from ${importPath}.${name} import`,
  );
}

function requiresFuture(settings: Settings): boolean {
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

function layOut(text: string, style: Omit<BlockStyle, 'indent'>): string {
  const source = readUpToImports(text);
  const edits = listImportBlocks(source.top).flatMap((block) => editBlock(source, block, style));
  return applyEdits(text, edits);
}

/** Most of a module stands below its last import: parsing that would take longer than all else in a run. */
function readUpToImports(text: string): PythonSource {
  const head = readPython(text.slice(0, endOfImports(text)), '');
  return listErrors(head.top).length === 0 ? { ...head, text } : readPython(text, '');
}

/** A definition at the margin, below all that may be an import. One in a string would show as an error of the parser. */
function endOfImports(text: string): number {
  const last = [...text.matchAll(/(?:^|[:;])\s*(?:from|import)\b/gm)].at(-1)?.index ?? 0;
  const below = [...text.matchAll(/^(?:@|(?:async +)?def |class )/gm)].map(({ index }) => index);
  const isOutside = (at: number) => text.slice(0, at).split('"""').length % 2 === 1;
  return below.find((at) => at > last && isOutside(at)) ?? text.length;
}

function editBlock(
  source: PythonSource,
  block: readonly PythonNode[],
  style: Omit<BlockStyle, 'indent'>,
): readonly TextEdit[] {
  const [first, last] = [block[0], block.at(-1)];
  if (first === undefined || last === undefined) return [];
  const { text } = source;
  const span = { from: first.from, to: last.to };
  if (text.slice(span.from, span.to).includes('#')) return [];
  const indent = text.slice(lineStart(text, first.from), first.from);
  const insert = renderBlock(source, block, { ...style, indent });
  return [{ ...span, insert }, ...spaceAfter(source, last, style.layout.linesAfter)];
}

/** The blank lines below the imports of a module; those in a suite have none of their own. */
function spaceAfter(
  { text, top }: PythonSource,
  last: PythonNode,
  count: number | undefined,
): readonly TextEdit[] {
  const blanks = /^(\r?\n)+/.exec(text.slice(last.to))?.[0];
  const isLast = last.to + (blanks?.length ?? 0) >= text.length;
  if (count === undefined || blanks === undefined || isLast) return [];
  if (!children(top).some(({ from }) => from === last.from)) return [];
  return [{ from: last.to, to: last.to + blanks.length, insert: lineEnding(text).repeat(count + 1) }];
}
