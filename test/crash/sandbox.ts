/** A live directory in memory, on which recorded system calls are replayed to get their history. */

import type { EntryChange, History, InodeNumber, Operation } from './history.js';
import { beginHistory, ROOT } from './history.js';
import type { Attributes, Entry, Tree } from './tree.js';

/** An open file description: shared by duplicates of a descriptor. */
export interface OpenFile {
  readonly inode: InodeNumber;
  readonly append: boolean;
  offset: number;
}

/** Where a path leads: the directory and name of its last step, and what is there. */
export interface Place {
  readonly directory: InodeNumber;
  readonly name: string;
  readonly inode: InodeNumber | undefined;
}

export class Sandbox {
  readonly history: History;
  readonly openFiles = new Map<number, OpenFile>();
  umask: number;
  readonly root: string;
  readonly #entries = new Map<InodeNumber, Map<string, InodeNumber>>();
  readonly #sizes = new Map<InodeNumber, number>();

  constructor(root: string, before: Tree, attributes: Attributes, umask: number) {
    this.root = root;
    this.umask = umask;
    this.history = beginHistory(before, attributes);
    for (const operation of this.history.operations) this.#applyEntries(operation);
    this.history.inodes.forEach((entry, inode) => {
      this.#sizes.set(inode, entry.data.length);
    });
  }

  log(operation: Operation): void {
    this.#applyEntries(operation);
    if (operation.kind === 'write') this.#grow(operation.inode, operation.offset + operation.data.length);
    if (operation.kind === 'truncate') this.#sizes.set(operation.inode, operation.size);
    this.history.operations.push(operation);
  }

  create(place: Place, kind: Entry['kind'], mode: number, data: Buffer = Buffer.alloc(0)): InodeNumber {
    const owner = { uid: process.getuid?.() ?? 0, gid: process.getgid?.() ?? 0 };
    const inode = this.history.inodes.push({ kind, data, mode: mode & ~this.umask, ...owner }) - 1;
    this.#sizes.set(inode, data.length);
    this.enter(place, inode);
    return inode;
  }

  enter({ directory, name }: Place, inode: InodeNumber | undefined, ...more: EntryChange[]): void {
    this.log({ kind: 'entries', changes: [{ directory, name, inode }, ...more] });
  }

  write(file: OpenFile, data: Buffer, at?: number): void {
    const end = this.sizeOf(file.inode);
    const offset = file.append ? end : (at ?? file.offset);
    this.log({ kind: 'write', inode: file.inode, offset, data });
    if (at === undefined) file.offset = offset + data.length;
  }

  sizeOf = (inode: InodeNumber) => this.#sizes.get(inode) ?? 0;

  contains = (path: string | undefined): path is string =>
    path !== undefined && (path === this.root || path.startsWith(`${this.root}/`));

  /** Follows every symlink on the way, the last one only on request. */
  find(path: string, followLast: boolean): Place {
    if (!this.contains(path)) throw new Error(`${path} leads out of ${this.root}`);
    const steps = path.slice(this.root.length).split('/').filter(Boolean);
    return this.#walk(ROOT, steps, followLast, []);
  }

  #walk(start: InodeNumber, steps: readonly string[], followLast: boolean, up: InodeNumber[]): Place {
    const [name, ...rest] = steps;
    if (name === undefined) return { directory: start, name: '.', inode: start };
    if (name === '.') return this.#walk(start, rest, followLast, up);
    if (name === '..') return this.#walk(up.at(-1) ?? ROOT, rest, followLast, up.slice(0, -1));
    const inode = this.#entries.get(start)?.get(name);
    const target = rest.length > 0 || followLast ? this.#targetOf(inode) : undefined;
    if (target?.startsWith('/')) return this.find([target, ...rest].join('/'), followLast);
    if (target !== undefined) return this.#walk(start, [...target.split('/'), ...rest], followLast, up);
    if (rest.length === 0) return { directory: start, name, inode };
    if (inode === undefined) throw new Error(`${name} is missing on the way to ${rest.join('/')}`);
    return this.#walk(inode, rest, followLast, [...up, start]);
  }

  #targetOf(inode: InodeNumber | undefined): string | undefined {
    const entry = inode === undefined ? undefined : this.history.inodes[inode];
    return entry?.kind === 'symlink' ? entry.data.toString() : undefined;
  }

  #grow(inode: InodeNumber, size: number): void {
    this.#sizes.set(inode, Math.max(size, this.sizeOf(inode)));
  }

  #applyEntries(operation: Operation): void {
    if (operation.kind !== 'entries') return;
    for (const { directory, name, inode } of operation.changes) {
      const names = this.#entries.get(directory) ?? new Map<string, InodeNumber>();
      this.#entries.set(directory, names);
      if (inode === undefined) names.delete(name);
      else names.set(name, inode);
    }
  }
}
