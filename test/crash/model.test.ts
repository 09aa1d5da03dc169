/** The model of a power loss, on histories small enough to know the answer by heart. */

import assert from 'node:assert/strict';
import { beginHistory, type History, type Operation } from './history.js';
import { parseStrace } from './parse-strace.js';
import { statesAt } from './power-loss.js';
import { replay } from './replay.js';
import type { Entry, Tree } from './tree.js';

const OWN = { mode: 0o600, uid: 0, gid: 0 };
const FOLDER = { mode: 0o755, uid: 0, gid: 0 };
const file = (text: string): Entry => ({ kind: 'file', data: Buffer.from(text), ...OWN });

/** The states after these operations on a folder with the file `a`, which is inode 1; `new` is inode 2. */
function statesAfter(...operations: Operation[]): string[] {
  const history: History = beginHistory(new Map([['a', file('old')]]), FOLDER);
  history.inodes.push(file(''));
  history.operations.push(...operations);
  return statesAt(history, history.operations.length).map(show).sort();
}

const show = (tree: Tree) =>
  [...tree]
    .map(([path, { data }]) => `${path}=${data}`)
    .sort()
    .join(' ');

const created: Operation = { kind: 'entries', changes: [{ directory: 0, name: 'new', inode: 2 }] };
const written: Operation = { kind: 'write', inode: 2, offset: 0, data: Buffer.from('xy') };
const fileSynced: Operation = { kind: 'sync', inode: 2, attributes: true };
const folderSynced: Operation = { kind: 'sync', inode: 0, attributes: true };
const renamed: Operation = {
  kind: 'entries',
  changes: [
    { directory: 0, name: 'a', inode: 2 },
    { directory: 0, name: 'new', inode: undefined },
  ],
};

describe('the model of a power loss', () => {
  it('a name that no fsync of its folder made durable may be missing, whatever was done to the file', () => {
    assert.deepEqual(statesAfter(created, written, fileSynced), ['a=old', 'a=old new=xy']);
  });

  it('a file whose bytes were not fsynced may be empty, short, zero or garbage under a durable name', () => {
    const states = statesAfter(created, written, folderSynced);
    for (const data of ['', 'x', 'xy', '\0\0', 'x\0', '\0y'])
      assert.ok(states.includes(`a=old new=${data}`), data);
    assert.ok(!states.includes('a=old'));
  });

  it('a rename before the fsync of its file may leave neither the old nor the new bytes', () => {
    assert.ok(statesAfter(created, written, renamed).includes('a='));
  });

  it('an atomic replacement leaves the old or the new file, and after the fsync of the folder only the new one', () => {
    const steps = [created, written, fileSynced, renamed];
    assert.deepEqual(statesAfter(...steps), ['a=old', 'a=old new=xy', 'a=xy']);
    assert.deepEqual(statesAfter(...steps, folderSynced), ['a=xy']);
  });

  it('a write in place may leave any mix of old and new bytes', () => {
    const overwritten: Operation = { kind: 'write', inode: 1, offset: 0, data: Buffer.from('NEW') };
    const states = statesAfter({ kind: 'truncate', inode: 1, size: 0 }, overwritten);
    for (const data of ['', 'old', 'NEW', 'N', 'Nld', 'N\0\0']) assert.ok(states.includes(`a=${data}`), data);
  });

  it('independent changes of a folder persist in any order', () => {
    const other: Operation = { kind: 'entries', changes: [{ directory: 0, name: 'a', inode: undefined }] };
    assert.deepEqual(statesAfter(created, other), ['', 'a=old', 'a=old new=', 'new=']);
  });
});

describe('the reading of a trace', () => {
  const hex = (text: string) => [...Buffer.from(text)].map((byte) => `\\x${byte.toString(16)}`).join('');
  const recordingOf = (trace: string, after: Tree = new Map()) =>
    ({ root: '/box', attributes: FOLDER, before: new Map(), after, trace, umask: 0 }) as const;

  it('joins the two halves of a call that another thread interrupted', () => {
    const [first, second] = parseStrace(
      '1  fsync(3<\\x2f> <unfinished ...>\n2  umask(022) = 000\n1  <... fsync resumed>) = 0\n',
    );
    assert.deepEqual([first?.name, second?.name, second?.result], ['umask', 'fsync', 0]);
  });

  it('passes over a call of a killed thread that strace could not read', () => {
    const [only, ...more] = parseStrace(
      '2  ???( <unfinished ...>\n1  umask(022) = 000\n2  <... ??? resumed>) = ?\n',
    );
    assert.deepEqual([only?.name, more.length], ['umask', 0]);
  });

  it('refuses a call on the sandbox that it does not know, a flag that it does not model, and a fork', () => {
    const path = `"${hex('/box/a')}"`;
    const unknown = `1 setxattr(${path}, "\\x61", "\\x62", 1, 0) = 0`;
    const unnamed = `1 openat(AT_FDCWD<\\x2f>, "${hex('/box')}", O_RDWR|O_TMPFILE, 0600) = 3<\\x2f>`;
    for (const line of [unknown, unnamed, '1 vfork() = 2'])
      assert.throws(() => replay(recordingOf(line)), /The model cannot follow this call/);
  });

  it('refuses a trace that does not lead to what is on the disk', () => {
    assert.throws(() => replay(recordingOf('', new Map([['a', file('x')]]))), /The model lost its way/);
  });

  it('refuses a string that strace has cut, and a line that it does not understand', () => {
    const cut = `1 write(3<${hex('/box/a')}>, "\\x61"..., 5000) = 5000`;
    assert.throws(
      () =>
        replay(
          recordingOf(
            `1 openat(AT_FDCWD<\\x2f>, "${hex('/box/a')}", O_CREAT, 0600) = 3<${hex('/box/a')}>\n${cut}`,
          ),
        ),
      /not a whole string/,
    );
    assert.throws(() => parseStrace('nonsense'), /not understood/);
  });
});
