/** The command `check` as people, programs and GitHub call it: its output and its exit status. */

import assert from 'node:assert/strict';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { packageRoot } from '../../generators/run/package-root.js';
import { type CommandResult, run } from '../acceptance/commands.js';
import { makeScratch } from '../acceptance/scratch.js';
import { ageIn, editIn, makeProject } from '../run/check-in.js';

const bin = join(packageRoot, 'dist/generators/bin/cli.js');
const module = 'src/acme/utils/persistence.py';

function check(
  cwd: string,
  args: readonly string[] = [],
  env: NodeJS.ProcessEnv = {},
): Promise<CommandResult> {
  const { GITHUB_ACTIONS, GITHUB_WORKSPACE, ...rest } = process.env;
  return run(['node', bin, 'check', ...args], { cwd, env: { ...rest, ...env } });
}

async function makeOutdated(): Promise<string> {
  const root = await makeProject();
  ageIn(root, module, (text) => text.replace('yours to edit', 'yours'));
  return root;
}

describe('generator-chora check', () => {
  it('ends with 0 and one line where everything is current', async () => {
    const { status, stdout, stderr } = await check(await makeProject());
    assert.deepEqual([status, stderr], [0, '']);
    assert.match(stdout, /^\d+ current\.\n$/);
  });

  it('ends with 1, and names the file and the next command, where one is outdated', async () => {
    const { status, stdout } = await check(await makeOutdated());
    assert.equal(status, 1);
    assert.match(
      stdout,
      /^ +outdated {2}src\/acme\/utils\/persistence\.py\n\n.*Next: generator-chora update\n$/,
    );
  });

  it('ends with 0 where a file was edited, and with 1 when it is strict', async () => {
    const root = await makeProject();
    editIn(root, module, (text) => `${text}\nMINE = 1\n`);
    assert.equal((await check(root)).status, 0);
    assert.equal((await check(root, ['--strict'])).status, 1);
  });

  it('ends with 1 where a file is missing, and with 0 where that is allowed', async () => {
    const root = await makeProject();
    rmSync(join(root, 'tests/utils/test_persistence.py'));
    assert.equal((await check(root)).status, 1);
    assert.equal((await check(root, ['--allow-missing'])).status, 0);
  });

  it('ends with 2 for a piece that there is not', async () => {
    const { status, stderr } = await check(await makeProject(), ['persistense']);
    assert.equal(status, 2);
    assert.match(stderr, /^generator-chora: .*Did you mean persistence\?.*\n$/);
  });

  it('prints one JSON document with --json, also where it fails', async () => {
    const { status, stdout } = await check(await makeOutdated(), ['--json'], { GITHUB_ACTIONS: 'true' });
    const { isCurrent, files } = JSON.parse(stdout);
    assert.deepEqual([status, isCurrent], [1, false]);
    const found = files.filter(({ state }: { state: string }) => state === 'outdated');
    assert.deepEqual(found, [
      {
        path: module,
        state: 'outdated',
        part: 'module',
        piece: 'persistence',
        language: 'python',
        package: 'acme',
        version: '0.0.9',
      },
    ]);
  });

  it('annotates failures under GitHub Actions, with paths from the top of the checkout', async () => {
    const root = await makeOutdated();
    const env = { GITHUB_ACTIONS: 'true', GITHUB_WORKSPACE: join(root, '..') };
    const { stdout } = await check(root, [], env);
    assert.match(
      stdout,
      new RegExp(`^::warning file=${root.split('/').at(-1)}/${module},title=.*::.* is outdated$`, 'm'),
    );
  });

  it('ends with 0 where nothing is recorded, and says so', async () => {
    const { status, stdout } = await check(makeScratch('empty'));
    assert.equal(status, 0);
    assert.match(stdout, /^Nothing here is recorded/);
  });
});
