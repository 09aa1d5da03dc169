/** Every version of one file, directory or symlink that a power loss may leave. Pure. */

import { distinct, subsetsOf } from './combinations.js';
import { damagedWrites } from './damaged-writes.js';
import { type History, type InodeNumber, isSyncedAfter, type Operation } from './history.js';
import type { Attributes, Entry } from './tree.js';

/** What it may be after a power loss: its bytes, mode and owner, in every combination. */
export function possibleVersions(history: History, past: readonly Operation[], inode: InodeNumber): Entry[] {
  const created = history.inodes[inode];
  if (!created) throw new Error(`no inode ${inode}`);
  const attributes = possibleModes(past, inode, created).flatMap((mode) =>
    possibleOwners(past, inode, created).map((owner) => ({ mode, ...owner })),
  );
  return possibleContents(past, inode, created.data).flatMap((data) =>
    attributes.map((values) => ({ kind: created.kind, data, ...values })),
  );
}

function possibleContents(past: readonly Operation[], inode: InodeNumber, created: Buffer): Buffer[] {
  const changes = past.flatMap((operation, i) =>
    (operation.kind === 'write' || operation.kind === 'truncate') && operation.inode === inode
      ? [{ operation, durable: isSyncedAfter(past, i, inode, false) }]
      : [],
  );
  const durable = changes.filter((change) => change.durable).map(({ operation }) => operation);
  const pending = changes.filter((change) => !change.durable).map(({ operation }) => operation);
  const contents = subsetsOf(pending)
    .flatMap(damagedWrites)
    .map((subset) => [...durable, ...subset].reduce(changeContent, created));
  return distinct(contents, (content) => content.toString('latin1'));
}

function changeContent(content: Buffer, change: Operation): Buffer {
  if (change.kind === 'truncate') return resize(content, change.size);
  if (change.kind !== 'write') return content;
  const grown = Buffer.from(resize(content, Math.max(content.length, change.offset + change.data.length)));
  change.data.copy(grown, change.offset);
  return grown;
}

const resize = (content: Buffer, size: number) =>
  size <= content.length ? content.subarray(0, size) : Buffer.concat([content], size);

function possibleModes(past: readonly Operation[], inode: InodeNumber, created: Attributes): number[] {
  const values = past.map((change) =>
    change.kind === 'mode' && change.inode === inode ? change.mode : undefined,
  );
  return distinct(register(past, inode, created.mode, values), String);
}

function possibleOwners(past: readonly Operation[], inode: InodeNumber, created: Attributes) {
  const values = past.map((change) =>
    change.kind === 'owner' && change.inode === inode ? { uid: change.uid, gid: change.gid } : undefined,
  );
  return distinct(register(past, inode, { uid: created.uid, gid: created.gid }, values), JSON.stringify);
}

/** The last durable value, and all that came after it. */
function register<T>(
  past: readonly Operation[],
  inode: InodeNumber,
  first: T,
  values: (T | undefined)[],
): T[] {
  const lastDurable = values.findLastIndex(
    (value, i) => value !== undefined && isSyncedAfter(past, i, inode, true),
  );
  const since = values.slice(lastDurable + 1).filter((value) => value !== undefined);
  return [values[lastDurable] ?? first, ...since];
}
