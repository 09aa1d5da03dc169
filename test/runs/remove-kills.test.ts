/** Removals that are killed while they write: files taken away, exports, pages and the record changed, an edited file kept. */

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { makeScratch } from '../acceptance/scratch.js';
import { generate } from '../docs/generate.js';
import { bin, chora, differences, makeProject } from './project.js';

const calls = 'rename|link|unlink|rmdir';
const edited = 'src/acme/utils/state_file.py';
const removed = 'src/acme/utils/persistence.py';
const mine = /^MINE = 1$/m;

function traceRemoval(dir: string, kill?: string): { readonly signal: string | null; readonly log: string } {
  const log = join(makeScratch('log'), 'calls');
  const inject = kill === undefined ? [] : [`--inject=${kill}`];
  const strace = ['-f', '-qq', '-o', log, `--trace=/^(${calls})`, ...inject];
  const remove = [process.execPath, bin, 'remove', 'persistence'];
  const { signal } = spawnSync('strace', [...strace, ...remove], { cwd: dir, encoding: 'utf8' });
  return { signal, log: readFileSync(log, 'utf8') };
}

describe('a removal that is killed while it writes', () => {
  it('is as before or complete once the next one is through, with every line of the user', async () => {
    const files = await generate(['persistence', 'errors']);
    const before = { ...files, [edited]: `${files[edited]}\n\nMINE = 1\n` };
    const whole = makeProject(before);
    const { log } = traceRemoval(whole);
    assert.match(readFileSync(join(whole, edited), 'utf8'), mine);
    assert.ok(!existsSync(join(whole, removed)));
    const names = log.split('\n').flatMap((line) => new RegExp(`\\b(${calls})\\(`).exec(line)?.[1] ?? []);
    assert.ok(names.length > 20, `only ${names.length} calls`);
    const places = names.map(
      (name, index) => [name, names.slice(0, index + 1).filter((each) => each === name).length] as const,
    );
    for (const [name, when] of places.filter((_, index) => index % 3 === 0)) {
      const dir = makeProject(before);
      assert.equal(
        traceRemoval(dir, `${name}:signal=KILL:when=${when}`).signal,
        'SIGKILL',
        `${name} ${when}`,
      );
      assert.match(readFileSync(join(dir, edited), 'utf8'), mine);
      // Where it brings the one that was killed to its end, nothing is left to remove.
      const { status, stderr } = await chora(dir, 'remove', 'persistence');
      assert.ok(status === 0 || /Nothing of persistence is recorded/.test(stderr), stderr);
      assert.equal(await differences(whole, dir), '', `${name} ${when}`);
    }
  });
});
