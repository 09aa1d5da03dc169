/** Proves what a run says of things that lie around its files and make them less than they look. */

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { appendFileSync, existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createFindIgnored } from '../../generators/run/find-ignored.js';
import { findProject } from '../../generators/run/find-project.js';
import { planRun } from '../../generators/run/plan-run.js';
import { readOptions } from '../../generators/run/read-options.js';
import type { Request } from '../../generators/run/request.js';
import { diskTree } from '../../generators/tree/disk-tree.js';
import { makeScratch } from '../acceptance/scratch.js';
import { sampleFiles, writeProject } from '../sample-project.js';

const nobody = () => {
  throw new Error('nobody is there to ask');
};
const asker = { canAsk: false, select: nobody, selectMany: nobody, input: nobody };

function makeClone(files: Readonly<Record<string, string>> = {}): string {
  const dir = makeScratch('clone');
  writeProject(dir, { ...sampleFiles, ...files });
  spawnSync('git', ['init', '--quiet'], { cwd: dir });
  return dir;
}

async function notesIn(dir: string, env: NodeJS.ProcessEnv = process.env): Promise<readonly string[]> {
  const request: Request = {
    tree: diskTree(dir),
    options: readOptions({ yes: true }),
    asker,
    findIgnored: createFindIgnored(dir, env),
  };
  const project = await findProject(request);
  const { notes } = await planRun(request, project, [{ pieces: ['errors'], parts: ['module', 'guide'] }]);
  return [...project.notes, ...notes];
}

const count = (notes: readonly string[], pattern: RegExp) =>
  notes.filter((note) => pattern.test(note)).length;

describe('a run', () => {
  it('says nothing where there is nothing to say', async () => {
    assert.equal(count(await notesIn(makeClone()), /ignores|AGENTS\.md|__all__/), 0);
  });

  it('names the files that git ignores, and the line that says so', async () => {
    const dir = makeClone({ '.gitignore': 'utils/\n' });
    appendFileSync(join(dir, '.git/info/exclude'), '.chora\n');
    const notes = await notesIn(dir);
    const byProject = /^git ignores .*src\/acme\/utils\/errors\.py.*, by utils\/ in line 1 of \.gitignore: /;
    assert.equal(count(notes, byProject), 1);
    assert.equal(
      count(notes, /^git ignores \.chora\/.*, by \.chora in line \d+ of \.git\/info\/exclude: /),
      1,
    );
    assert.equal(count(notes, /^git ignores .*AGENTS\.md/), 0);
  });

  it('says nothing of a file that a pattern lets in, nor of one that git has all the same', async () => {
    const dir = makeClone({
      '.gitignore': 'utils/*\n!utils/errors.py\n',
      'src/acme/utils/__init__.py': '',
    });
    spawnSync('git', ['add', '--force', 'src/acme/utils/__init__.py'], { cwd: dir });
    assert.equal(count(await notesIn(dir), /ignores/), 0);
  });

  it('says nothing of git where there is none, and asks about this repository within a hook of another', async () => {
    const dir = makeClone({ '.gitignore': 'utils/\n' });
    assert.equal(count(await notesIn(dir, { PATH: '/nonexistent' }), /ignores/), 0);
    assert.equal(count(await notesIn(dir, { ...process.env, GIT_DIR: makeClone() }), /ignores/), 1);
  });

  it("runs no program that the repository's own settings of git name", async () => {
    const dir = makeClone({ '.gitignore': 'utils/\n' });
    writeFileSync(join(dir, 'monitor'), `#!/bin/sh\ntouch ${join(dir, 'ran')}\n`, { mode: 0o755 });
    appendFileSync(join(dir, '.git/config'), `[core]\n\tfsmonitor = ${join(dir, 'monitor')}\n`);
    await notesIn(dir);
    assert.ok(!existsSync(join(dir, 'ran')));
  });

  it('says that agents read AGENTS.md where there is an agents.md', async () => {
    assert.equal(count(await notesIn(makeClone({ 'agents.md': 'Be kind.\n' })), /^agents\.md is there/), 1);
  });

  it('says that a computed __all__ is for its author to add to', async () => {
    const barrel = 'from . import first\n\n__all__ = sorted(first.__all__)\n';
    const dir = makeClone({ 'src/acme/utils/__init__.py': barrel });
    assert.equal(count(await notesIn(dir), /utils\/__init__\.py computes __all__/), 1);
  });
});
