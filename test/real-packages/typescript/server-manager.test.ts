/** The example of the four together as a real MCP server on stdio, through the SDK's client. */

import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js';
import type { CallToolResult } from '@modelcontextprotocol/sdk/types.js';

type Call = (args: Record<string, unknown>) => Promise<CallToolResult>;

/** One server process; the file stays for the next one. */
async function withServer(file: string, use: (add: Call) => Promise<void>): Promise<void> {
  const server = join(import.meta.dirname, 'server.ts');
  const client = new Client({ name: 'test', version: '1.0.0' });
  await client.connect(new StdioClientTransport({ command: process.execPath, args: [server, file] }));
  try {
    await use(
      async (args) => (await client.callTool({ name: 'add_server', arguments: args })) as CallToolResult,
    );
  } finally {
    await client.close();
  }
}

async function inFolder(test: (file: string) => Promise<void>): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'servers-'));
  try {
    await test(join(folder, 'servers.json'));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const textOf = ({ content: [first] }: CallToolResult): string => (first?.type === 'text' ? first.text : '');

describe('the server manager as an MCP server', () => {
  it('takes an object and JSON text, and keeps both across a restart', async () => {
    await inFolder(async (file) => {
      await withServer(file, async (add) => {
        const venus = await add({ name: 'venus', params: { command: 'npx' } });
        assert.deepEqual([venus.isError, venus.structuredContent?.['status']], [false, 'success']);
        const mars = await add({ name: 'mars', params: '{"command": "uvx"}' });
        assert.deepEqual(mars.structuredContent?.['data'], { command: 'uvx' });
      });
      const { servers } = JSON.parse(readFileSync(file, 'utf8')) as { servers: unknown };
      assert.deepEqual(servers, { venus: { command: 'npx' }, mars: { command: 'uvx' } });
      await withServer(file, async (add) => {
        const again = await add({ name: 'venus', params: { command: 'npx' } });
        assert.equal(again.isError, true);
        assert.equal(again.structuredContent?.['message'], "Server 'venus' already exists.");
      });
    });
  });

  it('answers what lacks a field, and hands on what is wrong with text that cannot be read, without it', async () => {
    await inFolder(async (file) => {
      await withServer(file, async (add) => {
        const incomplete = await add({ name: 'earth' });
        assert.equal(incomplete.structuredContent?.['error_code'], 'missing_field');
        const unreadable = await add({ name: 'earth', params: 'password:hunter2' });
        assert.equal(unreadable.isError, true);
        assert.equal(
          textOf(unreadable),
          "Parameter 'params' must be object or JSON object text, got invalid JSON",
        );
      });
    });
  });
});
