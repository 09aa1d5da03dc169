#!/usr/bin/env node
/** The bin: the same commands without Yeoman, as any user, and one clear line for any error. */

import { parseArgs } from 'node:util';
import type { OptionTable, RawOptions } from '../run/options.js';
import { packageVersion } from '../run/package-root.js';
import { nearest } from '../tables/nearest.js';
import { formatJson, printableLines } from '../text/printable.js';
import { UsageError } from '../types/user-error.js';
import { type Command, commands, isCommand } from './commands.js';
import { commandHelp, generalHelp } from './help.js';

interface CommandLine {
  readonly values: Readonly<Record<string, unknown>>;
  readonly positionals: readonly string[];
}

async function main(args: readonly string[]): Promise<void> {
  const { values, positionals } = parseCommandLine(args);
  const [command, ...names] = positionals;
  if (values['version'] === true) return print(packageVersion);
  if (command === undefined) return print(generalHelp());
  if (!isCommand(command)) throw new UsageError(explainUnknownCommand(command));
  if (values['help'] === true) return print(commandHelp(command));
  const [surplus] = names;
  if (surplus !== undefined && commands[command].positionals === '') {
    throw new UsageError(`${command} takes no names; got ${surplus}.`);
  }
  refuseForeignFlags(command, Object.keys(values));
  await run(command, names, values);
}

/** The flags of all commands: which command it is shows only once they are told from its names. */
const allOptions: OptionTable = Object.assign({}, ...Object.values(commands).map(({ options }) => options));

/** `--tests=false` as `--no-tests`, which is how `parseArgs` has it. */
function readTruth(arg: string): string {
  const [, name = '', value] = /^--([^=]+)=(true|false)$/.exec(arg) ?? [];
  if (allOptions[name]?.type !== 'boolean') return arg;
  return value === 'true' ? `--${name}` : `--no-${name}`;
}

function refuseForeignFlags(command: Command, names: readonly string[]): void {
  const known = Object.keys(commands[command].options);
  const foreign = names.find((name) => !known.includes(name));
  if (foreign === undefined) return;
  const meant = nearest(foreign, known);
  throw new UsageError(
    `${command} has no flag --${foreign}. ${meant === undefined ? `See generator-chora ${command} --help.` : `Did you mean --${meant}?`}`,
  );
}

function parseCommandLine(args: readonly string[]): CommandLine {
  const known = Object.entries(allOptions).map(([name, { type }]) => [name, { type }] as const);
  const options = {
    ...Object.fromEntries(known),
    help: { type: 'boolean', short: 'h' },
    version: { type: 'boolean', short: 'v' },
  } as const;
  try {
    return parseArgs({ args: args.map(readTruth), options, allowPositionals: true, allowNegative: true });
  } catch (error) {
    throw new UsageError(explainBadFlag(error, args.find(isCommand)));
  }
}

async function run(name: Command, names: readonly string[], flags: RawOptions): Promise<void> {
  const [{ runCommand }, command] = await Promise.all([import('./run-command.js'), commands[name].load()]);
  const cwd = process.cwd();
  await runCommand(command, { dir: cwd, cwd, names, flags });
}

function explainUnknownCommand(command: string): string {
  const meant = nearest(command, Object.keys(commands));
  const hint =
    meant === undefined ? `Commands: ${Object.keys(commands).join(', ')}.` : `Did you mean ${meant}?`;
  return `There is no command called ${command}. ${hint}`;
}

/** `parseArgs` explains itself well, but for flags that it does not know. */
function explainBadFlag(error: unknown, command: Command | undefined): string {
  const known = command === undefined ? allOptions : commands[command].options;
  const message = error instanceof Error ? error.message : String(error);
  const [, unknown = ''] = /^Unknown option '--(?:no-)?([^']+)'/.exec(message) ?? [];
  if (unknown === '') return message;
  const meant = nearest(unknown, Object.keys(known));
  const help = command === undefined ? '--help' : `${command} --help`;
  return `Unknown flag --${unknown}. ${meant === undefined ? `See generator-chora ${help}.` : `Did you mean --${meant}?`}`;
}

function print(text: string): void {
  process.stdout.write(`${text}\n`);
}

function printError(error: unknown): void {
  const message = printableLines(error instanceof Error ? error.message : String(error));
  if (process.argv.includes('--json')) print(formatJson({ error: { message } }));
  process.stderr.write(`generator-chora: ${message}\n`);
}

/** Inquirer throws this when Ctrl-C ends a prompt; 130 is what shells report for an interrupt. */
function isInterrupt(error: unknown): boolean {
  return error instanceof Error && error.name === 'ExitPromptError';
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
  process.exitCode = isInterrupt(error) ? 130 : error instanceof UsageError ? 2 : 1;
});
