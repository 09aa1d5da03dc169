/** What a Python module imports, binds and lists in `__all__`, with the positions of it. */

import { children } from '../../../edit/syntax-tree.js';
import type { Span } from '../../../edit/text-edits.js';
import { findInModule, nodeText, type PythonNode, type PythonSource, stringValue } from './source.js';

export interface PythonImport extends Span {
  /** Dots before the module: 0 in `import a` and `from a import b`. */
  readonly level: number;
  readonly module: string;
  readonly isFrom: boolean;
  readonly names: readonly ImportedName[];
  /** The names with their parentheses, if there are any. */
  readonly list: Span & { readonly bare: boolean };
}

export interface ImportedName extends Span {
  /** `*` for a star import. */
  readonly name: string;
  readonly alias: string | undefined;
}

/** Something at module level that gives a name its value. */
export interface Binding extends Span {
  readonly name: string;
  readonly import?: PythonImport;
}

const statementsThatBind = [
  'ImportStatement',
  'AssignStatement',
  'FunctionDefinition',
  'ClassDefinition',
  'TypeDefinition',
];

export function readImport(source: PythonSource, node: PythonNode): PythonImport {
  const parts = children(node).filter(({ name }) => name !== 'Comment');
  const at = parts.findIndex(({ name }) => name === 'import');
  const head = parts
    .slice(1, at)
    .map((part) => nodeText(source, part))
    .join('');
  const [, dots = '', module = ''] = /^(\.*)(.*)$/.exec(head) ?? [];
  const rest = parts.slice(at + 1);
  const names = splitAtCommas(rest.filter(({ name }) => name !== '(' && name !== ')')).map((part) =>
    readName(source, part),
  );
  const list = {
    from: rest[0]?.from ?? node.to,
    to: rest.at(-1)?.to ?? node.to,
    bare: rest[0]?.name !== '(',
  };
  return {
    from: node.from,
    to: node.to,
    level: dots.length,
    module,
    isFrom: parts[0]?.name === 'from',
    names,
    list,
  };
}

/** All bindings at module level, those within `if` and `try` too. */
export function listBindings(source: PythonSource): readonly Binding[] {
  return findInModule(source.top, statementsThatBind).flatMap((node) => readBindings(source, node));
}

export function splitAtCommas(nodes: readonly PythonNode[]): readonly (readonly PythonNode[])[] {
  const groups: PythonNode[][] = [[]];
  for (const node of nodes) {
    if (node.name === ',') groups.push([]);
    else if (node.name !== 'Comment') groups.at(-1)?.push(node);
  }
  return groups.filter((group) => group.length > 0);
}

/** The strings in an expression, in order. */
export function listStrings(source: PythonSource, nodes: readonly PythonNode[]): readonly string[] {
  return nodes
    .flatMap((node) => findInModule(node, ['String', 'ContinuedString']))
    .flatMap((node) => stringValue(source, node) ?? []);
}

export function spanOf(nodes: readonly PythonNode[]): Span {
  return { from: nodes[0]?.from ?? 0, to: nodes.at(-1)?.to ?? 0 };
}

function readName(source: PythonSource, nodes: readonly PythonNode[]): ImportedName {
  const texts = nodes.map((node) => nodeText(source, node));
  const as = texts.indexOf('as');
  const name = texts.slice(0, as < 0 ? texts.length : as).join('');
  return { ...spanOf(nodes), name, alias: as < 0 ? undefined : texts[as + 1] };
}

function readBindings(source: PythonSource, node: PythonNode): readonly Binding[] {
  if (node.name === 'ImportStatement') return readImportBindings(readImport(source, node));
  if (node.name === 'AssignStatement') return readTargets(source, node);
  const name = node.getChild('VariableName');
  return name ? [{ from: node.from, to: node.to, name: nodeText(source, name) }] : [];
}

function readImportBindings(statement: PythonImport): readonly Binding[] {
  const { from, to } = statement;
  return statement.names.map(({ name, alias }) => {
    const plain = statement.isFrom ? name : (name.split('.')[0] ?? name);
    return { from, to, name: alias ?? plain, import: statement };
  });
}

/** `a`, `b` and `c` in `a = (b, c) = value`; a bare annotation binds nothing. */
function readTargets(source: PythonSource, node: PythonNode): readonly Binding[] {
  const parts = children(node);
  const end = parts.findLastIndex(({ name }) => name === 'AssignOp');
  return parts
    .slice(0, Math.max(end, 0))
    .filter(({ name }) => ['VariableName', 'TupleExpression', 'ArrayExpression'].includes(name))
    .flatMap((part) => findInModule(part, ['VariableName']))
    .map((name) => ({ from: node.from, to: node.to, name: nodeText(source, name) }));
}
