/** Reads a Python module's `__all__` and adds a name to it, in the order and layout that it keeps. */

import { insertItem, type ListSpan, sortedIndex } from '../../../edit/list-items.js';
import { children } from '../../../edit/syntax-tree.js';
import type { TextEdit } from '../../../edit/text-edits.js';
import { compareExports, compareLowerCase, compareMembers, compareText } from './isort-order.js';
import { listStrings, spanOf, splitAtCommas } from './names.js';
import { findInModule, nodeText, type PythonNode, type PythonSource } from './source.js';

export interface ExportList {
  /** All names that stand in it, wherever. */
  readonly names: readonly string[];
  /** The list to add to; undefined where `__all__` is computed. */
  readonly literal: PythonLiteral | undefined;
}

interface PythonLiteral {
  readonly list: ListSpan;
  /** The strings of the list; undefined when it holds anything else. */
  readonly names: readonly string[] | undefined;
  readonly quote: string;
}

const orders = [compareExports, compareText, compareLowerCase, compareMembers];

/** Undefined where the module has no `__all__`. */
export function readExportList(source: PythonSource): ExportList | undefined {
  const uses = findInModule(source.top, ['AssignStatement', 'UpdateStatement', 'CallExpression']).filter(
    (node) => /^__all__\b/.test(nodeText(source, node)),
  );
  if (uses.length === 0) return undefined;
  const names = uses.flatMap((node) => listStrings(source, valueNodes(node)));
  return { names, literal: findLiteral(source) };
}

export function addToExportList(
  source: PythonSource,
  literal: PythonLiteral,
  addition: { name: string; lineLength: number },
): readonly TextEdit[] {
  const { list, names, quote } = literal;
  const places = names ? orders.map((order) => sortedIndex(names, addition.name, order)) : [];
  const index = places.find((place) => place !== undefined) ?? list.items.length;
  return insertItem(source.text, list, {
    text: quote + addition.name + quote,
    index,
    lineLength: addition.lineLength,
  });
}

/** The quote that the module's strings use. */
export function quoteOf(source: PythonSource, nodes: readonly PythonNode[] = [source.top]): string {
  const texts = nodes.flatMap((node) => findInModule(node, ['String'])).map((node) => nodeText(source, node));
  const first = texts.find((text) => !/"""|'''/.test(text));
  return first?.endsWith("'") ? "'" : '"';
}

/** What stands right of the operator, or between the parentheses of `__all__.extend(...)`. */
function valueNodes(node: PythonNode): readonly PythonNode[] {
  const parts = children(node);
  return parts.slice(
    parts.findLastIndex(({ name }) => ['AssignOp', 'UpdateOp', 'MemberExpression'].includes(name)) + 1,
  );
}

/** Only statements that always run can be added to; the first list that is not empty is the one. */
function findLiteral(source: PythonSource): PythonLiteral | undefined {
  const statements = source.statements.flatMap((node) =>
    node.name === 'StatementGroup' ? children(node) : [node],
  );
  const literals = ['AssignStatement', 'UpdateStatement']
    .flatMap((kind) => statements.filter(({ name }) => name === kind))
    .filter((node) => node.firstChild && nodeText(source, node.firstChild) === '__all__')
    .flatMap((node) => listLiterals(source, valueNodes(node)));
  return literals.find(({ list }) => list.items.length > 0) ?? literals[0];
}

function listLiterals(source: PythonSource, nodes: readonly PythonNode[]): readonly PythonLiteral[] {
  const [first] = nodes;
  if (first === undefined) return [];
  if (nodes.some(({ name }) => name === ',')) return [describeLiteral(source, nodes, spanOf(nodes))];
  if (first.name === 'BinaryExpression')
    return children(first).flatMap((node) => listLiterals(source, [node]));
  if (!['ArrayExpression', 'TupleExpression'].includes(first.name)) return [];
  return [describeLiteral(source, children(first).slice(1, -1), first)];
}

function describeLiteral(
  source: PythonSource,
  inner: readonly PythonNode[],
  { from, to }: { from: number; to: number },
): PythonLiteral {
  const groups = splitAtCommas(inner);
  const bracket = source.text.charAt(from);
  const bare = bracket !== '[' && bracket !== '(';
  const items = groups.map(spanOf);
  const end = bare ? (items.at(-1)?.to ?? to) : to;
  const plain = groups.every((group) => group.length === 1 && /String$/.test(group[0]?.name ?? ''));
  const list: ListSpan = { from, to: end, items, bare, brackets: bracket === '[' ? ['[', ']'] : ['(', ')'] };
  return {
    list,
    names: plain ? listStrings(source, inner) : undefined,
    quote: quoteOf(source, inner.length > 0 ? inner : [source.top]),
  };
}
