/** Checks the form of every generated page: front matter, one title, short lines, tidy Python. */

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { pythonEnvironment, withTools } from '../python/environment.js';
import { everything } from './pages.js';
import { type Page, readPage } from './read-page.js';

for (const page of everything.pages) {
  const { text } = page;
  const read = readPage(page);
  describe(`${page.name} in form`, () => {
    it('starts with front matter that has a title and, as its Diátaxis kind, the name of its folder', () => {
      const [, kind] = /^---\ntitle: \S.*\ndiataxis: (\S+)\n---\n/.exec(text) ?? [];
      assert.equal(kind, basename(dirname(page.name)));
    });

    it('has one heading of level 1', () => assert.equal(read.titles.length, 1));

    it('has no line of more than 100 columns', () => {
      assert.deepEqual(
        text.split('\n').filter((line) => line.length > 100),
        [],
      );
    });

    it('has Python that ruff neither warns of nor formats', () => checkWithRuff(read));
  });
}

/** The rules on the page as one module, in which imports (E402, F811) and values (B018) may be anywhere. */
function checkWithRuff({ blocks }: Page): void {
  const folder = mkdtempSync(join(tmpdir(), 'chora-docs-ruff-'));
  try {
    const python = blocks.filter(({ language }) => language === 'python');
    for (const { line, text } of python) writeFileSync(join(folder, `line_${line}.py`), text);
    ruff(folder, ['format', '--isolated', '--check', '--diff', '.']);
    const module = python.filter(({ title }) => title === null).map(({ text }) => text);
    writeFileSync(join(folder, 'page.py'), module.join('\n'));
    ruff(folder, ['check', '--isolated', '--extend-ignore=E402,F811,B018', 'page.py']);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function ruff(folder: string, args: readonly string[]): void {
  pythonEnvironment();
  const { status, stdout, stderr } = spawnSync('ruff', args, {
    cwd: folder,
    env: withTools(),
    encoding: 'utf8',
  });
  assert.equal(status, 0, stdout + stderr);
}
