/** Re-exports names of a module from a package's `__init__.py`, and touches no other line of it. */

import { insertItem, sortedIndex } from '../../../edit/list-items.js';
import { applyEdits, lineEnding, lineNumber, splitMark, type TextEdit } from '../../../edit/text-edits.js';
import type { AddExports } from '../../../types/change.js';
import { UserError } from '../../../types/user-error.js';
import { addToExportList, quoteOf, readExportList } from './export-list.js';
import { insertImport, isDocstring, isWithin } from './imports.js';
import { compareMembers } from './isort-order.js';
import { type Binding, listBindings, type PythonImport, readImport } from './names.js';
import { type PythonSource, readPython } from './source.js';

/** A new package says what it is for, as pydocstyle's D104 asks. */
const newPackage = '"""Helpers that this package shares."""\n';

export interface ExportStyle {
  /** Import name of the folder, `acme.utils`. */
  readonly importPath: string;
  /** Import name of the package, `acme`. */
  readonly packageName: string;
  readonly lineLength: number;
  /** Whether the repository writes `from acme.utils.x import y` where nothing in the file tells. */
  readonly absoluteImports: boolean;
  /** Whether each import statement has one name only. */
  readonly singleNames?: boolean;
}

/** A name to export, from a module beside the file. */
interface Export extends ExportStyle {
  readonly module: string;
  readonly name: string;
}

/** Name by name, so that each edit is of a text that has been read as it is. */
export function addPythonExports(text: string | undefined, change: AddExports, style: ExportStyle): string {
  const { mark, body } = splitMark(text ?? newPackage);
  const wanted = change.exports.flatMap(({ module, names }) =>
    names.map((name) => ({ ...style, module, name })),
  );
  const source = readPython(body, change.path);
  for (const item of wanted) isBound(source, item);
  return mark + wanted.reduce((current, item) => addExport(readPython(current, change.path), item), body);
}

function addExport(source: PythonSource, item: Export): string {
  const bound = isBound(source, item);
  const exported = readExportList(source);
  if (exported?.names.includes(item.name) && (bound || isLazy(source))) return source.text;
  if (!exported && !bound && bindsNothing(source)) return startExports(source, item);
  const literal = exported?.literal;
  const imported = bound ? [] : addImport(source, item, literal === undefined);
  const listed =
    literal && !exported?.names.includes(item.name) ? addToExportList(source, literal, item) : [];
  return applyEdits(source.text, [...imported, ...listed]);
}

/** Whether the name is the wanted one already; a UserError if it is another. */
function isBound(source: PythonSource, item: Export): boolean {
  const bindings = listBindings(source);
  const same = bindings.filter((binding) => binding.name === item.name);
  if (bindings.some((binding) => isOurs(binding, item))) return true;
  const [other] = same;
  if (other === undefined) return false;
  throw new UserError(
    `${source.path}, line ${lineNumber(source.text, other.from)}: the name ${item.name} has another meaning there already. ` +
      'Rename it, or choose another folder with --source-dir.',
  );
}

function isOurs({ name, import: statement }: Binding, item: Export): boolean {
  if (statement === undefined || !isFromModule(statement, item)) return false;
  return statement.names.some(
    (found) => found.name === '*' || (found.name === item.name && name === item.name),
  );
}

function isFromModule({ isFrom, level, module }: PythonImport, item: Export): boolean {
  if (!isFrom) return false;
  return level === 1 ? module === item.module : level === 0 && module === `${item.importPath}.${item.module}`;
}

/** A module with a `__getattr__` of its own may well provide what `__all__` promises. */
function isLazy(source: PythonSource): boolean {
  return listBindings(source).some(({ name }) => name === '__getattr__');
}

/** Whether an `__all__` would hide nothing: a docstring, remarks, and imports from the future. */
function bindsNothing(source: PythonSource): boolean {
  return source.statements.every((node) => isDocstring(node) || isFuture(source, node));
}

function isFuture(source: PythonSource, node: PythonSource['top']): boolean {
  return node.name === 'ImportStatement' && readImport(source, node).module === '__future__';
}

function startExports(source: PythonSource, item: Export): string {
  const text = applyEdits(source.text, addImport(source, item, false));
  const eol = lineEnding(text);
  const quote = quoteOf(source);
  const end = text.endsWith('\n') ? '' : eol;
  return `${text}${end}${eol}__all__ = [${quote}${item.name}${quote}]${end === '' ? eol : ''}`;
}

/** Without an `__all__` to stand in, `X as X` is how an `__init__.py` says that it exports X. */
function addImport(source: PythonSource, item: Export, alias: boolean): readonly TextEdit[] {
  const statements = source.statements.filter(({ name }) => name === 'ImportStatement');
  const imports = statements.map((node) => readImport(source, node));
  const name = alias ? `${item.name} as ${item.name}` : item.name;
  const present = findStatementToJoin(imports, item, alias);
  if (present) return joinStatement(source, present, { name, lineLength: item.lineLength });
  const module = isAbsolute(imports, item) ? `${item.importPath}.${item.module}` : item.module;
  const level = module === item.module ? 1 : 0;
  return [
    insertImport(
      source,
      { level, module, name, packageName: item.packageName },
      writeImport(source, item, `${'.'.repeat(level)}${module} import ${name}`),
    ),
  ];
}

/** What the file does; where it does neither, what the repository does. */
function isAbsolute(imports: readonly PythonImport[], item: Export): boolean {
  if (imports.some(({ level }) => level > 0)) return false;
  const own = imports.some(({ module, isFrom }) => isFrom && isWithin(module, item.packageName));
  return own || item.absoluteImports;
}

function writeImport({ text }: PythonSource, { lineLength }: Export, rest: string): string {
  const line = `from ${rest}`;
  if (line.length <= lineLength) return line;
  const [head, name] = line.split(' import ');
  return [`${head} import (`, `    ${name},`, ')'].join(lineEnding(text));
}

/** isort keeps the plain names of a module in one statement, and those with `as` in one each. */
function findStatementToJoin(
  imports: readonly PythonImport[],
  item: Export,
  alias: boolean,
): PythonImport | undefined {
  if (item.singleNames) return undefined;
  const candidates = imports.filter((statement) => isFromModule(statement, item));
  const fitting = candidates.filter(({ names }) =>
    names.every((name) => (name.alias !== undefined) === alias),
  );
  if (alias) return fitting.find(({ names }) => names.length > 1);
  return fitting.length === 1 ? fitting[0] : undefined;
}

function joinStatement(
  source: PythonSource,
  { names, list }: PythonImport,
  addition: { name: string; lineLength: number },
): readonly TextEdit[] {
  const plain = names.map(({ name }) => name);
  const index = sortedIndex(plain, addition.name.split(' ')[0] ?? '', compareMembers) ?? names.length;
  const item = { text: addition.name, index, lineLength: addition.lineLength };
  return insertItem(source.text, { ...list, items: names, brackets: ['(', ')'] }, item);
}
