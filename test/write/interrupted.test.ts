/** Proves that a write is all or nothing where a call of it fails, and where it is killed. */

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { makeScratch } from '../acceptance/scratch.js';
import { after, before, layOut, ownFile, readAll, runPlan, runWithStaging } from './faults.js';
import { create, write } from './writer.js';

describe('a write of which a call fails', () => {
  for (const [fault, message] of [
    ['rename:error=EIO:when=1', /Cannot replace a\.txt: EIO.*Nothing was changed\./],
    ['rename:error=EBUSY:when=3', /Cannot replace record\.txt: EBUSY.*mount its folder instead.*Nothing was/],
    ['mkdir:error=ENOSPC:when=4', /Cannot replace deep\/er: ENOSPC.*Nothing was changed\./],
    ['unlink:error=EPERM:when=1', /Cannot replace empty\/then\/gone\.txt: EPERM.*Nothing was changed\./],
    ['fsync:error=EIO:when=1', /Cannot write run-.*: EIO.*Nothing was changed\./],
  ] as const) {
    it(`takes back what was done, says so, and leaves nothing: ${fault}`, () => {
      const dir = makeScratch('faults');
      layOut(dir);
      const { status, output } = runPlan(dir, [fault]);
      assert.equal(status, 1, output);
      assert.match(output, message);
      assert.deepEqual(readAll(dir), before);
    });
  }

  it('takes back what was staged where one of it cannot be made durable, and names the file', () => {
    const dir = makeScratch('faults');
    layOut(dir);
    const { status, output } = runWithStaging(dir, 'error=EIO:when=2');
    assert.equal(status, 1, output);
    assert.match(output, /Cannot write deep\/er\/b\.txt: EIO.*Nothing was changed\./);
    assert.deepEqual(readAll(dir), before);
  });

  it('is none where the file system has no hard links, no owners, and no sync of folders', () => {
    const dir = makeScratch('faults');
    layOut(dir);
    const faults = ['link:error=EPERM', 'fchown:error=EINVAL', 'lchown:error=EINVAL', 'fchmod:error=EPERM'];
    const { status, output } = runPlan(dir, [...faults, 'fsync:error=EINVAL:when=7+']);
    assert.equal(status, 0, output);
    assert.deepEqual(readAll(dir), after);
  });

  it('is none where a folder is on another file system than the project', () => {
    const dir = makeScratch('faults');
    layOut(dir);
    const { status, output } = runPlan(dir, ['rename:error=EXDEV:when=1+2']);
    assert.equal(status, 0, output);
    assert.deepEqual(readAll(dir), after);
  });

  it('says what it cannot take back, and the next run finishes it', async () => {
    const dir = makeScratch('faults');
    layOut(dir);
    const { status, output } = runPlan(dir, ['rename:error=EIO:when=3+']);
    assert.equal(status, 1);
    assert.match(
      output,
      /Cannot replace record\.txt: EIO.*Could not take back: empty\/then\/gone\.txt \(EIO.*, a\.txt \(EIO/,
    );
    assert.match(output, /run again: the next run finishes what was begun/);
    const said = await write(dir, []);
    assert.deepEqual(readAll(dir), after);
    assert.match(said.join(), /An earlier run was ended midway; it was finished first: .*record\.txt/);
  });
});

describe('a write that gets a signal while its texts are made durable', () => {
  it('ends at once, says that nothing was changed, and leaves nothing', () => {
    const dir = makeScratch('signalled');
    layOut(dir);
    const { signal, output } = runWithStaging(dir, 'signal=TERM:delay_exit=500000:when=1');
    assert.deepEqual([signal, output], ['SIGTERM', 'Stopped; nothing was changed.\n']);
    assert.deepEqual(readAll(dir), before);
  });
});

describe('a write that is killed', () => {
  /** Killed at the last replacement, with one file old and the others new. */
  function killMidway(): string {
    const dir = makeScratch('killed');
    layOut(dir);
    const { signal } = runPlan(dir, ['rename:signal=KILL:when=3']);
    assert.equal(signal, 'SIGKILL');
    assert.notDeepEqual(readAll(dir), before);
    return dir;
  }

  it('is finished by the next run, whatever that one is about', async () => {
    const dir = killMidway();
    const said = await write(dir, [create('other.txt', 'x')]);
    assert.deepEqual(readAll(dir), { ...after, 'other.txt': 'x' });
    assert.match(said.join(), /it was finished first: record\.txt\./);
  });

  it('is not finished where a file of it was edited since, and that is said', async () => {
    const dir = killMidway();
    writeFileSync(join(dir, 'record.txt'), 'mine');
    const said = await write(dir, []);
    assert.match(said.join(), /was not finished, as record\.txt changed since/);
    assert.deepEqual(readAll(dir), { ...after, 'record.txt': 'mine' });
  });

  it('is not finished where its files were put back since, and no word is said', async () => {
    const dir = killMidway();
    writeFileSync(join(dir, 'a.txt'), 'old a');
    writeFileSync(join(dir, 'empty/then/gone.txt'), 'old gone');
    rmSync(join(dir, 'deep'), { recursive: true });
    assert.deepEqual(await write(dir, []), []);
    assert.deepEqual(readAll(dir), before);
  });

  it('is not finished through a link that leads out of the project by now', async () => {
    const [dir, outside] = [killMidway(), makeScratch('outside')];
    rmSync(join(dir, 'record.txt'));
    writeFileSync(join(outside, 'record.txt'), 'old record');
    symlinkSync(join(outside, 'record.txt'), join(dir, 'record.txt'));
    await write(dir, []);
    assert.deepEqual(readAll(outside), { 'record.txt': 'old record' });
  });

  it('is invisible to git meanwhile', () => {
    const dir = killMidway();
    spawnSync('git', ['init', '--quiet'], { cwd: dir });
    const { stdout } = spawnSync('git', ['status', '--short', '-uall'], { cwd: dir, encoding: 'utf8' });
    assert.match(stdout, /deep\/er\/b\.txt/);
    assert.doesNotMatch(stdout, /\.chora/);
  });

  it('is swept away after a restart, too, when its process number means nothing any more', async () => {
    const dir = killMidway();
    const folder = ownFile(dir, '') ?? '';
    const renamed = folder.replace(/run-[0-9a-f]{16}/, 'run-0123456789abcdef');
    spawnSync('mv', [folder, renamed]);
    spawnSync('touch', ['-d', '1 hour ago', renamed]);
    await write(dir, []);
    assert.deepEqual(readAll(dir), after);
  });
});

describe('a folder of a run that somebody else prepared', () => {
  const name = 'run-0123456789abcdef-1-1-0123456789abcdef';
  const journal = JSON.stringify({
    steps: [{ path: 'b.txt', before: 'absent', after: 'x' }],
    folders: ['made-by-them'],
  });

  it('is neither followed, nor obeyed, nor waited for, nor removed', async () => {
    const dir = makeScratch('prepared');
    mkdirSync(join(dir, '.chora', name), { recursive: true });
    for (const [file, text] of Object.entries({
      'journal.json': journal,
      'new-0': 'x',
      made: '',
      proof: '1 1',
    }))
      writeFileSync(join(dir, '.chora', name, file), text);
    symlinkSync('/', join(dir, '.chora', name.replace('-1-1-', '-2-2-')));
    spawnSync('mkfifo', [join(dir, '.chora', name.replace('-1-1-', '-3-3-'))]);
    mkdirSync(join(dir, '.chora', name.replace('-1-1-', '-4-4-')));
    spawnSync('mkfifo', [join(dir, '.chora', name.replace('-1-1-', '-4-4-'), 'proof')]);
    const prepared = readAll(dir);
    assert.deepEqual(await write(dir, [create('a.txt', 'mine')]), []);
    assert.deepEqual(readAll(dir), { ...prepared, 'a.txt': 'mine' });
  });

  it('has no proof where it was copied with the whole project', async () => {
    const dir = makeScratch('copied');
    layOut(dir);
    runPlan(dir, ['rename:signal=KILL:when=2']);
    const folder = ownFile(dir, '') ?? '';
    spawnSync('cp', ['-a', folder, folder.replace(/run-[0-9a-f]{16}/, 'run-0123456789abcdef')]);
    await write(dir, []);
    assert.match(Object.keys(readAll(dir)).join(), /\.chora\/run-0123456789abcdef/);
  });
});
