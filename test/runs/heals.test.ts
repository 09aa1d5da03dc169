/** Runs of the bin that are killed while they write: after the next run all is recorded, and nothing counts as edited. */

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { makeScratch } from '../acceptance/scratch.js';
import { deviationsIn, editIn, languagesOf } from '../run/check-in.js';
import { bin, chora, makeProject } from './project.js';

/** Runs an add under strace, which may kill it at the call of this number that renames. */
function traceAdd(dir: string, when?: number): { readonly signal: string | null; readonly log: string } {
  const log = join(makeScratch('log'), 'calls');
  const inject = when === undefined ? [] : [`--inject=rename:signal=KILL:when=${when}`];
  const strace = ['-f', '-qq', '-o', log, '--trace=rename', ...inject];
  const add = [process.execPath, bin, 'persistence', '--yes'];
  const { signal } = spawnSync('strace', [...strace, ...add], { cwd: dir, encoding: 'utf8' });
  return { signal, log: readFileSync(log, 'utf8') };
}

for (const [language, { files, module, edit }] of Object.entries(languagesOf)) {
  describe(`a run in ${language} that is killed while it writes`, () => {
    it('is brought to its end by the next one, after which nothing counts as edited but what is', async () => {
      const count = traceAdd(makeProject(files)).log.match(/\brename\(/g)?.length ?? 0;
      assert.ok(count >= 8, `only ${count} calls`);
      for (let when = 1; when <= count; when += 3) {
        const dir = makeProject(files);
        assert.equal(traceAdd(dir, when).signal, 'SIGKILL');
        const { status, stderr } = await chora(dir, 'persistence', '--yes');
        assert.equal(status, 0, stderr);
        assert.deepEqual(await deviationsIn(dir), [], `call ${when}`);
        editIn(dir, module, (text) => text + edit);
        assert.deepEqual(await deviationsIn(dir), [`edited ${module}`], `call ${when}`);
      }
    });
  });
}
