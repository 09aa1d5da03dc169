/** INI files of a repository, where they are there. */

import { type IniData, readIni } from '../../../edit/ini.js';
import { readIfText } from '../../../tree/paths.js';
import type { Tree } from '../../../types/tree.js';

export function readIniFile(tree: Tree, path: string): IniData {
  return readIni(readIfText(tree, path) ?? '');
}
