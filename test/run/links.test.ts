/** Proves that a run writes nowhere but in its project: links that lead out of it are refused, in the preview too. */

import assert from 'node:assert/strict';
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { makeScratch } from '../acceptance/scratch.js';
import { sampleFiles, writeProject } from '../sample-project.js';
import { write } from '../write/writer.js';
import { planIn } from './plan-in.js';

/** A project in which this path is a link to its text or files in another folder. */
function linkOut(path: string): { readonly root: string; readonly outside: string } {
  const [root, outside] = [makeScratch('linked'), join(makeScratch('outside'), basename(path))];
  writeProject(root, { ...sampleFiles, 'docs/index.md': '# Docs\n', 'AGENTS.md': '', 'CLAUDE.md': '' });
  const inside = join(root, path);
  if (existsSync(inside)) cpSync(inside, outside, { recursive: true });
  else if (path === '.yo-rc.json') writeFileSync(outside, '{}');
  else mkdirSync(outside);
  rmSync(inside, { recursive: true, force: true });
  mkdirSync(dirname(inside), { recursive: true });
  symlinkSync(outside, inside);
  return { root, outside };
}

it('a file in the place of a folder is named, with what to do about it', async () => {
  const root = makeScratch('file');
  writeProject(root, sampleFiles);
  rmSync(join(root, 'tests'), { recursive: true, force: true });
  writeFileSync(join(root, 'tests'), '');
  await assert.rejects(
    planIn(root),
    /^UserError: tests\/.*: a file is in .* Move that file, or name another place\.$/,
  );
});

describe('a link that leads out of the project', () => {
  for (const path of [
    'tests',
    'docs',
    'src/acme',
    'src/acme/utils',
    'AGENTS.md',
    'CLAUDE.md',
    '.yo-rc.json',
    '.chora',
    'pyproject.toml',
  ]) {
    it(`is refused, with both paths named: ${path}`, async () => {
      const { root, outside } = linkOut(path);
      await assert.rejects(planIn(root), (error: Error) => {
        assert.match(
          error.message,
          new RegExp(`(^|\\. )${path.replaceAll('.', '\\.')}(/\\S+)? leads out of the project`),
        );
        assert.ok(error.message.includes(outside) && error.message.includes(`project is ${root}`));
        return true;
      });
    });

    it(`is refused where it came after the plan was made: ${path}`, async () => {
      const root = makeScratch('late');
      writeProject(root, { ...sampleFiles, 'docs/index.md': '# Docs\n', 'AGENTS.md': '', 'CLAUDE.md': '' });
      const { writes } = await planIn(root);
      const moved = join(makeScratch('outside'), basename(path));
      if (existsSync(join(root, path))) cpSync(join(root, path), moved, { recursive: true });
      else mkdirSync(moved);
      rmSync(join(root, path), { recursive: true, force: true });
      symlinkSync(moved, join(root, path));
      const plan = writes.map((each) => ({ ...each, before: readOrNone(join(root, each.path)) }));
      await assert.rejects(write(root, plan), /leads out of the project/);
      assert.ok(
        !readdirSync(moved.replace(/\/[^/]*$/, ''), { recursive: true })
          .join()
          .includes('errors'),
      );
    });
  }

  it('is refused where it leads into a folder of git', async () => {
    const root = makeScratch('hooks');
    writeProject(root, { ...sampleFiles, '.git/hooks/pre-commit': '#!/bin/sh\n', '.git/HEAD': '' });
    symlinkSync('.git/hooks', join(root, 'docs'));
    await assert.rejects(planIn(root), /^UserError: docs\/how-to\/.* leads into a folder of git/);
  });

  it('is fine where it stays inside, and the patch has the path of the file itself', async () => {
    const root = makeScratch('inside');
    writeProject(root, { ...sampleFiles, 'documentation/index.md': '# Docs\n' });
    symlinkSync('documentation', join(root, 'docs'));
    const { writes, diff } = await planIn(root);
    assert.ok(writes.some(({ path }) => path === 'docs/how-to/improve-error-messages.md'));
    assert.match(diff, /^diff --git a\/documentation\/how-to\/improve/m);
    assert.doesNotMatch(diff, /a\/docs\//);
  });
});

describe('a search', () => {
  it('counts a folder that only others may read as empty, and goes on', async () => {
    const root = makeScratch('pgdata');
    writeProject(root, { ...sampleFiles, 'pgdata/base/__init__.py': '', 'src/pgdata/base/__init__.py': '' });
    for (const dir of ['pgdata', 'src/pgdata']) chmodSync(join(root, dir), 0o000);
    const { writes } = await asAnybody(() => planIn(root));
    assert.ok(writes.some(({ path }) => path === 'src/acme/utils/errors.py'));
  });

  it('ends where links lead upwards, to the root of the disk, and to each other', async () => {
    const root = makeScratch('round');
    writeProject(root, {
      'setup.py': 'from setuptools import setup\nsetup()\n',
      'src/acme/core/__init__.py': '',
    });
    for (const dir of ['src', 'src/acme', 'src/acme/core'])
      for (const [name, target] of [
        ['up', '..'],
        ['top', '/'],
        ['again', root],
        ['src_link', join(root, 'src')],
      ] as const)
        symlinkSync(target, join(root, dir, name));
    const begin = Date.now();
    await planIn(root).catch((error: Error) => assert.equal(error.name, 'UserError', error.stack));
    assert.ok(Date.now() - begin < 5000);
  });
});

function readOrNone(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}

/** Not as root, who may read everything. */
async function asAnybody<T>(action: () => Promise<T>): Promise<T> {
  const user = process.geteuid?.() ?? 0;
  if (user === 0) process.seteuid?.(65534);
  try {
    return await action();
  } finally {
    if (user === 0) process.seteuid?.(0);
  }
}
