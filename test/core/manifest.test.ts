import assert from 'node:assert/strict';
import { formatManifest, parseManifest, recordedPieces } from '../../generators/core/manifest.js';
import { recordFiles } from '../../generators/core/record.js';
import type { CreateFile } from '../../generators/types/change.js';

const file = (path: string, part: CreateFile['part'] = 'module'): CreateFile => {
  return { kind: 'create', path, text: path, piece: path.replace(/^.*\/|\..*$/g, ''), part };
};

describe('the manifest', () => {
  it('reads what it wrote', () => {
    const manifest = recordFiles([file('utils/persistence.py')], parseManifest(undefined), '0.1.0');
    assert.deepEqual(parseManifest(formatManifest(manifest)), manifest);
  });

  it('is the same text whatever the order of the runs', () => {
    const [a, b] = [file('utils/errors.py'), file('utils/persistence.py')];
    const oneWay = recordFiles([b], recordFiles([a], parseManifest(undefined), '0.1.0'), '0.1.0');
    const otherWay = recordFiles([a], recordFiles([b], parseManifest(undefined), '0.1.0'), '0.1.0');
    assert.equal(formatManifest(oneWay), formatManifest(otherWay));
  });

  for (const [what, text] of [
    ['broken JSON', '{"formatVersion": 1, "files"'],
    ['a later format', '{"formatVersion": 2, "files": {}}'],
    ['something else', '[]'],
  ] as const) {
    it(`is refused by name when it holds ${what}`, () => {
      assert.throws(() => parseManifest(text), /\.chora\/manifest\.json is not a manifest/);
    });
  }

  it('tells of which pieces it has a part, each once and sorted', () => {
    const files = [file('utils/persistence.py'), file('utils/errors.py'), file('docs/errors.md', 'guide')];
    const again = { ...file('utils/file_lock.py'), piece: 'persistence' };
    const manifest = recordFiles([...files, again], parseManifest(undefined), '1');
    assert.deepEqual(recordedPieces(manifest, 'module'), ['errors', 'persistence']);
    assert.deepEqual(recordedPieces(manifest, 'guide'), ['errors']);
    assert.deepEqual(recordedPieces(manifest, 'test'), []);
  });

  it('keeps the text of each file as it was written, whatever it holds', () => {
    const written = { ...file('utils/errors.py'), text: 'x = "\u2028é"\r\n' };
    const manifest = recordFiles([written], parseManifest(undefined), '0.1.0');
    assert.equal(parseManifest(formatManifest(manifest)).files[written.path]?.text, written.text);
  });
});
