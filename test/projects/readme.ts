/** Follows the README of a new project to the letter: every command, and the output that it promises. */

import assert from 'node:assert/strict';
import { readPage } from '../docs/read-page.js';
import { type NewProject, projectName, readFile } from './project.js';
import { type Running, runCommand, signal, start, waitFor } from './shell.js';

/** How a server says that it is ready; other programs end by themselves. */
const ready: Readonly<Record<string, RegExp>> = {
  daemon: /Working on/,
  web_service: /http:\/\/127\.0\.0\.1:\d+/,
};

export async function followReadme(project: NewProject): Promise<void> {
  // Other projects of that name are proven on this machine, too.
  const text = readFile(project, 'README.md').replaceAll(
    `/tmp/${projectName}`,
    `${project.env['HOME']}/spool`,
  );
  const { blocks } = readPage({ name: 'README.md', text });
  const [first, ...rest] = blocks.filter(({ language }) => language === 'sh' || language === 'console');
  assert.ok(first !== undefined);
  const server = await runFirst(first.text, project);
  // With pip: proven once for each kind, and apart; as a system service: not here.
  const others = rest.filter(({ text }) => !text.includes('.venv/') && !text.includes('sudo '));
  for (const { text, language } of others)
    if (server !== undefined && /^uv run \S+\n$/.test(text)) continue;
    else if (language === 'sh') await runBlock(text, project);
    else await runSession(text, project);
  if (server !== undefined) await stop(server);
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
  const server = start(run, project);
  await waitFor(server, pattern);
  if (kindOf(project) === 'web_service') return server;
  await stop(server);
  return undefined;
}

/** Ctrl-C is a clean end. */
async function stop(server: Running): Promise<void> {
  signal(server, 'SIGINT');
  assert.equal(await server.ended, 0, server.output());
}

async function runBlock(text: string, project: NewProject): Promise<void> {
  const pattern = ready[kindOf(project)];
  const server = pattern !== undefined && /uv run \S+ run/.test(text) ? start(text, project) : undefined;
  if (server === undefined) {
    await runCommand(text, project);
    return;
  }
  await waitFor(server, /hello/);
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
