/** A folder on disk as a `Tree`: read when asked, each file and folder once. */

import { type Dirent, readdirSync, statSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import type { Tree, TreeEntry } from '../types/tree.js';
import { UserError } from '../types/user-error.js';
import { readRegularFile } from './read-file.js';
import { resolveInside } from './real-path.js';
import { createSearchLimits } from './search-limits.js';

export function diskTree(root: string): Tree {
  const texts = new Map<string, string | undefined>();
  const lists = new Map<string, readonly TreeEntry[]>();
  const mayEnter = createSearchLimits(root);
  return {
    read: (path) => remember(texts, path, () => readText(join(root, path), path)),
    list: (dir) => remember(lists, dir, () => listFolder(join(root, dir), dir, mayEnter)),
    resolve: (path) => relative(resolveInside(root, '.'), resolveInside(root, path)).split(sep).join('/'),
  };
}

function remember<T>(known: Map<string, T>, key: string, find: () => T): T {
  if (!known.has(key)) known.set(key, find());
  return known.get(key) as T;
}

/** In bytes: more than any text that is read here, and less than what fills the memory. */
const limit = 50_000_000;

/** Without a fallback encoding: what was misread would be written back damaged. The byte order mark stays. */
function readText(file: string, path: string): string | undefined {
  const size = attempt(path, () => (isA('file', file) ? statSync(file).size : undefined)) ?? 0;
  if (size > limit)
    throw new UserError(
      `${path} is larger than ${limit / 1_000_000} MB, so no text: delete it, or move it away.`,
    );
  const bytes = attempt(path, () => (isA('file', file) ? readRegularFile(file) : undefined));
  if (bytes === undefined) return undefined;
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw new UserError(`${path} is not UTF-8 text. Save it as UTF-8, then run again.`);
  }
}

/** A folder that only others may read, as the data of a database in a container, counts as empty. */
function listFolder(folder: string, dir: string, mayEnter: (dir: string) => boolean): readonly TreeEntry[] {
  const search = () => (isA('dir', folder) && mayEnter(dir) ? readEntries(folder) : []);
  const entries = attempt(dir || '.', dir === '' ? search : () => orWhenForbidden([], search)) ?? [];
  return entries
    .flatMap((entry) => {
      const kind = kindOf(entry, folder);
      return kind ? [{ name: entry.name, kind }] : [];
    })
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

function readEntries(folder: string): readonly Dirent[] {
  return readdirSync(folder, { withFileTypes: true });
}

/** Links count as what they lead to; sockets, and links that lead nowhere, as nothing. */
function kindOf(entry: Dirent, folder: string): TreeEntry['kind'] | undefined {
  if (entry.isDirectory()) return 'dir';
  if (entry.isFile()) return 'file';
  const path = join(folder, entry.name);
  return orWhenForbidden(undefined, () =>
    isA('dir', path) ? 'dir' : isA('file', path) ? 'file' : undefined,
  );
}

function isA(kind: TreeEntry['kind'], path: string): boolean {
  const stats = statSync(path, { throwIfNoEntry: false });
  return (kind === 'dir' ? stats?.isDirectory() : stats?.isFile()) ?? false;
}

function orWhenForbidden<T>(fallback: T, action: () => T): T {
  try {
    return action();
  } catch (error) {
    if (['EACCES', 'EPERM', 'ELOOP', 'ENOENT'].includes(codeOf(error))) return fallback;
    throw error;
  }
}

function attempt<T>(path: string, action: () => T | undefined): T | undefined {
  try {
    return action();
  } catch (error) {
    const code = codeOf(error);
    if (code === 'ENOTDIR') return undefined;
    throw new UserError(`${path} cannot be read (${code}). Check its permissions, then run again.`);
  }
}

function codeOf(error: unknown): string {
  return (error as NodeJS.ErrnoException).code ?? 'unknown';
}
