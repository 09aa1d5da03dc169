/** Finds the place of a new import in a Python module: where isort and ruff would put it. */

import { sortedIndex } from '../../../edit/list-items.js';
import { children } from '../../../edit/syntax-tree.js';
import { insertAt, lineEnd, lineEnding, lineStart, type TextEdit } from '../../../edit/text-edits.js';
import { compareMembers, compareModules } from './isort-order.js';
import { type PythonImport, readImport } from './names.js';
import type { PythonNode, PythonSource } from './source.js';

export interface NewImport {
  /** Dots before the module: 1 for `from .persistence`, 0 for `from acme.utils.persistence`. */
  readonly level: number;
  readonly module: string;
  /** `StatefulObject`, or `StatefulObject as StatefulObject`. */
  readonly name: string;
  /** Import name of the package, whose other imports are the neighbours of an absolute one. */
  readonly packageName: string;
}

/** A statement of nothing but imports; one with several of them has no key. */
interface Unit {
  readonly node: PythonNode;
  readonly import: PythonImport | undefined;
}

type ImportKey = Pick<PythonImport, 'level' | 'module'> & { readonly first: string };

export function insertImport(source: PythonSource, addition: NewImport, code: string): TextEdit {
  const blocks = listBlocks(source);
  const withPeers = blocks.find((block) => block.some((unit) => isPeer(unit, addition)));
  if (withPeers) return insertAmongPeers(source, { units: withPeers, addition, code });
  const [first] = blocks;
  return first ? insertSection(source, { units: first, addition, code }) : insertAfterHeader(source, code);
}

interface Placement {
  readonly units: readonly Unit[];
  readonly addition: NewImport;
  readonly code: string;
}

/** Imports with no other statement between them: isort sorts each of these groups by itself. */
function listBlocks(source: PythonSource): readonly (readonly Unit[])[] {
  const blocks: Unit[][] = [];
  let open = false;
  for (const node of source.statements) {
    const unit = readUnit(source, node);
    if (unit && !open) blocks.push([]);
    if (unit) blocks.at(-1)?.push(unit);
    open = unit !== undefined;
  }
  return blocks;
}

function readUnit(source: PythonSource, node: PythonNode): Unit | undefined {
  if (node.name === 'ImportStatement') return { node, import: readImport(source, node) };
  const onlyImports = children(node).every(({ name }) => name === 'ImportStatement' || name === ';');
  return node.name === 'StatementGroup' && onlyImports ? { node, import: undefined } : undefined;
}

function isPeer({ import: found }: Unit, { level, packageName }: NewImport): boolean {
  if (found === undefined || !found.isFrom) return false;
  return level > 0 ? found.level > 0 : found.level === 0 && isWithin(found.module, packageName);
}

export function isWithin(module: string, packageName: string): boolean {
  return module === packageName || module.startsWith(`${packageName}.`);
}

/** The sorted place, or the last one where they are not sorted. */
function insertAmongPeers(source: PythonSource, { units, addition, code }: Placement): TextEdit {
  const eol = lineEnding(source.text);
  const peers = units.filter((unit) => isPeer(unit, addition));
  const keys = peers.flatMap((unit) => (unit.import ? keyOf(unit.import) : []));
  const index = placeOf(keys, {
    level: addition.level,
    module: addition.module,
    first: addition.name.split(' ')[0] ?? '',
  });
  const next = peers[index];
  const previous = peers[index - 1];
  if (next === undefined || (previous && hasRemarks(source, next)))
    return insertAt(endOf(source, previous), eol + code);
  const gap = hasRemarks(source, next) ? eol : '';
  return insertAt(startWithRemarks(source, next.node), code + eol + gap);
}

/** isort keeps a blank line above the remarks of an import. */
function hasRemarks(source: PythonSource, { node }: Unit): boolean {
  return startWithRemarks(source, node) !== lineStart(source.text, node.from);
}

/** isort puts the most distant module first unless told otherwise. */
function placeOf(keys: readonly ImportKey[], key: ImportKey): number {
  const rest = (a: ImportKey, b: ImportKey) =>
    compareModules(a.module, b.module) || compareMembers(a.first, b.first);
  const furthestFirst = sortedIndex(keys, key, (a, b) => b.level - a.level || rest(a, b));
  const closestFirst = () => sortedIndex(keys, key, (a, b) => a.level - b.level || rest(a, b));
  return furthestFirst ?? closestFirst() ?? keys.length;
}

function keyOf({ level, module, names }: PythonImport): ImportKey {
  const sorted = names.map(({ name }) => name).sort(compareMembers);
  return { level, module, first: sorted[0] ?? '' };
}

/** A section of its own: below the other imports, an absolute one above those that are relative. */
function insertSection(source: PythonSource, { units, addition, code }: Placement): TextEdit {
  const eol = lineEnding(source.text);
  const relative = units.find((unit) => (unit.import?.level ?? 0) > 0);
  if (addition.level === 0 && relative)
    return insertAt(startWithRemarks(source, relative.node), code + eol + eol);
  const plain = units.findLast((unit) => unit.import && !unit.import.isFrom && isOwn(unit.import, addition));
  const after = plain ?? units.at(-1);
  return insertAt(endOf(source, after), (plain ? eol : eol + eol) + code);
}

/** `import acme.other` belongs to the section of `from acme.utils import x`. */
function isOwn({ names }: PythonImport, { level, packageName }: NewImport): boolean {
  return level === 0 && names.every(({ name }) => isWithin(name, packageName));
}

/** The end of a statement's line; the tree counts the line ending to a group of statements. */
function endOf({ text }: PythonSource, unit: Unit | undefined): number {
  const { from, to } = unit?.node ?? { from: 0, to: 0 };
  return lineEnd(text, from + text.slice(from, to).trimEnd().length);
}

/** Where a statement starts with the remarks right above it, which belong to it unless they head the file. */
function startWithRemarks({ text }: PythonSource, node: PythonNode): number {
  const own = lineStart(text, node.from);
  let start = own;
  while (
    start > 0 &&
    text
      .slice(lineStart(text, start - 1), start)
      .trimStart()
      .startsWith('#')
  ) {
    start = lineStart(text, start - 1);
  }
  return start === 0 ? own : start;
}

/** Below the docstring, or the remarks that head the file. */
function insertAfterHeader(source: PythonSource, code: string): TextEdit {
  const eol = lineEnding(source.text);
  const end = headerEnd(source);
  const rest = source.text.slice(end);
  const present = /^\s*/.exec(rest)?.[0].split('\n').length ?? 1;
  const gap = rest.trim() === '' ? '' : eol.repeat(Math.max(0, linesBefore(source, end) - present + 1));
  return end > 0 ? insertAt(end, eol + eol + code + gap) : insertAt(0, code + (gap === '' ? eol : gap));
}

/** Line endings between imports and what follows: two blank lines go before a function or class. */
function linesBefore({ statements }: PythonSource, end: number): number {
  const next = statements.find(({ from }) => from >= end)?.name ?? '';
  return /^(FunctionDefinition|ClassDefinition|DecoratedStatement)$/.test(next) ? 3 : 2;
}

function headerEnd({ text, statements }: PythonSource): number {
  const [first] = statements;
  if (first && isDocstring(first)) return lineEnd(text, first.to);
  const remarks = /^(?:[ \t]*#[^\n]*(?:\n|$))+/.exec(text)?.[0] ?? '';
  return remarks.trimEnd().length;
}

export function isDocstring(node: PythonNode): boolean {
  return node.name === 'ExpressionStatement' && /String$/.test(node.firstChild?.name ?? '');
}

/** Imports with nothing between them, at module level and in every suite below. */
export function listImportBlocks(node: PythonNode): readonly (readonly PythonNode[])[] {
  const blocks: PythonNode[][] = [];
  let open = false;
  for (const child of children(node)) {
    const isImport = child.name === 'ImportStatement';
    if (isImport && !open) blocks.push([]);
    if (isImport) blocks.at(-1)?.push(child);
    open = isImport;
  }
  const inner = children(node).filter(({ name }) => /^Body$|Statement$|Definition$/.test(name));
  return [...blocks, ...inner.flatMap(listImportBlocks)];
}
