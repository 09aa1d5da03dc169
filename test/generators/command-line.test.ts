/** The command line of the bin: what it makes of flags alone, and its completions, in a real bash. */

import assert from 'node:assert/strict';
import { join } from 'node:path';
import { commandOptions } from '../../generators/bin/command-options.js';
import type { Command } from '../../generators/bin/commands.js';
import { implementations } from '../../generators/bin/implementations.js';
import { packageRoot } from '../../generators/run/package-root.js';
import { type CommandResult, run } from '../acceptance/commands.js';
import { makeScratch } from '../acceptance/scratch.js';
import { completeInBash } from '../runs/in-shell.js';

const bin = join(packageRoot, 'dist/generators/bin/cli.js');

const chora = (...args: string[]): Promise<CommandResult> => run(['node', bin, ...args], { cwd: '/' });

describe('flags without a command', () => {
  it('are answered with the command that has them', async () => {
    const { status, stderr } = await chora('--project-type=daemon', '--yes');
    assert.equal(status, 2);
    assert.match(stderr, /which app can have: generator-chora app --project-type=daemon --yes\n$/);
  });

  it('are answered with the commands that have them, where there are several', async () => {
    const { status, stderr } = await chora('--package=acme');
    assert.equal(status, 2);
    assert.match(stderr, /which persistence, .* can have: generator-chora COMMAND --package=acme\n$/);
  });

  it('are said to be of no one command, where they are not', async () => {
    assert.match((await chora('--package=acme', '--git')).stderr, /No command has all of these flags/);
  });
});

describe('a folder that was deleted', () => {
  it('is said to be what is wrong', async () => {
    const script = `mkdir gone && cd gone && rmdir ../gone && node '${bin}' status`;
    const { status, stderr } = await run(['sh', '-c', script], { cwd: makeScratch('gone') });
    assert.equal(status, 1);
    assert.equal(
      stderr,
      'generator-chora: The folder that you are in was deleted. Go to one that is there.\n',
    );
  });
});

describe('the table of flags', () => {
  for (const [name, { options }] of Object.entries(implementations))
    it(`has those of ${name}`, () => assert.deepEqual(commandOptions[name as Command], options));
});

describe('completions', () => {
  it('end commands, flags and pieces in bash', async () => {
    assert.equal(await completeInBash('pers\\t--dry\\t'), '<persistence><--dry-run>');
    assert.equal(await completeInBash('utils err\\t'), '<utils><errors>');
    assert.equal(await completeInBash('remove err\\t'), '<remove><errors>');
  });

  it('end the values of a flag in bash, after a blank and after an equals sign', async () => {
    assert.equal(await completeInBash('update --on-conflict ov\\t'), '<update><--on-conflict><overwrite>');
    assert.equal(await completeInBash('update --on-conflict=ov\\t'), '<update><--on-conflict=overwrite>');
    assert.equal(await completeInBash('app --project-t\\tdae\\t'), '<app><--project-type=daemon>');
  });

  it('put no blank after a flag that wants a value, in bash', async () => {
    assert.equal(await completeInBash('persistence --pack\\tacme'), '<persistence><--package=acme>');
  });

  for (const shell of ['bash', 'zsh', 'fish'])
    it(`know every command and every flag in ${shell}`, async () => {
      const { stdout } = await chora('completion', shell);
      for (const [name, options] of Object.entries(commandOptions))
        for (const word of [name, ...Object.keys(options)]) assert.ok(stdout.includes(word), word);
    });

  it('are refused for other shells, by the names of those that there are', async () => {
    for (const args of [[], ['tcsh'], ['constructor'], ['bash', 'zsh']]) {
      const { status, stderr } = await chora('completion', ...args);
      assert.deepEqual(
        [status, stderr],
        [2, 'generator-chora: Name one shell: generator-chora completion bash|zsh|fish.\n'],
      );
    }
  });
});
