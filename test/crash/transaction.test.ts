/** Several processes on one state: transactions add up, the dead hold nobody up, and the living are left alone. */

import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { checkLiving } from './check-living.js';
import { checkTransactions, incrementTogether, load, PROCESSES, TIMES } from './check-transactions.js';
import { makeScratch, requireStrace, start } from './commands.js';
import { pythonSubject } from './python-subject.js';

describe('several processes', function () {
  this.timeout(120_000);
  before(requireStrace);
  const subject = pythonSubject();

  it(`${PROCESSES} processes that each add one ${TIMES} times arrive at ${PROCESSES * TIMES}`, async () => {
    assert.equal(await checkTransactions(subject), PROCESSES * TIMES);
  });

  it('a process that is killed in the middle of its transactions holds up none of the others', async () => {
    const path = join(makeScratch('transaction'), 'state.json');
    const victim = start(subject.increment(path, 1_000_000));
    const others = incrementTogether(subject, path, PROCESSES - 1);
    await delay(400);
    victim.kill('SIGKILL');
    await others;
    assert.ok(Number(await load(subject, path)) >= (PROCESSES - 1) * TIMES);
    assert.deepEqual(
      readdirSync(dirname(path)).filter((name) => name.endsWith('.tmp')),
      [],
    );
  });

  it('a temp file of a living process is never swept: a save that is held up before its rename still succeeds', async () => {
    assert.deepEqual(await checkLiving(subject), []);
  });
});
