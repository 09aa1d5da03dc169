/** Proves what a write leaves: whole files, modes, links, and everything as before where it fails. */

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import {
  linkSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { createHold } from '../../generators/write/hold.js';
import { makeScratch } from '../acceptance/scratch.js';
import { create, write, writerProgram } from './writer.js';

describe('writing the files of a plan', () => {
  let dir: string;
  beforeEach(() => {
    dir = makeScratch('write');
  });

  const read = (name: string) => readFileSync(join(dir, name), 'utf8');
  const list = () => readdirSync(dir, { recursive: true, encoding: 'utf8' }).sort();

  it('makes the missing folders, and leaves nothing of its own', async () => {
    await write(dir, [create('src/acme/utils/persistence.py', 'x = 1\n')]);
    assert.deepEqual(list(), ['src', 'src/acme', 'src/acme/utils', 'src/acme/utils/persistence.py']);
    assert.equal(read('src/acme/utils/persistence.py'), 'x = 1\n');
  });

  it('removes a file that is to go', async () => {
    writeFileSync(join(dir, 'old.json'), 'old');
    await write(dir, [{ path: 'old.json', before: 'old', text: undefined }]);
    assert.deepEqual(list(), []);
  });

  it('removes the folders that this leaves empty, and none that holds something', async () => {
    mkdirSync(join(dir, 'a/b/c'), { recursive: true });
    for (const path of ['a/b/c/old.py', 'a/mine.py']) writeFileSync(join(dir, path), 'old');
    await write(dir, [{ path: 'a/b/c/old.py', before: 'old', text: undefined }]);
    assert.deepEqual(list(), ['a', 'a/mine.py']);
  });

  it('leaves a link to a folder that this leaves empty, and the folder', async () => {
    mkdirSync(join(dir, 'real'));
    writeFileSync(join(dir, 'real/old.py'), 'old');
    symlinkSync('real', join(dir, 'link'));
    await write(dir, [{ path: 'link/old.py', before: 'old', text: undefined }]);
    assert.deepEqual(list(), ['link', 'real']);
  });

  it('keeps the mode of a file, and gives a new one what the umask leaves', async () => {
    writeFileSync(join(dir, 'run.py'), 'old', { mode: 0o751 });
    const before = process.umask(0o027);
    await write(dir, [{ path: 'run.py', before: 'old', text: 'new' }, create('new.py', 'x')]);
    process.umask(before);
    const modes = ['run.py', 'new.py'].map((name) => statSync(join(dir, name)).mode & 0o777);
    assert.deepEqual(modes, [0o751, 0o640]);
  });

  it('leaves the other name of a hard link as it was', async () => {
    writeFileSync(join(dir, 'a.txt'), 'old');
    linkSync(join(dir, 'a.txt'), join(dir, 'other.txt'));
    await write(dir, [{ path: 'a.txt', before: 'old', text: 'new' }]);
    assert.deepEqual([read('a.txt'), read('other.txt')], ['new', 'old']);
  });

  it('writes through a symbolic link inside of the project, once where two paths lead to one file', async () => {
    writeFileSync(join(dir, 'AGENTS.md'), 'old');
    symlinkSync('AGENTS.md', join(dir, 'CLAUDE.md'));
    const plan = ['AGENTS.md', 'CLAUDE.md'].map((path) => ({ path, before: 'old', text: 'new' }));
    await write(dir, plan);
    assert.equal(read('AGENTS.md'), 'new');
    assert.equal(readlinkSync(join(dir, 'CLAUDE.md')), 'AGENTS.md');
    assert.deepEqual(list(), ['AGENTS.md', 'CLAUDE.md']);
  });

  it('refuses two texts for one file', async () => {
    mkdirSync(join(dir, 'src'));
    symlinkSync('src', join(dir, 'tests'));
    const plan = [create('src/a.py', 'a'), create('tests/a.py', 'b')];
    await assert.rejects(write(dir, plan), /src\/a\.py and tests\/a\.py are one file/);
    assert.deepEqual(list(), ['src', 'tests']);
  });

  for (const [what, make, message] of [
    ['a folder', (path: string) => mkdirSync(path), /not a file is in its place/],
    [
      'a link to nothing',
      (path: string) => symlinkSync('nowhere', path),
      /link to something that is missing/,
    ],
    [
      'a pipe, without waiting for its writer',
      (path: string) => spawnSync('mkfifo', [path]),
      /not a file is in its place/,
    ],
  ] as const) {
    it(`changes nothing where ${what} is in the place of a file`, async () => {
      make(join(dir, 'b.py'));
      await assert.rejects(write(dir, [create('a.txt', 'x'), create('b.py', 'x')]), (error: Error) => {
        assert.match(error.message, message);
        assert.match(error.message, /b\.py.*Nothing was changed\./);
        return true;
      });
      assert.deepEqual(list(), ['b.py']);
    });
  }

  it('changes nothing and names the file when a folder of it is a file', async () => {
    writeFileSync(join(dir, 'in-the-way'), '');
    const plan = [create('fresh/a.txt', 'x'), create('in-the-way/b.txt', 'x')];
    await assert.rejects(write(dir, plan), /^UserError: in-the-way\/b\.txt: .*Nothing was changed\./);
    assert.deepEqual(list(), ['in-the-way']);
  });

  for (const [what, now] of [
    ['was saved', 'mine'],
    ['was made', undefined],
  ] as const) {
    it(`changes nothing where a file ${what} since it was read, and names it`, async () => {
      writeFileSync(join(dir, 'b.txt'), 'mine');
      const plan = [create('a.txt', 'x'), { path: 'b.txt', before: now && 'old', text: 'new' }];
      await assert.rejects(write(dir, plan), /b\.txt was changed by somebody else.*Nothing was changed\./);
      assert.deepEqual([list(), read('b.txt')], [['b.txt'], 'mine']);
    });
  }

  it('changes nothing where a file was deleted since it was read', async () => {
    const plan = [{ path: 'gone.txt', before: 'old', text: 'new' }];
    await assert.rejects(write(dir, plan), /gone\.txt was changed by somebody else/);
    assert.deepEqual(list(), []);
  });

  it('changes nothing when the disk is full', () => {
    writeFileSync(join(dir, 'a.txt'), 'old');
    const text = 'n'.repeat(100_000);
    const plan = [create('b.txt', 'x'), { path: 'a.txt', before: 'old', text }];
    const limit = ['-c', `ulimit -f 20; trap '' XFSZ; exec "$@"`, 'bash', ...writerProgram(dir, plan)];
    const { stdout, status } = spawnSync('bash', limit, { encoding: 'utf8' });
    assert.equal(status, 1);
    assert.match(stdout, /Cannot write a\.txt: .*Nothing was changed\./);
    assert.deepEqual([list(), read('a.txt')], [['a.txt'], 'old']);
  });

  it('says why nothing can be written only when something is to be written', async () => {
    const hold = createHold('/proc/1', assert.fail);
    await hold.take();
    await hold.write([]);
    await assert.rejects(
      hold.write([create('a.txt', 'x')]),
      /Cannot write to \/proc\/1: .*Nothing was changed\./,
    );
    hold.release();
  });

  it('makes the folder of the project where there is none, and takes it back where nothing was written', async () => {
    const plan = [{ path: 'a.txt', before: 'old', text: 'new' }];
    await assert.rejects(write(join(dir, 'new/project'), plan), /a\.txt was changed/);
    assert.deepEqual(list(), []);
    await write(join(dir, 'new/project'), [create('a.txt', 'x')]);
    assert.deepEqual(list(), ['new', 'new/project', 'new/project/a.txt']);
  });
});
