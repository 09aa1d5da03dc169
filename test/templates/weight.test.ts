/** What a run puts into a repository has to be read by somebody: how many lines that may be, and how large the record. */

import assert from 'node:assert/strict';
import { type PieceId, pieceIds } from '../../generators/tables/catalogue.js';
import { type Files, generate } from '../docs/generate.js';
import { sampleFiles, sampleTypescript } from '../sample-project.js';

const most = { persistence: 1800, persistenceTest: 800, all: 3800, recordBytes: 64 * 1024 };

/** The new files for people to read: all but the record and the remembered places. */
async function land(pieces: readonly PieceId[], project: Files = sampleFiles): Promise<Files> {
  const files = Object.entries(await generate(pieces, { files: project }));
  return Object.fromEntries(files.filter(([path]) => !(path in project)));
}

const isRead = (path: string) => !path.startsWith('.');
const countLines = (text: string) => text.split('\n').length - 1;

function sumLines(files: Files): number {
  const read = Object.entries(files).filter(([path]) => isRead(path));
  return read.reduce((sum, [, text]) => sum + countLines(text), 0);
}

describe('what lands', () => {
  it(`has at most ${most.persistence} lines for persistence alone`, async () => {
    const lines = sumLines(await land(['persistence']));
    assert.ok(lines <= most.persistence, `${lines} lines`);
  });

  it(`has at most ${most.persistence} lines for persistence in TypeScript`, async () => {
    const lines = sumLines(await land(['persistence'], sampleTypescript));
    assert.ok(most.persistence / 2 < lines && lines <= most.persistence, `${lines} lines`);
  });

  it(`has at most ${most.persistenceTest} lines in the test of persistence`, async () => {
    const lines = countLines((await land(['persistence']))['tests/utils/test_persistence.py'] ?? '');
    assert.ok(0 < lines && lines <= most.persistenceTest, `${lines} lines`);
  });

  it(`has at most ${most.all} lines for all pieces`, async () => {
    const lines = sumLines(await land(pieceIds));
    assert.ok(lines <= most.all, `${lines} lines`);
  });

  it(`has a record of at most ${most.recordBytes} bytes for all pieces`, async () => {
    const bytes = Buffer.byteLength((await land(pieceIds))['.chora/manifest.jsonl'] ?? '');
    assert.ok(0 < bytes && bytes <= most.recordBytes, `${bytes} bytes`);
  });
});
