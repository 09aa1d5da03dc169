/** A folder on disk as a `Tree`: read when asked, each file and folder once. */

import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Tree, TreeEntry } from '../types/tree.js';
import { UserError } from '../types/user-error.js';

export function diskTree(root: string): Tree {
  const texts = new Map<string, string | undefined>();
  const lists = new Map<string, readonly TreeEntry[]>();
  return {
    read: (path) => remember(texts, path, () => readText(join(root, path), path)),
    list: (dir) => remember(lists, dir, () => listFolder(join(root, dir), dir)),
  };
}

function remember<T>(known: Map<string, T>, key: string, find: () => T): T {
  if (!known.has(key)) known.set(key, find());
  return known.get(key) as T;
}

/** Without a fallback encoding: what was misread would be written back damaged. The byte order mark stays. */
function readText(file: string, path: string): string | undefined {
  const bytes = attempt(path, () =>
    statSync(file, { throwIfNoEntry: false })?.isFile() ? readFileSync(file) : undefined,
  );
  if (bytes === undefined) return undefined;
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw new UserError(`${path} is not UTF-8 text. Save it as UTF-8, then run again.`);
  }
}

function listFolder(folder: string, dir: string): readonly TreeEntry[] {
  const names = attempt(dir || '.', () => (isFolder(folder) ? readdirSync(folder) : []));
  return (names ?? []).sort().flatMap((name) => {
    const kind = kindOf(join(folder, name));
    return kind ? [{ name, kind }] : [];
  });
}

/** Links count as what they lead to; sockets, and links that lead nowhere, as nothing. */
function kindOf(path: string): TreeEntry['kind'] | undefined {
  try {
    const stats = statSync(path, { throwIfNoEntry: false });
    return stats?.isDirectory() ? 'dir' : stats?.isFile() ? 'file' : undefined;
  } catch {
    return undefined;
  }
}

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
}

function attempt<T>(path: string, action: () => T | undefined): T | undefined {
  try {
    return action();
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? 'unknown';
    if (code === 'ENOTDIR') return undefined;
    throw new UserError(`${path} cannot be read (${code}). Check its permissions, then run again.`);
  }
}
