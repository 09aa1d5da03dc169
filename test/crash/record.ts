/** Runs a command on a sandbox under strace, to record its system calls or to make one of them fail. */

import { lstatSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Command, makeScratch, type Outcome, run } from './commands.js';
import { asTraced, parseStrace, type SystemCall } from './parse-strace.js';
import type { Recording } from './replay.js';
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

/** `error=EIO`, `signal=KILL` or `delay_enter=1000000`, on that very call; an error when another call or none was hit. */
export async function runWithFault(
  root: string,
  command: Command,
  call: SystemCall,
  fault: string,
): Promise<Outcome> {
  const file = join(makeScratch('fault'), 'strace');
  const inject = `inject=${call.name}:${fault}:when=${call.ordinal}`;
  const outcome = await run([
    'strace',
    ...TRACE,
    '-o',
    file,
    '-e',
    `trace=${call.name}`,
    '-e',
    inject,
    '--',
    ...command,
  ]);
  const calls = parseStrace(readFileSync(file, 'utf8'));
  const hit = fault.startsWith('signal') ? calls.at(-1) : calls.find(({ injected }) => injected);
  const touchesSandbox = hit?.line.includes(asTraced(root)) || call.name === 'write';
  if (hit?.ordinal !== call.ordinal || !touchesSandbox)
    throw new MissedCall(`Missed the ${call.ordinal}. ${call.name}`);
  return outcome;
}

export class MissedCall extends Error {}
