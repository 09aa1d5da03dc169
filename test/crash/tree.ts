/** A directory tree as a value: read from disk, written to disk, compared. */

import { createHash } from 'node:crypto';
import {
  chmodSync,
  lchownSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';

export interface Attributes {
  readonly mode: number;
  readonly uid: number;
  readonly gid: number;
}

export interface Entry extends Attributes {
  readonly kind: 'file' | 'directory' | 'symlink';
  /** A file's bytes, a symlink's target; empty for a directory. */
  readonly data: Buffer;
}

/** By path relative to the root, parents before their children. */
export type Tree = ReadonlyMap<string, Entry>;

export function readTree(root: string): Tree {
  const tree = new Map<string, Entry>();
  const visit = (path: string) => {
    for (const name of readdirSync(join(root, path)).sort()) {
      const child = join(path, name);
      const entry = readEntry(join(root, child));
      tree.set(child, entry);
      if (entry.kind === 'directory') visit(child);
    }
  };
  visit('');
  return tree;
}

function readEntry(path: string): Entry {
  const stat = lstatSync(path);
  const attributes = { mode: stat.mode & 0o7777, uid: stat.uid, gid: stat.gid };
  if (stat.isDirectory()) return { kind: 'directory', data: Buffer.alloc(0), ...attributes };
  if (stat.isSymbolicLink()) return { kind: 'symlink', data: Buffer.from(readlinkSync(path)), ...attributes };
  if (stat.isFile()) return { kind: 'file', data: readFileSync(path), ...attributes };
  throw new Error(`${path} is neither file, directory nor symlink`);
}

export function writeTree(root: string, tree: Tree): void {
  mkdirSync(root, { recursive: true });
  for (const [path, entry] of tree) writeEntry(join(root, path), entry);
}

function writeEntry(path: string, entry: Entry): void {
  if (entry.kind === 'directory') mkdirSync(path);
  else if (entry.kind === 'symlink') symlinkSync(entry.data, path);
  else writeFileSync(path, entry.data);
  const isOurs = entry.uid === process.getuid?.() && entry.gid === process.getgid?.();
  if (!isOurs) lchownSync(path, entry.uid, entry.gid);
  if (entry.kind !== 'symlink') chmodSync(path, entry.mode);
}

/** Two trees are the same if and only if their keys are. */
export function keyOf(tree: Tree): string {
  const hash = createHash('sha256');
  for (const path of [...tree.keys()].sort()) hash.update(`${path}\0${describe(tree.get(path))}\0`);
  return hash.digest('hex');
}

/** One line an entry, to show a state to a reader. */
export function showTree(tree: Tree): string {
  return [...tree].map(([path, entry]) => `    ${path}: ${describe(entry)}`).join('\n') || '    (empty)';
}

function describe(entry: Entry | undefined): string {
  if (!entry) return 'nothing';
  const mode = entry.kind === 'symlink' ? '' : ` ${entry.mode.toString(8)} ${entry.uid}:${entry.gid}`;
  return `${entry.kind}${mode} ${JSON.stringify(entry.data.toString('latin1'))}`;
}
