/** The checks prove themselves: each planted bug is caught by the check that passes the helper without it. */

import assert from 'node:assert/strict';
import { requireStrace } from './commands.js';
import { PLANTED_BUGS } from './planted-bugs.js';
import { pythonSubject, STAND_IN } from './python-subject.js';

describe('the crash test proves itself', function () {
  this.timeout(60_000);
  before(requireStrace);
  const sound = pythonSubject(STAND_IN);

  for (const { title, edits, caughtBy, check } of PLANTED_BUGS) {
    it(`${title} is caught by "${caughtBy}", and nothing is wrong without it`, async () => {
      const flawed = pythonSubject({ ...STAND_IN, edits });
      assert.ok((await check(flawed)).includes(caughtBy), 'not caught');
      assert.deepEqual(await check(sound), []);
    });
  }
});
