/** Paths as words of a command. */

import assert from 'node:assert/strict';
import { quoteForShell } from '../../generators/edit/shell.js';

describe('a path in a printed command', () => {
  for (const [path, posix, windows] of [
    ['src/acme-1', 'src/acme-1', 'src/acme-1'],
    ['my notes', "'my notes'", '"my notes"'],
    ["ada's $HOME", "'ada'\\''s $HOME'", '"ada\'s $HOME"'],
  ] as const)
    it(`is one word for a shell: ${path}`, () => {
      assert.deepEqual([quoteForShell(path), quoteForShell(path, true)], [posix, windows]);
    });
});
