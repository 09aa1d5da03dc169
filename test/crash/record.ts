/** Runs a command on a sandbox under strace, to record its system calls or to make one of them fail. */

import { lstatSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Command, makeScratch, type Outcome, run } from './commands.js';
import { callsInSandbox, type Recording, type SandboxCall } from './replay.js';
import { readTree } from './tree.js';

const TRACE = ['-f', '-y', '-xx', '-s', '1048576'];

/** A new empty sandbox: a folder of that name in a scratch folder. */
export function makeSandbox(purpose: string): string {
  const root = join(makeScratch(purpose), 'box');
  mkdirSync(root);
  return root;
}

export async function record(root: string, command: Command): Promise<Recording & { outcome: Outcome }> {
  const file = join(makeScratch('trace'), 'strace');
  const { mode, uid, gid } = lstatSync(root);
  const before = readTree(root);
  const outcome = await run(['strace', ...TRACE, '-o', file, '--', ...command]);
  if (outcome.status !== 0)
    throw new Error(`The recorded program failed:\n${outcome.stderr}${outcome.stdout}`);
  const attributes = { mode: mode & 0o7777, uid, gid };
  return {
    root,
    attributes,
    before,
    after: readTree(root),
    trace: readFileSync(file, 'utf8'),
    umask: process.umask(),
    outcome,
  };
}

/** So many calls of its own does a thread make of a name, that no other one makes as many: Node begins with some 60. */
const WARM_UP = 200;

/** `error=EIO`, `signal=KILL` or `delay_enter=1000000`, on that very call; an error when another call or none was hit. */
export async function runWithFault(
  root: string,
  command: Command,
  call: SandboxCall,
  fault: string,
): Promise<Outcome> {
  const file = join(makeScratch('fault'), 'strace');
  const ordinal = call.ordinal + (call.isContested ? WARM_UP : 0);
  const filter = ['-e', `trace=${call.name}`, '-e', `inject=${call.name}:${fault}:when=${ordinal}`];
  const outcome = await run(['strace', ...TRACE, '-o', file, ...filter, '--', ...warmedUp(command, call)]);
  const calls = callsInSandbox({ root, trace: readFileSync(file, 'utf8') });
  const hit = fault.startsWith('signal') ? calls.at(-1) : calls.find(({ injected }) => injected);
  if (hit?.ordinal !== ordinal || hit.place !== call.place)
    throw new MissedCall(`Missed the ${call.ordinal}. ${call.name}`);
  return outcome;
}

/** Where strace could hit another thread, that of the call begins with calls that do nothing; of `fsync` alone. */
const warmedUp = (command: Command, { inMainThread, isContested }: SandboxCall): Command =>
  isContested ? ['env', `WARM_UP=${inMainThread ? 'main' : 'pool'} ${WARM_UP}`, ...command] : command;

export class MissedCall extends Error {}
