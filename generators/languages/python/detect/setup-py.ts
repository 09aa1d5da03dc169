/** Reads the arguments of `setup()` in a setup.py as data: literals, names of literals, `find_packages()`. */

import { children } from '../../../edit/syntax-tree.js';
import { splitAtCommas } from '../edit/names.js';
import { nodeText, type PythonNode, type PythonSource, readPython, stringValue } from '../edit/source.js';

export type SetupValue = string | readonly SetupValue[] | SetupTable | FindPackages | undefined;

export interface SetupTable {
  readonly [key: string]: SetupValue;
}

/** `find_packages("src", exclude=["tests"])` */
export class FindPackages {
  constructor(args: SetupTable) {
    this.args = args;
  }
  readonly args: SetupTable;
}

export function readSetupPy(text: string): SetupTable {
  if (text === '') return {};
  const source = readPython(text.replace(/^\uFEFF/, ''), 'setup.py');
  const call = findCall(source, source.top);
  return call ? readArguments(source, call) : {};
}

function findCall(source: PythonSource, node: PythonNode): PythonNode | undefined {
  if (node.name === 'CallExpression' && /^(setuptools\.)?setup$/.test(calledName(source, node))) return node;
  for (const child of children(node)) {
    const found = findCall(source, child);
    if (found) return found;
  }
  return undefined;
}

function calledName(source: PythonSource, call: PythonNode): string {
  return call.firstChild ? nodeText(source, call.firstChild) : '';
}

/** Arguments by name; those by position as `0`, `1` and so on. */
function readArguments(source: PythonSource, call: PythonNode): SetupTable {
  const list = call.getChild('ArgList');
  const groups = list ? splitAtCommas(children(list).slice(1, -1)) : [];
  const args: Record<string, SetupValue> = {};
  for (const [index, [first, operator, value]] of groups.entries()) {
    if (first === undefined) continue;
    if (first.name === '**') Object.assign(args, readSplat(source, operator));
    else if (operator?.name === 'AssignOp' && value) args[nodeText(source, first)] = readValue(source, value);
    else args[String(index)] = readValue(source, first);
  }
  return args;
}

/** `setup(**project)`, where `project` is a dictionary that can be read. */
function readSplat(source: PythonSource, node: PythonNode | undefined): SetupTable {
  const value = node && readValue(source, node);
  const isTable = typeof value === 'object' && !Array.isArray(value) && !(value instanceof FindPackages);
  return isTable ? (value as SetupTable) : {};
}

function readValue(source: PythonSource, node: PythonNode): SetupValue {
  switch (node.name) {
    case 'String':
    case 'ContinuedString':
      return stringValue(source, node);
    case 'ArrayExpression':
    case 'TupleExpression':
      return splitAtCommas(children(node).slice(1, -1)).map(([item]) => item && readValue(source, item));
    case 'ParenthesizedExpression':
      return node.firstChild?.nextSibling ? readValue(source, node.firstChild.nextSibling) : undefined;
    case 'DictionaryExpression':
      return readDictionary(source, node);
    case 'CallExpression':
      return readCall(source, node);
    case 'BinaryExpression':
      return readSum(source, node);
    case 'VariableName':
      return readName(source, node);
    default:
      return undefined;
  }
}

function readDictionary(source: PythonSource, node: PythonNode): SetupTable {
  const entries = splitAtCommas(children(node).slice(1, -1)).flatMap((group) => {
    const [key, , value] = group;
    const name = key && stringValue(source, key);
    return name !== undefined && value ? [[name, readValue(source, value)] as const] : [];
  });
  return Object.fromEntries(entries);
}

function readCall(source: PythonSource, node: PythonNode): SetupValue {
  const name = calledName(source, node);
  if (/(^|\.)find(_namespace)?_packages$/.test(name)) return new FindPackages(readArguments(source, node));
  return name === 'dict' ? readArguments(source, node) : undefined;
}

/** `["acme"] + find_packages()`: what can be read of it. */
function readSum(source: PythonSource, node: PythonNode): SetupValue {
  const values = children(node).map((part) => readValue(source, part));
  return values.find((value) => value instanceof FindPackages) ?? values.filter(Array.isArray).flat();
}

/** A name that the module gives a literal once. */
function readName(source: PythonSource, node: PythonNode): SetupValue {
  const name = nodeText(source, node);
  const assignments = source.statements.filter(
    ({ name: kind, firstChild }) =>
      kind === 'AssignStatement' && firstChild && nodeText(source, firstChild) === name,
  );
  const value = assignments.length === 1 ? assignments[0]?.lastChild : undefined;
  return value && value.name !== 'VariableName' ? readValue(source, value) : undefined;
}
