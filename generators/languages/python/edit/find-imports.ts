/** What a Python file imports, wherever in it: also within functions. */

import { posix } from 'node:path';
import { findAll } from '../../../edit/syntax-tree.js';
import { readImport } from './names.js';
import { type PythonNode, type PythonSource, readPython } from './source.js';

/** Paths of modules, `acme/store` for `acme.store`, with those that names imported from a package may be. */
export function findImports(text: string, path: string): readonly string[] {
  const source = readPython(text, path);
  return [...new Set(findAll(source.top, 'ImportStatement').flatMap((node) => modulesOf(source, node)))];
}

/** The path that a file is imported by. */
export function importedPath(path: string): string {
  return path.replace(/^src\//, '').replace(/(\/__init__)?\.py$/, '');
}

function modulesOf(source: PythonSource, node: PythonNode): readonly string[] {
  const { isFrom, level, module, names } = readImport(source, node);
  const pathOf = (dotted: string) => dotted.replaceAll('.', '/');
  if (!isFrom) return names.map(({ name }) => pathOf(name));
  const folder = posix.dirname(source.path.replace(/^src\//, ''));
  const start = level === 0 ? '' : posix.join(folder, ...Array<string>(level - 1).fill('..'));
  const base = posix.join(start, pathOf(module));
  return [base, ...names.map(({ name }) => posix.join(base, name))];
}
