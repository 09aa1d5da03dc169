/** Runs a command line of the user's project, and gives what it printed. */

import { type ChildProcess, spawn } from 'node:child_process';

export interface ShellResult {
  /** Undefined where it was ended by a signal. */
  readonly status: number | undefined;
  readonly output: string;
  /** Whether it was ended since it took too long. */
  readonly isLate: boolean;
}

export interface ShellPlace {
  readonly cwd: string;
  readonly env: NodeJS.ProcessEnv;
  /** In milliseconds. */
  readonly patience: number;
}

/** A command line that runs. */
export interface ShellRun {
  readonly result: Promise<ShellResult>;
  /** Ends it, with all that it started. */
  end(): void;
}

/** In milliseconds, for what it printed last. */
const rest = 1000;

export function runShell(command: string, { cwd, env, patience }: ShellPlace): ShellRun {
  // A group of its own, as a runner has workers of its own, which would outlive it.
  const child = spawn(command, {
    cwd,
    env,
    shell: true,
    detached: process.platform !== 'win32',
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const end = () => endGroup(child);
  return { result: watch(child, patience), end };
}

function watch(child: ChildProcess, patience: number): Promise<ShellResult> {
  const chunks: Buffer[] = [];
  const streams = [child.stdout, child.stderr];
  for (const stream of streams) stream?.on('data', (chunk: Buffer) => chunks.push(chunk));
  let isLate = false;
  const timer = setTimeout(() => {
    isLate = true;
    endGroup(child);
  }, patience);
  return new Promise((resolve) => {
    const settle = (status: number | null, last = '') => {
      clearTimeout(timer);
      resolve({ status: status ?? undefined, output: `${Buffer.concat(chunks)}${last}`, isLate });
    };
    child.on('error', (error) => settle(null, error.message));
    // What it left running could hold the pipes open for ever.
    child.on('exit', () => {
      endGroup(child);
      setTimeout(() => streams.map((stream) => stream?.destroy()), rest).unref();
    });
    child.on('close', (status) => settle(status));
  });
}

function endGroup(child: ChildProcess): void {
  if (child.pid === undefined) return;
  try {
    if (process.platform === 'win32') child.kill();
    else process.kill(-child.pid, 'SIGKILL');
  } catch {
    // All of it has ended already.
  }
}
