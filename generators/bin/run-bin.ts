/** Runs this bin in a process of its own, and reads what it prints as JSON. */

import { fork } from 'node:child_process';
import { once } from 'node:events';
import type { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { isRecord, parseJson } from '../text/json.js';
import { UserError } from '../types/user-error.js';
import { isStep, type Step } from './progress.js';

interface Way {
  readonly cwd: string;
  /** The statuses that it may end with; only 0 by default. */
  readonly expected?: readonly number[];
  readonly onStep?: (step: Step) => void;
}

/**
 * Throws a UserError with the message of the run where its status is none of the expected ones.
 * All steps have been told when it ends.
 */
export async function runBin(
  args: readonly string[],
  { cwd, expected = [0], onStep = () => undefined }: Way,
): Promise<object> {
  const [, bin = ''] = process.argv;
  const child = fork(bin, args, { cwd, execArgv: [], silent: true });
  child.stdin?.end();
  child.on('message', (message) => isStep(message) && onStep(message));
  const [stdout, stderr] = await Promise.all([
    text(child.stdout as Readable),
    text(child.stderr as Readable),
    once(child, 'exit'),
    once(child, 'disconnect'),
  ]);
  const data = parseJson(stdout);
  const { error } = isRecord(data) ? data : { error: undefined };
  const message = isRecord(error) ? String(error['message']) : stderr.trim();
  if (isRecord(data) && error === undefined && expected.includes(child.exitCode ?? -1)) return data;
  throw new UserError(message || `generator-chora ${args[0]} ended with ${child.exitCode}.`);
}
