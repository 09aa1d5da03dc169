/** Runs programs without a terminal, so that nothing can ask, and keeps what they print. */

import { spawn } from 'node:child_process';

export interface CommandResult {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface Place {
  readonly cwd: string;
  readonly env?: NodeJS.ProcessEnv;
}

export function run(command: readonly string[], { cwd, env = process.env }: Place): Promise<CommandResult> {
  const [program = '', ...args] = command;
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] });
    const stdout = collect(child.stdout);
    const stderr = collect(child.stderr);
    child.on('error', reject);
    child.on('close', (status) => resolve({ status, stdout: stdout(), stderr: stderr() }));
  });
}

/** Like `run`, where anything but success means that the test cannot go on. */
export async function mustRun(command: readonly string[], place: Place): Promise<string> {
  const result = await run(command, place);
  if (result.status === 0) return result.stdout;
  throw new Error(`In ${place.cwd}, exit ${result.status}: ${command.join(' ')}\n${outputOf(result)}`);
}

export function outputOf(result: CommandResult): string {
  return `${result.stdout}${result.stderr}`.slice(-6000);
}

function collect(stream: NodeJS.ReadableStream): () => string {
  const chunks: Buffer[] = [];
  stream.on('data', (chunk: Buffer) => chunks.push(chunk));
  return () => Buffer.concat(chunks).toString();
}
