/** What the record keeps of files that are the user's, and that runs edit. */

import assert from 'node:assert/strict';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readEdit, recordEdits } from '../../generators/core/edits.js';
import { emptyManifest } from '../../generators/core/manifest.js';
import { formatManifest, manifestPath, readManifest } from '../../generators/core/manifest-file.js';
import { diskTree } from '../../generators/tree/disk-tree.js';
import { makeScratch } from '../acceptance/scratch.js';
import { sampleFiles, writeProject } from '../sample-project.js';
import { writeIn } from './plan-in.js';

const barrel = 'src/acme/utils/__init__.py';
const agents = 'AGENTS.md';

async function projectWith(files: Readonly<Record<string, string>>): Promise<string> {
  const root = makeScratch('edits');
  writeProject(root, { ...sampleFiles, ...files });
  await writeIn(root);
  return root;
}

function editIn(root: string, path: string) {
  return readEdit(
    readManifest((name) => diskTree(root).read(name)),
    path,
  );
}

const textIn = (root: string, path: string) => readFileSync(join(root, path), 'utf8');

describe('the record of a file that a run edits', () => {
  it('holds the text before, to the byte, and the text that was left', async () => {
    const text = '"""Mine."""\r\nX = 1';
    const root = await projectWith({ [barrel]: text });
    assert.deepEqual(editIn(root, barrel), { before: text, text: textIn(root, barrel) });
  });

  it('knows that there was none where the run made the file', async () => {
    const root = await projectWith({});
    assert.deepEqual(editIn(root, barrel), { before: undefined, text: textIn(root, barrel) });
    assert.deepEqual(editIn(root, '.yo-rc.json')?.before, undefined);
  });

  it('is none of a file of a piece', async () => {
    const root = await projectWith({});
    const { files, edits = {} } = readManifest((name) => diskTree(root).read(name));
    assert.deepEqual(
      Object.keys(edits).filter((path) => files[path] !== undefined),
      [],
    );
  });

  it('does not take what the user adds between two runs for ours', () => {
    const edited = (before: string, after: string, ours?: string) => ({
      path: agents,
      edit: 'set-blocks',
      before,
      after,
      ours,
    });
    const first = recordEdits([edited('Mine.\n', 'Mine.\nA.\n')], emptyManifest);
    const between = edited('Mine.\nA.\nMore.\n', 'Mine.\nA.\nB.\nMore.\n', 'Mine.\nA.\nB.\n');
    const edits = recordEdits([between], { files: {}, edits: first });
    assert.deepEqual(readEdit({ files: {}, edits }, agents), { before: 'Mine.\n', text: 'Mine.\nA.\nB.\n' });
  });

  it('begins anew where the user deleted the file', async () => {
    const root = await projectWith({ [agents]: '# Mine\n' });
    rmSync(join(root, agents));
    await writeIn(root, { restore: true });
    assert.deepEqual(editIn(root, agents), { before: undefined, text: textIn(root, agents) });
  });

  it('counts for nothing where it does not hold what it says', async () => {
    const root = await projectWith({});
    const damaged = textIn(root, manifestPath).replaceAll(/"before":"[^"]+"/g, '"before":"AAAA"');
    writeFileSync(join(root, manifestPath), damaged);
    assert.equal(editIn(root, 'pyproject.toml'), undefined);
  });

  it('stays as it is, to the byte, when it is read and written again', async () => {
    const text = textIn(await projectWith({}), manifestPath);
    assert.equal(formatManifest(readManifest((name) => (name === manifestPath ? text : undefined))), text);
  });
});
