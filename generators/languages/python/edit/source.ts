/** Python source as a syntax tree with positions; reads it as data and runs none of it. */

import { parser } from '@lezer/python';
import { children } from '../../../edit/syntax-tree.js';

type SyntaxTree = ReturnType<typeof parser.parse>;
export type PythonNode = SyntaxTree['topNode'];

export interface PythonSource {
  readonly text: string;
  readonly path: string;
  /** The statements of the module, in order; remarks are left out. */
  readonly statements: readonly PythonNode[];
  readonly top: PythonNode;
}

/** Reads what can be read: the parser (1.1.19) does not know all of Python, such as `5.` or `t""`, and Python 2 still stands in many a setup.py.
 * `text` has no byte order mark. */
export function readPython(text: string, path: string): PythonSource {
  const top = parser.parse(hideBlanks(text)).topNode;
  const statements = children(top).filter((node) => node.name !== 'Comment' && !node.type.isError);
  return { text, path, statements, top };
}

/** All nodes of a kind at or below a node, but none inside of functions and classes. */
export function findInModule(node: PythonNode, kinds: readonly string[]): readonly PythonNode[] {
  if (kinds.includes(node.name)) return [node];
  if (['FunctionDefinition', 'ClassDefinition', 'LambdaExpression'].includes(node.name)) return [];
  return children(node).flatMap((child) => findInModule(child, kinds));
}

export function nodeText(source: PythonSource, node: PythonNode): string {
  return source.text.slice(node.from, node.to);
}

/** The value of a plain string literal; undefined for f-strings, bytes, and anything else. */
export function stringValue(source: PythonSource, node: PythonNode): string | undefined {
  if (node.name === 'ContinuedString')
    return joinStrings(children(node).map((part) => stringValue(source, part)));
  if (node.name !== 'String') return undefined;
  const match = /^[rRuU]?("""|'''|"|')([\s\S]*)\1$/.exec(nodeText(source, node));
  return match?.[2];
}

function joinStrings(parts: readonly (string | undefined)[]): string | undefined {
  return parts.some((part) => part === undefined) ? undefined : parts.join('');
}

/** The parser knows only `\n`, and no form feed in a blank line; a text of the same length keeps all positions. */
function hideBlanks(text: string): string {
  return text
    .replaceAll('\\\r\n', ' \\\n')
    .replaceAll('\r\n', ' \n')
    .replaceAll(/^[ \t]*\f[ \t\f]*$/gm, (blank) => ' '.repeat(blank.length));
}
