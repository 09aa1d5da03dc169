/** Finds the package of a project that was begun here where its user renamed the folder since. */

import type { FileRecord, Manifest } from '../core/manifest.js';
import { hasFile, listFolders } from '../tree/paths.js';
import type { Tree } from '../types/tree.js';

export interface Rename {
  readonly from: string;
  readonly to: string;
}

/** The one folder beside the old one that has most of its files; undefined where the old one is there, or no such. */
export function findRename(tree: Tree, { files }: Manifest, from: unknown): Rename | undefined {
  if (typeof from !== 'string') return undefined;
  const paths = Object.entries(files)
    .filter(([path, { piece }]) => piece === 'project' && path.includes(`/${from}/`))
    .map(([path]) => path);
  if (paths.length === 0 || paths.some((path) => hasFile(tree, path))) return undefined;
  const parent = paths[0]?.split(`/${from}/`)[0] ?? '';
  const has = (to: string) => paths.filter((path) => hasFile(tree, rename(path, { from, to }))).length;
  const [to, another] = listFolders(tree, parent).filter((name) => has(name) * 2 > paths.length);
  return to === undefined || another !== undefined ? undefined : { from, to };
}

/** The record with the files of the package where they are now. */
export function followRename(manifest: Manifest, way: Rename | undefined): Manifest {
  if (way === undefined) return manifest;
  const { files, edits = {}, ...rest } = manifest;
  const follow = ([path, record]: [string, FileRecord]): [string, FileRecord] =>
    record.package === way.from ? [rename(path, way), { ...record, package: way.to }] : [path, record];
  return {
    ...rest,
    files: Object.fromEntries(Object.entries(files).map(follow)),
    edits: Object.fromEntries(Object.entries(edits).map(([path, record]) => [rename(path, way), record])),
  };
}

function rename(path: string, { from, to }: Rename): string {
  return path.replace(`/${from}/`, () => `/${to}/`);
}
