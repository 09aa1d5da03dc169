/** A save that meets a full, failing or read-only disk raises, keeps the old state and leaves no temp file. */

import assert from 'node:assert/strict';
import { chmodSync, chownSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { checkFaults, checkShortWrite, type FaultVerdict, observe, withLongSave } from './check-faults.js';
import { isRoot, requireStrace, run, runWell } from './commands.js';
import { everyCall, everyChange, everyRead, everySync } from './faults.js';
import { judgeRefused, judgeSave, judgeUnread, judgeUnsupported } from './judge-faults.js';
import { pythonSubject } from './python-subject.js';
import { makeSandbox } from './record.js';
import { oneSave } from './scenarios.js';
import { fillDisk, makeReadOnly, onSmallDisk } from './small-disk.js';
import type { Action, Subject } from './subject.js';
import { readTree, type Tree } from './tree.js';

const OVER_EXISTING = oneSave('saves over an existing file');
const WITH_OWNER = oneSave('a save that keeps mode and owner');
const PLACES = [
  OVER_EXISTING,
  WITH_OWNER,
  oneSave('a first save into missing folders'),
  oneSave('saves through a symlink'),
];

describe('when the disk fails', function () {
  this.timeout(120_000);
  before(requireStrace);
  const subject = pythonSubject();

  for (const scenario of PLACES) {
    for (const error of ['EIO', 'ENOSPC']) {
      it(`with ${error} in any one call of ${scenario.title}, it raises with the old state intact and no temp file left`, async function () {
        const verdict = await checkFaults(subject, scenario, everyChange(error), judgeSave);
        assertNone(verdict);
        if (this.test) this.test.title += ` (${verdict.faults} faults)`;
      });
    }

    it(`an fsync of a file that fails in ${scenario.title} raises`, async () =>
      assertNone(await checkFaults(subject, scenario, everySync('EIO', 'file sync'), judgeSave)));

    it(`an fsync of a folder that fails in ${scenario.title} raises, and leaves the whole old or new state`, async () =>
      assertNone(await checkFaults(subject, scenario, everySync('EIO', 'directory sync'), judgeSave)));

    it(`an fsync of a folder that is not offered is no failure in ${scenario.title}`, async () =>
      assertNone(
        await checkFaults(subject, scenario, everySync('EINVAL', 'directory sync'), judgeUnsupported),
      ));
  }

  for (const error of ['EPERM', 'EINVAL']) {
    it(`an owner that may not be kept, by ${error}, is no failure`, async () =>
      assertNone(await checkFaults(subject, WITH_OWNER, everyCall(/chown/, error), judgeUnsupported)));
  }

  for (const error of ['EIO', 'EACCES', 'EMFILE']) {
    it(`a state file whose read fails with ${error} raises, and no save overwrites it`, async () =>
      assertNone(
        await checkFaults(subject, OVER_EXISTING, everyRead(error, OVER_EXISTING.stored), judgeUnread),
      ));
  }
});

describe('when the disk is full', function () {
  this.timeout(60_000);
  before(requireStrace);
  const subject = pythonSubject();

  for (const pages of [0, 1, 2, 3, 4]) {
    it(`with ${pages * 4} KB free for a state of 20 KB, it raises with the old state intact, and saves once there is room`, async function () {
      if (await onSmallDisk(16, (root) => saveOnFullDisk(subject, root, pages))) return;
      if (this.test) this.test.title += ' (by a limit of the file size, as mounting is not allowed)';
      assert.deepEqual(await checkShortWrite(subject, OVER_EXISTING, pages * 8), []);
    });
  }

  it('a write that the kernel cuts short is never taken for a whole one', async () =>
    assert.deepEqual(await checkShortWrite(subject, OVER_EXISTING, 16), []));
});

describe('when the folder is read-only', function () {
  this.timeout(60_000);
  before(requireStrace);
  const subject = pythonSubject();

  it('by its mode, a save as a normal user raises, and the old state is intact', async () => {
    const root = await prepareBox(subject);
    const user = giveToNormalUser(root);
    chmodSync(root, 0o555);
    const { stdout } = await run(subject.act([...user, ...OVER_EXISTING.actions(root)]));
    chmodSync(root, 0o755);
    await assertRefused(subject, root, stdout, 'EACCES');
  });

  it('by its mount, a save raises, and the old state is intact', async () => {
    if (await onSmallDisk(16, (root) => saveOnReadOnlyDisk(subject, root))) return;
    assertNone(await checkFaults(subject, OVER_EXISTING, everyCall(/^open/, 'EROFS'), judgeSave));
  });

  it('a state file that may not be read raises, and no save overwrites it', async () => {
    const root = await prepareBox(subject);
    const user = giveToNormalUser(root);
    const bytes = readTree(root).get(OVER_EXISTING.stored)?.data ?? Buffer.alloc(0);
    chmodSync(join(root, OVER_EXISTING.stored), 0);
    const { stdout } = await run(subject.act([...user, ...OVER_EXISTING.actions(root)]));
    for (const name of readdirSync(root)) chmodSync(join(root, name), 0o600);
    assert.match(stdout, /^FAILED .*StateNotLoadedError/m);
    assert.ok(holds(readTree(root), bytes), 'the unread bytes are gone');
  });
});

async function prepareBox(subject: Subject): Promise<string> {
  const root = makeSandbox('folder');
  await OVER_EXISTING.prepare(root, subject);
  return root;
}

async function saveOnFullDisk(subject: Subject, root: string, freePages: number): Promise<void> {
  await OVER_EXISTING.prepare(root, subject);
  const command = subject.act(withLongSave(OVER_EXISTING.actions(root)));
  const disk = fillDisk(root, freePages);
  const { stdout } = await run(command);
  disk.empty();
  await assertRefused(subject, root, stdout, 'ENOSPC');
  assert.match(await runWell(command), /^ACK/m);
}

async function saveOnReadOnlyDisk(subject: Subject, root: string): Promise<void> {
  await OVER_EXISTING.prepare(root, subject);
  makeReadOnly(root);
  const { stdout } = await run(subject.act(OVER_EXISTING.actions(root)));
  await assertRefused(subject, root, stdout, 'EROFS');
}

/** Root may do everything: there the subject itself becomes someone else. */
function giveToNormalUser(root: string): Action[] {
  if (!isRoot()) return [];
  chmodSync(dirname(root), 0o755);
  for (const path of ['', ...readTree(root).keys()]) chownSync(join(root, path), 1000, 1000);
  return [{ do: 'become', uid: 1000 }];
}

const holds = (tree: Tree, bytes: Buffer) => [...tree.values()].some(({ data }) => data.equals(bytes));

function assertNone({ faults, violations }: FaultVerdict): void {
  assert.equal(
    violations.length,
    0,
    violations
      .slice(0, 3)
      .map(({ report }) => report)
      .join('\n'),
  );
  assert.ok(faults > 0, 'there was nothing to make fail');
}

async function assertRefused(subject: Subject, root: string, stdout: string, error: string): Promise<void> {
  const aftermath = await observe(root, subject, OVER_EXISTING, new Map(), stdout);
  assert.deepEqual(judgeRefused(OVER_EXISTING, aftermath, error), [], stdout);
}
