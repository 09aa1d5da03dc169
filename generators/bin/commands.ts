/** The table of commands by name, for help texts. It imports nothing: these are there at once. */

interface CommandRow {
  readonly summary: string;
  /** What may follow the command, for its usage line. */
  readonly positionals: string;
  readonly examples: readonly string[];
}

export const commands = {
  app: {
    summary: 'begin a new project: cli_tool, daemon, mcp_server, web_service, library',
    positionals: '[FOLDER] ',
    examples: [
      'app',
      'app notes --yes',
      'app notes --project-type=mcp_server --include-api-utilities --yes',
      'app --project-type=library --license=Apache-2.0 --dry-run --yes',
      'app acme-notes --project-type=daemon --minimal',
    ],
  },
  persistence: {
    summary: 'add a crash-safe StatefulObject, its tests and its guide',
    positionals: '',
    examples: ['persistence', 'persistence --package=acme --dry-run', 'persistence --yes --no-docs'],
  },
  utils: {
    summary: 'add input validation, responses and error messages',
    positionals: '[PIECE...] ',
    examples: ['utils', 'utils validation errors', 'utils --yes'],
  },
  docs: {
    summary: 'write the guides of the pieces that are in the project',
    positionals: '[PIECE...] ',
    examples: ['docs', 'docs persistence --docs-dir=docs/guides', 'docs --skill'],
  },
  update: {
    summary: 'bring the pieces that are here up to this version, and merge it into what you edited',
    positionals: '[PIECE...] ',
    examples: ['update', 'update --dry-run', 'update persistence --on-conflict=markers'],
  },
  remove: {
    summary: 'take pieces out again, with their exports, blocks and dependencies',
    positionals: 'PIECE... ',
    examples: ['remove persistence', 'remove validation errors --dry-run'],
  },
  status: {
    summary: 'show which pieces are here, of which version, and which files were edited',
    positionals: '',
    examples: ['status', 'status --json'],
  },
  check: {
    summary: 'fail where what is here is outdated, missing or out of step',
    positionals: '[PIECE...] ',
    examples: ['check', 'check persistence --strict', 'check --allow-missing --json'],
  },
  mcp: {
    summary: 'serve status, plan, apply and explain to coding agents by MCP, for these folders only',
    positionals: '[FOLDER...] ',
    examples: ['mcp', 'mcp libs/acme libs/beta'],
  },
  describe: {
    summary: 'show the pieces, kinds of projects and flags, and what is detected here',
    positionals: '',
    examples: ['describe', 'describe --json'],
  },
} as const satisfies Record<string, CommandRow>;

export type Command = keyof typeof commands;

export function isCommand(name: string): name is Command {
  return Object.hasOwn(commands, name);
}
