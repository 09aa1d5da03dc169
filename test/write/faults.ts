/** A plan of four files, and the system calls of its writing: what the tests kill and fail. */

import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { PlannedWrite } from '../../generators/write/journal.js';
import { create, writerProgram } from './writer.js';

export const plan: readonly PlannedWrite[] = [
  { path: 'a.txt', before: 'old a', text: 'new a' },
  create('deep/er/b.txt', 'new b'),
  { path: 'empty/then/gone.txt', before: 'old gone', text: undefined },
  { path: 'record.txt', before: 'old record', text: 'new record' },
];

/** The files as they are before the plan and after it, by path. */
export const before: Files = {
  'a.txt': 'old a',
  'empty/then/gone.txt': 'old gone',
  'record.txt': 'old record',
};
export const after: Files = { 'a.txt': 'new a', 'deep/er/b.txt': 'new b', 'record.txt': 'new record' };

export type Files = Readonly<Record<string, string>>;

export function layOut(dir: string): void {
  mkdirSync(join(dir, 'empty/then'), { recursive: true });
  for (const [path, text] of Object.entries(before)) writeFileSync(join(dir, path), text);
}

/** All files below a folder, with those that a run keeps for itself; an empty folder is told as one. */
export function readAll(dir: string): Files {
  const entries = readdirSync(dir, { recursive: true, withFileTypes: true });
  const paths = entries.map((entry) => ({ entry, path: join(entry.parentPath, entry.name) }));
  return Object.fromEntries(
    paths
      .filter(({ entry, path }) => !entry.isDirectory() || readdirSync(path).length === 0)
      .map(({ entry, path }) => [
        path.slice(dir.length + 1),
        entry.isFile() ? readFileSync(path, 'utf8') : '(no file)',
      ]),
  );
}

/** One of the run's own files of that name, by the folder that it made. */
export function ownFile(dir: string, name: string): string | undefined {
  const folder = existsSync(join(dir, '.chora')) ? readdirSync(join(dir, '.chora'))[0] : undefined;
  return folder && join(dir, '.chora', folder, name);
}

export interface Ending {
  readonly status: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly output: string;
}

/** Runs the plan under strace; `inject` as in `rename:error=EIO:when=2`. The main thread does all writing but the syncs of what is staged. */
export function runPlan(dir: string, inject: readonly string[] = [], log = '/dev/null'): Ending {
  return trace(dir, ['-y', '-o', log, ...inject.map((fault) => `--inject=${fault}`)]);
}

/** With a fault in a sync of what is staged, which one other thread then does, file by file. */
export function runWithStaging(dir: string, fault: string): Ending {
  return trace(dir, ['-f', '-o', '/dev/null', `--inject=fsync:${fault}`], { UV_THREADPOOL_SIZE: '1' });
}

function trace(dir: string, options: readonly string[], env: NodeJS.ProcessEnv = {}): Ending {
  const { status, signal, stdout, stderr } = spawnSync('strace', [...options, ...writerProgram(dir, plan)], {
    encoding: 'utf8',
    env: { ...process.env, ...env },
  });
  return { status, signal, output: stdout + stderr };
}
