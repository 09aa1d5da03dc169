/** The guide to living with generated code: its sessions in one project, and the steps of its workflow. */

import assert from 'node:assert/strict';
import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageRoot } from '../../generators/run/package-root.js';
import { mustRun, run } from '../acceptance/commands.js';
import { makeScratch } from '../acceptance/scratch.js';
import { userEnvironment } from '../projects/tools.js';
import { readReleases } from '../releases/release.js';
import { writeProject } from '../sample-project.js';
import { readPage } from './read-page.js';

const name = 'docs/living-with-generated-code.md';
const page = readPage({ name, text: readFileSync(join(packageRoot, name), 'utf8') });
const bin = join(packageRoot, 'dist/generators/bin/cli.js');
const blocksIn = (language: string) => page.blocks.filter((block) => block.language === language);

/** As the guide says: written by 0.0.3, with a function added to `file_lock.py`. */
function makeProject(): string {
  const project = makeScratch('living');
  const release = readReleases().find(
    ({ version, language }) => version === '0.0.3' && language === 'python',
  );
  assert.ok(release);
  const lock = 'src/acme/utils/file_lock.py';
  const edited = `${release.files[lock]}\n\ndef shout(text: str) -> str:\n    return text.upper()\n`;
  writeProject(project, { ...release.files, [lock]: edited });
  return project;
}

describe('the guide to living with generated code', () => {
  it('shows what the commands print, one after the other', async () => {
    const project = makeProject();
    for (const { text } of blocksIn('console')) {
      const [command = '', ...shown] = text.trimEnd().split('\n');
      const args = command.replace('$ npx generator-chora ', '').split(' ');
      const { stdout, stderr } = await run(['node', bin, ...args], {
        cwd: project,
        env: userEnvironment(project),
      });
      const printed = (stdout + stderr).trimEnd().replaceAll(project, '/home/ada/acme');
      assert.deepEqual(printed.split('\n'), shown, command);
    }
  });

  it('has a workflow that the schema of GitHub and zizmor accept', async () => {
    const project = makeScratch('workflow');
    const [workflow] = blocksIn('yaml');
    const path = '.github/workflows/update.yml';
    writeProject(project, { [path]: workflow?.text ?? '' });
    const place = { cwd: project, env: userEnvironment(project) };
    await mustRun(['check-jsonschema', '--builtin-schema', 'vendor.github-workflows', path], place);
    await mustRun(['zizmor', '--offline', '.github'], place);
  });

  it('has a workflow whose steps push the update, once', async () => {
    const project = makeProject();
    const [programs, origin] = [makeScratch('programs'), makeScratch('origin')];
    const write = (file: string, script: string) => {
      writeFileSync(join(programs, file), `#!/bin/sh\n${script}\n`);
      chmodSync(join(programs, file), 0o755);
    };
    write('npx', `shift 2\nexec '${process.execPath}' '${bin}' "$@"`);
    write('gh', `echo "$@" >> '${programs}/calls'\n[ "$2" = list ] && echo 0 || true`);
    mkdirSync(join(programs, 'home'));
    const env = { ...process.env, PATH: `${programs}:${process.env['PATH']}`, HOME: join(programs, 'home') };
    const git = (...args: string[]) => mustRun(['git', ...args], { cwd: project, env });
    await mustRun(['git', 'init', '--quiet', '--bare', origin], { cwd: origin, env });
    await git('init', '--quiet');
    await git('-c', 'user.name=a', '-c', 'user.email=a@b', 'commit', '--quiet', '--allow-empty', '-m', 'a');
    await git('remote', 'add', 'origin', origin);
    const [workflow] = blocksIn('yaml');
    const steps = [...(workflow?.text ?? '').matchAll(/^( *)(?:- )?run: (?:\|\n((?:\1 {2}.*\n)+)|(.*)\n)/gm)];
    assert.equal(steps.length, 2);
    for (const [, , script, line] of steps)
      await mustRun(['bash', '-e', '-c', script ?? line ?? ''], { cwd: project, env });
    const pushed = await mustRun(['git', 'log', '--format=%s', 'chora-update'], { cwd: origin, env });
    assert.match(pushed, /^Update what generator-chora wrote\n/);
    assert.match(readFileSync(join(programs, 'calls'), 'utf8'), /^pr create --fill/m);
  });
});
