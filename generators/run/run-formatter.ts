/** Runs a formatter that the user has over a text, as a filter. */

import { spawn } from 'node:child_process';
import { dirname, join } from 'node:path';
import { findProgram } from './find-program.js';
import type { Format } from './format-files.js';

/** In milliseconds: a formatter that takes longer counts as none. */
const patience = 30_000;

/** The programs that the user has on the PATH; none that the repository itself brings along. */
export function createFormat(root: string, env: NodeJS.ProcessEnv = process.env, limit = patience): Format {
  return async ({ program, args }, { path, text }) => {
    const file = findProgram(program, root, env);
    if (file === undefined) return undefined;
    const filled = args.map((arg) =>
      arg.replace('{path}', () => join(root, path)).replace('{root}', () => root),
    );
    return pipe([file, ...filled], text, { env, limit });
  };
}

/** It runs beside itself, not in the repository: shims of version managers, and Python by PYTHONPATH, would take
 * what they run from there. The settings are found by the path of the file. */
function pipe(
  [file = '', ...args]: readonly string[],
  text: string,
  { env, limit }: { readonly env: NodeJS.ProcessEnv; readonly limit: number },
): Promise<string | undefined> {
  const { PYTHONPATH, PYTHONHOME, PYTHONSTARTUP, ...rest } = env;
  return new Promise((resolve) => {
    const child = spawn(file, args, {
      cwd: dirname(file),
      env: { ...rest, PYTHONSAFEPATH: '1', PYTHONIOENCODING: 'utf-8' },
      stdio: ['pipe', 'pipe', 'ignore'],
      timeout: limit,
      killSignal: 'SIGKILL',
    });
    const chunks: Buffer[] = [];
    child.stdout.on('data', (chunk: Buffer) => chunks.push(chunk));
    child.on('error', () => resolve(undefined));
    child.on('close', (status) => resolve(status === 0 ? Buffer.concat(chunks).toString() : undefined));
    // One that does not read its input is judged by what it prints.
    child.stdin.on('error', () => undefined);
    child.stdin.end(text);
  });
}
