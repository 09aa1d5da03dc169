/** Re-exports names of a module from a package's `__init__.py`, and touches no other line of it. */

import { listErrors } from '../../../edit/syntax-tree.js';
import { lineNumber, splitMark } from '../../../edit/text-edits.js';
import type { AddExports } from '../../../types/change.js';
import { UserError } from '../../../types/user-error.js';
import { addEagerExport, type Export, type ExportStyle, isFromModule } from './eager-exports.js';
import { readExportList } from './export-list.js';
import { isDocstring } from './imports.js';
import { addLazyExport, findLazyExports, startLazyExports } from './lazy-exports.js';
import { type Binding, listBindings, readImport } from './names.js';
import { nodeText, type PythonNode, type PythonSource, readPython } from './source.js';

/** A new package says what it is for, as pydocstyle's D104 asks. */
const newPackage = '"""Helpers that this package shares."""\n';

/** Name by name, so that each edit is of a text that has been read as it is. */
export function addPythonExports(text: string | undefined, change: AddExports, style: ExportStyle): string {
  const { mark, body } = splitMark(text ?? newPackage);
  const wanted = change.exports.flatMap(({ module, names }) =>
    names.map((name) => ({ ...style, module, name })),
  );
  const source = readPython(body, change.path);
  refuseUnclear(source);
  for (const item of wanted) isBound(source, item);
  const added = wanted.reduce((current, item) => readAgain(current, addExport(current, item)), source);
  checkResult(source, added, wanted);
  return mark + added.text;
}

function readAgain(source: PythonSource, text: string): PythonSource {
  return text === source.text ? source : readPython(text, source.path);
}

function addExport(source: PythonSource, item: Export): string {
  const bound = isBound(source, item);
  const exported = readExportList(source);
  if (exported?.names.includes(item.name) && (bound || isLazy(source))) return source.text;
  const lazy = findLazyExports(source);
  if (lazy && !bound) return addLazyExport(source, lazy, item);
  if (!exported && !bound && bindsNothing(source)) return startLazyExports(source, item);
  return addEagerExport(source, item, bound);
}

/** Whether the name is the wanted one already; a UserError if it is another. */
function isBound(source: PythonSource, item: Export): boolean {
  const bindings = listBindings(source);
  const same = bindings.filter((binding) => binding.name === item.name);
  if (bindings.some((binding) => isOurs(binding, item))) return true;
  const [other] = same;
  if (other === undefined) return false;
  const place = `${source.path}, line ${lineNumber(source.text, other.from)}`;
  const finding = `${place}: the name ${item.name} has another meaning there already.`;
  throw new UserError(
    `${finding} Rename it, or choose another folder with --source-dir.`,
    `${finding} Rename it.`,
  );
}

function isOurs({ name, import: statement }: Binding, item: Export): boolean {
  if (statement === undefined || !isFromModule(statement, item)) return false;
  return statement.names.some(
    (found) => found.name === '*' || (found.name === item.name && name === item.name),
  );
}

/** A module with a `__getattr__` of its own may well provide what `__all__` promises. */
function isLazy(source: PythonSource): boolean {
  return listBindings(source).some(({ name }) => name === '__getattr__');
}

/** Whether an `__all__` would hide nothing: a docstring, remarks, and imports from the future. */
function bindsNothing(source: PythonSource): boolean {
  const isFuture = (node: PythonNode) =>
    node.name === 'ImportStatement' && readImport(source, node).module === '__future__';
  return source.statements.every((node) => isDocstring(node) || isFuture(node));
}

/** What the parser does not know matters only where the edit goes. */
function refuseUnclear(source: PythonSource): void {
  const marker = /^[<>]{7} /m.exec(source.text);
  if (marker) {
    const place = `${source.path}, line ${lineNumber(source.text, marker.index)}`;
    throw new UserError(`${place}: the conflict of a merge is open there. Resolve it, then run again.`);
  }
  const isOurs = (node: PythonNode) =>
    node.name === 'ImportStatement' || nodeText(source, node).includes('__all__');
  const [error] = source.statements.filter(isOurs).flatMap(listErrors);
  if (error !== undefined) refuse(source, error);
}

/** The edit is where Python sees it, and left nothing behind that reads worse than before. */
function checkResult(before: PythonSource, after: PythonSource, wanted: readonly Export[]): void {
  const errors = listErrors(before.top);
  const isThere = (item: Export) => isBound(after, item) || isLazy(after);
  if (listErrors(after.top).length > errors.length || !wanted.every(isThere)) refuse(before, errors[0] ?? 0);
}

function refuse({ path, text }: PythonSource, position: number): never {
  const place = `${path}, line ${lineNumber(text, position)}`;
  const finding = `${place}: generator-chora cannot tell how this reads, and so not where its exports go.`;
  throw new UserError(
    `${finding} Correct the line if Python refuses it, too; else choose another folder with --source-dir.`,
    `${finding} Write the line in a plainer way.`,
  );
}
