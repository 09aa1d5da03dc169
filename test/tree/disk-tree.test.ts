/** Proves what a folder on disk looks like as a Tree. */

import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { diskTree } from '../../generators/tree/disk-tree.js';
import { UserError } from '../../generators/types/user-error.js';

describe('a folder on disk as a tree', () => {
  let root = '';

  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'chora-tree-'));
    mkdirSync(join(root, 'src'));
    writeFileSync(join(root, 'src', 'a.py'), '\uFEFFx = 1\r\n');
    writeFileSync(join(root, 'latin.txt'), Buffer.from([0xe9, 0x0a]));
  });

  afterEach(() => rmSync(root, { recursive: true }));

  it('gives the text of a file as it is, and undefined for what is no file', () => {
    const tree = diskTree(root);
    assert.equal(tree.read('src/a.py'), '\uFEFFx = 1\r\n');
    assert.deepEqual(
      [tree.read('src'), tree.read('none'), tree.read('src/a.py/b')],
      [undefined, undefined, undefined],
    );
  });

  it('lists folders and files by name, and nothing for what is no folder', () => {
    const tree = diskTree(root);
    assert.deepEqual(tree.list(''), [
      { name: 'latin.txt', kind: 'file' },
      { name: 'src', kind: 'dir' },
    ]);
    assert.deepEqual([tree.list('none'), tree.list('latin.txt'), tree.list('latin.txt/x')], [[], [], []]);
  });

  it('counts a link as what it leads to, and one that leads nowhere as nothing', () => {
    symlinkSync('src', join(root, 'link'));
    symlinkSync('nowhere', join(root, 'dangling'));
    assert.deepEqual(
      diskTree(root)
        .list('')
        .map(({ name, kind }) => `${name} ${kind}`),
      ['latin.txt file', 'link dir', 'src dir'],
    );
  });

  it('names a file that is not UTF-8, so that it is not written back damaged', () => {
    assert.throws(
      () => diskTree(root).read('latin.txt'),
      (error) => error instanceof UserError && /^latin\.txt is not UTF-8/.test(error.message),
    );
  });

  it('names a file that cannot be read', () => {
    symlinkSync('loop', join(root, 'loop'));
    assert.throws(
      () => diskTree(root).read('loop'),
      (error) => error instanceof UserError && /^loop cannot be read \(ELOOP\)/.test(error.message),
    );
  });
});
