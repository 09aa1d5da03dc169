/** Kills programs in the middle of their work, starts them again, and looks whether their state is intact. */

import assert from 'node:assert/strict';
import { existsSync, mkdirSync, readdirSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { repositoryRoot } from '../python/environment.js';
import { type NewProject, projectName } from './project.js';
import { pause, type Running, runCommand, signal, start, waitFor } from './shell.js';

const program = `.venv/bin/${projectName}`;

/** By kind; what a program without persistence does after a kill is to start. */
const drills: Readonly<Record<string, (project: NewProject, keeps: boolean) => Promise<void>>> = {
  cli_tool: killGreetings,
  daemon: killDaemon,
  mcp_server: killServer,
  web_service: killService,
  library: killLibrary,
};

export async function proveSurvival(project: NewProject): Promise<void> {
  const [kind = ''] = (project.chosen['kind'] ?? '').split(' ');
  const keeps = ['persistence', 'both'].includes(project.chosen['pieces'] ?? '');
  if (project.chosen['sample'] === 'off') await proveRestart(project, starts[kind]);
  else await drills[kind]?.(project, keeps);
}

/** How those start that run until they are stopped, and what they say then. */
const starts: Readonly<Record<string, { readonly flags: string; readonly says: RegExp }>> = {
  daemon: { flags: 'run --dir .venv/folder', says: /Working on/ },
  mcp_server: { flags: '--http 127.0.0.1:0', says: /Listening on/ },
  web_service: { flags: '--port 0', says: /Listening on/ },
};

/** Without the sample there is nothing to lose; what was killed starts again, and ends well. */
async function proveRestart(project: NewProject, how: (typeof starts)[string] | undefined): Promise<void> {
  if (how === undefined) return;
  const command = `exec ${program} ${how.flags}`;
  const first = start(command, project);
  await waitFor(first, how.says);
  await kill(first);
  const second = start(command, project);
  await waitFor(second, how.says);
  signal(second, 'SIGTERM');
  assert.equal(await second.ended, 0, second.output());
}

async function kill(running: Running): Promise<void> {
  signal(running, 'SIGKILL');
  await running.ended;
}

/** Every second greeting is killed, at ten different moments; what was answered is remembered. */
async function killGreetings(project: NewProject, keeps: boolean): Promise<void> {
  const answered: string[] = [];
  for (let round = 0; round < 20; round++) {
    const running = start(`${program} greet N${round}`, project);
    if (round % 2 === 1) await pause(0.05 + round * 0.02);
    if (round % 2 === 1) await kill(running);
    else await running.ended;
    if (/N\d+/.test(running.output())) answered.push(`greet N${round}`);
  }
  assert.ok(answered.length >= 10);
  if (!keeps) return;
  const recent = (await runCommand(`${program} recent`, project)).trim().split('\n');
  const expected = answered.reverse().filter((command) => isNotBefore(command, recent.at(-1) ?? ''));
  const remembered = recent.map((line) => line.split(' --')[0] ?? '');
  assert.deepEqual(
    expected.filter((command) => !remembered.includes(command)),
    [],
  );
}

const isNotBefore = (command: string, oldest: string) => numberIn(command) >= numberIn(oldest);
const numberIn = (text: string) => Number(/N(\d+)/.exec(text)?.[1] ?? 0);

/** Jobs come while it runs; it is killed, and the second run does the rest. */
async function killDaemon(project: NewProject, keeps: boolean): Promise<void> {
  const dir = join(project.cwd, '.venv/spool');
  mkdirSync(join(dir, 'inbox'), { recursive: true });
  const run = `exec ${program} run --dir ${dir} --interval 0.01`;
  const results = () =>
    (existsSync(join(dir, 'done')) ? readdirSync(join(dir, 'done')) : []).filter((name) =>
      name.endsWith('.result'),
    );
  const drop = (job: number) => {
    writeFileSync(join(dir, 'inbox', `${job}.tmp`), '{"job": "echo", "text": "x"}');
    renameSync(join(dir, 'inbox', `${job}.tmp`), join(dir, 'inbox', `${job}.job`));
  };
  const first = start(run, project);
  await waitFor(first, /Working on/);
  await refuseSecond(start(run, project), first);
  for (let job = 0; job < 40; job++) drop(job);
  await until(() => results().length > 5);
  await kill(first);
  const third = start(run, project);
  await waitFor(third, /Working on/);
  await until(() => results().length === 40);
  signal(third, 'SIGTERM');
  assert.equal(await third.ended, 0, third.output());
  if (!keeps) return;
  const status = JSON.parse(await runCommand(`${program} status --dir ${dir}`, project));
  assert.equal(status.starts, 2);
  assert.ok(status.done >= 39 && status.done <= 41, JSON.stringify(status));
}

/** It ends with words that name the process of the first one. */
async function refuseSecond(second: Running, first: Running): Promise<void> {
  assert.notEqual(await second.ended, 0, 'a second instance was let in');
  assert.match(second.output(), new RegExp(`pid ${first.child.pid}\\b`));
}

async function until(holds: () => boolean): Promise<void> {
  for (const deadline = Date.now() + 60_000; !holds(); await pause(0.02))
    if (Date.now() > deadline) throw new Error('It took more than a minute');
}

/** With the SDK's own client; it saves drafts, its server is killed, and the next one is asked for them. */
async function killServer(project: NewProject, keeps: boolean): Promise<void> {
  const script = join(repositoryRoot, 'test/projects/kill_mcp_server.py');
  await runCommand(`.venv/bin/python ${script} ${program} ${keeps ? 'keeps' : 'forgets'}`, project);
}

/** Tasks are posted from all sides while it is killed; those that were acknowledged are there, once. */
async function killService(project: NewProject, keeps: boolean): Promise<void> {
  const acknowledged: number[] = [];
  const first = await startService(project);
  const post = async (text: string) => {
    const answer = await fetch(`${first.url}/tasks`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ text }),
    }).catch(() => undefined);
    const found = /"id":\s*(\d+)/.exec((await answer?.text().catch(() => '')) ?? '');
    if (answer?.status === 201 && found) acknowledged.push(Number(found[1]));
  };
  const posts = Array.from({ length: 200 }, (_, index) => post(`Task ${index}`));
  await until(() => acknowledged.length > 20);
  await kill(first.running);
  await Promise.all(posts);
  const second = await startService(project);
  const listed = await (await fetch(`${second.url}/tasks`)).text();
  const ids = [...listed.matchAll(/"id":\s*(\d+)/g)].map(([, id]) => Number(id));
  const health = await fetch(`${second.url}/health`);
  const docs = await fetch(`${second.url}/docs`);
  signal(second.running, 'SIGTERM');
  assert.equal(await second.running.ended, 0, second.running.output());
  assert.deepEqual([health.status, docs.status], [200, 200]);
  if (!keeps) return;
  assert.deepEqual(
    acknowledged.filter((id) => !ids.includes(id)),
    [],
  );
  assert.deepEqual(ids, [...new Set(ids)]);
}

async function startService(project: NewProject): Promise<{ running: Running; url: string }> {
  const running = start(`exec ${program} --port 0`, project);
  const [url] = await waitFor(running, /http:\/\/127\.0\.0\.1:\d+/);
  return { running, url };
}

/** A process adds notes and says so, until it is killed. */
async function killLibrary(project: NewProject, keeps: boolean): Promise<void> {
  const given = keeps ? '".venv/notes.json"' : '';
  const add = `from acme_notes import Note, Notebook
notebook = Notebook(${given})
for number in range(100_000):
    notebook.add(Note(str(number), "x"))
    print(number, flush=True)
`;
  writeFileSync(join(project.cwd, '.venv/add.py'), add);
  const running = start('.venv/bin/python .venv/add.py', project);
  await waitFor(running, /\n30\n/);
  await kill(running);
  if (!keeps) return;
  const last = Number(running.output().trim().split('\n').at(-1));
  const count = `from acme_notes import Notebook\nprint(len(Notebook(${given})))\n`;
  writeFileSync(join(project.cwd, '.venv/count.py'), count);
  const notes = Number(await runCommand('.venv/bin/python .venv/count.py', project));
  assert.ok(notes === last + 1 || notes === last + 2, `${notes} notes, ${last} was the last`);
}
