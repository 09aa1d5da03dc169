/** Any subset of pieces and parts, in any order, gives the same project as all at once; and it works. */

import assert from 'node:assert/strict';
import { join } from 'node:path';
import { packageRoot } from '../../generators/run/package-root.js';
import { pieceIds } from '../../generators/tables/catalogue.js';
import type { PiecePart } from '../../generators/types/change.js';
import { mustRun } from '../acceptance/commands.js';
import { makeScratch } from '../acceptance/scratch.js';
import { sampleFiles, writeProject } from '../sample-project.js';
import { add, type Files, isSimple, subsets, tryOut } from './subsets.js';

/** A guide may come alone; a test is nothing without its module. */
const partSets: readonly (readonly PiecePart[])[] = [
  ['module'],
  ['module', 'test'],
  ['module', 'guide'],
  ['module', 'test', 'guide'],
  ['guide'],
];

/** One run for each piece, one after the other. */
async function addOneByOne(pieces: readonly string[], parts: readonly PiecePart[]): Promise<Files> {
  let files: Files = sampleFiles;
  for (const piece of pieces) files = await add(files, [piece], parts);
  return files;
}

/** One run for each part of all pieces: first the guides, last the modules. */
async function addPartByPart(pieces: readonly string[], parts: readonly PiecePart[]): Promise<Files> {
  let files: Files = sampleFiles;
  for (const part of [...parts].reverse()) files = await add(files, pieces, [part]);
  return files;
}

for (const pieces of subsets) {
  describe(`the pieces ${pieces.join(', ') || 'none'}`, () => {
    for (const parts of partSets) {
      it(`give the same ${parts.join(', ')} all at once, one by one in two orders, and part by part`, async () => {
        const atOnce = await add(sampleFiles, pieces, parts);
        if (pieces.length > 0) assert.deepEqual(await addOneByOne(pieces, parts), atOnce);
        if (pieces.length > 0) assert.deepEqual(await addOneByOne([...pieces].reverse(), parts), atOnce);
        if (pieces.length > 0) assert.deepEqual(await addPartByPart(pieces, parts), atOnce);
        assert.deepEqual(await add(atOnce, pieces, parts), atOnce);
      });
    }

    if (isSimple(pieces)) it('can be imported and pass their tests, as generated', () => tryOut(pieces));
  });
}

describe('the pages that speak of pieces', () => {
  it('forget them when no guide is left, and keep the text of the user around them', async () => {
    const start = { ...sampleFiles, 'AGENTS.md': '# Rules\n', 'CLAUDE.md': '# Mine\n' };
    const added = await add(start, pieceIds, ['guide']);
    assert.match(added['CLAUDE.md'] ?? '', /# Mine\n\n<!-- chora:begin pieces -->/);
    const left = Object.entries(added).filter(([path]) => !path.includes('/how-to/'));
    const emptied = await add(Object.fromEntries(left), [], ['guide']);
    assert.deepEqual([emptied['AGENTS.md'], emptied['CLAUDE.md']], ['# Rules\n', '# Mine\n']);
    assert.doesNotMatch(emptied['user-docs/reference/python-patterns.md'] ?? '', /chora:begin/);
  });
});

describe('the three sub-generators through the bin', () => {
  const bin = join(packageRoot, 'dist/generators/bin/cli.js');
  const commands = [['persistence'], ['utils', '--yes'], ['docs']];

  it('leave the same project forwards and backwards', async () => {
    const [forwards, backwards] = [makeScratch('forwards'), makeScratch('backwards')];
    writeProject(forwards);
    writeProject(backwards);
    for (const args of commands) await mustRun(['node', bin, ...args], { cwd: forwards });
    for (const args of [...commands].reverse()) await mustRun(['node', bin, ...args], { cwd: backwards });
    await mustRun(['diff', '-r', forwards, backwards], { cwd: '/' });
  });
});
