/** TypeScript source as a syntax tree with positions; reads it as data and runs none of it. */

import { parser } from '@lezer/javascript';

const typed = parser.configure({ dialect: 'ts' });
const withJsx = parser.configure({ dialect: 'ts jsx' });

type SyntaxTree = ReturnType<typeof typed.parse>;
export type TsNode = SyntaxTree['topNode'];

/** Reads what can be read: the parser (1.5.6) does not know all of TypeScript, such as `export { type A as B }`. */
export function readTypeScript(text: string, hasJsx = false): TsNode {
  return (hasJsx ? withJsx : typed).parse(text).topNode;
}
