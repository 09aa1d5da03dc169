/**
 * Every directory state that a power loss may leave at one moment of a history. Pure.
 *
 * The model is POSIX at its weakest, as in ALICE (Pillai et al., OSDI 2014), and no file system's:
 * - Nothing is durable before the fsync of its own inode: a file's for its bytes, size, mode and owner, a
 *   directory's for its entries. fdatasync leaves out mode and owner. A file's fsync does not persist its name.
 * - Entry changes not yet durable persist in any order and combination, in one directory or several, except that
 *   changes of the same entry keep theirs. A rename within a directory is atomic.
 * - Writes and truncations of a file that are not yet durable persist in any combination; one of the writes may
 *   also be cut short, or leave zeros or old garbage where its bytes or the rest of them belong.
 * - Mode and owner are two registers: each has its durable or any later value.
 */

import { combine, subsetsOf } from './combinations.js';
import type { EntryChange, History, InodeNumber, Operation } from './history.js';
import { isSyncedAfter, ROOT } from './history.js';
import { possibleVersions } from './inode-versions.js';
import type { Entry, Tree } from './tree.js';

type Entries = ReadonlyMap<InodeNumber, ReadonlyMap<string, InodeNumber>>;
type EntriesOperation = Extract<Operation, { kind: 'entries' }>;

const MAX_STATES = 50_000;

/** The states after a power loss when the first `moment` operations were made. */
export function statesAt(history: History, moment: number): Tree[] {
  const past = history.operations.slice(0, moment);
  const states: Tree[] = [];
  for (const entries of possibleEntries(past)) {
    const inodes = reachableInodes(entries);
    for (const versions of combine(inodes.map((inode) => possibleVersions(history, past, inode)))) {
      states.push(buildTree(entries, new Map(inodes.map((inode, i) => [inode, versions[i] as Entry]))));
      if (states.length > MAX_STATES) throw new Error(`more than ${MAX_STATES} states at one moment`);
    }
  }
  return states;
}

/** The state where nothing was lost. */
export function finalState(history: History): Tree {
  const synced: Operation = { kind: 'sync', inode: 'all', attributes: true };
  const [state] = statesAt({ ...history, operations: [...history.operations, synced] }, Infinity);
  return state ?? new Map();
}

function possibleEntries(past: readonly Operation[]): Entries[] {
  const changes = past.flatMap((operation, i) => (operation.kind === 'entries' ? [{ operation, i }] : []));
  const isDurable = (change: { operation: EntriesOperation; i: number }) =>
    isSyncedAfter(past, change.i, directoryOf(change.operation), false);
  const durable = changes.filter(isDurable).map(({ operation }) => operation);
  const pending = changes.filter((change) => !isDurable(change)).map(({ operation }) => operation);
  return orderedSubsets(pending).map((subset) => applyEntries([...durable, ...subset]));
}

const directoryOf = (operation: EntriesOperation) => operation.changes[0]?.directory ?? ROOT;

/** The subsets in which no change comes without the earlier ones of the same entry. */
function orderedSubsets(pending: readonly EntriesOperation[]): EntriesOperation[][] {
  const needs = pending.map((later, i) =>
    pending.slice(0, i).filter((earlier) => shareEntry(earlier, later)),
  );
  return subsetsOf(pending).filter((subset) =>
    subset.every((operation) => needs[pending.indexOf(operation)]?.every((need) => subset.includes(need))),
  );
}

const shareEntry = (a: EntriesOperation, b: EntriesOperation) =>
  a.changes.some((x) => b.changes.some((y) => x.directory === y.directory && x.name === y.name));

function applyEntries(operations: readonly EntriesOperation[]): Entries {
  const entries = new Map<InodeNumber, Map<string, InodeNumber>>();
  for (const { directory, name, inode } of operations.flatMap<EntryChange>(({ changes }) => changes)) {
    const names = entries.get(directory) ?? new Map<string, InodeNumber>();
    entries.set(directory, names);
    if (inode === undefined) names.delete(name);
    else names.set(name, inode);
  }
  return entries;
}

function reachableInodes(entries: Entries): InodeNumber[] {
  const found = new Set<InodeNumber>([ROOT]);
  for (const directory of found) for (const inode of entries.get(directory)?.values() ?? []) found.add(inode);
  return [...found];
}

function buildTree(entries: Entries, inodes: ReadonlyMap<InodeNumber, Entry>): Tree {
  const tree = new Map<string, Entry>();
  const visit = (directory: InodeNumber, prefix: string) => {
    for (const [name, inode] of entries.get(directory) ?? []) {
      tree.set(prefix + name, inodes.get(inode) as Entry);
      visit(inode, `${prefix}${name}/`);
    }
  };
  visit(ROOT, '');
  return tree;
}
