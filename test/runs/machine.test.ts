/** Real mounts, real full disks, other users' files: a machine as people have it. Needs root, as CI is. */

import assert from 'node:assert/strict';
import { chmodSync, chownSync, mkdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type CommandResult, mustRun, outputOf, run } from '../acceptance/commands.js';
import { makeScratch } from '../acceptance/scratch.js';
import { fillDisk, onSmallDisk } from '../crash/small-disk.js';
import { sampleFiles, writeProject } from '../sample-project.js';
import { bin, chora, differences, makeProject } from './project.js';

/** Runs the bin with mounts of its own, which end with it. */
function choraWith(mount: string, cwd: string): Promise<CommandResult> {
  return run(['unshare', '--mount', 'bash', '-c', `${mount}; exec node ${bin} persistence`], { cwd });
}

describe('a machine with mounts and other users', () => {
  before(() => {
    assert.equal(process.geteuid?.(), 0, 'these tests mount disks and give files away: run them as root');
  });

  it('refuses a file that is mounted by itself, says what to do, and takes the others back', async () => {
    const files = { ...sampleFiles, 'AGENTS.md': '# Rules\n' };
    const [untouched, project] = [makeProject(files), makeProject(files)];
    const result = await choraWith('mount --bind AGENTS.md AGENTS.md', project);
    assert.equal(result.status, 1);
    assert.match(
      result.stderr,
      /Cannot replace AGENTS\.md: EBUSY.*mount its folder instead.*Nothing was changed/,
    );
    assert.equal(await differences(untouched, project), '');
  });

  it('writes to folders that are on other file systems', async () => {
    const [whole, project, disk] = [makeProject(), makeProject(), makeScratch('disk')];
    await chora(whole, 'persistence');
    const mount = `mount -t tmpfs none ${disk} && cp -a tests/. ${disk} && mount --bind ${disk} tests`;
    const copy = `trap 'umount tests && cp -a ${disk}/. tests' EXIT`;
    const result = await run(
      ['unshare', '--mount', 'bash', '-c', `${mount} && ${copy}; node ${bin} persistence`],
      { cwd: project },
    );
    assert.equal(result.status, 0, outputOf(result));
    assert.equal(await differences(whole, project), '');
  });

  it('changes nothing on a disk that is full, at any size of what is left', async () => {
    for (const pages of [0, 2, 9, 20]) {
      const isProven = await onSmallDisk(400, async (root) => {
        const project = join(root, 'project');
        mkdirSync(project);
        writeProject(project);
        const filler = fillDisk(root, pages);
        const result = await chora(project, 'persistence');
        assert.equal(result.status, 1, `${pages}: ${outputOf(result)}`);
        assert.match(result.stderr, /^generator-chora: Cannot .*ENOSPC.*Nothing was changed\.$/m);
        assert.equal(await differences(makeProject(), project), '');
        filler.empty();
        assert.equal((await chora(project, 'persistence')).status, 0);
      });
      assert.ok(isProven);
    }
  });

  it('keeps owner, group and mode of a file that root replaces, and gives new ones to the owner of the folder', async () => {
    const project = makeProject();
    await mustRun(['chown', '-R', '1000:1000', project], { cwd: project });
    chownSync(join(project, 'pyproject.toml'), 1001, 1002);
    chmodSync(join(project, 'pyproject.toml'), 0o660);
    chownSync(join(project, 'tests'), 1003, 1004);
    await chora(project, 'persistence');
    const owner = (path: string) =>
      `${statSync(join(project, path)).uid}:${statSync(join(project, path)).gid}`;
    assert.equal(owner('pyproject.toml'), '1001:1002');
    assert.equal(statSync(join(project, 'pyproject.toml')).mode & 0o777, 0o660);
    for (const path of ['tests/utils', 'tests/utils/test_persistence.py'])
      assert.equal(owner(path), '1003:1004');
    for (const path of ['.chora', '.chora/manifest.jsonl', 'src/acme/utils', 'src/acme/utils/persistence.py'])
      assert.equal(owner(path), '1000:1000');
  });

  it('gives no group rights that it had not, where a user cannot keep the group', async () => {
    const project = makeProject({ ...sampleFiles, 'AGENTS.md': '# Rules\n' });
    await mustRun(['chown', '-R', '1000:1000', project], { cwd: project });
    chownSync(join(project, 'AGENTS.md'), 1000, 1002);
    chmodSync(join(project, 'AGENTS.md'), 0o640);
    const asUser = ['setpriv', '--reuid=1000', '--regid=1000', '--clear-groups', 'node', bin, 'persistence'];
    await mustRun(asUser, { cwd: project, env: { ...process.env, HOME: project } });
    assert.equal(statSync(join(project, 'AGENTS.md')).mode & 0o777, 0o600);
  });

  it('says what it cannot write to, in one line, where the project is for reading only', async () => {
    const project = makeProject();
    const result = await choraWith('mount --bind . . && mount -o remount,ro,bind . && cd "$PWD"', project);
    assert.equal(result.status, 1);
    assert.match(result.stderr, /^generator-chora: Cannot write to .*EROFS.*Nothing was changed\.$/m);
  });

  it('looks at a project that is for reading only where nothing is to be written', async () => {
    const project = makeProject();
    await chora(project, 'persistence');
    const result = await choraWith('mount --bind . . && mount -o remount,ro,bind . && cd "$PWD"', project);
    assert.equal(result.status, 0, outputOf(result));
    assert.match(result.stderr, /nothing changed/);
    writeFileSync(join(project, 'still-mine'), '');
  });
});
