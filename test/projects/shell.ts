/** Runs commands of a README as its reader does: in a shell, and stopped with Ctrl-C where they do not end. */

import { type ChildProcess, spawn } from 'node:child_process';
import type { Place } from '../acceptance/commands.js';

export interface Running {
  readonly child: ChildProcess;
  /** All that it printed so far. */
  readonly output: () => string;
  readonly ended: Promise<number | null>;
}

export function start(command: string, { cwd, env }: Place): Running {
  // A group of its own, as a shell gives it one: Ctrl-C reaches the program and not only the shell.
  const child = spawn('bash', ['-euo', 'pipefail', '-c', command], {
    cwd,
    env,
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const chunks: string[] = [];
  for (const stream of [child.stdout, child.stderr])
    stream?.on('data', (chunk) => chunks.push(String(chunk)));
  const ended = new Promise<number | null>((resolve) => child.on('close', resolve));
  const running = { child, output: () => chunks.join(''), ended };
  started.add(running);
  ended.then(() => started.delete(running));
  return running;
}

const started = new Set<Running>();

/** What a failed proof left running would keep the tests from ending. */
export async function killLeftovers(): Promise<void> {
  for (const running of started) {
    signal(running, 'SIGKILL');
    await running.ended;
  }
}

export function signal({ child }: Running, name: NodeJS.Signals): void {
  if (child.pid === undefined || child.exitCode !== null) return;
  try {
    process.kill(-child.pid, name);
  } catch {
    // It has ended meanwhile.
  }
}

/** Waits until it has printed something that matches; throws with what it printed where it ends before that. */
export async function waitFor(running: Running, pattern: RegExp, seconds = 60): Promise<RegExpExecArray> {
  const deadline = Date.now() + seconds * 1000;
  for (;;) {
    const found = pattern.exec(running.output());
    if (found !== null) return found;
    if (running.child.exitCode !== null || Date.now() > deadline)
      throw new Error(`It never printed ${pattern}:\n${running.output()}`);
    await pause(0.05);
  }
}

/** Runs a command; where it does not end in time, Ctrl-C does. Throws with its output where it fails. */
export async function runCommand(command: string, place: Place, seconds = 120): Promise<string> {
  const running = start(command, place);
  const timer = setTimeout(() => signal(running, 'SIGINT'), seconds * 1000);
  const status = await running.ended;
  clearTimeout(timer);
  if (status !== 0) throw new Error(`In ${place.cwd}, exit ${status}: ${command}\n${running.output()}`);
  return running.output();
}

export function pause(seconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, seconds * 1000));
}
