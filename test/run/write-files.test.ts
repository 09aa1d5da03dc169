import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { packageRoot } from '../../generators/run/package-root.js';
import { writeFiles } from '../../generators/run/write-files.js';

const writerUrl = pathToFileURL(join(packageRoot, 'dist/generators/run/write-files.js')).href;

/** A program that replaces a.txt and makes deep/er/b.txt, with this many letters each. */
function writerProgram(dir: string, letters: number): readonly string[] {
  const source = `
    import { writeFiles } from ${JSON.stringify(writerUrl)};
    const contents = Buffer.alloc(${letters}, 'n');
    const files = ['a.txt', 'deep/er/b.txt'].map((name) => ({ path: ${JSON.stringify(dir)} + '/' + name, contents }));
    writeFiles(files).catch((error) => { console.log(error.message); process.exitCode = 1; });`;
  return ['node', '--input-type=module', '-e', source];
}

describe('writing many files', () => {
  let dir: string;
  beforeEach(() => {
    dir = mkdtempSync(join(tmpdir(), 'chora-write-'));
  });
  afterEach(() => rmSync(dir, { recursive: true }));

  const write = (name: string, text: string) =>
    writeFiles([{ path: join(dir, name), contents: Buffer.from(text) }]);

  it('makes the missing folders', async () => {
    await write('src/acme/utils/persistence.py', 'x = 1\n');
    assert.equal(readFileSync(join(dir, 'src/acme/utils/persistence.py'), 'utf8'), 'x = 1\n');
  });

  it('keeps the mode of a file', async () => {
    writeFileSync(join(dir, 'run.py'), 'old', { mode: 0o755 });
    await write('run.py', 'new');
    assert.equal(statSync(join(dir, 'run.py')).mode & 0o777, 0o755);
  });

  it('writes through a symbolic link', async () => {
    writeFileSync(join(dir, 'AGENTS.md'), 'old');
    symlinkSync('AGENTS.md', join(dir, 'CLAUDE.md'));
    await write('CLAUDE.md', 'new');
    assert.equal(readFileSync(join(dir, 'AGENTS.md'), 'utf8'), 'new');
    assert.deepEqual(readdirSync(dir), ['AGENTS.md', 'CLAUDE.md']);
  });

  it('changes nothing where a folder, or a link to nothing, is in the place of a file', async () => {
    mkdirSync(join(dir, 'folder.py'));
    symlinkSync('nowhere.md', join(dir, 'link.md'));
    for (const name of ['folder.py', 'link.md']) {
      const files = ['first.txt', name].map((path) => ({
        path: join(dir, path),
        contents: Buffer.from('x'),
      }));
      await assert.rejects(writeFiles(files), new RegExp(`Cannot write .*${name}: .*Nothing was changed`));
      assert.deepEqual(readdirSync(dir), ['folder.py', 'link.md']);
    }
  });

  it('writes a file once that is named twice, by itself and by a link', async () => {
    writeFileSync(join(dir, 'AGENTS.md'), 'old');
    symlinkSync('AGENTS.md', join(dir, 'CLAUDE.md'));
    const contents = Buffer.from('new');
    await writeFiles(['AGENTS.md', 'CLAUDE.md'].map((name) => ({ path: join(dir, name), contents })));
    assert.equal(readFileSync(join(dir, 'AGENTS.md'), 'utf8'), 'new');
    assert.deepEqual(readdirSync(dir), ['AGENTS.md', 'CLAUDE.md']);
  });

  it('takes over what a killed run left', async () => {
    writeFileSync(join(dir, '.a.txt.chora-staged'), 'half');
    await write('a.txt', 'whole');
    assert.deepEqual(readdirSync(dir), ['a.txt']);
  });

  it('changes nothing and names the file when a later file cannot be written', async () => {
    writeFileSync(join(dir, 'in-the-way'), '');
    const files = ['fresh/a.txt', 'in-the-way/b.txt'].map((name) => ({
      path: join(dir, name),
      contents: Buffer.from('x'),
    }));
    await assert.rejects(writeFiles(files), /Cannot write .*in-the-way\/b\.txt: .*Nothing was changed\./);
    assert.deepEqual(readdirSync(dir), ['in-the-way']);
  });

  it('changes nothing when the disk is full', () => {
    writeFileSync(join(dir, 'a.txt'), 'old');
    const limited = [
      '-c',
      `ulimit -f 1500; trap '' XFSZ; exec "$@"`,
      'bash',
      ...writerProgram(dir, 4_000_000),
    ];
    const { stdout, status } = spawnSync('bash', limited, { encoding: 'utf8' });
    assert.equal(status, 1);
    assert.match(stdout, /Cannot write .*a\.txt: .*Nothing was changed\./);
    assert.deepEqual(readdirSync(dir), ['a.txt']);
    assert.equal(readFileSync(join(dir, 'a.txt'), 'utf8'), 'old');
  });

  for (const [call, name] of [
    ['openat', '.a.txt.chora-staged'],
    ['write', '.a.txt.chora-staged'],
    ['fsync', '.a.txt.chora-staged'],
    ['rename', '.a.txt.chora-staged'],
    ['mkdir', 'deep/er'],
    ['openat', 'deep/er/.b.txt.chora-staged'],
    ['write', 'deep/er/.b.txt.chora-staged'],
    ['rename', 'deep/er/.b.txt.chora-staged'],
  ] as const) {
    it(`leaves whole files when it is killed at the ${call} of ${name}, and the next run finishes`, () => {
      writeFileSync(join(dir, 'a.txt'), 'old');
      const inject = ['-f', '-o', '/dev/null', '-P', join(dir, name), `-einject=${call}:signal=KILL`];
      const killed = spawnSync('strace', [...inject, ...writerProgram(dir, 1000)]);
      assert.equal(killed.signal, 'SIGKILL');
      assert.ok(['old', 'n'.repeat(1000)].includes(readFileSync(join(dir, 'a.txt'), 'utf8')));
      const [node = '', ...args] = writerProgram(dir, 1000);
      assert.equal(spawnSync(node, args).status, 0);
      assert.deepEqual(readdirSync(dir, { recursive: true }).sort(), [
        'a.txt',
        'deep',
        'deep/er',
        'deep/er/b.txt',
      ]);
    });
  }
});
