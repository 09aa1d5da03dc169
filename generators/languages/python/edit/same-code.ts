/** Tells an edit of Python source from what formatters and sorters of imports do to it. */

import { children } from '../../../edit/syntax-tree.js';
import { applyEdits, indentation, splitMark, type TextEdit } from '../../../edit/text-edits.js';
import { isDocstring, listImportBlocks } from './imports.js';
import { joinLiterals, readLiteral } from './literals.js';
import { readImport } from './names.js';
import { type PythonNode, type PythonSource, readPython } from './source.js';

/** A token, or a node of the syntax tree with its parts. */
type Part = string | readonly Part[];

/** Whether two texts differ in nothing but layout: blanks, quotes, parentheses and commas that change nothing, the
 * order of imports, and the same in docstrings. */
export function isSamePython(a: string, b: string): boolean {
  return a === b || describe(a) === describe(b);
}

/** The tree, and the remarks apart from it: a formatter may move them to another line of their statement. */
function describe(text: string): string {
  const source = simplify(openWith(`${splitMark(text).body.replaceAll('\r\n', '\n')}\n`));
  const remarks: string[] = [];
  source.top.cursor().iterate(({ name, from, to }) => {
    if (name === 'Comment') remarks.push(source.text.slice(from, to).trimEnd());
  });
  return JSON.stringify([listParts(source, source.top), remarks]);
}

function listParts(source: PythonSource, node: PythonNode): readonly Part[] {
  const inside = children(node).filter(({ name }) => name !== 'Comment');
  const ends = [node.from, ...inside.map(({ to }) => to)];
  return inside.flatMap((child, index) => [
    ...listGap(source, ends[index] ?? 0, child.from),
    ...(isLayout(child, inside) ? [] : listNode(source, child)),
  ]);
}

/** What the parser leaves out of its tree counts all the same. */
function listGap({ text }: PythonSource, from: number, to: number): readonly string[] {
  const rest = text.slice(from, to).replaceAll(/#.*|\\\n|\s/g, '');
  return rest === '' ? [] : [rest];
}

function listNode(source: PythonSource, node: PythonNode): readonly Part[] {
  const text = source.text.slice(node.from, node.to);
  if (node.name === 'String' || node.name === 'FormatString') return [readLiteral(text)];
  const parts = listParts(source, node);
  if (node.name === 'ContinuedString') return [joinLiterals(parts)];
  if (node.name === 'ParenthesizedExpression' || isBareTuple(node)) return parts;
  return node.firstChild ? [[node.name, ...parts]] : [text];
}

/** `a, b = c, d` and `(a, b) = (c, d)`, but not the pair in `a, b = (c, d), e`. */
function isBareTuple({ name, parent, prevSibling, nextSibling }: PythonNode): boolean {
  return (
    name === 'TupleExpression' &&
    prevSibling?.name !== ',' &&
    nextSibling?.name !== ',' &&
    /Statement$|^MemberExpression$|^Comprehension|^Yield/.test(parent?.name ?? '')
  );
}

function isLayout(node: PythonNode, siblings: readonly PythonNode[]): boolean {
  const { name, parent } = node;
  if (parent === null) return false;
  if (name === '(' || name === ')')
    return isBareTuple(parent) || (parent.name === 'ParenthesizedExpression' && !isOperand(parent));
  return name === ',' && isLastComma(node, siblings);
}

/** There, parentheses change what is meant, as in `(a < b) < c`, and formatters leave them alone. */
function isOperand({ parent }: PythonNode): boolean {
  return parent?.name === 'BinaryExpression' || parent?.name === 'UnaryExpression';
}

/** The comma of `(a,)` and `x[a,]` makes a tuple; any other before a closing bracket is layout. */
export function isLastComma(comma: PythonNode, siblings: readonly PythonNode[]): boolean {
  const next = siblings[siblings.findIndex(({ from }) => from === comma.from) + 1];
  if (next === undefined || !/^[)\]}]$/.test(next.name)) return false;
  const makesTuple = /^(TupleExpression|MemberExpression|SequencePattern)$/.test(comma.parent?.name ?? '');
  return !makesTuple || siblings.filter(({ name }) => name === ',').length > 1;
}

/** Imports one name a statement, by letter, each once; docstrings without their blanks. */
function simplify(body: string): PythonSource {
  const source = readPython(body, '');
  const edits = [
    ...listImportBlocks(source.top).map((block) => sortImports(source, block)),
    ...listDocstrings(source.top).map((node) => bareDocstring(source, node)),
  ];
  return readPython(applyEdits(body, edits), '');
}

function sortImports(source: PythonSource, block: readonly PythonNode[]): TextEdit {
  const lines = block.flatMap((node) => {
    const { isFrom, level, module, names } = readImport(source, node);
    const head = isFrom ? `from ${'.'.repeat(level)}${module} import ` : 'import ';
    return names.map(({ name, alias }) => head + (alias === undefined ? name : `${name} as ${alias}`));
  });
  const [from, to] = [block[0]?.from ?? 0, block.at(-1)?.to ?? 0];
  const remarks = source.text.slice(from, to).match(/#.*/g) ?? [];
  const gap = `\n${indentation(source.text, from)}`;
  return { from, to, insert: [...remarks, ...[...new Set(lines)].sort()].join(gap) };
}

export function listDocstrings(node: PythonNode): readonly PythonNode[] {
  const inside = children(node);
  const first = ['Script', 'Body'].includes(node.name)
    ? inside.find(({ name }) => !['Comment', ':'].includes(name))
    : undefined;
  return [...(first && isDocstring(first) ? [first] : []), ...inside.flatMap(listDocstrings)];
}

/** Formatters indent docstrings anew, and lay out the examples in them. */
export function bareDocstring({ text }: PythonSource, { from, to }: PythonNode): TextEdit {
  const bare = text
    .slice(from, to)
    .replaceAll(/^\s*(>>>|\.\.\.)/gm, '')
    .replaceAll(/[\s()]+|,(?=\s*[)\]}])/g, '')
    .replaceAll('"', "'")
    .replaceAll("'''", '"""');
  return { from, to, insert: bare };
}

/** `with (a as b):` as `with a as b:`, which alone the parser (1.1.19) knows. */
function openWith(body: string): string {
  const edits = [...body.matchAll(/^[ \t]*(?:async )?with \(/gm)].flatMap(({ 0: { length }, index }) => {
    const open = index + length - 1;
    const close = findClose(body, open);
    if (!/^\)\s*:/.test(body.slice(close))) return [];
    const comma = /,?\s*$/.exec(body.slice(open, close))?.[0].length ?? 0;
    const flat = body.slice(open + 1, close - comma);
    return flat.includes('#')
      ? []
      : [{ from: open, to: close + 1, insert: flat.replaceAll(/\s*\n\s*/g, ' ') }];
  });
  return applyEdits(body, edits);
}

function findClose(text: string, open: number): number {
  const token = /("""|''')[\s\S]*?\1|(["'])(?:\\.|(?!\2).)*\2|#.*|[()[\]{}]/g;
  token.lastIndex = open;
  let depth = 0;
  for (let match = token.exec(text); match; match = token.exec(text)) {
    if (/^[([{]/.test(match[0])) depth += 1;
    if (/^[)\]}]/.test(match[0])) depth -= 1;
    if (depth === 0) return match.index;
  }
  return text.length;
}
