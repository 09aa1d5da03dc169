/** Responses as results of tools, through the official MCP SDK. */

import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { InMemoryTransport } from '@modelcontextprotocol/sdk/inMemory.js';
import { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import type { CallToolResult } from '@modelcontextprotocol/sdk/types.js';
import { z } from 'zod';
import { Response } from './responses.ts';

const about = { name: 'servers', version: '1.0.0' };

async function connect(): Promise<Client> {
  const server = new McpServer(about);
  const outputSchema = { status: z.literal('success'), data: z.number() };
  server.registerTool(
    'read',
    { inputSchema: { name: z.string() }, outputSchema },
    ({ name }): CallToolResult => {
      if (name === 'venus') return Response.toToolResult(Response.success('read', 80));
      return Response.toToolResult(Response.error('not_found', `There is no server '${name}'.`));
    },
  );
  const client = new Client(about);
  const [there, here] = InMemoryTransport.createLinkedPair();
  await Promise.all([server.connect(there), client.connect(here)]);
  return client;
}

describe('the MCP SDK', () => {
  it('hands on a success, which passes the schema of the tool, and its JSON as text', async () => {
    const client = await connect();
    const result = (await client.callTool({ name: 'read', arguments: { name: 'venus' } })) as CallToolResult;
    assert.equal(result.isError, false);
    assert.equal(result.structuredContent?.['data'], 80);
    const [content] = result.content;
    assert.ok(content?.type === 'text');
    assert.deepEqual(JSON.parse(content.text), result.structuredContent);
    await client.close();
  });

  it('hands on a failure as one, with its body, whatever the schema', async () => {
    const client = await connect();
    const result = (await client.callTool({ name: 'read', arguments: { name: 'mars' } })) as CallToolResult;
    assert.equal(result.isError, true);
    assert.equal(result.structuredContent?.['error_code'], 'not_found');
    await client.close();
  });
});
