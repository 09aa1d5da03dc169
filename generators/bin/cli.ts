#!/usr/bin/env node
/** The bin: the same commands without Yeoman, as any user, and one clear line for any error. */

import { isInterrupt } from '../run/interrupt.js';
import { packageVersion } from '../run/package-root.js';
import { requireNode } from '../run/require-node.js';
import { formatJson, printableLines } from '../text/printable.js';
import { UsageError } from '../types/user-error.js';
import { runCommandLine } from './command-line.js';
import { keepCompiled } from './compile-cache.js';
import { generalHelp } from './help.js';

/** Versions and help texts are there at once: what the commands do is loaded to be run. */
async function main(args: readonly string[]): Promise<void> {
  const [first = '--help', ...rest] = args;
  if (/^(--version|-v)$/.test(first)) return print(packageVersion);
  if (/^(--help|-h|help)$/.test(first) && rest.length === 0) return print(generalHelp());
  requireNode();
  keepCompiled();
  const text = await runCommandLine(args);
  if (text !== undefined) print(text);
}

function print(text: string): void {
  process.stdout.write(`${text}\n`);
}

function printError(error: unknown): void {
  const message = printableLines(error instanceof Error ? error.message : String(error));
  if (process.argv.includes('--json')) print(formatJson({ error: { message } }));
  process.stderr.write(`generator-chora: ${message}\n`);
}

/** A reader that closes early, as `head` does, is no failure: the run goes on without one. A full disk is. */
function judgeOutputError({ code, message }: NodeJS.ErrnoException): void {
  if (code === 'EPIPE') return;
  process.exitCode = 1;
  process.stderr.write(`generator-chora: what it says cannot be written: ${message}\n`);
}

process.stdout.on('error', judgeOutputError);
process.stderr.on('error', () => {});

main(process.argv.slice(2)).catch((error: unknown) => {
  if (isInterrupt(error)) process.stderr.write('Stopped; nothing was changed.\n');
  else printError(error);
  // 130 is what shells report for an interrupt.
  process.exitCode = isInterrupt(error) ? 130 : error instanceof UsageError ? 2 : 1;
});
