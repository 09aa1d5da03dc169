/** The tokens of TypeScript source, as formatters leave them. */

import { children } from '../../../edit/syntax-tree.js';
import type { Token } from '../../../types/token.js';
import { isLayout, isRemark, readRemark, readString } from './same-code.js';
import { readTypeScript, type TsNode } from './source.js';

/** Remarks are tokens, too; commas and semicolons that change nothing are layout. */
export function listTypeScriptTokens(text: string): readonly Token[] {
  const tokens: Token[] = [];
  const visit = (node: TsNode, siblings: readonly TsNode[]): void => {
    const { name, from, to } = node;
    const own = text.slice(from, to);
    if (isRemark(name)) tokens.push({ from, to, key: readRemark(own), isIndented: true });
    else if (name === 'String') tokens.push({ from, to, key: readString(own) });
    else if (name === 'TemplateString') tokens.push({ from, to, key: own });
    else if (!node.firstChild && from < to && !(/^[;,]$/.test(name) && isLayout(node, siblings)))
      tokens.push({ from, to, key: own });
    else visitAll(node);
  };
  const visitAll = (node: TsNode): void => {
    const inside = children(node);
    const code = inside.filter(({ name }) => !isRemark(name));
    for (const child of inside) visit(child, code);
  };
  visitAll(readTypeScript(text));
  return tokens;
}
