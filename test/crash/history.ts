/** What was done to a directory, as operations on inodes: the form that the power-loss model reads. */

import type { Attributes, Entry, Tree } from './tree.js';

/** Its number is its place in `History.inodes`; the root directory is 0. */
export type InodeNumber = number;

export interface EntryChange {
  readonly directory: InodeNumber;
  readonly name: string;
  /** Undefined: the name is removed. */
  readonly inode: InodeNumber | undefined;
}

export type Operation =
  | { readonly kind: 'write'; readonly inode: InodeNumber; readonly offset: number; readonly data: Buffer }
  | { readonly kind: 'truncate'; readonly inode: InodeNumber; readonly size: number }
  | { readonly kind: 'mode'; readonly inode: InodeNumber; readonly mode: number }
  | { readonly kind: 'owner'; readonly inode: InodeNumber; readonly uid: number; readonly gid: number }
  /** Changes of one directory that happen together or not at all: a rename has two. */
  | { readonly kind: 'entries'; readonly changes: readonly EntryChange[] }
  /** fsync of an inode, or of everything; fdatasync leaves the attributes out. */
  | { readonly kind: 'sync'; readonly inode: InodeNumber | 'all'; readonly attributes: boolean }
  /** What the program said on its standard output: `BEGIN …`, `ACK …`. */
  | { readonly kind: 'marker'; readonly text: string };

export interface History {
  /** As they were when created: data empty but for symlinks, or as found at the beginning. */
  readonly inodes: Entry[];
  readonly operations: Operation[];
}

export const ROOT: InodeNumber = 0;

/** The history of a tree that is on disk already: all of it durable. */
export function beginHistory(tree: Tree, root: Attributes): History {
  const history: History = {
    inodes: [{ kind: 'directory', data: Buffer.alloc(0), ...root }],
    operations: [],
  };
  const numbers = new Map<string, InodeNumber>([['.', ROOT]]);
  for (const [path, entry] of tree) {
    const slash = path.lastIndexOf('/');
    const directory = numbers.get(slash < 0 ? '.' : path.slice(0, slash)) ?? ROOT;
    const inode = history.inodes.push(entry) - 1;
    numbers.set(path, inode);
    history.operations.push({
      kind: 'entries',
      changes: [{ directory, name: path.slice(slash + 1), inode }],
    });
  }
  history.operations.push({ kind: 'sync', inode: 'all', attributes: true });
  return history;
}

/** Does a later fsync cover what was done to this inode at that place? */
export function isSyncedAfter(
  past: readonly Operation[],
  i: number,
  inode: InodeNumber,
  attributes: boolean,
): boolean {
  const covers = (operation: Operation) =>
    operation.kind === 'sync' &&
    (operation.inode === 'all' || operation.inode === inode) &&
    (operation.attributes || !attributes);
  return past.slice(i + 1).some(covers);
}
