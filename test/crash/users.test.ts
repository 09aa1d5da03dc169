/** Users who may write one state file take turns at it. Only root can become them; to anybody else they are one. */

import assert from 'node:assert/strict';
import { chmodSync, chownSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { isRoot, makeScratch, runWell } from './commands.js';
import { pythonSubject } from './python-subject.js';
import type { Action } from './subject.js';
import { typescriptSubject } from './typescript-subject.js';

const as = (uid: number): Action[] => (isRoot() ? [{ do: 'become', uid }] : []);

for (const [title, subject] of [
  ['Python', pythonSubject()],
  ['TypeScript', typescriptSubject('async')],
] as const) {
  describe(`users of one state file, in ${title}`, () => {
    let path: string;

    beforeEach(() => {
      path = join(makeScratch('users'), 'state.json');
      chmodSync(dirname(path), 0o777);
    });

    const save = async (value: string, user: readonly Action[] = []) => {
      const said = await runWell(subject.act([...user, { do: 'open', path }, { do: 'save', value }]));
      assert.match(said, /^ACK/m, said);
    };

    it('save in turn if all of them may write it', async () => {
      await save('one', as(1000));
      chmodSync(path, 0o666);
      await save('two', as(1000));
      await save('three', as(1001));
    });

    it('save after root did, which made the lock file', async () => {
      await save('one', as(1000));
      if (isRoot()) chownSync(dirname(path), 1000, 1000);
      rmSync(join(dirname(path), '.state.json.lock'));
      await save('two');
      await save('three', as(1000));
    });
  });
}
