/** A repository that exists in memory only: text by path. A path that ends in `/` is an empty folder. */

import { posix } from 'node:path';
import type { FileWrite } from '../../generators/core/record.js';
import type { Tree, TreeEntry } from '../../generators/types/tree.js';

export function memoryTree(files: Readonly<Record<string, string>>): Tree {
  return {
    read: (path) => files[path],
    resolve: (path) => path,
    list: (dir) =>
      listEntries(Object.keys(files), dir === '' || dir === '.' ? '' : `${posix.normalize(dir)}/`),
  };
}

/** The files as they are once a run has written. */
export function afterWrites(
  files: Readonly<Record<string, string>>,
  writes: readonly FileWrite[],
): Readonly<Record<string, string>> {
  const after = new Map(Object.entries(files));
  for (const { path, text } of writes) {
    if (text === undefined) after.delete(path);
    else after.set(path, text);
  }
  return Object.fromEntries(after);
}

function listEntries(paths: readonly string[], prefix: string): readonly TreeEntry[] {
  const kinds = new Map<string, TreeEntry['kind']>();
  for (const path of paths) {
    if (!path.startsWith(prefix) || path === prefix) continue;
    const [name = '', ...rest] = path.slice(prefix.length).split('/');
    kinds.set(name, rest.length > 0 ? 'dir' : (kinds.get(name) ?? 'file'));
  }
  return [...kinds].sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, kind]) => ({ name, kind }));
}
