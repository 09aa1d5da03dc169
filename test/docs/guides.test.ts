/** Runs every code block of every page in pages.ts; each block is a test. */

import assert from 'node:assert/strict';
import { pages } from './pages.js';
import { readPage } from './read-page.js';
import { type Results, runPage } from './run-page.js';

for (const text of pages) {
  const page = readPage(text);
  describe(`${page.name} runs as written`, () => {
    let results: Results;
    before(() => {
      results = runPage(page);
    });
    for (const { heading, language, line } of page.blocks) {
      it(`${heading}, line ${line}: ${language}`, () => {
        const error = results.get(line);
        if (error !== null) assert.fail(`${page.name}, block at line ${line}: ${error}`);
      });
    }
  });
}
