/** Proves the record of what was written: what it holds, and what becomes of damaged and older ones. */

import assert from 'node:assert/strict';
import { brotliCompressSync, constants } from 'node:zlib';
import {
  emptyManifest,
  type FileRecord,
  type Manifest,
  recordedPieces,
} from '../../generators/core/manifest.js';
import {
  formatManifest,
  manifestPath,
  oldManifestPath,
  readManifest,
} from '../../generators/core/manifest-file.js';
import { readRecorded } from '../../generators/core/packed-text.js';
import { type Author, listWrites, recordFiles } from '../../generators/core/record.js';
import type { CreateFile } from '../../generators/types/change.js';

const author: Author = { project: { language: 'python', packageName: 'acme' }, version: '0.1.0' };

const file = (path: string, part: CreateFile['part'] = 'module'): CreateFile => {
  return { kind: 'create', path, text: path, piece: path.replace(/^.*\/|\..*$/g, ''), part };
};

/** The record of a repository with these files. */
const readFrom = (files: Readonly<Record<string, string>>) => readManifest((path) => files[path]);
const readLines = (...lines: readonly string[]) => readFrom({ [manifestPath]: lines.join('\n') });
const record = (...files: readonly CreateFile[]) => recordFiles(files, emptyManifest, author);
const lineOf = (each: CreateFile) => formatManifest(record(each)).split('\n')[1] ?? '';

describe('the manifest', () => {
  it('reads what it wrote', () => {
    const manifest = record(file('utils/persistence.py'));
    assert.deepEqual({ ...readLines(formatManifest(manifest)).files }, manifest.files);
  });

  it('is the same text whatever the order of the runs', () => {
    const [a, b] = [file('utils/errors.py'), file('utils/persistence.py')];
    assert.equal(
      formatManifest(recordFiles([b], record(a), author)),
      formatManifest(recordFiles([a], record(b), author)),
    );
  });

  it('says for which language and package a file was written', () => {
    const { language, package: name } = record(file('a.py')).files['a.py'] ?? {};
    assert.deepEqual([language, name], ['python', 'acme']);
  });

  it('keeps the text of each file as it was written, whatever it holds', () => {
    const written = { ...file('utils/errors.py'), text: 'x = "\u2028é"\r\n' };
    const manifest = readLines(formatManifest(record(written)));
    const found = manifest.files[written.path];
    assert.equal(found && readRecorded(found), written.text);
  });

  it('keeps the bytes of a text that is recorded again, for another Brotli may make others', () => {
    const older: Manifest = { files: record(file('a.py')).files };
    const other = brotliCompressSync('a.py', { params: { [constants.BROTLI_PARAM_LGWIN]: 12 } });
    const packed = { ...older.files['a.py'], packed: other.toString('base64') } as FileRecord;
    assert.notEqual(packed.packed, older.files['a.py']?.packed);
    const again = recordFiles([file('a.py')], { files: { 'a.py': packed } }, author);
    assert.equal(again.files['a.py']?.packed, packed.packed);
  });

  it('has the text again where its bytes were damaged', () => {
    const { 'a.py': whole } = record(file('a.py')).files;
    const damaged = { ...whole, packed: 'damaged' } as FileRecord;
    assert.deepEqual(
      recordFiles([file('a.py')], { files: { 'a.py': damaged } }, author).files['a.py'],
      whole,
    );
  });

  it('is hidden from reviews, and merged line by line, by a .gitattributes in its own folder', () => {
    const outcome = {
      path: 'a.py',
      status: 'created',
      change: file('a.py'),
      before: undefined,
      after: 'a',
    } as const;
    const attributes = listWrites([outcome], emptyManifest, author).find(({ path }) =>
      /gitattributes/.test(path),
    );
    assert.equal(attributes?.path, '.chora/.gitattributes');
    assert.match(attributes?.text ?? '', /^\* linguist-generated -diff$/m);
    assert.match(attributes?.text ?? '', /^manifest\.jsonl merge=union$/m);
  });

  it('tells of which pieces of a package it has a part, each once and sorted', () => {
    const files = [file('utils/persistence.py'), file('utils/errors.py'), file('docs/errors.md', 'guide')];
    const again = { ...file('utils/file_lock.py'), piece: 'persistence' };
    const manifest = record(...files, again);
    assert.deepEqual(recordedPieces(manifest, 'module', author.project), ['errors', 'persistence']);
    assert.deepEqual(recordedPieces(manifest, 'guide', author.project), ['errors']);
    assert.deepEqual(recordedPieces(manifest, 'test', author.project), []);
    assert.deepEqual(recordedPieces(manifest, 'module', { language: 'python', packageName: 'beta' }), []);
  });
});

describe('a manifest that a merge of git left behind', () => {
  const mine = { ...file('utils/errors.py'), text: 'mine' };
  const theirs = { ...file('utils/errors.py'), text: 'theirs' };
  const other = file('utils/persistence.py');
  const header = '{"formatVersion":2}';

  it('with conflict markers holds the files of both sides, and is known for it', () => {
    const merged = readLines(header, '<<<<<<< HEAD', lineOf(mine), '=======', lineOf(other), '>>>>>>> beta');
    assert.deepEqual(Object.keys(merged.files), [mine.path, other.path]);
    assert.equal(merged.hadConflicts, true);
  });

  it('with two lines for a file holds the one of the text that is there', () => {
    for (const lines of [
      [lineOf(mine), lineOf(theirs)],
      [lineOf(theirs), lineOf(mine)],
    ]) {
      const text = [header, ...lines].join('\n');
      const { files } = readFrom({ [manifestPath]: text, [mine.path]: 'mine' });
      const found = files[mine.path];
      assert.equal(found && readRecorded(found), 'mine');
    }
  });
});

describe('a manifest of an earlier version', () => {
  const files = {
    'utils/errors.py': { piece: 'errors', part: 'module', version: '0.0.1', sha256: 'x', text: 'x = 1\n' },
    '../outside.py': { piece: 'errors', part: 'module', version: '0.0.1', sha256: 'x', text: 'x = 1\n' },
  };
  const old = { [oldManifestPath]: JSON.stringify({ formatVersion: 1, files }) };

  it('is read, and its paths that lead out of the repository are left out', () => {
    const manifest = readFrom(old);
    assert.deepEqual(Object.keys(manifest.files), ['utils/errors.py']);
    const found = manifest.files['utils/errors.py'];
    assert.equal(found && readRecorded(found), 'x = 1\n');
    assert.deepEqual(recordedPieces(manifest, 'module', author.project), ['errors']);
  });

  it('gives way to the new one', () => {
    const outcome = {
      path: 'a.py',
      status: 'created',
      change: file('a.py'),
      before: undefined,
      after: 'a',
    } as const;
    const writes = listWrites([outcome], readFrom(old), author);
    assert.deepEqual(
      writes.filter(({ text }) => text === undefined).map(({ path }) => path),
      [oldManifestPath],
    );
  });

  it('is refused by name when it is damaged', () => {
    for (const text of ['{"formatVersion": 1, "files"', '{"formatVersion": 3, "files": {}}', '[]'])
      assert.throws(() => readFrom({ [oldManifestPath]: text }), /\.chora\/manifest\.json is not a record/);
  });
});

describe('a damaged or hostile manifest', () => {
  const header = '{"formatVersion":2}';

  it('is refused with the line that is no record', () => {
    const good = lineOf(file('a.py'));
    for (const bad of ['{"path": "a.py"', '[]', '{"path": "a.py"}', good.replace('"a.py"', '7')])
      assert.throws(
        () => readLines(header, good, bad),
        /\.chora\/manifest\.jsonl, line 3: .*delete that line/,
      );
  });

  it('is refused where a path leads out of the repository', () => {
    for (const path of ['../a.py', '/a.py', 'a/../../b.py', 'C:/a.py', 'a\\..\\b.py', '', './a.py'])
      assert.throws(() => readLines(header, lineOf(file(path))), /line 2: this is no record/);
  });

  it('is refused where a newer version wrote it', () => {
    assert.throws(() => readLines('{"formatVersion":3}'), /newer generator-chora: update generator-chora/);
  });

  it('gives no text that is not the one that was recorded', () => {
    const [found] = Object.values(record(file('a.py')).files) as [Manifest['files'][string]];
    for (const packed of ['', 'xyz', found.packed.slice(0, -4)])
      assert.equal(readRecorded({ ...found, packed }), undefined);
    assert.equal(readRecorded({ ...found, sha256: '0' }), undefined);
  });
});
