/** The MCP server as a coding agent meets it: a process over stdio, through the official client. */

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client, type Progress } from '@modelcontextprotocol/client';
import { StdioClientTransport } from '@modelcontextprotocol/client/stdio';
import { packageRoot } from '../../generators/run/package-root.js';
import { writeProject } from '../sample-project.js';

const cli = join(packageRoot, 'dist/generators/bin/cli.js');

interface Result {
  readonly isError?: boolean;
  readonly content: readonly { readonly text?: string }[];
  readonly structuredContent?: Record<string, unknown>;
}

describe('generator-chora mcp', () => {
  let dir: string;
  let client: Client;
  const call = async (name: string, args: Record<string, unknown> = {}) =>
    (await client.callTool({ name, arguments: args })) as unknown as Result;
  const textOf = ({ content: [first] }: Result) => first?.text ?? '';

  beforeEach(async () => {
    dir = mkdtempSync(join(tmpdir(), 'chora-mcp-'));
    writeProject(join(dir, 'acme'));
    client = new Client({ name: 'test', version: '1' });
    const transport = new StdioClientTransport({
      command: process.execPath,
      args: [cli, 'mcp', 'acme'],
      cwd: dir,
      stderr: 'pipe',
    });
    await client.connect(transport);
  });

  afterEach(async () => {
    await client.close();
    rmSync(dir, { recursive: true, force: true });
  });

  it('offers status, plan, apply and explain, and says which of them only look', async () => {
    const { tools } = await client.listTools();
    assert.deepEqual(
      tools.map(({ name, annotations }) => [name, annotations?.readOnlyHint]),
      [
        ['status', true],
        ['plan', true],
        ['apply', false],
        ['explain', true],
      ],
    );
  });

  it('says of every tool what its result looks like', async () => {
    const { tools } = await client.listTools();
    assert.deepEqual(
      tools.map(({ name, outputSchema }) => [name, outputSchema?.['required']]),
      [
        ['status', ['version', 'root', 'isCurrent', 'files', 'notes']],
        ['plan', ['token', 'outcomes', 'notes', 'diff', 'testCommand', 'commands']],
        ['apply', ['version', 'root', 'outcomes', 'notes', 'diff', 'testCommand', 'commands']],
        ['explain', ['piece', 'language', 'guide']],
      ],
    );
  });

  it('tells a client that asks for progress each step as it begins', async () => {
    const seen: Progress[] = [];
    const onprogress = (progress: Progress) => seen.push(progress);
    const planned = await client.callTool(
      { name: 'plan', arguments: { command: 'utils', names: ['errors'] } },
      { onprogress },
    );
    const token = (planned as unknown as Result).structuredContent?.['token'];
    await client.callTool({ name: 'apply', arguments: { token } }, { onprogress });
    assert.deepEqual(seen, [
      { progress: 1, total: 2, message: 'Looking at the project' },
      { progress: 2, total: 2, message: 'Planning what to write' },
      { progress: 1, total: 2, message: 'Checking that nothing has changed since the plan' },
      { progress: 2, total: 2, message: 'Writing all files, or none' },
    ]);
  });

  it('tells of no writing where a plan is refused', async () => {
    const seen: (string | undefined)[] = [];
    const token = (await call('plan', { command: 'persistence' })).structuredContent?.['token'];
    writeFileSync(join(dir, 'acme/src/acme/__init__.py'), '"""Changed."""\n');
    const onprogress = ({ message }: Progress) => seen.push(message);
    await client.callTool({ name: 'apply', arguments: { token } }, { onprogress });
    assert.deepEqual(seen, ['Checking that nothing has changed since the plan']);
  });

  it('sends no progress that nobody asked for', async () => {
    const received: string[] = [];
    const { transport } = client;
    assert.ok(transport?.onmessage);
    const { onmessage } = transport;
    transport.onmessage = (message, extra) => {
      received.push('method' in message ? message.method : 'result');
      onmessage(message, extra);
    };
    await call('plan', { command: 'utils', names: ['errors'] });
    assert.deepEqual(received, ['result']);
  });

  it('plans without a trace, applies what was planned, and leaves the same tree as the command line', async () => {
    const before = readdirSync(join(dir, 'acme'));
    const planned = await call('plan', { command: 'utils', names: ['errors'] });
    assert.match(String(planned.structuredContent?.['diff']), /^\+class ErrorFormatter/m);
    assert.deepEqual(readdirSync(join(dir, 'acme')), before);
    const applied = await call('apply', { token: planned.structuredContent?.['token'] });
    assert.equal(applied.isError ?? false, false, textOf(applied));
    const other = join(dir, 'other');
    writeProject(other);
    execFileSync(process.execPath, [cli, 'utils', 'errors', '--yes'], { cwd: other, stdio: 'ignore' });
    execFileSync('diff', ['-r', join(dir, 'acme'), other]);
    const { files } = (await call('status')).structuredContent as { files: { state: string }[] };
    assert.deepEqual([...new Set(files.map(({ state }) => state))], ['current']);
  });

  it('applies a plan once, and none where a file has changed since', async () => {
    const planned = await call('plan', { command: 'persistence' });
    const token = planned.structuredContent?.['token'];
    writeFileSync(join(dir, 'acme/src/acme/__init__.py'), '"""Changed."""\n');
    const refused = await call('apply', { token });
    assert.equal(refused.isError, true);
    assert.match(textOf(refused), /src\/acme\/__init__\.py.* changed since the plan was made/);
    assert.equal(existsSync(join(dir, 'acme/.chora')), false);
    const again = (await call('plan', { command: 'persistence' })).structuredContent?.['token'];
    assert.equal((await call('apply', { token: again })).isError ?? false, false);
    assert.match(textOf(await call('apply', { token: again })), /There is no plan of this token/);
  });

  it('does nothing outside of its folders, by a path or by a link', async () => {
    mkdirSync(join(dir, 'secret'));
    symlinkSync(join(dir, 'secret'), join(dir, 'acme/link'));
    for (const folder of ['..', join(dir, 'secret'), 'link', '/']) {
      const refused = await call('plan', { command: 'persistence', folder });
      assert.equal(refused.isError, true, folder);
      assert.match(textOf(refused), /is in none of the folders of this server/);
    }
  });

  const newProject = { command: 'app', flags: { 'project-name': 'notes', 'author-name': 'Ada' } };

  it('begins a new project in a folder that is not there yet, as the command line does', async () => {
    const planned = await call('plan', { ...newProject, folder: 'tools/notes' });
    assert.equal(planned.isError ?? false, false, textOf(planned));
    assert.equal(existsSync(join(dir, 'acme/tools')), false);
    const applied = await call('apply', { token: planned.structuredContent?.['token'] });
    assert.equal(applied.isError ?? false, false, textOf(applied));
    const commands = applied.structuredContent?.['commands'] as { kind: string; command: string }[];
    assert.deepEqual(
      commands.map(({ kind }) => kind),
      ['go', 'run', 'test'],
    );
    assert.equal(commands[0]?.command, 'cd tools/notes');
    const other = join(dir, 'other/notes');
    mkdirSync(other, { recursive: true });
    const args = ['app', '--project-name=notes', '--author-name=Ada', '--yes'];
    execFileSync(process.execPath, [cli, ...args], { cwd: other, stdio: 'ignore' });
    execFileSync('diff', ['-r', join(dir, 'acme/tools/notes'), other]);
  });

  it('begins no new project where something came into its folder since the plan', async () => {
    const { structuredContent } = await call('plan', { ...newProject, folder: 'notes' });
    writeProject(join(dir, 'acme/notes'), { 'pyproject.toml': '[project]\nname = "mine"\n' });
    const refused = await call('apply', { token: structuredContent?.['token'] });
    assert.match(textOf(refused), /pyproject\.toml.* changed since the plan was made/);
    assert.deepEqual(readdirSync(join(dir, 'acme/notes')), ['pyproject.toml']);
  });

  it('begins no new project outside of its folders, by a path, a link or a name', async () => {
    mkdirSync(join(dir, 'secret'));
    symlinkSync(join(dir, 'secret'), join(dir, 'acme/link'));
    for (const folder of ['../new', join(dir, 'secret/new'), 'link/new', 'new/../../other'])
      assert.match(
        textOf(await call('plan', { ...newProject, folder })),
        /is in none of the folders of this server/,
      );
    assert.match(textOf(await call('plan', { ...newProject, names: ['../new'] })), /app takes no names here/);
  });

  it('gives what the command line says where a plan cannot be made', async () => {
    const refused = await call('plan', { command: 'utils', names: ['eror'] });
    assert.equal(refused.isError, true);
    assert.match(textOf(refused), /There is no piece called eror here/);
    assert.match(textOf(await call('plan', { command: 'persistence', flags: { packge: 'x' } })), /--packge/);
    assert.match(
      textOf(await call('plan', { command: 'persistence', flags: { apply: '/etc/passwd' } })),
      /apply/,
    );
  });

  it('explains a piece by its guide', async () => {
    const said = await call('explain', { piece: 'persistence' });
    const title = readFileSync(
      join(packageRoot, 'templates/persistence/python/persist-application-state.md'),
      'utf8',
    ).split('\n')[0];
    assert.ok(String(said.structuredContent?.['guide']).startsWith(String(title)));
  });
});
