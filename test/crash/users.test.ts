/** Users who may write one state file take turns at it. Only root can become them; to anybody else they are one. */

import assert from 'node:assert/strict';
import { chmodSync, chownSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { type Command, isRoot, makeScratch, runWell } from './commands.js';
import { pythonSubject } from './python-subject.js';
import { type Action, parseMarkers } from './subject.js';
import { typescriptSubject } from './typescript-subject.js';

const as = (uid: number): Action[] => (isRoot() ? [{ do: 'become', uid }] : []);

/** As root of a namespace that knows one user and one group, as rootless containers have it. */
const inNamespace = (command: Command, ...options: string[]): Command => [
  'unshare',
  '--user',
  '--map-root-user',
  ...options,
  ...command,
];

/** With a file mounted alone, as by `docker run --volume state.json:/state.json`. */
const whereMounted = (path: string, command: Command): Command =>
  inNamespace(['sh', '-c', 'mount --bind "$0" "$0" && exec "$@"', path, ...command], '--mount');

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

    const saving = (value: string, user: readonly Action[] = []) =>
      subject.act([...user, { do: 'open', path }, { do: 'save', value }]);

    const save = async (value: string, user: readonly Action[] = []) => {
      const said = await runWell(saving(value, user));
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

    it('save in a user namespace that does not know the group of the file', async () => {
      await save('one');
      if (isRoot()) chownSync(path, 0, 1234);
      assert.match(await runWell(inNamespace(saving('two'))), /^ACK "two"/m);
    });

    it('are told to mount the folder of a file that is mounted alone, and it stays as it is', async () => {
      await save('one');
      const last = parseMarkers(await runWell(whereMounted(path, saving('two')))).at(-1);
      assert.ok(last?.said === 'FAILED');
      assert.match(last.message, /mount the folder/);
      assert.match(readFileSync(path, 'utf8'), /"one"/);
      assert.deepEqual(readdirSync(dirname(path)).sort(), ['.state.json.lock', 'state.json']);
    });
  });
}
