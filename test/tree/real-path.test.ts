/** Proves where the paths of a project lie while others make and remove folders in it. */

import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { resolveInside } from '../../generators/tree/real-path.js';

const comeAndGo = `
const { mkdirSync, rmdirSync } = require('node:fs');
for (;;) {
  mkdirSync(process.argv[1]);
  rmdirSync(process.argv[1]);
}
`;

describe('the real path of a file that a run would write', () => {
  let root = '';

  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'chora-real-path-'));
  });

  afterEach(() => rmSync(root, { recursive: true, force: true, maxRetries: 10 }));

  it('is found while a folder of it comes and goes', async () => {
    const folder = join(root, '.chora');
    const other = spawn(process.execPath, ['-e', comeAndGo, folder], { stdio: 'ignore' });
    const ended = new Promise((resolve) => other.once('exit', resolve));
    try {
      const end = performance.now() + 2000;
      while (performance.now() < end)
        assert.ok(resolveInside(root, '.chora/manifest.jsonl').endsWith('.chora/manifest.jsonl'));
    } finally {
      other.kill('SIGKILL');
      await ended;
    }
  });

  it('is not that of a link to what is missing', () => {
    symlinkSync('nowhere', join(root, '.chora'));
    assert.throws(
      () => resolveInside(root, '.chora/manifest.jsonl'),
      /^UserError: \.chora.* is a symbolic link/,
    );
  });
});
