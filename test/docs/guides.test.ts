/** Runs every code block of every page in pages.ts, in the project that it was generated for; each is a test. */

import assert from 'node:assert/strict';
import { alone, type Documented, everything } from './pages.js';
import { type PageText, readPage } from './read-page.js';
import { type Results, runPage } from './run-page.js';

for (const documented of alone) for (const text of documented.pages) describePage(text, documented);

/** The guides are the same as above; what is new is the reference, with what needs several pieces. */
for (const text of everything.pages.filter(({ name }) => name.includes('/reference/')))
  describePage(text, everything);

function describePage(text: PageText, { title, files }: Documented): void {
  const page = readPage(text);
  describe(`${page.name} runs as written, with ${title}`, () => {
    let results: Results;
    before(() => {
      results = runPage(page, files);
    });
    for (const { heading, language, line } of page.blocks) {
      it(`${heading}, line ${line}: ${language}`, () => {
        const error = results.get(line);
        if (error !== null) assert.fail(`${page.name}, block at line ${line}: ${error}`);
      });
    }
  });
}
