/** The table of commands: the sub-generators by name, for the bin and for help texts. */

import { fileURLToPath } from 'node:url';

interface CommandRow {
  /** The generator's file; it is only loaded to be run, because Yeoman takes long to load. */
  readonly resolved: string;
  readonly summary: string;
  /** What may follow the command, for its usage line. */
  readonly positionals: string;
  readonly examples: readonly string[];
}

export const commands = {
  persistence: {
    resolved: resolve('./persistence/index.js'),
    summary: 'add a crash-safe StatefulObject, its tests and its guide',
    positionals: '',
    examples: ['persistence', 'persistence --package=acme --dry-run', 'persistence --yes --no-docs'],
  },
  utils: {
    resolved: resolve('./utils/index.js'),
    summary: 'add input validation, responses and error messages',
    positionals: '[PIECE...] ',
    examples: ['utils', 'utils validation errors', 'utils --yes'],
  },
  docs: {
    resolved: resolve('./docs/index.js'),
    summary: 'write the guides of the pieces that are in the project',
    positionals: '[PIECE...] ',
    examples: ['docs', 'docs persistence --docs-dir=docs/guides'],
  },
} as const satisfies Record<string, CommandRow>;

export type Command = keyof typeof commands;

export function isCommand(name: string): name is Command {
  return Object.hasOwn(commands, name);
}

function resolve(path: string): string {
  return fileURLToPath(new URL(path, import.meta.url));
}
