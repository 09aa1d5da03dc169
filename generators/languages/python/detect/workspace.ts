/** The uv workspace that a project is a member of, which may begin above the folder that the run works in. */

import type { Around } from '../../../types/around.js';
import type { Tree } from '../../../types/tree.js';
import { type PythonConfig, readConfigs } from './config.js';

export interface Workspace {
  /** Its root: the repository's, or a folder above it. */
  readonly tree: Tree;
  readonly root: PythonConfig;
  /** Whether the project is a member, and not the root itself. */
  readonly isMember: boolean;
}

export function findWorkspace(tree: Tree, config: PythonConfig, around: Around): Workspace {
  const above = around.above.find(({ tree: outer, path }) =>
    readConfigs(outer).some(({ dir }) => dir === path),
  );
  const outer = above?.tree ?? tree;
  const [root = config] = readConfigs(outer);
  return { tree: outer, root, isMember: above !== undefined || config.dir !== '' };
}
