/** Proves where the block for coding agents goes when AGENTS.md and CLAUDE.md are one text. */

import assert from 'node:assert/strict';
import { planAgentsPages } from '../../generators/core/agents-pages.js';
import { memoryTree } from '../tree/memory-tree.js';

const blocks = [{ id: 'pieces', text: 'new' }];
const block = '<!-- chora:begin pieces -->\nold\n<!-- chora:end pieces -->\n';

/** The pages that are planned, with what becomes of the block in each. */
function pagesOf(files: Readonly<Record<string, string>>): Readonly<Record<string, string | undefined>> {
  const pages = planAgentsPages(blocks, { agents: '', tree: memoryTree(files) });
  return Object.fromEntries(pages.map(({ path, blocks: [first] }) => [path, first?.text]));
}

describe('the block for coding agents', () => {
  for (const [what, text] of [
    ['an import', 'See @AGENTS.md for more.\n'],
    ['an import of a path', '@./AGENTS.md\n'],
  ] as const) {
    it(`is in AGENTS.md alone where CLAUDE.md has ${what} of it`, () => {
      assert.deepEqual(pagesOf({ 'CLAUDE.md': text }), { 'AGENTS.md': 'new' });
    });
  }

  it('is in CLAUDE.md alone where AGENTS.md imports that', () => {
    assert.deepEqual(pagesOf({ 'AGENTS.md': '@CLAUDE.md\n', 'CLAUDE.md': '' }), { 'CLAUDE.md': 'new' });
  });

  it('is taken out of the file that imports the other', () => {
    const files = { 'CLAUDE.md': `@AGENTS.md\n\n${block}`, 'AGENTS.md': block };
    assert.deepEqual(pagesOf(files), { 'AGENTS.md': 'new', 'CLAUDE.md': undefined });
  });

  for (const [what, text] of [
    ['names it in code', 'Write `@AGENTS.md` to import it.\n\n```\n@AGENTS.md\n```\n'],
    ['names another file', 'See @docs/AGENTS.md, @AGENTS.md/x and me@AGENTS.md.\n'],
  ] as const) {
    it(`is in both where CLAUDE.md only ${what}`, () => {
      assert.deepEqual(pagesOf({ 'CLAUDE.md': text }), { 'AGENTS.md': 'new', 'CLAUDE.md': 'new' });
    });
  }

  it('is in AGENTS.md where that imports a CLAUDE.md that is not there', () => {
    assert.equal(pagesOf({ 'AGENTS.md': '@CLAUDE.md\n' })['AGENTS.md'], 'new');
  });
});
