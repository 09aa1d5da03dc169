/** Adds an export to an `__init__.py` that imports what it exports when it is imported itself. */

import { insertItem, sortedIndex } from '../../../edit/list-items.js';
import { applyEdits, indentation, lineEnding, type TextEdit } from '../../../edit/text-edits.js';
import { addToExportList, readExportList } from './export-list.js';
import { insertImport, isWithin } from './imports.js';
import { compareMembers } from './isort-order.js';
import { type PythonImport, readImport } from './names.js';
import type { PythonSource } from './source.js';

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
export interface Export extends ExportStyle {
  readonly module: string;
  readonly name: string;
}

export function addEagerExport(source: PythonSource, item: Export, bound: boolean): string {
  const exported = readExportList(source);
  const imported = bound ? [] : addImport(source, item, exported?.literal === undefined);
  return applyEdits(source.text, [...imported, ...addToAll(source, item)]);
}

/** What `__all__` lacks of it, where there is one that can be added to. */
export function addToAll(source: PythonSource, item: Export): readonly TextEdit[] {
  const { literal, names = [] } = readExportList(source) ?? {};
  return literal && !names.includes(item.name) ? addToExportList(source, literal, item) : [];
}

export function isFromModule({ isFrom, level, module }: PythonImport, item: Export): boolean {
  if (!isFrom) return false;
  return level === 1 ? module === item.module : level === 0 && module === `${item.importPath}.${item.module}`;
}

/** Among the statements of a module, or of a suite in it. Without an `__all__` to stand in, `X as X` is how an
 * `__init__.py` says that it exports X. */
export function addImport(source: PythonSource, item: Export, alias: boolean): readonly TextEdit[] {
  const statements = source.statements.filter(({ name }) => name === 'ImportStatement');
  const imports = statements.map((node) => readImport(source, node));
  const name = alias ? `${item.name} as ${item.name}` : item.name;
  const present = findStatementToJoin(imports, item, alias);
  if (present) return joinStatement(source, present, { name, lineLength: item.lineLength });
  const module = isAbsolute(imports, item) ? `${item.importPath}.${item.module}` : item.module;
  const level = module === item.module ? 1 : 0;
  const indent = indentation(source.text, source.statements[0]?.from ?? 0);
  const code = writeImport(
    `from ${'.'.repeat(level)}${module} import `,
    name,
    item.lineLength - indent.length,
  );
  const lines = code.map((line) => indent + line).join(lineEnding(source.text));
  return [insertImport(source, { level, module, name, packageName: item.packageName }, lines)];
}

/** What the file does; where it does neither, what the repository does. */
function isAbsolute(imports: readonly PythonImport[], item: Export): boolean {
  if (imports.some(({ level }) => level > 0)) return false;
  const own = imports.some(({ module, isFrom }) => isFrom && isWithin(module, item.packageName));
  return own || item.absoluteImports;
}

export function writeImport(head: string, name: string, width: number): readonly string[] {
  return head.length + name.length <= width ? [head + name] : [`${head}(`, `    ${name},`, ')'];
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
