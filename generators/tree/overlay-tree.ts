/** A folder as it will be once planned files are in it, so that detection sees a project that is not there yet. */

import type { Tree, TreeEntry } from '../types/tree.js';

interface PlannedFile {
  readonly path: string;
  readonly text: string;
}

/** Where both have a file, the one that is there wins: the user may have changed it, and then it stays. */
export function overlayTree(tree: Tree, files: readonly PlannedFile[]): Tree {
  const planned = new Map(files.map(({ path, text }) => [path, text]));
  return {
    read: (path) => tree.read(path) ?? planned.get(path),
    resolve: (path) => tree.resolve(path),
    list: (dir) => mergeEntries(tree.list(dir), entriesIn(dir, [...planned.keys()])),
  };
}

function entriesIn(dir: string, paths: readonly string[]): readonly TreeEntry[] {
  const start = dir === '' ? '' : `${dir}/`;
  const below = paths.filter((path) => path.startsWith(start)).map((path) => path.slice(start.length));
  return below.map((path) => {
    const [name = '', ...rest] = path.split('/');
    return { name, kind: rest.length > 0 ? 'dir' : 'file' };
  });
}

function mergeEntries(there: readonly TreeEntry[], planned: readonly TreeEntry[]): readonly TreeEntry[] {
  const entries = new Map([...planned, ...there].map((entry) => [entry.name, entry]));
  return [...entries.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
}
