/** Python source without its layout: the same for every formatting of a text, another for every other edit. */

import { children } from '../../../edit/syntax-tree.js';
import { beginsLine, splitMark } from '../../../edit/text-edits.js';
import { type PythonNode, type PythonSource, readPython } from './source.js';

/** A token, or a node of the syntax tree with its parts. */
type Part = string | readonly Part[];

/** Where a comma before the closing bracket changes nothing; in `x[1,]` it would. */
const listNodes = /^(ArgList|ParamList|(Array|Dictionary|Set|Tuple)Expression|ImportStatement)$/;

/** Nesting stands for indentation and parentheses. What lies between the tokens is kept unless it is blank. */
export function canonicalPython(text: string): string {
  // The parser hangs a comment that ends the file elsewhere where the last line has no end.
  const source = readPython(`${splitMark(text).body.replaceAll('\r\n', '\n')}\n`, '');
  return JSON.stringify(listParts(source, source.top));
}

function listParts(source: PythonSource, node: PythonNode): readonly Part[] {
  const inside = children(node);
  const ends = [node.from, ...inside.map(({ to }) => to)];
  const parts = inside.flatMap((child, index) => [
    ...listGap(source, ends[index] ?? 0, child.from),
    ...(isLayout(child, inside.slice(index + 1)) ? [] : listNode(source, child)),
  ]);
  return [...parts, ...listGap(source, ends.at(-1) ?? 0, node.to)];
}

/** Nothing that is not blank can get lost, whatever the parser leaves out of its tree. */
function listGap({ text }: PythonSource, from: number, to: number): readonly string[] {
  const rest = text.slice(from, to).replaceAll(/\\\n|\s/g, '');
  return rest === '' ? [] : [rest];
}

function listNode(source: PythonSource, node: PythonNode): readonly Part[] {
  const text = source.text.slice(node.from, node.to);
  if (node.name === 'Comment') return [`${beginsLine(source.text, node.from) ? '' : ' '}${text.trimEnd()}`];
  if (node.name === 'String' || node.name === 'FormatString') return [unifyQuotes(text)];
  if (node.name === 'ContinuedString') return joinLiterals(listParts(source, node));
  if (isMereParentheses(node)) return listParts(source, node);
  return node.firstChild ? [[node.name, ...listParts(source, node)]] : [text];
}

/** What a formatter adds where it breaks a line, and takes away where it joins two. */
function isLayout(node: PythonNode, following: readonly PythonNode[]): boolean {
  const { name, parent } = node;
  if (parent === null) return false;
  if (name === '(' || name === ')') return parent.name === 'ImportStatement' || isMereParentheses(parent);
  if (name !== ',' || !listNodes.test(parent.name)) return false;
  const next = following.find((sibling) => sibling.name !== 'Comment');
  return next !== undefined && /^[)\]}]$/.test(next.name);
}

/** Around an operand they may change the meaning: `(a < b) < c`. */
function isMereParentheses({ name, parent }: PythonNode): boolean {
  return name === 'ParenthesizedExpression' && parent?.name !== 'BinaryExpression';
}

/** Only where no escape depends on them. */
function unifyQuotes(literal: string): string {
  const [, prefix = '', quote = '', inner = ''] = /^(\w*)('''|'|"""|")([\s\S]*)\2$/.exec(literal) ?? [];
  if (quote === '' || /['"\\]/.test(inner)) return literal;
  const unified = quote.replaceAll("'", '"');
  return prefix + unified + inner + unified;
}

/** `"a" f"{b}"` as ruff writes it where it fits in a line: `f"a{b}"`; a plain brace is doubled by that.
 * Octal escapes, `\1`, would take in the digits that follow. */
function joinLiterals(parts: readonly Part[]): readonly Part[] {
  const literals = parts.map((part) =>
    typeof part === 'string' ? /^(f?)"((?:[^"\\]|\\\D)*)"$/.exec(part) : null,
  );
  if (literals.some((literal) => literal === null)) return [['ContinuedString', ...parts]];
  const prefix = literals.some((literal) => literal?.[1] === 'f') ? 'f' : '';
  const texts = literals.map((literal) => {
    const inner = literal?.[2] ?? '';
    return prefix !== (literal?.[1] ?? '') ? inner.replaceAll(/[{}]/g, '$&$&') : inner;
  });
  return [`${prefix}"${texts.join('')}"`];
}
