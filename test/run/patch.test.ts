/** Proves that `git apply` of a preview does what a run does, wherever the project lies. */

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { findPatchPlace } from '../../generators/run/patch-place.js';
import { makeScratch } from '../acceptance/scratch.js';
import { sampleFiles, writeProject } from '../sample-project.js';
import { write } from '../write/writer.js';
import { planIn } from './plan-in.js';

const git = (cwd: string, args: readonly string[], input = '') => {
  const { status, stderr, stdout } = spawnSync('git', args, { cwd, input, encoding: 'utf8' });
  assert.equal(status, 0, stderr);
  return stdout;
};

/** A git repository with the project in a folder of it. */
function makeRepository(
  folder: string,
  files = sampleFiles,
): { readonly top: string; readonly root: string } {
  const top = makeScratch('patch');
  const root = join(top, folder);
  writeProject(root, files);
  git(top, ['init', '--quiet']);
  return { top, root };
}

/** The project in which git applied the preview from this folder is the one in which a run wrote. */
async function proveSame(folder: string, cwd: (root: string) => string, files = sampleFiles): Promise<void> {
  const [previewed, done] = [makeRepository(folder, files), makeRepository(folder, files)];
  const { diff } = await planIn(previewed.root, cwd(previewed.root));
  git(cwd(previewed.root), ['apply'], diff);
  const { writes } = await planIn(done.root);
  const read = (path: string) => files[path];
  await write(
    done.root,
    writes.map((each) => ({ ...each, before: read(each.path) })),
  );
  const args = ['-r', '--no-dereference', '--exclude=.git', previewed.top, done.top];
  assert.equal(spawnSync('diff', args, { encoding: 'utf8' }).stdout, '');
}

describe('the patch of a preview', () => {
  it('is applied rightly at the top of the repository', () => proveSame('', (root) => root));

  it('is applied rightly in the folder of the project', () => proveSame('packages/acme', (root) => root));

  it('is applied rightly above the folder of the project', () =>
    proveSame('a/b', (root) => join(root, '..')));

  it('has paths as git quotes them', () => proveSame('pack "ages"/ünï\\code', (root) => root));

  it('is applied rightly where line endings are those of Windows', async () => {
    const ofWindows = Object.entries(sampleFiles).map(([path, text]) => [
      path,
      text.replaceAll('\n', '\r\n'),
    ]);
    await proveSame('', (root) => root, Object.fromEntries(ofWindows));
  });

  it('counts outside of git from the folder that the user is in', async () => {
    const dir = makeScratch('no-git');
    writeProject(join(dir, 'acme'));
    const { diff } = await planIn(join(dir, 'acme'), dir);
    assert.match(diff, /^\+\+\+ b\/acme\/src\/acme\/utils\/errors\.py$/m);
  });

  it('is for another folder where the user is below the project, and that is said', () => {
    const { root } = makeRepository('packages/acme');
    assert.equal(findPatchPlace(root, join(root, 'src')).goTo, root);
    assert.equal(findPatchPlace(root, root).goTo, undefined);
  });

  it('has a linked CLAUDE.md once, as the run has', async () => {
    for (const [link, file] of [
      ['CLAUDE.md', 'AGENTS.md'],
      ['AGENTS.md', 'CLAUDE.md'],
    ] as const) {
      const { root } = makeRepository('', { ...sampleFiles, [file]: '# Rules\n' });
      symlinkSync(file, join(root, link));
      git(root, ['add', '-A']);
      const { diff, outcomes } = await planIn(root);
      assert.deepEqual(
        outcomes.filter(({ path }) => /^[A-Z]+\.md$/.test(path)).map(({ path }) => path),
        [file],
      );
      git(root, ['apply'], diff);
      assert.match(git(root, ['diff', '--stat']), new RegExp(` ${file} .*\\n`));
    }
  });

  it('has no text for a link of a folder, but for what it leads to', async () => {
    const { root } = makeRepository('', { ...sampleFiles, 'documentation/index.md': '' });
    symlinkSync('documentation', join(root, 'docs'));
    git(root, ['apply'], (await planIn(root)).diff);
    assert.ok(readdirSync(join(root, 'documentation/how-to')).length > 0);
  });

  it('is made in a submodule and a worktree as git has them', () => {
    const { top } = makeRepository('');
    git(top, ['add', '-A']);
    git(top, ['-c', 'user.name=a', '-c', 'user.email=a@b', 'commit', '-qm', 'x']);
    const tree = join(makeScratch('worktree'), 'w');
    git(top, ['worktree', 'add', '-q', tree]);
    mkdirSync(join(tree, 'packages'));
    assert.equal(findPatchPlace(join(tree, 'packages'), tree).prefix, 'packages/');
  });
});
