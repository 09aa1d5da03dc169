/** An update is tried out by the real pytest before it is written, on a copy, and leaves nothing else behind. */

import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { type CommandResult, mustRun, run } from '../acceptance/commands.js';
import { makeScratch } from '../acceptance/scratch.js';
import { pythonEnvironment, withTools } from '../python/environment.js';
import { readReleases } from '../releases/release.js';
import { bin } from '../runs/project.js';
import { writeProject } from '../sample-project.js';

/** A module that changed since that release. */
const lock = 'src/acme/utils/file_lock.py';
const release = readReleases().find((each) => each.version === '0.0.3' && each.language === 'python');
/** A test that holds before the update, whose heading is another one. */
const breaking = `

def test_is_of_the_older_release() -> None:
    from pathlib import Path

    from acme.utils import file_lock

    assert "generator-chora 0.0.3 " in Path(file_lock.__file__).read_text()
`;

interface Scene {
  readonly dir: string;
  readonly temporary: string;
  readonly env: NodeJS.ProcessEnv;
}

function makeScene({ isBreaking = false }: { readonly isBreaking?: boolean } = {}): Scene {
  const [dir, temporary] = [makeScratch('update'), makeScratch('temporary')];
  assert.ok(release);
  writeProject(dir, release.files);
  const test = join(dir, 'tests/utils/test_errors.py');
  if (isBreaking) writeFileSync(test, readFileSync(test, 'utf8') + breaking);
  pythonEnvironment();
  return { dir, temporary, env: { ...withTools(), TMPDIR: temporary } };
}

function update({ dir, env }: Scene, ...flags: readonly string[]): Promise<CommandResult> {
  return run(['node', bin, 'update', ...flags], { cwd: dir, env });
}

function listFiles(dir: string): readonly string[] {
  return readdirSync(dir, { recursive: true, encoding: 'utf8' }).sort();
}

/** Beside what pytest itself keeps there. */
const copiesIn = ({ temporary }: Scene) =>
  readdirSync(temporary).filter((name) => name.startsWith('chora-trial-'));

const versionIn = (dir: string) => /chora (\S+)/.exec(readFileSync(join(dir, lock), 'utf8'))?.[1];

describe('an update of a project with pytest', () => {
  it('says that the tests pass on it, and leaves nothing but the update', async () => {
    const scene = makeScene();
    const before = listFiles(scene.dir);
    const { status, stderr } = await update(scene);
    assert.equal(status, 0, stderr);
    assert.match(stderr, /The tests of the pieces pass on the update, in a copy of the project\./);
    assert.deepEqual(listFiles(scene.dir), before);
    assert.deepEqual(copiesIn(scene), []);
    assert.notEqual(versionIn(scene.dir), '0.0.3');
  });

  it('is not written where they fail on it, and names the test; --no-verify goes on', async () => {
    const scene = makeScene({ isBreaking: true });
    const before = listFiles(scene.dir);
    const { status, stderr } = await update(scene);
    assert.equal(status, 1, stderr);
    assert.match(stderr, /passed until now, and fail on the update; nothing was changed/);
    assert.match(stderr, /test_is_of_the_older_release/);
    assert.deepEqual(listFiles(scene.dir), before);
    assert.deepEqual(copiesIn(scene), []);
    assert.equal(versionIn(scene.dir), '0.0.3');
    assert.equal((await update(scene, '--no-verify')).status, 0);
    assert.notEqual(versionIn(scene.dir), '0.0.3');
  });

  it('is tried out on the copy where the original is installed in place, in its own environment', async () => {
    const scene = makeScene({ isBreaking: true });
    const python = pythonEnvironment();
    await mustRun([python, '-m', 'venv', '--without-pip', '.venv'], { cwd: scene.dir });
    const [folder = ''] = listFiles(join(scene.dir, '.venv/lib')).filter((name) =>
      /^python[\d.]+$/.test(name),
    );
    const paths = join(python, '../../lib', folder, 'site-packages');
    const site = join(scene.dir, '.venv/lib', folder, 'site-packages');
    mkdirSync(site, { recursive: true });
    writeFileSync(join(site, 'acme.pth'), `${join(scene.dir, 'src')}\n${paths}\n`);
    const { status, stderr } = await update(scene);
    assert.equal(status, 1, stderr);
    assert.match(stderr, /test_is_of_the_older_release/);
    assert.equal(versionIn(scene.dir), '0.0.3');
  });

  it('leaves no copy where it is interrupted, and writes nothing', async () => {
    const scene = makeScene();
    const child = spawn('node', [bin, 'update'], { cwd: scene.dir, env: scene.env, detached: true });
    const ended = once(child, 'close');
    while (copiesIn(scene).length === 0 && child.exitCode === null) await setTimeout(20);
    process.kill(-(child.pid ?? 0), 'SIGINT');
    assert.deepEqual(await ended, [null, 'SIGINT']);
    assert.deepEqual(copiesIn(scene), []);
    assert.equal(versionIn(scene.dir), '0.0.3');
  });

  it('says why it was not tried out where there is no pytest', async () => {
    const scene = makeScene();
    const { VIRTUAL_ENV: _, ...env } = scene.env;
    const PATH = `${makeScratch('empty')}:${join(process.execPath, '..')}:/usr/bin:/bin`;
    const { status, stderr } = await update({ ...scene, env: { ...env, PATH } });
    assert.equal(status, 0, stderr);
    assert.match(stderr, /The update was not tried out before it was written: /);
    assert.notEqual(versionIn(scene.dir), '0.0.3');
  });
});
