/** Any subset of pieces and parts, in any order, gives the same project as all at once; and it works. */

import assert from 'node:assert/strict';
import { join } from 'node:path';
import { readOptions } from '../../generators/run/options.js';
import { packageRoot } from '../../generators/run/package-root.js';
import { findProject, planRun, type Request } from '../../generators/run/plan-run.js';
import { pieceIds } from '../../generators/tables/catalogue.js';
import type { PiecePart } from '../../generators/types/change.js';
import { mustRun, outputOf, run } from '../acceptance/commands.js';
import { makeScratch } from '../acceptance/scratch.js';
import { pythonEnvironment, withTools } from '../python/environment.js';
import { sampleFiles, writeProject } from '../sample-project.js';
import { afterWrites, memoryTree } from '../tree/memory-tree.js';

type Files = Readonly<Record<string, string>>;

/** A guide may come alone; a test is nothing without its module. */
const partSets: readonly (readonly PiecePart[])[] = [
  ['module'],
  ['module', 'test'],
  ['module', 'guide'],
  ['module', 'test', 'guide'],
  ['guide'],
];

const subsets: readonly (readonly string[])[] = Array.from({ length: 2 ** pieceIds.length }, (_, bits) =>
  pieceIds.filter((_piece, index) => (bits >> index) & 1),
);

/** What a run would leave, in memory: the plan that the generators carry out. */
async function add(files: Files, pieces: readonly string[], parts: readonly PiecePart[]): Promise<Files> {
  const asker = { canAsk: false, select: assert.fail, selectMany: assert.fail, input: assert.fail };
  const request: Request = { tree: memoryTree(files), options: readOptions({}), asker };
  const { writes } = await planRun(request, await findProject(request), [{ pieces, parts }]);
  return afterWrites(files, writes);
}

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

    it('can be imported and pass their tests, as generated', async () => {
      const project = makeScratch('subset');
      writeProject(project, await add(sampleFiles, pieces, ['module', 'test', 'guide']));
      pythonEnvironment();
      const env = { ...withTools(), PYTHONPATH: 'src', PYTHONDONTWRITEBYTECODE: '1' };
      const result = await run(['pytest', '-q', '-n', '2', 'tests'], { cwd: project, env });
      assert.equal(result.status, 0, outputOf(result));
      const exported =
        pieces.length > 0 ? ['python', '-W', 'error', '-c', 'from acme.utils import *'] : ['true'];
      await mustRun(exported, { cwd: project, env });
    });
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
