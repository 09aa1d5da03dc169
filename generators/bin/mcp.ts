/** An MCP server over stdio, with the tools by which others look, plan and apply. */

import { type CallToolResult, fromJsonSchema, McpServer } from '@modelcontextprotocol/server';
import { serveStdio } from '@modelcontextprotocol/server/stdio';
import { packageVersion } from '../run/package-root.js';
import type { LanguageId } from '../types/language-id.js';
import {
  applyInput,
  applyResult,
  explainInput,
  explainResult,
  planInput,
  planResult,
  statusInput,
  statusResult,
} from './mcp-schemas.js';
import { applySteps, createTell, planSteps } from './mcp-steps.js';
import { type PlanInput, Tools } from './mcp-tools.js';

/** Of a tool that writes nothing. */
const looking = { readOnlyHint: true, openWorldHint: false };

export function serve(folders: readonly string[]): void {
  const tools = new Tools(folders);
  serveStdio(() => createServer(tools));
}

function createServer(tools: Tools): McpServer {
  const server = new McpServer({ name: 'generator-chora', version: packageVersion });
  for (const register of [registerStatus, registerPlan, registerApply, registerExplain])
    register(server, tools);
  return server;
}

function registerStatus(server: McpServer, tools: Tools): void {
  const description =
    'Which files of the pieces are here, and whether they are current, edited, outdated or missing.';
  server.registerTool(
    'status',
    {
      title: 'Look at the pieces',
      description,
      inputSchema: fromJsonSchema<{ folder?: string }>(statusInput),
      outputSchema: fromJsonSchema(statusResult),
      annotations: looking,
    },
    ({ folder }) => answer(() => tools.status(folder)),
  );
}

function registerPlan(server: McpServer, tools: Tools): void {
  const description =
    'Shows as a diff what a command would write, and returns a token for apply. Writes nothing. `explain` names pieces; the flags are those of the command line.';
  server.registerTool(
    'plan',
    {
      title: 'Plan a change',
      description,
      inputSchema: fromJsonSchema<PlanInput>(planInput),
      outputSchema: fromJsonSchema(planResult),
      annotations: looking,
    },
    (input, context) => answer(() => tools.plan(input, createTell(context, planSteps))),
  );
}

function registerApply(server: McpServer, tools: Tools): void {
  const description =
    'Writes what was planned, all or nothing; refused where a file that the plan read or writes has changed since.';
  server.registerTool(
    'apply',
    {
      title: 'Apply a plan',
      description,
      inputSchema: fromJsonSchema<{ token: string }>(applyInput),
      outputSchema: fromJsonSchema(applyResult),
      annotations: {
        readOnlyHint: false,
        destructiveHint: false,
        idempotentHint: true,
        openWorldHint: false,
      },
    },
    ({ token }, context) => answer(() => tools.apply(token, createTell(context, applySteps))),
  );
}

function registerExplain(server: McpServer, tools: Tools): void {
  server.registerTool(
    'explain',
    {
      title: 'Explain a piece',
      description: 'The guide of a piece: what it does and how it is used.',
      inputSchema: fromJsonSchema<{ piece: string; language?: LanguageId }>(explainInput),
      outputSchema: fromJsonSchema(explainResult),
      annotations: looking,
    },
    ({ piece, language }) => answer(() => tools.explain(piece, language)),
  );
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
