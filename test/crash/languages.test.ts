/**
 * One state file, two languages: their transactions exclude each other.
 *
 * The Python helper locks by `flock` so far. What it has to do on Linux to have the lock of SQLite is planted here.
 */

import assert from 'node:assert/strict';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { incrementTogether, load, TIMES } from './check-transactions.js';
import { makeScratch, start } from './commands.js';
import { pythonSubject, REAL_HELPER } from './python-subject.js';
import { typescriptSubject } from './typescript-subject.js';

const EACH = 4;

const lockBytes = (kind: string) =>
  `fcntl.fcntl(file.fileno(), fcntl.F_OFD_SETLK, __import__("struct").pack("hhqqi4x", fcntl.${kind}, 0, 0x40000000, 512, 0))`;

const LOCK_OF_SQLITE = [
  { from: 'fcntl.flock(file.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)', to: lockBytes('F_WRLCK') },
  { from: 'fcntl.flock(file.fileno(), fcntl.LOCK_UN)', to: lockBytes('F_UNLCK') },
];

describe('Python and TypeScript at one state', function () {
  this.timeout(120_000);
  const python = pythonSubject({ ...REAL_HELPER, edits: LOCK_OF_SQLITE });
  const typescript = typescriptSubject('async');

  it(`arrive at ${2 * EACH * TIMES}, ${EACH} processes of each that add one ${TIMES} times`, async () => {
    const path = join(makeScratch('languages'), 'state.json');
    await Promise.all([python, typescript].map((subject) => incrementTogether(subject, path, EACH)));
    assert.equal(await load(python, path), 2 * EACH * TIMES);
    assert.equal(await load(typescript, path), 'the next save');
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
