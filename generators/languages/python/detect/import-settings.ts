/** What ruff's isort, or isort itself, is told about the layout of imports. */

import { dataAt, isTable } from '../../../edit/toml-source.js';
import { joinPath } from '../../../tree/paths.js';
import type { Tree } from '../../../types/tree.js';
import { listWords } from '../edit/import-layout.js';
import { fileOf, type PythonConfig, setting } from './config.js';
import { sortsWithRuff, usesIsort } from './formatters.js';
import { readIniFile } from './ini-files.js';
import { isortProfiles } from './isort-profiles.js';
import { readEditorConfig, readRuff } from './style.js';

type Settings = Readonly<Record<string, unknown>>;

/** By the names that ruff gives them, with hyphens; `sorter` is the program, where one is used. */
export function readImportSettings(tree: Tree, config: PythonConfig): Settings {
  const ruff = readRuffSettings(tree, config);
  if (sortsWithRuff(tree, config)) return { sorter: 'ruff', ...ruff };
  const own = readIsortSettings(tree, config);
  if (usesIsort(tree, config)) return readIsort(config, own ?? {});
  return ruff;
}

function readRuffSettings(tree: Tree, config: PythonConfig): Settings {
  const ruff = readRuff(tree, config);
  const isort = [dataAt(ruff, ['lint', 'isort']), dataAt(ruff, ['isort'])].find(isTable) ?? {};
  const src = Array.isArray(ruff['src']) ? ruff['src'].map(String) : ['.', 'src'];
  return { ...isort, src: src.map((path) => joinPath(config.dir, path)) };
}

/** isort has defaults of its own, and profiles. */
function readIsort(config: PythonConfig, own: Settings): Settings {
  const src = own['src-paths'] === undefined ? ['.', 'src'] : listWords(own['src-paths']);
  return {
    sorter: 'isort',
    'line-length': 79,
    'multi-line-output': 0,
    'split-on-trailing-comma': false,
    ...isortProfiles[String(own['profile'] ?? '')],
    ...own,
    src: src.map((path) => joinPath(config.dir, path)),
  };
}

/** The first of isort's places that says something. */
function readIsortSettings(tree: Tree, config: PythonConfig): Settings | undefined {
  const ini = (name: string) => readIniFile(tree, fileOf(config, name));
  const places = [
    ini('.isort.cfg')['settings'] ?? ini('.isort.cfg')['isort'],
    setting(config, 'tool.isort'),
    config.cfg['isort'] ?? config.cfg['tool:isort'],
    ini('tox.ini')['isort'] ?? ini('tox.ini')['tool:isort'],
    lengthOf(readEditorConfig(tree)),
  ];
  const found = places.find(isTable);
  return found && hyphenate(found);
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
