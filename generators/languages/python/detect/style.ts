/** The style that a Python repository keeps: the length of its lines, its quotes, and how its modules import each other. */

import { dataAt, isTable, readToml, type TomlData } from '../../../edit/toml-source.js';
import { joinPath, listFiles, parentOf, readIfText } from '../../../tree/paths.js';
import type { PackageCandidate } from '../../../types/project.js';
import type { Tree } from '../../../types/tree.js';
import { isWithin } from '../edit/imports.js';
import { readImport } from '../edit/names.js';
import { findInModule, readPython } from '../edit/source.js';
import { type PythonConfig, setting } from './config.js';
import { configsAround, dirsAround, readIniFile } from './settings-around.js';

const defaultLength = 88;

/** How many modules to look at, and up to which length: enough to see a habit, and no more. */
const sample = 8;
const longest = 20_000;

export function findLineLength(tree: Tree, config: PythonConfig): number {
  const [flake8] = listFlake8(tree, config);
  const found = [
    readRuff(tree, config)['line-length'],
    ...configsAround(tree, config).map((around) => setting(around, 'tool.black.line-length')),
    flake8?.['max_line_length'],
    flake8 && 79,
    readEditorConfig(tree)['max_line_length'],
  ];
  return found.map(Number).find((length) => Number.isInteger(length) && length > 0) ?? defaultLength;
}

/** Whether strings stand in single quotes here, by the settings of a formatter or a linter. */
export function prefersSingleQuotes(tree: Tree, config: PythonConfig): boolean {
  const ruff = readRuff(tree, config);
  const rule = ['flake8-quotes', 'inline-quotes'];
  const said = [
    dataAt(ruff, ['format', 'quote-style']),
    dataAt(ruff, ['lint', ...rule]) ?? dataAt(ruff, rule),
    ...listFlake8(tree, config).map((table) => table['inline_quotes']),
  ].find((value) => /^(single|double|['"])$/.test(String(value)));
  return said === 'single' || said === "'";
}

function listFlake8(tree: Tree, config: PythonConfig): readonly Readonly<Record<string, string>>[] {
  return dirsAround(config)
    .flatMap((dir) => ['setup.cfg', 'tox.ini', '.flake8'].map((name) => joinPath(dir, name)))
    .map((path) => readIniFile(tree, path)['flake8'])
    .filter((table) => table !== undefined);
}

/** ruff's ban on relative imports, or the habit of the package. */
export function prefersAbsoluteImports(
  tree: Tree,
  config: PythonConfig,
  candidate: PackageCandidate,
): boolean {
  const rule = ['flake8-tidy-imports', 'ban-relative-imports'];
  const ruff = readRuff(tree, config);
  if ([['lint', ...rule], rule].some((path) => dataAt(ruff, path) === 'all')) return true;
  const imports = listFiles(tree, candidate.dir)
    .filter((name) => name.endsWith('.py'))
    .slice(0, sample)
    .flatMap((name) => readImports(tree, joinPath(candidate.dir, name)));
  if (imports.some(({ level }) => level > 0)) return false;
  return imports.some(({ module }) => isWithin(module, candidate.name));
}

function readImports(tree: Tree, path: string): readonly { level: number; module: string }[] {
  const text = readIfText(tree, path) ?? '';
  if (text.length > longest || !/\bfrom\b/.test(text)) return [];
  const source = readPython(text, path);
  return findInModule(source.top, ['ImportStatement'])
    .map((node) => readImport(source, node))
    .filter(({ isFrom }) => isFrom);
}

/** Settings of ruff, and the folder that their paths are relative to. */
interface RuffSettings {
  readonly dir: string;
  readonly data: TomlData;
}

/** Those of the nearest folder that has any, as ruff itself looks for them. */
export function findRuff(tree: Tree, config: PythonConfig): RuffSettings {
  for (const dir of dirsAround(config)) {
    for (const name of ['.ruff.toml', 'ruff.toml', 'pyproject.toml']) {
      const data = readRuffFile(tree, joinPath(dir, name));
      if (data !== undefined) return { dir, data };
    }
  }
  return { dir: config.dir, data: {} };
}

export function readRuff(tree: Tree, config: PythonConfig): TomlData {
  return findRuff(tree, config).data;
}

/** With what it extends, which may go on. */
function readRuffFile(tree: Tree, path: string, depth = 0): TomlData | undefined {
  const text = readIfText(tree, path);
  if (text === undefined || depth > 9) return undefined;
  const data = readToml(text, path).data;
  const ruff = path.endsWith('pyproject.toml') ? dataAt(data, ['tool', 'ruff']) : data;
  if (!isTable(ruff)) return undefined;
  const extended = ruff['extend'];
  if (typeof extended !== 'string') return ruff;
  const base = readRuffFile(tree, joinPath(parentOf(path), extended), depth + 1) ?? {};
  return mergeTables(base, ruff);
}

function mergeTables(base: TomlData, over: TomlData): TomlData {
  const merged = Object.entries(over).map(([key, value]) => {
    const below = base[key];
    return [key, isTable(value) && isTable(below) ? mergeTables(below, value) : value];
  });
  return { ...base, ...Object.fromEntries(merged) };
}

/** What `.editorconfig` says of Python files. */
export function readEditorConfig(tree: Tree): Readonly<Record<string, string>> {
  const sections = Object.entries(readIniFile(tree, '.editorconfig'));
  const matching = sections.filter(([name]) =>
    /^(\*|\*?\*\.py|\*\.\{([^}]*,\s*)?py\s*(,[^}]*)?\})$/.test(name),
  );
  return Object.assign({}, ...matching.map(([, values]) => values));
}
