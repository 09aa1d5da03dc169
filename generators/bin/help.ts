/** The help texts of the bin, made from the tables of commands and flags. */

import type { OptionRow, OptionTable } from '../run/options.js';
import { binOptions } from './bin-options.js';
import { type Command, commands } from './commands.js';

export function generalHelp(): string {
  const names = Object.entries(commands).map(([name, { summary }]) => `  ${name.padEnd(14)}${summary}`);
  return [
    'Usage: generator-chora COMMAND [flags]',
    '',
    'Adds small, finished pieces to the project in this folder, or begins a new one. The files are yours.',
    '',
    'Commands:',
    ...names,
    '',
    '  generator-chora COMMAND --help   flags and examples of a command',
    '  generator-chora completion SHELL completions for bash, zsh or fish',
    '  generator-chora --version',
  ].join('\n');
}

export function commandHelp(command: Command, options: OptionTable): string {
  const { summary, positionals, examples } = commands[command];
  const flags = Object.entries<OptionRow>(options).map(describeOption);
  return [
    `Usage: generator-chora ${command} ${positionals}${flags.length > 0 ? '[flags]' : ''}`.trimEnd(),
    '',
    `${summary[0]?.toUpperCase()}${summary.slice(1)}.`,
    '',
    ...(flags.length > 0 ? ['Flags:', ...flags, ''] : []),
    'Of any command:',
    ...Object.entries<OptionRow>(binOptions).map(describeOption),
    '',
    'Examples:',
    ...examples.map((example) => `  generator-chora ${example}`),
  ].join('\n');
}

function describeOption([name, row]: [string, OptionRow]): string {
  const flag = row.type === 'string' ? `--${name}=VALUE` : row.default ? `--[no-]${name}` : `--${name}`;
  return `  ${flag.padEnd(38)}${row.description}`;
}
