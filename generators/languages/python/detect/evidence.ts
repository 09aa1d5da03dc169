/** What shows that a repository has a project of Python, and which file describes it. */

import { hasFile, listFolders } from '../../../tree/paths.js';
import type { Tree } from '../../../types/tree.js';
import { readConfigs, setting } from './config.js';

const projectFiles = ['pyproject.toml', 'setup.cfg', 'setup.py'];

/** A project file, or a package at the root or in `src/`. */
export function findEvidence(tree: Tree): string | undefined {
  const file = projectFiles.find((name) => hasFile(tree, name));
  if (file !== undefined) return file;
  const folders = [...listFolders(tree, ''), ...listFolders(tree, 'src').map((name) => `src/${name}`)];
  return folders.map((dir) => `${dir}/__init__.py`).find((path) => hasFile(tree, path));
}

/** The file that really describes the project: the others may hold settings of tools only. */
export function findDescription(tree: Tree): string | undefined {
  const [root] = readConfigs(tree);
  const tables = ['project', 'tool.poetry', 'tool.flit.metadata', 'tool.flit.module'];
  if (root && tables.some((path) => setting(root, path) !== undefined)) return 'pyproject.toml';
  if (root?.cfg['metadata']?.['name'] ?? root?.cfg['options']) return 'setup.cfg';
  return hasFile(tree, 'setup.py') ? 'setup.py' : findEvidence(tree);
}
