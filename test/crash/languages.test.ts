/** One state file, two languages: their transactions exclude each other. */

import assert from 'node:assert/strict';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { incrementTogether, load, TIMES } from './check-transactions.js';
import { makeScratch, start } from './commands.js';
import { pythonSubject, REAL_HELPER } from './python-subject.js';
import type { Subject } from './subject.js';
import { typescriptSubject } from './typescript-subject.js';

const EACH = 4;

describe('Python and TypeScript at one state', function () {
  this.timeout(120_000);
  const python = pythonSubject();
  const typescript = typescriptSubject('async');

  async function addTogether(one: Subject): Promise<string> {
    const path = join(makeScratch('languages'), 'state.json');
    await Promise.all([one, typescript].map((subject) => incrementTogether(subject, path, EACH)));
    return path;
  }

  it(`arrive at ${2 * EACH * TIMES}, ${EACH} processes of each that add one ${TIMES} times`, async () => {
    const path = await addTogether(python);
    assert.equal(await load(python, path), 2 * EACH * TIMES);
    assert.equal(await load(typescript, path), 'the next save');
  });

  it('are in the way of each other if Python locks by flock', async () => {
    const edits = [{ from: 'elif sys.platform == "linux":', to: 'elif not fd:' }];
    await assert.rejects(addTogether(pythonSubject({ ...REAL_HELPER, edits })));
  });

  for (const [title, victim, other] of [
    ['Python', python, typescript],
    ['TypeScript', typescript, python],
  ] as const) {
    it(`go on when a process of ${title} is killed in the middle of its transactions`, async () => {
      const path = join(makeScratch('languages'), 'state.json');
      const killed = start(victim.increment(path, 1_000_000));
      const others = incrementTogether(other, path, 1);
      await delay(1000);
      killed.kill('SIGKILL');
      await others;
      assert.ok(Number(await load(other, path)) >= TIMES);
    });
  }
});
