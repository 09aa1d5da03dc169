/** What ruff's isort, or isort itself, is told about the layout of imports. */

import { readIni } from '../../../edit/ini.js';
import { dataAt, isTable } from '../../../edit/toml-source.js';
import { readIfText } from '../../../tree/paths.js';
import type { Tree } from '../../../types/tree.js';
import { fileOf, type PythonConfig, setting } from './config.js';
import { readRuff } from './style.js';

type Settings = Readonly<Record<string, unknown>>;

/** The first table that is there; names as ruff spells them, with hyphens. */
export function readImportSettings(tree: Tree, config: PythonConfig): Settings {
  const ini = (name: string) => readIni(readIfText(tree, fileOf(config, name)) ?? '');
  const ruffs = [readRuff(tree, config), setting(config, 'tool.ruff')];
  const tables = [
    ...ruffs.flatMap((ruff) => [dataAt(ruff, ['lint', 'isort']), dataAt(ruff, ['isort'])]),
    setting(config, 'tool.isort'),
    ini('.isort.cfg')['settings'],
    config.cfg['isort'],
    ini('tox.ini')['isort'],
  ];
  const found = tables.find(isTable) ?? {};
  return Object.fromEntries(Object.entries(found).map(([key, value]) => [key.replaceAll('_', '-'), value]));
}
