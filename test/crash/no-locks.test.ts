/** A file system without locks, such as a network may have: a transaction says so, rather than to wait for nobody. */

import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Command, makeScratch, requireStrace, run } from './commands.js';
import { pythonSubject } from './python-subject.js';
import { makeSandbox } from './record.js';
import { type Action, parseMarkers } from './subject.js';
import { typescriptSubject } from './typescript-subject.js';

const actionsIn = (root: string): readonly Action[] => [
  { do: 'open', path: join(root, 'state.json') },
  { do: 'transaction', value: 1 },
];

/** Which of the calls of its thread is the first that locks; those before are of the start of the program. */
async function firstLock(command: Command): Promise<number> {
  const file = join(makeScratch('locks'), 'trace');
  await run(['strace', '-f', '-o', file, '-e', 'trace=fcntl', '--', ...command]);
  const calls = readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => line.includes('fcntl('));
  const lock = calls.findIndex((line) => /, F_(OFD_)?SETLKW?, \{l_type=F_(RD|WR)LCK/.test(line));
  assert.ok(lock >= 0, 'something is locked');
  const thread = calls[lock]?.split(' ')[0];
  return calls.slice(0, lock + 1).filter((line) => line.split(' ')[0] === thread).length;
}

describe('where the file system has no locks', function () {
  this.timeout(60_000);
  before(requireStrace);

  for (const [language, subjectOf] of [
    ['Python', pythonSubject],
    ['TypeScript', () => typescriptSubject('async')],
  ] as const)
    it(`a transaction in ${language} fails at once, and leaves no file but the lock`, async () => {
      const subject = subjectOf();
      const first = await firstLock(subject.act(actionsIn(makeSandbox('locks'))));
      const root = makeSandbox('no-locks');
      const fault = ['-e', 'trace=fcntl', '-e', `inject=fcntl:error=ENOLCK:when=${first}+`];
      const file = join(makeScratch('locks'), 'trace');
      const { stdout } = await run([
        'strace',
        '-f',
        '-o',
        file,
        ...fault,
        '--',
        ...subject.act(actionsIn(root)),
      ]);
      const last = parseMarkers(stdout).at(-1);
      assert.ok(last?.said === 'FAILED', stdout);
      assert.equal(last.errno, 'ENOLCK');
      assert.deepEqual(readdirSync(root), ['.state.json.lock']);
    });
});
