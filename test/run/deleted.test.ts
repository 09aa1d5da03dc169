/** What becomes of files that the user deleted between two runs. */

import assert from 'node:assert/strict';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Outcome } from '../../generators/core/outcome.js';
import type { RawOptions } from '../../generators/run/read-options.js';
import { makeScratch } from '../acceptance/scratch.js';
import { writeProject } from '../sample-project.js';
import { planIn, writeIn } from './plan-in.js';

const moduleFile = 'src/acme/utils/errors.py';
const testFile = 'tests/utils/test_errors.py';
const guide = 'user-docs/how-to/improve-error-messages.md';
const reference = 'user-docs/reference/python-patterns.md';

async function projectWithErrors(): Promise<string> {
  const root = makeScratch('deleted');
  writeProject(root);
  await writeIn(root);
  return root;
}

async function planWithout(path: string, flags: RawOptions = {}) {
  const root = await projectWithErrors();
  rmSync(join(root, path));
  const { outcomes, writes } = await planIn(root, root, flags);
  const changed = outcomes.filter(({ status }: Outcome) => status !== 'unchanged');
  return {
    root,
    statuses: changed.map(({ status, path: name }: Outcome) => `${status} ${name}`),
    written: writes.map(({ path: name }) => name),
  };
}

describe('a file that the user deleted', () => {
  for (const path of [testFile, reference, 'AGENTS.md']) {
    it(`stays deleted and is reported: ${path}`, async () => {
      const { statuses, written } = await planWithout(path);
      assert.deepEqual([statuses, written], [[`deleted ${path}`], []]);
    });
  }

  for (const path of [moduleFile, testFile, guide, reference, 'AGENTS.md']) {
    it(`comes back with --restore, and nothing else changes: ${path}`, async () => {
      const { statuses, written } = await planWithout(path, { restore: true });
      assert.deepEqual([statuses, written], [[`created ${path}`], [path]]);
    });
  }

  it('is no test to run any more', async () => {
    const root = await projectWithErrors();
    rmSync(join(root, testFile));
    assert.deepEqual((await planIn(root)).commands, []);
  });

  it('is linked to by no page where it is a guide', async () => {
    const { root, statuses } = await planWithout(guide);
    await writeIn(root);
    assert.deepEqual(statuses.slice(0, 1), [`deleted ${guide}`]);
    for (const page of [reference, 'AGENTS.md'])
      assert.doesNotMatch(
        existsSync(join(root, page)) ? readFileSync(join(root, page), 'utf8') : '',
        /improve-error/,
      );
  });

  it('leaves no export and no new test of a module that is not there', async () => {
    const root = await projectWithErrors();
    for (const path of [moduleFile, 'src/acme/utils/__init__.py', testFile]) rmSync(join(root, path));
    const { outcomes } = await planIn(root);
    const created = outcomes.filter(({ status }) => status === 'created').map(({ path }) => path);
    assert.deepEqual(created, []);
  });

  it('is AGENTS.md again with --include-agents-md', async () => {
    const { statuses } = await planWithout('AGENTS.md', { 'include-agents-md': true });
    assert.deepEqual(statuses, ['created AGENTS.md']);
  });
});
