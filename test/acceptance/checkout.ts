/** An unpacked source distribution as a git repository, so that every change of a run can be seen. */

import { createHash } from 'node:crypto';
import { lstatSync, readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { join } from 'node:path';
import { mustRun } from './commands.js';

/** Nothing of the machine's or the repository's settings may hide or convert a byte. */
const settings = {
  'user.name': 'test',
  'user.email': 'test@localhost',
  'core.autocrlf': 'false',
  'core.fileMode': 'true',
};
const git = ['git', ...Object.entries(settings).flatMap(([key, value]) => ['-c', `${key}=${value}`])];
const env = {
  ...process.env,
  GIT_CONFIG_GLOBAL: '/dev/null',
  GIT_CONFIG_NOSYSTEM: '1',
  GIT_CEILING_DIRECTORIES: '/',
};

export function runGit(folder: string, ...args: string[]): Promise<string> {
  return mustRun([...git, ...args], { cwd: folder, env });
}

export async function commitAll(folder: string): Promise<void> {
  await runGit(folder, 'init', '--quiet');
  await runGit(folder, 'add', '--all', '--force');
  await runGit(folder, 'commit', '--quiet', '--message', 'As released');
}

export interface Changes {
  readonly added: readonly string[];
  readonly modified: readonly string[];
  readonly deleted: readonly string[];
  /** Lines that were removed or replaced in files of the user. */
  readonly removedLines: readonly string[];
}

/** What differs from the commit, files that git ignores included. */
export async function changesSince(folder: string): Promise<Changes> {
  await runGit(folder, 'add', '--all', '--force', '--intent-to-add');
  const rows = (await runGit(folder, 'diff', '--name-status', '--no-renames', '-z')).split('\0');
  const withStatus = (letters: string) =>
    rows.filter((_, at) => at % 2 === 1 && letters.includes(rows[at - 1] || '?'));
  const diff = await runGit(folder, 'diff', '--unified=0', '--no-renames');
  const removedLines = diff.split('\n').filter((line) => line.startsWith('-') && !line.startsWith('--- '));
  return { added: withStatus('A'), modified: withStatus('MT'), deleted: withStatus('D'), removedLines };
}

/** One hash over all paths, kinds, executable bits and bytes, without git's own folder. */
export function hashTree(folder: string): string {
  const hash = createHash('sha256');
  const paths = readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort();
  for (const path of paths.filter((name) => !/^\.git(\/|$)/.test(name)))
    hash.update(describeEntry(folder, path));
  return hash.digest('hex');
}

function describeEntry(folder: string, path: string): string {
  const full = join(folder, path);
  const stat = lstatSync(full);
  if (stat.isSymbolicLink()) return `${path}\0link ${readlinkSync(full)}\n`;
  if (stat.isDirectory()) return `${path}\0dir\n`;
  return `${path}\0${(stat.mode & 0o100) !== 0}${createHash('sha256').update(readFileSync(full)).digest('hex')}\n`;
}
