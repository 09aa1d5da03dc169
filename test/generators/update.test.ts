/** `update` on a disk, through the bin: an earlier version is written, its user edits, and a later one comes. */

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { formatManifest, readManifest } from '../../generators/core/manifest-file.js';
import { recordText } from '../../generators/core/packed-text.js';
import { packageRoot } from '../../generators/run/package-root.js';
import { writeProject } from '../sample-project.js';

const cli = join(packageRoot, 'dist/generators/bin/cli.js');
const errors = 'src/acme/utils/errors.py';

describe('generator-chora update', () => {
  let dir: string;
  const run = (...args: string[]) =>
    spawnSync(process.execPath, [cli, ...args], { cwd: dir, encoding: 'utf8' });
  const read = (path: string) => readFileSync(join(dir, path), 'utf8');
  const edit = (path: string, change: (text: string) => string) =>
    writeFileSync(join(dir, path), change(read(path)));

  /** Makes an earlier version of what was written: the file and the record of it say the same. */
  function age(path: string, change: (text: string) => string): void {
    edit(path, change);
    const { files } = readManifest((name) => read(name));
    const record = files[path];
    assert.ok(record);
    const older = { ...record, version: '0.0.1', ...recordText(read(path)) };
    writeFileSync(join(dir, '.chora/manifest.jsonl'), formatManifest({ files: { ...files, [path]: older } }));
  }

  beforeEach(() => {
    dir = mkdtempSync(join(tmpdir(), 'chora-update-'));
    writeProject(dir);
    assert.equal(run('utils', 'errors', '--yes').status, 0);
  });

  afterEach(() => rmSync(dir, { recursive: true, force: true }));

  const states = () => {
    const { files } = JSON.parse(run('status', '--json').stdout) as { files: { state: string }[] };
    return files.map(({ state }) => state);
  };

  const older = (text: string) => text.replace(/"""[^"]+"""/, '"""Speak of errors."""');
  const mine = (text: string) => `${text}\n\nMINE = 1\n`;

  it('changes nothing where everything is as this version writes it', () => {
    const { status, stderr } = run('update');
    assert.equal(status, 0);
    assert.match(stderr, /Everything is in place already; nothing changed\./);
  });

  it('moves a file forward that nobody edited, and brings what is new into one that was', () => {
    const now = read(errors);
    age(errors, older);
    assert.match(run('update', '--no-verify').stderr, /updated {2}src\/acme\/utils\/errors\.py/);
    assert.equal(read(errors), now);
    age(errors, older);
    edit(errors, mine);
    assert.match(run('update', '--no-verify').stderr, /merged {2}src\/acme\/utils\/errors\.py/);
    assert.equal(read(errors), mine(now));
    assert.match(run('update').stderr, /nothing changed/);
  });

  it('exits with 1 where both changed the same lines, and leaves the file', () => {
    age(errors, older);
    edit(errors, (text) => text.replace('Speak of errors.', 'Talk of errors.'));
    const before = read(errors);
    const { status, stderr } = run('update', '--no-verify');
    assert.equal(status, 1);
    assert.match(stderr, /conflict {2}src\/acme\/utils\/errors\.py {2}\(yours stays: you changed line \d+,/);
    assert.equal(read(errors), before);
    assert.equal(run('update', '--no-verify', '--on-conflict=markers').status, 1);
    assert.match(read(errors), /^<<<<<<< yours\n"""Talk of errors\."""\n=======\n/m);
  });

  it('leaves deleted what the user deleted, and takes away what this version has no more', () => {
    age(errors, older);
    rmSync(join(dir, 'tests/utils/test_errors.py'));
    const { files } = readManifest((name) => read(name));
    const gone = 'src/acme/utils/gone.py';
    writeFileSync(join(dir, gone), 'GONE = 1\n');
    const record = { ...files[errors], ...recordText('GONE = 1\n') } as (typeof files)[string];
    writeFileSync(
      join(dir, '.chora/manifest.jsonl'),
      formatManifest({ files: { ...files, [gone]: record } }),
    );
    const { stderr } = run('update', '--no-verify');
    assert.match(stderr, /deleted {2}tests\/utils\/test_errors\.py/);
    assert.match(stderr, /removed {2}src\/acme\/utils\/gone\.py/);
    assert.doesNotMatch(read('.chora/manifest.jsonl'), /gone\.py/);
  });

  describe('--adopt', () => {
    beforeEach(() => {
      for (const path of ['.chora', '.yo-rc.json']) rmSync(join(dir, path), { recursive: true });
    });

    it('records again what is there, so that nothing counts as edited that was not', () => {
      const before = read(errors);
      const { status, stderr } = run('update', '--adopt', '--no-verify');
      assert.equal(status, 0, stderr);
      assert.equal(read(errors), before);
      assert.deepEqual(states(), ['unedited', 'unedited', 'unedited']);
    });

    it('finds pieces that were moved, and keeps what was edited in them', () => {
      renameSync(join(dir, 'src/acme/utils'), join(dir, 'src/acme/lib'));
      const moved = 'src/acme/lib/errors.py';
      edit(moved, mine);
      for (const path of ['tests/utils/test_errors.py', 'user-docs/how-to/improve-error-messages.md'])
        edit(path, (text) => text.replaceAll('acme.utils', 'acme.lib'));
      const before = read(moved);
      const { status, stderr } = run('update', '--adopt', '--no-verify');
      assert.equal(status, 0, stderr);
      assert.match(stderr, /modules {3}src\/acme\/lib {2}\(files of the pieces are there\)/);
      assert.equal(read(moved), before);
      assert.deepEqual(states(), ['edited', 'unedited', 'unedited']);
    });

    it('knows a module whose heading was taken away and that was laid out anew', () => {
      edit(errors, (text) => text.slice(text.indexOf('\n') + 1).replaceAll('    ', '\t'));
      assert.equal(run('update', '--adopt', '--no-verify').status, 0);
      assert.deepEqual(states(), ['unedited', 'unedited', 'unedited']);
    });

    it('leaves a module of the same name alone that somebody else wrote', () => {
      edit(errors, () => 'MINE = 1\n');
      const { stderr } = run('update', '--adopt', '--no-verify');
      assert.match(stderr, /There is nothing to do here/);
      assert.equal(read(errors), 'MINE = 1\n');
    });
  });

  it('says which pieces there are where it is asked for another one', () => {
    const { status, stderr } = run('update', 'persistence');
    assert.equal(status, 2);
    assert.match(
      stderr,
      /no piece called persistence here\. Pieces: errors\. To add it: generator-chora persistence$/m,
    );
  });

  it('says that there are none, and how to add the one that it is asked for', () => {
    run('remove', 'errors');
    const { stderr } = run('update', 'errors');
    assert.match(stderr, /here\. None is recorded yet\. To add it: generator-chora utils errors$/m);
  });
});
