/** Checks the form of every page in pages.ts: front matter, one title, short lines, links that lead somewhere. */

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pythonEnvironment, withTools } from '../python/environment.js';
import { pages } from './pages.js';
import { type Page, readPage } from './read-page.js';

for (const page of pages) {
  const { text } = page;
  const read = readPage(page);
  describe(`${page.name} in form`, () => {
    it('starts with front matter that has a title and its Diátaxis kind', () => {
      assert.match(text, /^---\ntitle: \S.*\ndiataxis: (tutorial|how-to|reference|explanation)\n---\n/);
    });

    it('has one heading of level 1', () => assert.equal(read.titles.length, 1));

    it('has no line of more than 100 columns', () => {
      assert.deepEqual(
        text.split('\n').filter((line) => line.length > 100),
        [],
      );
    });

    it('links only to its own headings, to other pages and to the web', () => {
      assert.deepEqual(findBrokenLinks(read), []);
    });

    it('has Python that ruff neither warns of nor formats', () => checkWithRuff(read));
  });
}

const pageNames = new Set(pages.map(({ name }) => name));

function findBrokenLinks({ links }: Page): readonly string[] {
  return links.filter((link) => !/^https:\/\//.test(link) && !pageNames.has(link));
}

/** The rules on the page as one module, in which imports (E402) and values (B018) may be anywhere. */
function checkWithRuff({ blocks }: Page): void {
  const folder = mkdtempSync(join(tmpdir(), 'chora-docs-ruff-'));
  try {
    const python = blocks.filter(({ language }) => language === 'python');
    for (const { line, text } of python) writeFileSync(join(folder, `line_${line}.py`), text);
    ruff(folder, ['format', '--isolated', '--check', '--diff', '.']);
    const module = python.filter(({ title }) => title === null).map(({ text }) => text);
    writeFileSync(join(folder, 'page.py'), module.join('\n'));
    ruff(folder, ['check', '--isolated', '--extend-ignore=E402,B018', 'page.py']);
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
