/** The table of commands: the sub-generators by name, for the bin and for help texts. */

import { projectOptions } from '../new-project/options.js';
import type { LookCommand, PieceCommand } from '../run/command.js';
import {
  checkOptions,
  docsOptions,
  type OptionTable,
  optionTable,
  statusOptions,
  updateOptions,
} from '../run/options.js';

interface CommandRow {
  /** It is only loaded to be run: help and versions are there at once. */
  load(): Promise<PieceCommand | LookCommand>;
  readonly summary: string;
  /** What may follow the command, for its usage line. */
  readonly positionals: string;
  readonly examples: readonly string[];
  readonly options: OptionTable;
}

export const commands = {
  app: {
    load: async () => (await import('../app/command.js')).app,
    summary: 'begin a new project: cli_tool, daemon, mcp_server, web_service, library',
    positionals: '[FOLDER] ',
    examples: [
      'app',
      'app notes --yes',
      'app notes --project-type=mcp_server --include-api-utilities --yes',
      'app --project-type=library --license=Apache-2.0 --dry-run --yes',
      'app acme-notes --project-type=daemon --minimal',
    ],
    options: projectOptions,
  },
  persistence: {
    load: async () => (await import('../persistence/command.js')).persistence,
    summary: 'add a crash-safe StatefulObject, its tests and its guide',
    positionals: '',
    examples: ['persistence', 'persistence --package=acme --dry-run', 'persistence --yes --no-docs'],
    options: optionTable,
  },
  utils: {
    load: async () => (await import('../utils/command.js')).utils,
    summary: 'add input validation, responses and error messages',
    positionals: '[PIECE...] ',
    examples: ['utils', 'utils validation errors', 'utils --yes'],
    options: optionTable,
  },
  docs: {
    load: async () => (await import('../docs/command.js')).docs,
    summary: 'write the guides of the pieces that are in the project',
    positionals: '[PIECE...] ',
    examples: ['docs', 'docs persistence --docs-dir=docs/guides', 'docs --skill'],
    options: docsOptions,
  },
  update: {
    load: async () => (await import('../update/command.js')).update,
    summary: 'bring the pieces that are here up to this version, and merge it into what you edited',
    positionals: '[PIECE...] ',
    examples: ['update', 'update --dry-run', 'update persistence --on-conflict=markers'],
    options: updateOptions,
  },
  status: {
    load: async () => (await import('../status/command.js')).status,
    summary: 'show which pieces are here, of which version, and which files were edited',
    positionals: '',
    examples: ['status', 'status --json'],
    options: statusOptions,
  },
  check: {
    load: async () => (await import('../check/command.js')).check,
    summary: 'fail where what is here is outdated, missing or out of step',
    positionals: '[PIECE...] ',
    examples: ['check', 'check persistence --strict', 'check --allow-missing --json'],
    options: checkOptions,
  },
  mcp: {
    load: async () => (await import('./mcp-command.js')).mcp,
    summary: 'serve status, plan, apply and explain to coding agents by MCP, for these folders only',
    positionals: '[FOLDER...] ',
    examples: ['mcp', 'mcp libs/acme libs/beta'],
    options: {},
  },
  describe: {
    load: async () => (await import('./describe.js')).describe,
    summary: 'show the pieces, kinds of projects and flags, and what is detected here',
    positionals: '',
    examples: ['describe', 'describe --json'],
    options: statusOptions,
  },
} as const satisfies Record<string, CommandRow>;

export type Command = keyof typeof commands;

export function isCommand(name: string): name is Command {
  return Object.hasOwn(commands, name);
}
