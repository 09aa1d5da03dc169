/** Tells an edit of TypeScript source from what formatters and sorters of imports do to it. */

import { children } from '../../../edit/syntax-tree.js';
import { splitMark } from '../../../edit/text-edits.js';
import { type Part, sortImports, sortNames } from './import-order.js';
import { readTypeScript, type TsNode } from './source.js';

/** Whether two texts differ in nothing but layout: blanks, quotes, the order of imports, and semicolons, commas and
 * parentheses that change nothing. */
export function isSameTypeScript(a: string, b: string): boolean {
  return a === b || canonicalTypeScript(a) === canonicalTypeScript(b);
}

/** The tree, and the remarks apart from it: a formatter may move them to another line of their statement. */
export function canonicalTypeScript(text: string): string {
  // The parser (1.5.6) takes the bar before the first type of a union that is broken for another type.
  const body = splitMark(text)
    .body.replaceAll('\r\n', '\n')
    .replaceAll(/([:=<(,])\s*\n\s*\|\s/g, '$1 ');
  const remarks: string[] = [];
  const top = readTypeScript(body);
  top.cursor().iterate(({ name, from, to }) => {
    if (isRemark(name)) remarks.push(readRemark(body.slice(from, to)));
  });
  return JSON.stringify([sortImports(listParts(top, body)), remarks]);
}

/** A remark without its indentation. */
export function readRemark(remark: string): string {
  return remark.replaceAll(/\s*\n\s*/g, '\n').trimEnd();
}

export function isRemark(name: string): boolean {
  return name === 'LineComment' || name === 'BlockComment';
}

function listParts(node: TsNode, text: string): readonly Part[] {
  const inside = children(node).filter(({ name }) => !isRemark(name));
  const ends = [node.from, ...inside.map(({ to }) => to)];
  return [
    ...inside.flatMap((child, index) => [
      ...listGap(text.slice(ends[index], child.from), node.name),
      ...(isLayout(child, inside) ? [] : listNode(child, text)),
    ]),
    ...listGap(text.slice(ends.at(-1), node.to), node.name),
  ];
}

/** What the parser leaves out of its tree counts all the same; in a template string, blanks do, too. */
function listGap(gap: string, parent: string): readonly string[] {
  const rest = parent === 'TemplateString' ? gap : gap.replaceAll(/\/\/.*|\/\*[\s\S]*?\*\/|\s/g, '');
  return rest === '' ? [] : [rest];
}

function listNode(node: TsNode, text: string): readonly Part[] {
  const own = text.slice(node.from, node.to);
  if (node.name === 'String') return [readString(own)];
  if (!node.firstChild) return [own];
  const parts = listParts(node, text);
  if (/^(Im|Ex)portGroup$/.test(node.name)) return [[node.name, ...sortNames(parts)]];
  return isRedundant(node) ? parts : [[node.name, ...parts]];
}

/** There, parentheses change what is meant, as in `(a?.b).c`; elsewhere the tree says how the parts belong together. */
function isNeeded({ parent }: TsNode): boolean {
  return /^(Member|Call|New)Expression$/.test(parent?.name ?? '');
}

function isRedundant(node: TsNode | null): boolean {
  return node?.name === 'ParenthesizedExpression' && !isNeeded(node);
}

/** A string in one way of quoting. */
export function readString(literal: string): string {
  return `'${literal.slice(1, -1).replaceAll(/\\(['"])/g, '$1')}`;
}

export function isLayout(node: TsNode, siblings: readonly TsNode[]): boolean {
  const index = siblings.findIndex(({ from }) => from === node.from);
  const [before, after] = [siblings[index - 1]?.name, siblings[index + 1]?.name];
  switch (node.name) {
    case ';':
      if (/^(ObjectType|Block|Script|ClassBody)$/.test(node.parent?.name ?? '')) return true;
      return node.parent?.name !== 'ForSpec' && index > 0 && after === undefined;
    case ',':
      if (node.parent?.name === 'ObjectType') return true;
      return /^[)\]}>]$/.test(after ?? '') && !/^[,[]$/.test(before ?? '');
    case '(':
    case ')':
      return isLoneParameter(node.parent) || isRedundant(node.parent);
    case 'LogicOp':
      return index === 0 && /^(Union|Intersection)Type$/.test(node.parent?.name ?? '');
    default:
      return false;
  }
}

/** `(x) => x` and `x => x`. */
function isLoneParameter(list: TsNode | null): boolean {
  if (list?.name !== 'ParamList' || list.parent?.name !== 'ArrowFunction') return false;
  const names = children(list).filter(({ name }) => !/^[(),]$/.test(name));
  return names.length === 1 && names[0]?.name === 'VariableDefinition';
}
