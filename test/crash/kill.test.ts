/** A kill -9 at any moment loses no acknowledged save, and what it leaves behind goes with the next save. */

import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { checkKills } from './check-kill.js';
import { makeScratch, requireStrace, start } from './commands.js';
import { pythonSubject } from './python-subject.js';
import { askSubject } from './recover.js';
import { SCENARIOS } from './scenarios.js';
import { parseMarkers, type Subject } from './subject.js';
import { typescriptSubject } from './typescript-subject.js';

const SUBJECTS = [
  { title: 'Python', subject: pythonSubject(), rounds: 320 },
  { title: 'TypeScript', subject: typescriptSubject('async'), rounds: 160 },
  { title: 'TypeScript that blocks', subject: typescriptSubject('sync'), rounds: 80 },
];
const LONGEST_RUN_MS = 20;

describe('after a kill -9', function () {
  this.timeout(170_000);
  before(requireStrace);

  for (const { title, subject, rounds } of SUBJECTS) {
    it(`of ${title} at ${rounds} random times, each load finds the last acknowledged save or the one begun after it`, async () => {
      const folders = [makeScratch('memory'), makeScratch('disk', tmpdir())];
      await Promise.all(folders.map((folder) => killInALoop(subject, folder, rounds / 2)));
    });
  }

  for (const scenario of SCENARIOS) {
    it(`at each system call of ${scenario.title}, the old or the new state is loaded`, async function () {
      const { kills, violations } = await checkKills(pythonSubject(), scenario);
      assert.equal(
        violations.length,
        0,
        violations
          .slice(0, 3)
          .map(({ report }) => report)
          .join('\n'),
      );
      if (this.test) this.test.title += ` (${kills} kills)`;
    });
  }
});

/** Every round goes on from what the kill before it left. */
async function killInALoop(subject: Subject, folder: string, rounds: number): Promise<void> {
  const path = join(folder, 'state.json');
  let acknowledged = 0;
  for (let round = 0; round < rounds; round += 1) {
    const { loaded, last } = await countUntilKilled(subject, path);
    assert.ok(
      [acknowledged, acknowledged + 1].includes(loaded),
      `round ${round}: ${acknowledged} was acknowledged, ${loaded} loaded`,
    );
    const strays = straysBeside(path, subject);
    assert.ok(strays.length <= 1, `a temp file outlived the next save: ${strays}`);
    acknowledged = last ?? loaded;
  }
  const [recovery] = await askSubject(subject, [path]);
  assert.ok([acknowledged, acknowledged + 1].includes(Number(recovery?.loaded)), JSON.stringify(recovery));
  assert.deepEqual(straysBeside(path, subject), []);
}

/** Kills at a random time after the first save. */
async function countUntilKilled(
  subject: Subject,
  path: string,
): Promise<{ loaded: number; last: number | undefined }> {
  const child = start(subject.count(path));
  let output = '';
  const closed = new Promise((resolve) => child.on('close', resolve));
  await new Promise<void>((resolve) => {
    child.stdout?.on('data', (chunk) => {
      output += chunk;
      if (output.includes('ACK')) resolve();
    });
    child.on('close', () => resolve());
  });
  await delay(Math.random() * LONGEST_RUN_MS);
  child.kill('SIGKILL');
  await closed;
  const markers = parseMarkers(output).flatMap((marker) => ('value' in marker ? [marker] : []));
  const last = markers.findLast(({ said }) => said === 'ACK');
  assert.equal(markers[0]?.said, 'LOADED', 'the counting program ended by itself');
  return { loaded: Number(markers[0]?.value), last: last && Number(last.value) };
}

const straysBeside = (path: string, subject: Subject) =>
  readdirSync(dirname(path)).filter((name) => name !== basename(path) && !subject.isLock(name));
