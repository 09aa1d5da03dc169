/** Runs a command line of the user's project, and gives what it printed. */

import { spawn } from 'node:child_process';

export interface ShellResult {
  /** Undefined where it was ended by a signal, or took too long. */
  readonly status: number | undefined;
  readonly output: string;
}

/** In milliseconds. */
const patience = 300_000;

export function runShell(
  command: string,
  { cwd, env }: { readonly cwd: string; readonly env: NodeJS.ProcessEnv },
): Promise<ShellResult> {
  return new Promise((resolve) => {
    const child = spawn(command, {
      cwd,
      env,
      shell: true,
      stdio: ['ignore', 'pipe', 'pipe'],
      timeout: patience,
    });
    const chunks: Buffer[] = [];
    child.stdout.on('data', (chunk: Buffer) => chunks.push(chunk));
    child.stderr.on('data', (chunk: Buffer) => chunks.push(chunk));
    const output = () => Buffer.concat(chunks).toString();
    child.on('error', (error) => resolve({ status: undefined, output: `${output()}${error.message}` }));
    child.on('close', (status) => resolve({ status: status ?? undefined, output: output() }));
  });
}
