/** The TypeScript helper under the checks of the crash test: power loss, faults of the disk, company. */

import assert from 'node:assert/strict';
import type { Edit } from '../typescript/project.js';
import { checkFaults, checkShortWrite, observe, withLongSave } from './check-faults.js';
import { checkKills } from './check-kill.js';
import { checkPowerLoss } from './check-power-loss.js';
import { checkTransactions, PROCESSES, TIMES } from './check-transactions.js';
import { requireStrace, run } from './commands.js';
import { everyChange } from './faults.js';
import { judgeRefused, judgeSave } from './judge-faults.js';
import { findScenario, oneSave, SCENARIOS } from './scenarios.js';
import { fillDisk, onSmallDisk } from './small-disk.js';
import type { Subject } from './subject.js';
import { typescriptSubject } from './typescript-subject.js';

const OVER = 'saves over an existing file';
const OVER_EXISTING = oneSave(OVER);
const WAYS = ['async', 'sync'] as const;

const reportsOf = (violations: readonly { readonly report: string }[]) =>
  violations
    .slice(0, 3)
    .map(({ report }) => report)
    .join('\n');

/** Once in a while Node makes a call of its own more than when it was recorded, and another one than wanted is hit. */
async function again<Verdict>(check: () => Promise<Verdict>, times = 5): Promise<Verdict> {
  try {
    return await check();
  } catch (error) {
    if (times === 1 || !String(error).includes('Missed the')) throw error;
    return again(check, times - 1);
  }
}

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

    it('loads the old or the new state after a kill at each system call of saves over an existing file', async function () {
      const { kills, violations } = await again(() => checkKills(subject, findScenario(OVER)));
      assert.equal(violations.length, 0, reportsOf(violations));
      if (this.test) this.test.title += ` (${kills} kills)`;
    });

    for (const error of ['EIO', 'ENOSPC']) {
      it(`rejects with the old state intact and no temp file left, with ${error} in any one call`, async function () {
        const { faults, violations } = await again(() =>
          checkFaults(subject, OVER_EXISTING, everyChange(error), judgeSave),
        );
        assert.equal(violations.length, 0, reportsOf(violations));
        assert.ok(faults > 0);
        if (this.test) this.test.title += ` (${faults} faults)`;
      });
    }

    it('never takes a write that the kernel cuts short for a whole one', async () =>
      assert.deepEqual(await checkShortWrite(subject, OVER_EXISTING, 16), []));
  });
}

const powerLoss = async (subject: Subject) =>
  (await checkPowerLoss(subject, findScenario(OVER))).violations.map(({ check }) => check);

interface PlantedBug extends Edit {
  readonly title: string;
  readonly caughtBy: string;
  check(subject: Subject): Promise<readonly string[]>;
}

const PLANTED_BUGS: readonly PlantedBug[] = [
  {
    title: 'a short write that is ignored',
    from: 'done += wrote.bytesWritten;',
    to: 'done += Math.max(rest, wrote.bytesWritten);',
    caughtBy: 'old state intact',
    check: (subject) => checkShortWrite(subject, OVER_EXISTING, 16),
  },
  {
    title: 'no fsync of the file',
    from: '    await sync(draft.fd);\n',
    to: '',
    caughtBy: 'old or new state',
    check: powerLoss,
  },
  {
    title: 'no fsync of the folder',
    from: 'await sync(draft.folder).catch',
    to: 'await Promise.resolve().catch',
    caughtBy: 'acknowledged state survives',
    check: powerLoss,
  },
  {
    title: 'a lock that others may have, too',
    from: 'BEGIN EXCLUSIVE',
    to: 'BEGIN; SELECT * FROM sqlite_schema',
    caughtBy: 'transactions add up',
    check: async (subject) =>
      (await checkTransactions(subject).catch(() => 'a process failed')) === PROCESSES * TIMES
        ? []
        : ['transactions add up'],
  },
];

describe('the crash test of TypeScript proves itself', function () {
  this.timeout(120_000);
  before(requireStrace);

  for (const { title, caughtBy, check, from, to } of PLANTED_BUGS)
    it(`${title} is caught by "${caughtBy}"`, async () =>
      assert.ok((await check(typescriptSubject('async', [{ from, to }]))).includes(caughtBy), 'not caught'));
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
});
