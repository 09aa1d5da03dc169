/** The projects that lie in folders below the root, whether a workspace lists them or not. */

import { listNames } from '../../../text/names.js';
import { joinPath, listFolders } from '../../../tree/paths.js';
import { unseen } from '../../../tree/walk.js';
import type { Tree } from '../../../types/tree.js';
import { isProject, type PythonConfig, readConfig } from './config.js';
import { ancestors } from './import-path.js';
import { findPackages } from './packages.js';
import { isHelper } from './search.js';

/** Repositories of several projects have them in `backend/`, `services/api/` or `libs/python/acme/`. */
const deepest = 3;

/** The innermost project at or above a folder; the root where no other is. */
export function configAround(tree: Tree, folder: string): PythonConfig {
  const inner = ancestors(folder).find((dir) => isProject(tree, dir));
  return readConfig(tree, inner ?? '');
}

/** The outermost projects below the root, without examples and the like. */
export function findMembers(tree: Tree): readonly PythonConfig[] {
  return findBelow(tree, '', 1).map((dir) => readConfig(tree, dir));
}

/** `backend (acme), services/api`: folders, with the packages that can be named; undefined where there are none. */
export function describeMembers(tree: Tree): string | undefined {
  const members = findMembers(tree).map((config) => {
    const names = findPackages(tree, config).map(({ name }) => name);
    return names.length === 0 ? config.dir : `${config.dir} (${names.join(', ')})`;
  });
  return members.length === 0 ? undefined : listNames(members);
}

/** Whether a workspace has a member only to show something: `examples/shop`. */
export function isExample({ dir }: Pick<PythonConfig, 'dir'>): boolean {
  return dir.split('/').some(isHelper);
}

function findBelow(tree: Tree, dir: string, depth: number): readonly string[] {
  const names = listFolders(tree, dir).filter((name) => !unseen.has(name) && !/^[._]|\{/.test(name));
  const folders = names.map((name) => joinPath(dir, name)).filter((folder) => !isExample({ dir: folder }));
  return folders.flatMap((folder) => {
    if (isProject(tree, folder)) return [folder];
    return depth < deepest ? findBelow(tree, folder, depth + 1) : [];
  });
}
