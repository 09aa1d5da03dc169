/** Paths of a repository, and what lies at them; `''` is the root. */

import { posix } from 'node:path';
import type { Tree } from '../types/tree.js';
import { FlagError, UserError } from '../types/user-error.js';

export function joinPath(...parts: readonly string[]): string {
  const path = posix.join(...parts.map((part) => part.replaceAll('\\', '/')));
  return path === '.' || path === './' ? '' : path.replace(/^\.\//, '').replace(/\/$/, '');
}

export function parentOf(path: string): string {
  return joinPath(posix.dirname(path));
}

export function isInside(path: string, dir: string): boolean {
  return dir === '' || path === dir || path.startsWith(`${dir}/`);
}

/** A path inside of the repository, as this generator writes it. */
export function isSafePath(path: unknown): path is string {
  if (typeof path !== 'string' || path === '' || /\p{Cc}/u.test(path)) return false;
  return !/^\/|^[a-z]:|\\|(^|\/)\.{0,2}(\/|$)/i.test(path);
}

export function hasFile(tree: Tree, path: string): boolean {
  return has(tree, path, 'file');
}

export function hasFolder(tree: Tree, path: string): boolean {
  return path === '' || has(tree, path, 'dir');
}

export function listFolders(tree: Tree, dir: string): readonly string[] {
  return tree.list(dir).flatMap(({ name, kind }) => (kind === 'dir' ? [name] : []));
}

export function listFiles(tree: Tree, dir: string): readonly string[] {
  return tree.list(dir).flatMap(({ name, kind }) => (kind === 'file' ? [name] : []));
}

/** A file that is only looked at, not edited: one in another encoding counts as absent. */
export function readIfText(tree: Pick<Tree, 'read'>, path: string): string | undefined {
  try {
    return tree.read(path);
  } catch (error) {
    if (error instanceof UserError) return undefined;
    throw error;
  }
}

export type FolderFlag = 'source-dir' | 'tests-dir' | 'docs-dir';

/** A folder that the user named with a flag, as a path below the root. */
export function normaliseFolder(value: string, flag: FolderFlag): string {
  const path = value.trim().replaceAll('\\', '/');
  if (path.startsWith('/') || /^[A-Za-z]:/.test(path)) {
    throw new FlagError(flag, value, 'is an absolute path. Give it relative to the root of the project.');
  }
  const folder = joinPath(path);
  if (folder === '..' || folder.startsWith('../')) {
    throw new FlagError(flag, value, 'lies outside of the project. Name a folder inside of it.');
  }
  if (/\p{Cc}/u.test(folder)) {
    throw new FlagError(flag, value, 'holds a control character. Name another folder.');
  }
  const reserved = folder.split('/').find((name) => ['.git', '.chora', 'node_modules'].includes(name));
  if (reserved !== undefined) {
    throw new FlagError(
      flag,
      value,
      `lies in ${reserved}, which belongs to another tool. Name another folder.`,
    );
  }
  return folder;
}

function has(tree: Tree, path: string, kind: 'file' | 'dir'): boolean {
  if (tree.look !== undefined) return tree.look(path, kind);
  const name = posix.basename(path);
  return tree.list(parentOf(path)).some((entry) => entry.name === name && entry.kind === kind);
}
