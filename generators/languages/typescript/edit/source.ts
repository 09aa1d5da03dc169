/** TypeScript source as a syntax tree with positions; reads it as data and runs none of it. */

import { parser } from '@lezer/javascript';

const typed = parser.configure({ dialect: 'ts' });

type SyntaxTree = ReturnType<typeof typed.parse>;
export type TsNode = SyntaxTree['topNode'];

/** Reads what can be read: the parser (1.5.6) does not know all of TypeScript, such as `export { type A as B }`. */
export function readTypeScript(text: string): TsNode {
  return typed.parse(text).topNode;
}

export function children(node: TsNode): readonly TsNode[] {
  const found: TsNode[] = [];
  for (let child = node.firstChild; child; child = child.nextSibling) found.push(child);
  return found;
}

/** All nodes of a kind at or below a node. */
export function findAll(top: TsNode, kind: string): readonly TsNode[] {
  const found: TsNode[] = [];
  top.cursor().iterate((node) => {
    if (node.name === kind) found.push(node.node);
  });
  return found;
}

/** How many places the parser did not understand. */
export function countErrors(top: TsNode): number {
  let count = 0;
  top.cursor().iterate(({ type }) => {
    if (type.isError) count += 1;
  });
  return count;
}
