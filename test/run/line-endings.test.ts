/** Proves that a run writes the line endings of the repository, and that a second one has nothing to do. */

import assert from 'node:assert/strict';
import { findLineEnding } from '../../generators/core/line-endings.js';
import { makeScratch } from '../acceptance/scratch.js';
import { sampleFiles, writeProject } from '../sample-project.js';
import { memoryTree } from '../tree/memory-tree.js';
import { write } from '../write/writer.js';
import { planIn } from './plan-in.js';

const toWindows = (text: string) => text.replaceAll('\n', '\r\n');
const windowsFiles = Object.fromEntries(
  Object.entries({ ...sampleFiles, 'AGENTS.md': '# Rules\n' }).map(([path, text]) => [path, toWindows(text)]),
);

describe('the line ending of a repository', () => {
  for (const [what, files, expected] of [
    ['of most texts at the root', { 'a.py': 'a\r\n', 'b.py': 'b\r\n', 'c.py': 'c\n' }, '\r\n'],
    ['that .gitattributes sets', { 'a.py': 'a\n', '.gitattributes': '* text=auto eol=crlf\n' }, '\r\n'],
    ['not that it sets for some files', { 'a.py': 'a\n', '.gitattributes': '*.bat eol=crlf\n' }, '\n'],
    ['that .editorconfig sets', { 'a.py': 'a\n', '.editorconfig': '[*]\nend_of_line = CRLF\n' }, '\r\n'],
    ['of git where nothing tells', {}, '\n'],
  ] as const) {
    it(`is the one ${what}`, () => assert.equal(findLineEnding(memoryTree({ ...files })), expected));
  }

  it('is that of all new files, of the record and of the edits, and the next run is idle', async () => {
    const root = makeScratch('crlf');
    writeProject(root, windowsFiles);
    const { writes } = await planIn(root);
    for (const { path, text } of writes) assert.doesNotMatch(text ?? '', /(?<!\r)\n/, path);
    await write(
      root,
      writes.map((each) => ({ ...each, before: windowsFiles[each.path] })),
    );
    assert.deepEqual((await planIn(root)).writes, []);
  });
});
