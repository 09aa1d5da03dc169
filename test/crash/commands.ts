/** Runs programs and finds the tools of the crash test; a missing tool is an error that says what to install. */

import { type ChildProcess, type SpawnOptions, spawn, spawnSync } from 'node:child_process';
import { accessSync, constants, mkdtempSync, readFileSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

export type Command = readonly [program: string, ...args: string[]];

export interface Outcome {
  readonly status: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Programs start in `/`, which is what the replay of relative paths counts on. */
export function start([program, ...args]: Command, options: SpawnOptions = {}): ChildProcess {
  const env = { ...process.env, PYTHONHASHSEED: '0', PYTHONDONTWRITEBYTECODE: '1' };
  return spawn(program, args, { cwd: '/', env, stdio: ['pipe', 'pipe', 'pipe'], ...options });
}

export async function run(command: Command, input = ''): Promise<Outcome> {
  const child = start(command);
  const [stdout, stderr] = [collect(child.stdout), collect(child.stderr)];
  child.stdin?.on('error', () => undefined);
  child.stdin?.end(input);
  const [status, signal] = await new Promise<[number | null, NodeJS.Signals | null]>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code, killedBy) => resolve([code, killedBy]));
  });
  return { status, signal, stdout: stdout(), stderr: stderr() };
}

/** Like `run`, where anything but success is a mistake of the test itself. */
export async function runWell(command: Command, input = ''): Promise<string> {
  const { status, signal, stdout, stderr } = await run(command, input);
  if (status === 0) return stdout;
  throw new Error(`${command.slice(0, 3).join(' ')} … ended with ${status ?? signal}:\n${stderr}${stdout}`);
}

/** As many at a time as there are processors in the smallest machine that we count on. */
export async function mapInPairs<T, R>(items: readonly T[], map: (item: T) => Promise<R>): Promise<R[]> {
  const results: R[] = [];
  for (let i = 0; i < items.length; i += 2)
    results.push(...(await Promise.all(items.slice(i, i + 2).map(map))));
  return results;
}

function collect(stream: NodeJS.ReadableStream | null): () => string {
  const chunks: Buffer[] = [];
  stream?.on('data', (chunk: Buffer) => chunks.push(chunk));
  return () => Buffer.concat(chunks).toString();
}

export function requireStrace(): void {
  const found = spawnSync('strace', ['-qq', '-o', join(makeScratch('strace'), 'trace'), 'true']);
  if (found.error) throw new Error('strace is missing: the crash test needs it (apt-get install strace)');
  if (found.status !== 0)
    throw new Error(`strace may not trace here (in Docker: --cap-add=SYS_PTRACE): ${found.stderr}`);
}

/** The interpreter itself, not a shim that starts it: CHORA_PYTHON, or python3. */
export function findPython(): string {
  const asked = process.env['CHORA_PYTHON'] ?? 'python3';
  const found = spawnSync(asked, ['-c', 'import sys; print(sys.executable)'], { encoding: 'utf8' });
  if (found.status !== 0)
    throw new Error(`${asked} does not run: set CHORA_PYTHON to a Python of 3.11 or later`);
  return found.stdout.trim();
}

export const isRoot = () => process.getuid?.() === 0;

const scratch: string[] = [];

/** A new folder, in memory where there is such a place, with no symlink in its path; gone when the tests end. */
export function makeScratch(
  purpose: string,
  parent = isWritable('/dev/shm') ? '/dev/shm' : tmpdir(),
): string {
  if (scratch.length === 0) process.on('exit', () => removeAll(scratch));
  const folder = realpathSync(mkdtempSync(join(parent, `chora-crash-${purpose}-`)));
  scratch.push(folder);
  return folder;
}

const removeAll = (folders: readonly string[]) => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
};

function isWritable(folder: string): boolean {
  try {
    accessSync(folder, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}

/** The source tree, found from wherever the compiled test lies. */
export function repositoryRoot(from = import.meta.dirname): string {
  try {
    if (JSON.parse(readFileSync(join(from, 'package.json'), 'utf8')).name === 'generator-chora') return from;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  }
  if (from === dirname(from)) throw new Error('no package.json of generator-chora above the crash test');
  return repositoryRoot(dirname(from));
}
