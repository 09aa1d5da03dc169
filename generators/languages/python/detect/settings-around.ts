/** Where tools look for their settings: in the folder of the project, then in those above it. */

import { type IniData, readIni } from '../../../edit/ini.js';
import { readIfText } from '../../../tree/paths.js';
import type { Tree } from '../../../types/tree.js';
import { type PythonConfig, readConfig } from './config.js';
import { ancestors } from './import-path.js';

export function dirsAround({ dir }: PythonConfig): readonly string[] {
  return [...ancestors(dir), ''];
}

/** The project itself first. */
export function configsAround(tree: Tree, config: PythonConfig): readonly PythonConfig[] {
  return dirsAround(config).map((dir) => (dir === config.dir ? config : readConfig(tree, dir)));
}

export function readIniFile(tree: Tree, path: string): IniData {
  return readIni(readIfText(tree, path) ?? '');
}
