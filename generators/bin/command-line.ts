/** Reads a command line, and runs the command that it names. */

import { parseArgs } from 'node:util';
import { quoteForShell } from '../edit/shell.js';
import type { OptionTable } from '../run/options.js';
import { packageVersion } from '../run/package-root.js';
import { nearest } from '../tables/nearest.js';
import { UsageError, UserError } from '../types/user-error.js';
import { readAnswers } from './answers.js';
import { binOptions } from './bin-options.js';
import { commandOptions } from './command-options.js';
import { type Command, commands, isCommand } from './commands.js';
import { describeCompletion } from './completion.js';
import { commandHelp, generalHelp } from './help.js';

interface CommandLine {
  readonly values: Readonly<Record<string, unknown>>;
  readonly positionals: readonly string[];
}

/** What is to be printed, where that is all; a command prints by itself. */
export async function runCommandLine(args: readonly string[]): Promise<string | undefined> {
  const { values, positionals } = parseCommandLine(args);
  const [command, ...names] = positionals;
  if (values['version'] === true) return packageVersion;
  if (command === undefined && values['help'] === true) return generalHelp();
  if (command === undefined) throw new UsageError(explainNoCommand(Object.keys(values), args));
  if (command === 'completion') return describeCompletion(names);
  if (!isCommand(command)) throw new UsageError(explainUnknownCommand(command));
  if (values['help'] === true) return commandHelp(command, commandOptions[command]);
  const [surplus] = names;
  if (surplus !== undefined && commands[command].positionals === '') {
    throw new UsageError(explainSurplus(command, surplus));
  }
  const { answers, quiet, ...given } = values;
  refuseForeignFlags(command, Object.keys(given));
  const cwd = findCwd();
  const options = commandOptions[command];
  const flags = typeof answers === 'string' ? { ...readAnswers(answers, cwd, options), ...given } : given;
  const { runCommand } = await import('./run-command.js');
  await runCommand(command, { dir: cwd, cwd, names, flags }, quiet === true);
  return undefined;
}

function findCwd(): string {
  try {
    return process.cwd();
  } catch {
    throw new UserError('The folder that you are in was deleted. Go to one that is there.');
  }
}

/** The flags of all commands: which command it is shows only once they are told from its names. */
const allOptions: OptionTable = Object.assign({}, ...Object.values(commandOptions));

/** `--tests=false` as `--no-tests`, which is how `parseArgs` has it. */
function readTruth(arg: string): string {
  const [, name = '', value] = /^--([^=]+)=(true|false)$/.exec(arg) ?? [];
  if (allOptions[name]?.type !== 'boolean') return arg;
  return value === 'true' ? `--${name}` : `--no-${name}`;
}

function refuseForeignFlags(command: Command, names: readonly string[]): void {
  const known = Object.keys(commandOptions[command]);
  const foreign = names.find((name) => !known.includes(name));
  if (foreign === undefined) return;
  const meant = nearest(foreign, known);
  throw new UsageError(
    `${command} has no flag --${foreign}. ${meant === undefined ? `See generator-chora ${command} --help.` : `Did you mean --${meant}?`}`,
  );
}

function parseCommandLine(args: readonly string[]): CommandLine {
  const known = Object.entries({ ...allOptions, ...binOptions }).map(
    ([name, { type }]) => [name, { type }] as const,
  );
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

function explainSurplus(command: Command, name: string): string {
  const hint = isCommand(name) ? ` That is a command of its own: generator-chora ${name}.` : '';
  return `${command} takes no names; got ${name}.${hint}`;
}

function explainUnknownCommand(command: string): string {
  const meant = nearest(command, Object.keys(commands));
  const hint =
    meant === undefined ? `Commands: ${Object.keys(commands).join(', ')}.` : `Did you mean ${meant}?`;
  return `There is no command called ${command}. ${hint}`;
}

/** `parseArgs` explains itself well, but for flags that it does not know. */
function explainBadFlag(error: unknown, command: Command | undefined): string {
  const known = command === undefined ? allOptions : commandOptions[command];
  const message = error instanceof Error ? error.message : String(error);
  const [, dashes, unknown = ''] = /^Unknown option '(--?)(?:no-)?([^']+)'/.exec(message) ?? [];
  if (unknown === '') return message;
  const names = dashes === '--' ? [...Object.keys(known), ...Object.keys(binOptions)] : [];
  const meant = nearest(unknown, names);
  const help = command === undefined ? '--help' : `${command} --help`;
  return `Unknown flag ${dashes}${unknown}. ${meant === undefined ? `See generator-chora ${help}.` : `Did you mean --${meant}?`}`;
}

/** Flags alone do not say what is to be done, but often of which command they are. */
function explainNoCommand(flags: readonly string[], args: readonly string[]): string {
  const knowing = Object.entries(commandOptions)
    .filter(([, options]) => flags.every((flag) => flag in options))
    .map(([name]) => name);
  const named = flags.map((flag) => `--${flag}`).join(' and ');
  if (knowing.length === 0) return `No command has all of these flags: ${named}. See generator-chora --help.`;
  const command = knowing.length === 1 ? knowing[0] : 'COMMAND';
  const meant = args.map((arg) => quoteForShell(arg)).join(' ');
  return `There is no command before ${named}, which ${knowing.join(', ')} can have: generator-chora ${command} ${meant}`;
}
