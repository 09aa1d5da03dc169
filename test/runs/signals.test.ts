/** Signals to the bin: before the write all is as it was, from there on all is written. */

import assert from 'node:assert/strict';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { type CommandResult, run } from '../acceptance/commands.js';
import { bin, chora, differences, makeProject } from './project.js';

/** A run that gets a signal at a system call, as `rename:signal=INT:when=2`. A shell tells how it ended. */
function runUnder(cwd: string, fault: string): Promise<CommandResult> {
  const strace = `strace -o /dev/null --inject=${fault} node ${bin} persistence; echo "status $?"`;
  return run(['bash', '-c', strace], { cwd });
}

describe('a signal', () => {
  for (const [signal, status] of [
    ['INT', 130],
    ['TERM', 143],
    ['HUP', 129],
  ] as const) {
    it(`SIG${signal} in the middle of the write lets it come to its end`, async () => {
      const [whole, hit] = [makeProject(), makeProject()];
      await chora(whole, 'persistence');
      const { stdout, stderr } = await runUnder(hit, `rename:signal=${signal}:when=3`);
      assert.match(stdout, new RegExp(`^status ${status}$`, 'm'));
      assert.match(stderr, /^Stopped; everything was written\.$/m);
      assert.equal(await differences(whole, hit), '');
    });
  }

  it('while the run is planned leaves everything as it was', async () => {
    const [untouched, hit] = [makeProject(), makeProject()];
    const { stdout, stderr } = await runUnder(hit, 'mkdir:signal=INT:when=2');
    assert.match(stdout, /^status 130$/m);
    assert.match(stderr, /^Stopped; nothing was changed\.$/m);
    assert.equal(await differences(untouched, hit), '');
  });

  it('that kills a run leaves the project free for the next one at once', async () => {
    const [whole, hit] = [makeProject(), makeProject()];
    await chora(whole, 'persistence');
    await runUnder(hit, 'rename:signal=KILL:when=5');
    assert.ok(existsSync(join(hit, '.chora')));
    const preview = await chora(hit, 'persistence', '--dry-run');
    assert.match(preview.stderr, /ended midway; the next run finishes it first\. This preview/);
    const begin = Date.now();
    const { stderr, status } = await chora(hit, 'persistence');
    assert.equal(status, 0);
    assert.match(stderr, /An earlier run was ended midway; it was finished first: /);
    assert.doesNotMatch(stderr, /Waiting for/);
    assert.ok(Date.now() - begin < 25_000);
    assert.deepEqual(readdirSync(join(hit, '.chora')).sort(), ['.gitattributes', 'manifest.jsonl']);
    assert.equal(await differences(whole, hit), '');
  });

  it('of a reader that closes early, of either output, does not stop the run', async () => {
    const [whole, cut] = [makeProject(), makeProject()];
    await chora(whole, 'persistence');
    const piped = `node ${bin} persistence 2>&1 | head -1; echo "status \${PIPESTATUS[0]}"`;
    const { stdout } = await run(['bash', '-c', piped], { cwd: cut });
    assert.match(stdout, /^status 0$/m);
    assert.equal(await differences(whole, cut), '');
  });
});

describe('a full disk behind the output', () => {
  for (const args of ['--help', 'persistence --dry-run', 'persistence --json --dry-run'] as const) {
    it(`is an error, and said on the other output: ${args}`, async () => {
      const cwd = makeProject();
      const { stdout, stderr } = await run(
        ['bash', '-c', `node ${bin} ${args} >/dev/full; echo "status $?" >&2`],
        { cwd },
      );
      assert.equal(stdout, '');
      assert.match(stderr, /generator-chora: what it says cannot be written: ENOSPC/);
      assert.match(stderr, /^status 1$/m);
    });
  }
});
