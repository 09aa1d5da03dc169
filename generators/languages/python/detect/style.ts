/** The style that a Python repository keeps: the length of its lines, and how its modules import each other. */

import { readIni } from '../../../edit/ini.js';
import { dataAt, readToml, type TomlData } from '../../../edit/toml-source.js';
import { joinPath, listFiles, readIfText } from '../../../tree/paths.js';
import type { PackageCandidate } from '../../../types/project.js';
import type { Tree } from '../../../types/tree.js';
import { isWithin } from '../edit/imports.js';
import { readImport } from '../edit/names.js';
import { findInModule, readPython } from '../edit/source.js';
import { fileOf, type PythonConfig, setting } from './config.js';

const defaultLength = 88;

/** How many modules to look at, and up to which length: enough to see a habit, and no more. */
const sample = 8;
const longest = 20_000;

export function findLineLength(tree: Tree, config: PythonConfig): number {
  const ruff = readRuff(tree, config);
  const ini = (name: string) =>
    readIni(readIfText(tree, fileOf(config, name)) ?? '')['flake8']?.['max_line_length'];
  const found = [
    ruff['line-length'],
    setting(config, 'tool.ruff.line-length'),
    setting(config, 'tool.black.line-length'),
    config.cfg['flake8']?.['max_line_length'],
    ini('tox.ini'),
    ini('.flake8'),
  ];
  return found.map(Number).find((length) => Number.isInteger(length) && length > 0) ?? defaultLength;
}

/** ruff's ban on relative imports, or the habit of the package. */
export function prefersAbsoluteImports(
  tree: Tree,
  config: PythonConfig,
  candidate: PackageCandidate,
): boolean {
  const rule = ['flake8-tidy-imports', 'ban-relative-imports'];
  const paths = [['lint', ...rule], rule];
  const tables = [readRuff(tree, config), setting(config, 'tool.ruff')];
  if (tables.some((table) => paths.some((path) => dataAt(table, path) === 'all'))) return true;
  const imports = listFiles(tree, candidate.dir)
    .filter((name) => name.endsWith('.py'))
    .slice(0, sample)
    .flatMap((name) => readImports(tree, joinPath(candidate.dir, name)));
  if (imports.some(({ level }) => level > 0)) return false;
  return imports.some(({ module }) => isWithin(module, candidate.name));
}

function readImports(tree: Tree, path: string): readonly { level: number; module: string }[] {
  const text = readIfText(tree, path) ?? '';
  const source = readPython(text.length > longest ? '' : text, path);
  return findInModule(source.top, ['ImportStatement'])
    .map((node) => readImport(source, node))
    .filter(({ isFrom }) => isFrom);
}

/** A ruff.toml; ruff reads the table of the pyproject.toml only where there is none. */
export function readRuff(tree: Tree, config: PythonConfig): TomlData {
  const paths = ['.ruff.toml', 'ruff.toml'].map((name) => fileOf(config, name));
  for (const path of paths) {
    const text = readIfText(tree, path);
    if (text !== undefined) return readToml(text, path).data;
  }
  return {};
}
