/** What a program of settings, such as `vitest.config.ts`, says as plain data. It is read, not run. */

import { children, findAll } from '../../../edit/syntax-tree.js';
import { splitMark } from '../../../edit/text-edits.js';
import { isRecord } from '../../../text/json.js';
import { readTypeScript, type TsNode } from './source.js';

/** Stands for what only a run of the program would tell. */
export const unread: unique symbol = Symbol('unread');

/** The key that a record has, with `unread` for its value, where it may have more keys than can be seen. */
export const more = '...';

interface Place {
  readonly top: TsNode;
  readonly text: string;
  /** Names whose values are being read: one that needs itself is not read. */
  readonly seen: readonly string[];
}

/** What it exports as a whole, by `export default` or `module.exports`. */
export function readExported(source: string): unknown {
  const text = splitMark(source).body;
  const top = readTypeScript(text);
  const exported = children(top).flatMap((node) => findExported(node, text) ?? []);
  return readNode(exported.at(-1), { top, text, seen: [] });
}

function findExported(node: TsNode, text: string): TsNode | null | undefined {
  if (node.name === 'ExportDeclaration')
    return (node.getChild('default') ?? node.getChild('Equals'))?.nextSibling;
  const assignment = node.getChild('AssignmentExpression');
  const target = assignment?.firstChild;
  const isExport = target && text.slice(target.from, target.to) === 'module.exports';
  return isExport ? assignment.lastChild : undefined;
}

type Read = (node: TsNode, place: Place) => unknown;

const readers: Readonly<Record<string, Read>> = {
  String: readText,
  TemplateString: (node, place) => (node.firstChild ? unread : readText(node, place)),
  Number: (node, place) => Number(sliceOf(node, place)),
  BooleanLiteral: (node, place) => sliceOf(node, place) === 'true',
  null: () => null,
  ObjectExpression: (node, place) =>
    Object.fromEntries(
      node.getChildren('Property').flatMap((property) => Object.entries(readProperty(property, place))),
    ),
  ArrayExpression: readArray,
  VariableName: readVariable,
  CallExpression: readCall,
  ParenthesizedExpression: (node, place) => readNode(node.firstChild?.nextSibling, place),
  PrefixCast: (node, place) => readNode(node.lastChild, place),
  BinaryExpression: (node, place) =>
    node.getChild('as') || node.getChild('satisfies') ? readNode(node.firstChild, place) : unread,
  ArrowFunction: (node, place) => readResult(node.getChild('Arrow')?.nextSibling, place),
  FunctionDeclaration: (node, place) => readResult(node.getChild('Block'), place),
  FunctionExpression: (node, place) => readResult(node.getChild('Block'), place),
};

function readNode(node: TsNode | null | undefined, place: Place): unknown {
  const read = node ? readers[node.name] : undefined;
  return node && read ? read(node, place) : unread;
}

function sliceOf({ from, to }: TsNode, { text }: Place): string {
  return text.slice(from, to);
}

function readText(node: TsNode, place: Place): string {
  return sliceOf(node, place).slice(1, -1).replaceAll(/\\(.)/gs, '$1');
}

function readProperty(property: TsNode, place: Place): Readonly<Record<string, unknown>> {
  const [key, colon, value] = children(property);
  if (key?.name === 'Spread') return asRecord(readNode(property.lastChild, place));
  if (key?.name === 'String' && value) return { [readText(key, place)]: readNode(value, place) };
  if (key?.name !== 'PropertyDefinition') return asRecord(unread);
  const name = sliceOf(key, place);
  if (colon === undefined) return { [name]: readVariable(key, place) };
  return { [name]: colon.name === ':' ? readNode(value, place) : unread };
}

function asRecord(value: unknown): Readonly<Record<string, unknown>> {
  return isRecord(value) ? value : { [more]: unread };
}

function readArray(node: TsNode, place: Place): readonly unknown[] {
  const items = children(node).filter(({ name }) => !/^[[\],]$|Comment$/.test(name));
  return items.flatMap((item, index) => {
    if (item.name === 'Spread') return [];
    const value = readNode(item, place);
    return items[index - 1]?.name === 'Spread' ? value : [value];
  });
}

function readVariable(node: TsNode, place: Place): unknown {
  const name = sliceOf(node, place);
  if (place.seen.includes(name)) return unread;
  const defined = findAll(place.top, 'VariableDefinition').filter(
    (each) => sliceOf(each, place) === name && each.parent?.name === 'VariableDeclaration',
  );
  const [only, ...others] = defined;
  const equals = only?.parent?.getChildren('Equals').find(({ from }) => from > only.from);
  return others.length > 0
    ? unread
    : readNode(equals?.nextSibling, { ...place, seen: [...place.seen, name] });
}

/** `defineConfig({ … })` and its like give back what they are given, and `mergeConfig(a, b)` all of it. */
function readCall(node: TsNode, place: Place): unknown {
  const list = node.getChild('ArgList');
  const given = (list ? children(list) : []).filter(({ name }) => !/^[(),]$|Comment$/.test(name));
  const values = given.map((each) => readNode(each, place));
  const records = values.filter(isRecord);
  if (records.length === 0) return unread;
  const all = records.reduce(merge);
  return records.length < values.length ? loosen(all) : all;
}

function merge(
  a: Readonly<Record<string, unknown>>,
  b: Readonly<Record<string, unknown>>,
): Record<string, unknown> {
  const entries = Object.entries(b).map(([key, value]) => {
    const other = a[key];
    if (isRecord(value) && isRecord(other)) return [key, merge(other, value)];
    return [key, Array.isArray(value) && Array.isArray(other) ? [...other, ...value] : value];
  });
  return { ...a, ...Object.fromEntries(entries) };
}

/** A record that something unknown was merged into. */
function loosen(record: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const entries = Object.entries(record).map(([key, value]) => [
    key,
    isRecord(value) ? loosen(value) : value,
  ]);
  return { ...Object.fromEntries(entries), [more]: unread };
}

function readResult(body: TsNode | null | undefined, place: Place): unknown {
  if (body?.name !== 'Block') return readNode(body, place);
  const [only, ...others] = findAll(body, 'ReturnStatement').filter(
    (each) => bodyAround(each)?.from === body.from,
  );
  return others.length > 0 ? unread : readNode(only?.firstChild?.nextSibling, place);
}

/** The body of the function that a statement is of. */
function bodyAround(statement: TsNode): TsNode | null {
  let node = statement.parent;
  while (node && !(node.name === 'Block' && node.parent?.getChild('ParamList'))) node = node.parent;
  return node;
}
