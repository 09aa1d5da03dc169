/** Runs a command without Yeoman: the same steps, one after the other. */

import { listSelections } from '../run/along.js';
import type { Call } from '../run/command.js';
import { type Host, Run } from '../run/run.js';
import type { Command } from './commands.js';
import { implementations } from './implementations.js';
import { tellStep } from './progress.js';
import { promptInTerminal } from './prompt.js';

function createHost(isQuiet: boolean): Host {
  return {
    canAsk: process.stdin.isTTY === true,
    isTyped: true,
    prompt: promptInTerminal,
    say: (line) => isQuiet || process.stderr.write(`${line}\n`),
  };
}

export async function runCommand(name: Command, call: Call, isQuiet = false): Promise<void> {
  const command = implementations[name];
  if ('look' in command) await command.look(call);
  else await runSteps(new Run(command, call, createHost(isQuiet)));
}

async function runSteps(run: Run): Promise<void> {
  try {
    tellStep('begin');
    await run.begin();
    tellStep('plan');
    await run.plan(await listSelections(await run.choose(), run.tree));
    tellStep('write');
    await run.write();
    await run.end();
    if (!run.isComplete) process.exitCode = 1;
  } finally {
    run.release();
  }
}
