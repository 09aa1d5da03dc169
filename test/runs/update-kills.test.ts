/** Updates that are killed while they write: one file merged, some moved forward, one taken away. */

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { makeScratch } from '../acceptance/scratch.js';
import { readReleases } from '../releases/release.js';
import { bin, chora, differences, makeProject } from './project.js';

const calls = 'rename|link|unlink|rmdir';
const merged = 'src/acme/utils/state_file.py';
const retired = 'user-docs/how-to/migrate-to-stateful-object.md';

/** What a release left, with an edit of its user. */
function makeOldProject(): string {
  const release = readReleases().find((each) => each.version === '0.0.2' && each.language === 'python');
  assert.ok(release);
  const dir = makeProject(release.files);
  writeFileSync(join(dir, merged), `${readFileSync(join(dir, merged), 'utf8')}\n\nMINE = 1\n`);
  return dir;
}

function traceUpdate(dir: string, kill?: string): { readonly signal: string | null; readonly log: string } {
  const log = join(makeScratch('log'), 'calls');
  const inject = kill === undefined ? [] : [`--inject=${kill}`];
  const strace = ['-f', '-qq', '-o', log, `--trace=/^(${calls})`, ...inject];
  const update = [process.execPath, bin, 'update', '--no-verify'];
  const { signal } = spawnSync('strace', [...strace, ...update], { cwd: dir, encoding: 'utf8' });
  return { signal, log: readFileSync(log, 'utf8') };
}

describe('an update that is killed while it writes', () => {
  it('is as before or complete once the next one is through, with every line of the user', async () => {
    const whole = makeOldProject();
    const { log } = traceUpdate(whole);
    assert.match(readFileSync(join(whole, merged), 'utf8'), /^MINE = 1$/m);
    assert.ok(!existsSync(join(whole, retired)));
    const places = log
      .split('\n')
      .flatMap((line) => new RegExp(`\\b(${calls})\\(`).exec(line)?.[1] ?? [])
      .map(
        (name, index, all) => [name, all.slice(0, index + 1).filter((each) => each === name).length] as const,
      );
    assert.ok(places.length > 30, `only ${places.length} calls`);
    for (const [name, when] of places.filter((_, index) => index % 3 === 0)) {
      const dir = makeOldProject();
      assert.equal(traceUpdate(dir, `${name}:signal=KILL:when=${when}`).signal, 'SIGKILL', `${name} ${when}`);
      assert.match(readFileSync(join(dir, merged), 'utf8'), /^MINE = 1$/m);
      const { status, stderr } = await chora(dir, 'update', '--no-verify');
      assert.equal(status, 0, stderr);
      assert.equal(await differences(whole, dir), '', `${name} ${when}`);
    }
  });
});
