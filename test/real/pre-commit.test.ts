/** The hook for other repositories, under the real pre-commit, which installs this one from a clone. */

import assert from 'node:assert/strict';
import { cpSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { commitAll, runGit } from '../acceptance/checkout.js';
import { type CommandResult, mustRun, run } from '../acceptance/commands.js';
import { makeScratch } from '../acceptance/scratch.js';
import { cacheFolder, makeEnvironment, repositoryRoot } from '../python/environment.js';
import { makeProject } from '../run/check-in.js';
import { writeProject } from '../sample-project.js';

const home = makeScratch('pre-commit');
const env = { ...process.env, PRE_COMMIT_HOME: join(home, 'cache') };

/** This repository as it is, with what is not committed yet. */
async function cloneSelf(): Promise<string> {
  const dir = makeScratch('clone');
  const listed = await mustRun(['git', 'ls-files', '--cached', '--others', '--exclude-standard', '-z'], {
    cwd: repositoryRoot,
  });
  for (const path of listed.split('\0').filter(Boolean))
    cpSync(join(repositoryRoot, path), join(dir, path), { force: true });
  return dir;
}

describe('the hook for pre-commit', function () {
  this.timeout(900_000);

  it('passes where all is current, and fails and names the file where one is missing', async () => {
    const requirements = join(repositoryRoot, 'test/real/pre-commit/requirements.txt');
    const python = makeEnvironment(join(cacheFolder, 'pre-commit'), requirements);
    const [source, project] = [await cloneSelf(), await makeProject()];
    await commitAll(source);
    const rev = (await runGit(source, 'rev-parse', 'HEAD')).trim();
    const config = { repos: [{ repo: source, rev, hooks: [{ id: 'generator-chora-check' }] }] };
    writeProject(project, { '.pre-commit-config.yaml': JSON.stringify(config) });
    await commitAll(project);
    const command = [join(dirname(python), 'pre-commit'), 'run', '--all-files'];
    const check = (): Promise<CommandResult> => run(command, { cwd: project, env });
    const passed = await check();
    assert.equal(passed.status, 0, passed.stdout + passed.stderr);
    assert.match(passed.stdout, /generator-chora check\.+Passed/);
    rmSync(join(project, 'tests/utils/test_persistence.py'));
    const failed = await check();
    assert.equal(failed.status, 1, failed.stdout);
    assert.match(failed.stdout, /missing {2}tests\/utils\/test_persistence\.py/);
  });
});
