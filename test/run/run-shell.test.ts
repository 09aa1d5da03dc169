/** A command line of the user's project ends, whatever it starts. */

import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { runShell, type ShellRun } from '../../generators/run/run-shell.js';
import { makeScratch } from '../acceptance/scratch.js';

const minute = 60_000;
const cwd = makeScratch('shell');
const start = (command: string, patience = minute): ShellRun =>
  runShell(command, { cwd, env: process.env, patience });

/** Starts a program that goes on for a minute, and notes its id. */
const linger = (name: string) => `sh -c 'echo $$ > ${name}; exec sleep 60'`;

async function isRunning(name: string): Promise<boolean> {
  const pid = Number(readFileSync(join(cwd, name), 'utf8'));
  // A process that has just been killed is there until its parent hears of it.
  for (let tries = 0; tries < 100; tries += 1) {
    try {
      process.kill(pid, 0);
    } catch {
      return false;
    }
    await setTimeout(50);
  }
  return true;
}

describe('a command line of a project', () => {
  it('gives its status and what it printed', async () => {
    const { status, output, isLate } = await start('echo one; echo two >&2; exit 3').result;
    assert.deepEqual([status, output.split('\n').sort(), isLate], [3, ['', 'one', 'two'], false]);
  });

  it('that takes too long is ended with what it started', async () => {
    const { status, isLate } = await start(`echo a; ${linger('late')}; echo b`, 2000).result;
    assert.deepEqual([status, isLate], [undefined, true]);
    assert.equal(await isRunning('late'), false);
  });

  it('that has ended leaves nothing running, and is not waited for', async () => {
    const { status, output } = await start(`${linger('left')} & sleep 1; echo done`).result;
    assert.deepEqual([status, output], [0, 'done\n']);
    assert.equal(await isRunning('left'), false);
  });

  it('is not waited for either where what it left is a group of its own', async () => {
    const code =
      "const { pid } = require('child_process').spawn('sleep', ['60'], { detached: true, stdio: 'inherit' });" +
      'console.log(pid); process.exit()';
    const { status, output } = await start(`"${process.execPath}" -e "${code}"`).result;
    process.kill(Number(output));
    assert.equal(status, 0);
  });

  it('can be ended with what it started', async () => {
    const { result, end } = start(`${linger('ended')}; echo b`);
    while (!existsSync(join(cwd, 'ended')) || readFileSync(join(cwd, 'ended'), 'utf8') === '')
      await setTimeout(20);
    end();
    assert.equal((await result).status, undefined);
    assert.equal(await isRunning('ended'), false);
  });
});
