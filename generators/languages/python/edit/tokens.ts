/** The tokens of Python source, as formatters leave them. */

import { children } from '../../../edit/syntax-tree.js';
import type { Token } from '../../../types/token.js';
import { readLiteral } from './literals.js';
import { bareDocstring, isLastComma, listDocstrings } from './same-code.js';
import { type PythonNode, readPython } from './source.js';

/** Remarks are tokens, too; a comma that changes nothing is layout. */
export function listPythonTokens(text: string): readonly Token[] {
  const source = readPython(text, '');
  const docstrings = new Map(listDocstrings(source.top).map((node) => [node.from, node]));
  const tokens: Token[] = [];
  const visit = (node: PythonNode, siblings: readonly PythonNode[]): void => {
    const { name, from, to } = node;
    const docstring = docstrings.get(from);
    const own = text.slice(from, to);
    if (name === 'Comment') tokens.push({ from, to: from + own.trimEnd().length, key: own.trimEnd() });
    else if (docstring)
      tokens.push({ from, to, key: bareDocstring(source, docstring).insert, isIndented: true });
    else if (name === 'String' || name === 'FormatString') tokens.push({ from, to, key: readLiteral(own) });
    else if (!node.firstChild && from < to && !(name === ',' && isLastComma(node, siblings)))
      tokens.push({ from, to, key: own });
    else visitAll(node);
  };
  const visitAll = (node: PythonNode): void => {
    const inside = children(node);
    const code = inside.filter(({ name }) => name !== 'Comment');
    for (const child of inside) visit(child, code);
  };
  visitAll(source.top);
  return tokens;
}
