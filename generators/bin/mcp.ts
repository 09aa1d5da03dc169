/** An MCP server over stdio: looks, plans and applies by the very commands that people use, in the folders it was given. */

import { type CallToolResult, fromJsonSchema, McpServer } from '@modelcontextprotocol/server';
import { serveStdio } from '@modelcontextprotocol/server/stdio';
import { fill } from '../core/render.js';
import { packageVersion, readTemplate } from '../run/package-root.js';
import { findTemplates, isPieceId, pieceIds } from '../tables/catalogue.js';
import { type LanguageId, languageIds } from '../types/language-id.js';
import { createConfinement } from './confinement.js';
import { implementations } from './implementations.js';
import { PlanStore } from './plan-store.js';
import { runBin } from './run-bin.js';

/** The commands that plan: the others only look. */
const planning = Object.entries(implementations)
  .filter(([, { options }]) => 'apply' in options)
  .map(([name]) => name);

/** Where the pieces of somebody would be imported from. */
const importPaths: Readonly<Record<LanguageId, string>> = {
  python: 'your_package.utils',
  typescript: './utils',
};

const folderSchema = {
  type: 'string',
  description: 'Folder of the project; the first one of the server by default',
};

export function serve(folders: readonly string[]): void {
  const find = createConfinement(folders);
  const plans = new PlanStore();
  serveStdio(() => createServer(find, plans));
}

type Find = (folder: string | undefined) => string;

function createServer(find: Find, plans: PlanStore): McpServer {
  const server = new McpServer({ name: 'generator-chora', version: packageVersion });
  server.registerTool(
    'status',
    {
      title: 'Look at the pieces',
      description:
        'Which files of the pieces are here, and whether they are current, edited, outdated or missing.',
      inputSchema: fromJsonSchema<{ folder?: string }>(objectOf({ folder: folderSchema })),
      annotations: { readOnlyHint: true, openWorldHint: false },
    },
    ({ folder }) => answer(async () => await runBin(['check', '--json'], find(folder), [0, 1])),
  );
  server.registerTool(
    'plan',
    {
      title: 'Plan a change',
      description:
        'Shows as a diff what a command would write, and returns a token for apply. Writes nothing. `explain` names pieces; the flags are those of the command line.',
      inputSchema: fromJsonSchema<PlanInput>(
        objectOf(
          {
            folder: folderSchema,
            command: { type: 'string', enum: planning },
            names: {
              type: 'array',
              items: { type: 'string' },
              description: 'Pieces, where the command takes some',
            },
            flags: { type: 'object', additionalProperties: { type: ['string', 'boolean'] } },
          },
          ['command'],
        ),
      ),
      annotations: { readOnlyHint: true, openWorldHint: false },
    },
    (input) => answer(() => plan(input, find, plans)),
  );
  server.registerTool(
    'apply',
    {
      title: 'Apply a plan',
      description:
        'Writes what was planned, all or nothing; refused where a file that the plan read or writes has changed since.',
      inputSchema: fromJsonSchema<{ token: string }>(objectOf({ token: { type: 'string' } }, ['token'])),
      annotations: {
        readOnlyHint: false,
        destructiveHint: false,
        idempotentHint: true,
        openWorldHint: false,
      },
    },
    ({ token }) =>
      answer(() =>
        plans.take(token, ({ command, folder, file }) =>
          runBin([command, `--apply=${file}`, '--json'], folder, [0, 1]),
        ),
      ),
  );
  server.registerTool(
    'explain',
    {
      title: 'Explain a piece',
      description: 'The guide of a piece: what it does and how it is used.',
      inputSchema: fromJsonSchema<{ piece: string; language?: LanguageId }>(
        objectOf(
          { piece: { type: 'string', enum: pieceIds }, language: { type: 'string', enum: languageIds } },
          ['piece'],
        ),
      ),
      annotations: { readOnlyHint: true, openWorldHint: false },
    },
    ({ piece, language = 'python' }) => answer(async () => explain(piece, language)),
  );
  return server;
}

interface PlanInput {
  readonly folder?: string;
  readonly command: string;
  readonly names?: readonly string[];
  readonly flags?: Readonly<Record<string, string | boolean>>;
}

async function plan(
  { folder, command, names = [], flags = {} }: PlanInput,
  find: Find,
  plans: PlanStore,
): Promise<object> {
  const dir = find(folder);
  const given = Object.entries({ ...flags, 'dry-run': true, json: true }).map(
    ([name, value]) => `--${name}=${value}`,
  );
  const made = await runBin([command, ...given, '--', ...names], dir, [0]);
  const { diff, outcomes, notes, testCommand } = made as Record<string, unknown>;
  return { token: plans.keep({ command, folder: dir }, made), diff, outcomes, notes, testCommand };
}

function explain(piece: string, language: LanguageId): object {
  const guides = isPieceId(piece) ? (findTemplates(piece, language)?.guides ?? []) : [];
  const names = { packageName: 'your_package', importPath: importPaths[language] };
  const guide = guides.map((name) => fill(readTemplate(`${piece}/${language}/${name}`), names)).join('\n');
  return { piece, language, guide };
}

/** The result as data, and as text for clients that read no data; an error is for the model to read. */
async function answer(work: () => Promise<object>): Promise<CallToolResult> {
  try {
    const data = await work();
    return { content: [{ type: 'text', text: JSON.stringify(data) }], structuredContent: { ...data } };
  } catch (error) {
    return {
      isError: true,
      content: [{ type: 'text', text: error instanceof Error ? error.message : String(error) }],
    };
  }
}

function objectOf(properties: object, required: readonly string[] = []) {
  return {
    type: 'object' as const,
    properties: { ...properties },
    required: [...required],
    additionalProperties: false,
  };
}
