/** What ruff's isort, or isort itself, is told about the layout of imports. */

import { dataAt, isTable } from '../../../edit/toml-source.js';
import { joinPath } from '../../../tree/paths.js';
import type { Tree } from '../../../types/tree.js';
import { listWords } from '../edit/import-layout.js';
import { fileOf, type PythonConfig, setting } from './config.js';
import { sortsWithRuff, usesIsort } from './formatters.js';
import { isortProfiles } from './isort-profiles.js';
import { configsAround, readIniFile } from './settings-around.js';
import { findRuff, readEditorConfig } from './style.js';

type Settings = Readonly<Record<string, unknown>>;

/** By the names that ruff gives them, with hyphens; `sorter` is the program, where one is used. */
export function readImportSettings(tree: Tree, config: PythonConfig): Settings {
  if (sortsWithRuff(tree, config)) return { sorter: 'ruff', ...readRuffSettings(tree, config) };
  return usesIsort(tree, config) ? readIsort(tree, config) : readRuffSettings(tree, config);
}

function readRuffSettings(tree: Tree, config: PythonConfig): Settings {
  const { dir, data } = findRuff(tree, config);
  const isort = [dataAt(data, ['lint', 'isort']), dataAt(data, ['isort'])].find(isTable) ?? {};
  const src = Array.isArray(data['src']) ? data['src'].map(String) : ['.', 'src'];
  return { ...isort, src: src.map((path) => joinPath(dir, path)) };
}

/** isort has defaults of its own, and profiles. */
function readIsort(tree: Tree, config: PythonConfig): Settings {
  const { dir, own } = findIsort(tree, config);
  const src = own['src-paths'] === undefined ? ['.', 'src'] : listWords(own['src-paths']);
  return {
    sorter: 'isort',
    'line-length': 79,
    'multi-line-output': 0,
    'split-on-trailing-comma': false,
    ...isortProfiles[String(own['profile'] ?? '')],
    ...own,
    src: src.map((path) => joinPath(dir, path)),
  };
}

/** The first of isort's places that says something, in the nearest folder that has one. */
function findIsort(tree: Tree, config: PythonConfig): { readonly dir: string; readonly own: Settings } {
  for (const around of configsAround(tree, config)) {
    const ini = (name: string) => readIniFile(tree, fileOf(around, name));
    const found = [
      ini('.isort.cfg')['settings'] ?? ini('.isort.cfg')['isort'],
      setting(around, 'tool.isort'),
      around.cfg['isort'] ?? around.cfg['tool:isort'],
      ini('tox.ini')['isort'] ?? ini('tox.ini')['tool:isort'],
    ].find(isTable);
    if (found) return { dir: around.dir, own: hyphenate(found) };
  }
  return { dir: '', own: hyphenate(lengthOf(readEditorConfig(tree)) ?? {}) };
}

function lengthOf({ max_line_length: length }: Readonly<Record<string, string>>): Settings | undefined {
  if (length === undefined) return undefined;
  return { line_length: length === 'off' ? Number.MAX_SAFE_INTEGER : Number(length) };
}

function hyphenate(settings: Settings): Settings {
  return Object.fromEntries(
    Object.entries(settings).map(([key, value]) => [key.replaceAll('_', '-'), value]),
  );
}
