/** The released `yo`, with the packed generator beside it or linked from a checkout, as people install it. */

import assert from 'node:assert/strict';
import { existsSync, mkdirSync, readdirSync, symlinkSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { packageRoot } from '../../generators/run/package-root.js';
import { type CommandResult, mustRun, outputOf, run } from '../acceptance/commands.js';
import { packedGenerator } from '../acceptance/packed.js';
import { makeScratch } from '../acceptance/scratch.js';
import { subGenerators } from '../generators/generator-path.js';
import { writeProject } from '../sample-project.js';

const bin = join(packageRoot, 'dist/generators/bin/cli.js');
const isRoot = process.getuid?.() === 0;

/** `yo` run as root gives root up, and could then not read root's files: a normal user runs it here. */
const asUser = isRoot ? ['setpriv', '--reuid=1000', '--regid=1000', '--clear-groups'] : [];

/** An installation: where `yo` is, and the folder of modules in which it finds generators. */
interface Installation {
  readonly yo: string;
  readonly modules: string;
}

/** A project, and a home, that belong to the user who runs `yo`. */
async function makeUserProject(): Promise<string> {
  const dir = makeScratch('yo');
  writeProject(dir);
  mkdirSync(join(dir, '.home'));
  if (isRoot) await mustRun(['chown', '-R', '1000:1000', dir], { cwd: dir });
  return dir;
}

async function makeEmptyFolder(): Promise<string> {
  const dir = makeScratch('yo');
  mkdirSync(join(dir, '.home'));
  if (isRoot) await mustRun(['chown', '-R', '1000:1000', dir], { cwd: dir });
  return dir;
}

async function installPacked(): Promise<Installation> {
  const modules = dirname(dirname(await packedGenerator()));
  const install = ['npm', 'install', '--no-audit', '--no-fund', '--prefer-offline', 'yo@7.0.1'];
  await mustRun(install, { cwd: dirname(modules) });
  return { yo: join(modules, 'yo/lib/cli.js'), modules };
}

/** What `npm link` does: a symbolic link to the checkout, which was built. */
async function linkCheckout(): Promise<Installation> {
  const modules = join(makeScratch('linked'), 'node_modules');
  mkdirSync(modules);
  symlinkSync(packageRoot, join(modules, 'generator-chora'));
  return { yo: join(packageRoot, 'node_modules/yo/lib/cli.js'), modules };
}

function runYo({ yo, modules }: Installation, cwd: string, args: readonly string[]): Promise<CommandResult> {
  const env = { ...process.env, HOME: join(cwd, '.home'), NODE_PATH: modules, NO_UPDATE_NOTIFIER: '1' };
  return run([...asUser, process.execPath, yo, ...args], { cwd, env });
}

describe('the package, installed alone', () => {
  it('is all that is installed, and begins and adds by its bin', async () => {
    const packed = await packedGenerator();
    const installed = readdirSync(dirname(dirname(packed))).filter((name) => !name.startsWith('.'));
    assert.deepEqual(installed, ['generator-chora']);
    const [project, folder] = [await makeUserProject(), await makeEmptyFolder()];
    await mustRun([...asUser, process.execPath, packed, 'persistence'], { cwd: project });
    await mustRun([...asUser, process.execPath, packed, 'app', 'acme-notes', '--yes'], { cwd: folder });
    assert.ok(existsSync(join(project, 'src/acme/utils/persistence.py')));
    assert.ok(existsSync(join(folder, 'acme-notes/src/acme_notes/utils/persistence.py')));
  });
});

for (const [how, install] of [
  ['installed from its tarball', installPacked],
  ['linked from a checkout', linkCheckout],
] as const) {
  describe(`yo, with the generator ${how}`, () => {
    let installation: Installation;
    before(async () => {
      installation = await install();
    });

    it('lists the sub-generators and nothing that is none', async () => {
      const { stdout } = await runYo(installation, await makeUserProject(), ['--generators']);
      const [, listed = ''] = /^ {2}chora\n((?: {4}.*\n?)*)/m.exec(stdout) ?? [];
      const names = subGenerators.filter((name) => name !== 'app');
      assert.deepEqual(listed.trim().split(/\s+/).sort(), names);
    });

    it('adds the piece, and changes nothing the second time', async () => {
      const project = await makeUserProject();
      const first = await runYo(installation, project, ['chora:persistence']);
      assert.equal(first.status, 0, outputOf(first));
      assert.ok(existsSync(join(project, 'src/acme/utils/persistence.py')));
      assert.match(first.stderr, /Run the tests with:/);
      const second = await runYo(installation, project, ['chora:persistence']);
      assert.match(second.stderr, /nothing changed/);
    });

    it('begins the project that the bin begins, with versions as they were written', async () => {
      const flags = [
        '--yes',
        '--project-name=acme-notes',
        '--python-version=3.10',
        '--include-justfile=false',
      ];
      const [withYo, withBin] = [await makeEmptyFolder(), await makeEmptyFolder()];
      const result = await runYo(installation, withYo, ['chora', ...flags, '--author-name=Ada']);
      assert.equal(result.status, 0, outputOf(result));
      await mustRun(['node', bin, 'app', ...flags, '--author-name=Ada'], { cwd: withBin });
      await mustRun(['diff', '--recursive', '--exclude=.home', withYo, withBin], { cwd: withYo });
      await mustRun(['grep', '>=3.10', 'pyproject.toml'], { cwd: withYo });
    });

    it('leaves with all sub-generators, in either order, what the bin leaves', async () => {
      const commands = [['persistence'], ['utils', '--yes'], ['docs']];
      const [forwards, backwards, byBin] = [
        await makeUserProject(),
        await makeUserProject(),
        await makeUserProject(),
      ];
      for (const [name, ...flags] of commands)
        await runYo(installation, forwards, [`chora:${name}`, ...flags]);
      for (const [name, ...flags] of [...commands].reverse())
        await runYo(installation, backwards, [`chora:${name}`, ...flags]);
      for (const args of commands) await mustRun(['node', bin, ...args], { cwd: byBin });
      await mustRun(['diff', '-r', '--exclude=.home', forwards, byBin], { cwd: '/' });
      await mustRun(['diff', '-r', '--exclude=.home', backwards, byBin], { cwd: '/' });
    });

    it('prints JSON and nothing else on standard output with --json', async () => {
      const { stdout, status } = await runYo(installation, await makeUserProject(), [
        'chora:persistence',
        '--json',
        '--dry-run',
      ]);
      assert.equal(status, 0);
      assert.equal(JSON.parse(stdout).dryRun, true);
    });

    it('takes --tests=false for --no-tests, where Yeoman would take it for true', async () => {
      const project = await makeUserProject();
      const { status } = await runYo(installation, project, ['chora:persistence', '--tests=false']);
      assert.equal(status, 0);
      assert.ok(!existsSync(join(project, 'tests/utils')));
    });

    it('ends with a failure, a message and no trace on an error', async () => {
      const { status, stderr } = await runYo(installation, await makeUserProject(), [
        'chora:persistence',
        '--package=nope',
      ]);
      assert.notEqual(status, 0);
      assert.match(stderr, /--package=nope is not a package of this project/);
      assert.doesNotMatch(stderr, /^\s+at /m);
    });
  });
}
