/** The TypeScript helper under the checks of the crash test: power loss, faults of the disk, company. */

import assert from 'node:assert/strict';
import { checkFaults, checkShortWrite, observe, withLongSave } from './check-faults.js';
import { checkKills } from './check-kill.js';
import { checkLiving } from './check-living.js';
import { checkPowerLoss } from './check-power-loss.js';
import { checkTransactions, PROCESSES, TIMES } from './check-transactions.js';
import { requireStrace, run } from './commands.js';
import { everyChange, everyRead } from './faults.js';
import { judgeRefused, judgeSave, judgeUnread } from './judge-faults.js';
import { oneSave, SCENARIOS } from './scenarios.js';
import { fillDisk, onSmallDisk } from './small-disk.js';
import { PLANTED_BUGS } from './typescript-planted-bugs.js';
import { typescriptSubject } from './typescript-subject.js';

const OVER = 'saves over an existing file';
const OVER_EXISTING = oneSave(OVER);
const FIRST_SAVE = oneSave('a first save into missing folders');
const WAYS = ['async', 'sync'] as const;

const reportsOf = (violations: readonly { readonly report: string }[]) =>
  violations
    .slice(0, 3)
    .map(({ report }) => report)
    .join('\n');

for (const way of WAYS) {
  describe(`TypeScript that saves ${way}`, function () {
    this.timeout(300_000);
    before(requireStrace);
    const subject = typescriptSubject(way);

    for (const scenario of SCENARIOS) {
      it(`recovers to the old or the new state after a power loss in ${scenario.title}`, async function () {
        const { moments, states, violations } = await checkPowerLoss(subject, scenario);
        assert.equal(violations.length, 0, reportsOf(violations));
        if (this.test) this.test.title += ` (${states} states, ${moments} moments)`;
      });
    }

    for (const scenario of SCENARIOS) {
      it(`loads the old or the new state after a kill at each system call of ${scenario.title}`, async function () {
        const { kills, violations } = await checkKills(subject, scenario);
        assert.equal(violations.length, 0, reportsOf(violations));
        if (this.test) this.test.title += ` (${kills} kills)`;
      });
    }

    for (const scenario of [OVER_EXISTING, FIRST_SAVE])
      for (const error of ['EIO', 'ENOSPC']) {
        it(`rejects with the old state intact and no temp file left, with ${error} in any one call of ${scenario.title}`, async function () {
          const { faults, violations } = await checkFaults(subject, scenario, everyChange(error), judgeSave);
          assert.equal(violations.length, 0, reportsOf(violations));
          assert.ok(faults > 0);
          if (this.test) this.test.title += ` (${faults} faults)`;
        });
      }

    it('overwrites nothing that it could not read', async () => {
      const { faults, violations } = await checkFaults(
        subject,
        OVER_EXISTING,
        everyRead('EIO', 'state.json'),
        judgeUnread,
      );
      assert.equal(violations.length, 0, reportsOf(violations));
      assert.ok(faults > 0);
    });

    it('never takes a write that the kernel cuts short for a whole one', async () =>
      assert.deepEqual(await checkShortWrite(subject, OVER_EXISTING, 16), []));
  });
}

describe('the crash test of TypeScript proves itself', function () {
  this.timeout(120_000);
  before(requireStrace);

  for (const { title, caughtBy, check, edits } of PLANTED_BUGS)
    it(`${title} is caught by "${caughtBy}"`, async () => {
      const caught = await check(typescriptSubject('async', edits));
      assert.ok(caught.includes(caughtBy), `not caught: ${caught}`);
    });
});

describe('TypeScript on a full disk', function () {
  this.timeout(60_000);

  for (const pages of [0, 1, 2, 3, 4])
    it(`with ${pages * 4} KB free for a state of 20 KB, rejects with the old state intact`, async function () {
      const subject = typescriptSubject('async');
      const mounted = await onSmallDisk(16, async (root) => {
        await OVER_EXISTING.prepare(root, subject);
        const disk = fillDisk(root, pages);
        const { stdout } = await run(subject.act(withLongSave(OVER_EXISTING.actions(root))));
        disk.empty();
        const aftermath = await observe(root, subject, OVER_EXISTING, new Map(), stdout);
        assert.deepEqual(judgeRefused(OVER_EXISTING, aftermath, 'ENOSPC'), [], stdout);
      });
      if (mounted) return;
      if (this.test) this.test.title += ' (by a limit of the file size, as mounting is not allowed)';
      assert.deepEqual(await checkShortWrite(subject, OVER_EXISTING, pages * 8), []);
    });
});

describe('several processes of TypeScript', function () {
  this.timeout(120_000);

  it(`that each add one ${TIMES} times, ${PROCESSES} of them, arrive at ${PROCESSES * TIMES}`, async () => {
    assert.equal(await checkTransactions(typescriptSubject('async')), PROCESSES * TIMES);
  });

  it('let a save go on that is held up before its rename', async () =>
    assert.deepEqual(await checkLiving(typescriptSubject('async')), []));
});
