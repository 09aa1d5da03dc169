/** An MCP server over stdio: looks, plans and applies by the very commands that people use, in the folders it was given. */

import { type CallToolResult, fromJsonSchema, McpServer } from '@modelcontextprotocol/server';
import { serveStdio } from '@modelcontextprotocol/server/stdio';
import { fill } from '../core/render.js';
import { packageVersion, readTemplate } from '../run/package-root.js';
import { findTemplates, isPieceId, pieceIds } from '../tables/catalogue.js';
import { type LanguageId, languageIds } from '../types/language-id.js';
import { UserError } from '../types/user-error.js';
import { commandOptions } from './command-options.js';
import { type Confinement, createConfinement } from './confinement.js';
import { applyResult, explainResult, objectOf, planResult, statusResult } from './mcp-schemas.js';
import { applySteps, createTell, planSteps } from './mcp-steps.js';
import { type Kept, PlanStore } from './plan-store.js';
import type { Step } from './progress.js';
import { runBin } from './run-bin.js';

/** The commands that plan: the others only look. */
const planning = Object.entries(commandOptions)
  .filter(([, options]) => 'apply' in options)
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
const newFolderSchema = {
  ...folderSchema,
  description: `${folderSchema.description}. For app it may be one that is not there yet`,
};

export function serve(folders: readonly string[]): void {
  const confinement = createConfinement(folders);
  const plans = new PlanStore();
  serveStdio(() => createServer(confinement, plans));
}

function createServer(confinement: Confinement, plans: PlanStore): McpServer {
  const server = new McpServer({ name: 'generator-chora', version: packageVersion });
  server.registerTool(
    'status',
    {
      title: 'Look at the pieces',
      description:
        'Which files of the pieces are here, and whether they are current, edited, outdated or missing.',
      inputSchema: fromJsonSchema<{ folder?: string }>(objectOf({ folder: folderSchema })),
      outputSchema: fromJsonSchema(statusResult),
      annotations: { readOnlyHint: true, openWorldHint: false },
    },
    ({ folder }) => answer(async () => await runBin(['check', '--json'], confinement.find(folder), [0, 1])),
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
            folder: newFolderSchema,
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
      outputSchema: fromJsonSchema(planResult),
      annotations: { readOnlyHint: true, openWorldHint: false },
    },
    (input, ctx) => answer(() => plan(input, confinement, plans, createTell(ctx, planSteps))),
  );
  server.registerTool(
    'apply',
    {
      title: 'Apply a plan',
      description:
        'Writes what was planned, all or nothing; refused where a file that the plan read or writes has changed since.',
      inputSchema: fromJsonSchema<{ token: string }>(objectOf({ token: { type: 'string' } }, ['token'])),
      outputSchema: fromJsonSchema(applyResult),
      annotations: {
        readOnlyHint: false,
        destructiveHint: false,
        idempotentHint: true,
        openWorldHint: false,
      },
    },
    ({ token }, ctx) =>
      answer(() =>
        plans.take(token, ({ command, folder, names, file }) =>
          runBin(
            [command, `--apply=${file}`, '--json', '--', ...names],
            folder,
            [0, 1],
            createTell(ctx, applySteps),
          ),
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
      outputSchema: fromJsonSchema(explainResult),
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
  input: PlanInput,
  confinement: Confinement,
  plans: PlanStore,
  tell: (step: Step) => void,
): Promise<object> {
  const { command, names = [], flags = {} } = input;
  const place = placeOf(input, confinement);
  const given = Object.entries({ ...flags, 'dry-run': true, json: true }).map(
    ([name, value]) => `--${name}=${value}`,
  );
  const made = await runBin([command, ...given, '--', ...place.names, ...names], place.folder, [0], tell);
  const { diff, outcomes, notes, testCommand, commands } = made as Record<string, unknown>;
  return { token: plans.keep(place, made), diff, outcomes, notes, testCommand, commands };
}

/** A new project is begun from the nearest folder that is there. */
function placeOf({ command, folder, names = [] }: PlanInput, { find, findNew }: Confinement): Kept {
  if (command !== 'app') return { command, folder: find(folder), names: [] };
  if (names.length > 0)
    throw new UserError(`app takes no names here: give ${names[0]} as the folder of the project.`);
  const { target, nearest } = findNew(folder);
  return { command, folder: nearest, names: [target] };
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
