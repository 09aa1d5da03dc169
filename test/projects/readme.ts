/** Follows the README of a new project to the letter: every command, and the output that it promises. */

import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { join } from 'node:path';
import { type Block, readPage } from '../docs/read-page.js';
import { repositoryRoot } from '../python/environment.js';
import { type NewProject, projectName, readFile } from './project.js';
import { type Running, runCommand, signal, start, waitFor } from './shell.js';

/** How a server says that it is ready; other programs end by themselves. */
const ready: Readonly<Record<string, RegExp>> = {
  daemon: /Working on/,
  web_service: /http:\/\/127\.0\.0\.1:\d+/,
};

export async function followReadme(project: NewProject): Promise<void> {
  const text = moveAside(readFile(project, 'README.md'), project, await findFreePort());
  const { blocks } = readPage({ name: 'README.md', text });
  const [first, ...rest] = blocks.filter(({ language }) => language === 'sh' || language === 'console');
  assert.ok(first !== undefined);
  const server = await runFirst(first.text, project);
  // With pip: proven once for each kind, and apart; as a system service and in a container: see deploy.ts.
  const others = rest.filter(({ text }) => !/\.venv\/|sudo |docker /.test(text));
  for (const { text, language } of others)
    if (server !== undefined && text.startsWith(first.text.split('\n')[0] ?? '')) continue;
    else if (language === 'sh') await runBlock(text, project);
    else await runSession(text, project);
  if (server !== undefined) await stop(server);
  await runExamples(
    blocks.filter(({ language }) => language === 'python'),
    project,
  );
}

/** Other projects of that name are proven on this machine, too: a folder and a port of its own. */
function moveAside(text: string, { env }: NewProject, port: number): string {
  return text
    .replaceAll(`/tmp/${projectName}`, `${env['HOME']}/spool`)
    .replaceAll('127.0.0.1:8000', `127.0.0.1:${port}`)
    .replaceAll(new RegExp(`^(uv run ${projectName})$`, 'gm'), `$1 --port ${port}`);
}

export function findFreePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => resolve(port));
    });
  });
}

/** The blocks of Python, each line with the value that its remark promises. */
async function runExamples(blocks: readonly Block[], project: NewProject): Promise<void> {
  if (blocks.length === 0) return;
  const driver = join(repositoryRoot, 'test/docs/run_blocks.py');
  const [request, answer] = ['.venv/blocks.json', '.venv/results.jsonl'];
  writeFileSync(join(project.cwd, request), JSON.stringify(blocks));
  await runCommand(`uv run python ${driver} ${request} ${answer} && rm -f notes.json`, project);
  const results = readFile(project, answer)
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as [number, string | null]);
  assert.deepEqual(
    results.map(([, error]) => error),
    blocks.map(() => null),
  );
}

/** The two commands; a web service goes on running for the commands that follow. */
async function runFirst(text: string, project: NewProject): Promise<Running | undefined> {
  const [run = '', ...tests] = text.trim().split('\n');
  for (const command of tests) await runCommand(command, project);
  const pattern = ready[kindOf(project)];
  if (pattern === undefined) {
    await runCommand(run, project);
    return undefined;
  }
  const server = startServer(run, project);
  await waitFor(server, pattern);
  if (kindOf(project) === 'web_service') return server;
  await stop(server);
  return undefined;
}

/** In place of the shell, whose own answer to Ctrl-C would otherwise be the status. */
function startServer(text: string, project: NewProject): Running {
  return start(text.trimEnd().replace(/[^\n]*$/, 'exec $&'), project);
}

/** Ctrl-C is a clean end. */
async function stop(server: Running): Promise<void> {
  signal(server, 'SIGINT');
  assert.equal(await server.ended, 0, server.output());
}

async function runBlock(text: string, project: NewProject): Promise<void> {
  const pattern = ready[kindOf(project)];
  const server =
    pattern !== undefined && /uv run \S+ run/.test(text) ? startServer(text, project) : undefined;
  if (server === undefined) {
    await runCommand(text, project);
    return;
  }
  await waitFor(server, project.chosen['sample'] === 'off' ? /Working on/ : /hello/);
  await stop(server);
}

/** A recorded session: each command prints just what stands below it; `...` stands for anything. */
async function runSession(text: string, project: NewProject): Promise<void> {
  for (const part of text.split(/^\$ /m).slice(1)) {
    const [command = '', ...lines] = part.trimEnd().split('\n');
    const output = await runCommand(`${command} 2>/dev/null`, project);
    assert.match(output.trimEnd(), toPattern(lines.join('\n')), `${command}\n${output}`);
  }
}

function toPattern(expected: string): RegExp {
  const literal = expected.split('...').map((text) => text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`^${literal.join('.*')}$`, 's');
}

function kindOf({ chosen }: NewProject): string {
  return (chosen['kind'] ?? '').split(' ')[0] ?? '';
}
