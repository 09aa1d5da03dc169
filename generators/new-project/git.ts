/** What git says of its user, and a repository with a first commit for a new project, on request. */

import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { FileWrite } from '../core/record.js';
import { UserError } from '../types/user-error.js';

/** A setting, such as `user.name`; empty where there is none, or no git. */
export async function readGitSetting(name: string, dir: string): Promise<string> {
  return (await git(['config', name], dir).catch(() => '')).trim();
}

/** Throws a UserError, before anything is written, where there could be no commit in the end. */
export async function refuseWithoutGit(root: string, dir: string): Promise<void> {
  if (existsSync(join(root, '.git')))
    throw new UserError(
      '--git: there is a git repository here already; leave --git out, and commit yourself.',
    );
  await git(['--version'], dir).catch(() => {
    throw new UserError('--git: git is not installed; install it, or leave --git out.');
  });
  await git(['var', 'GIT_COMMITTER_IDENT'], dir).catch(() => {
    throw new UserError(
      '--git: git does not know who you are; tell it with git config --global user.name and user.email.',
    );
  });
}

/** Commits just what the run wrote. */
export async function commitProject(root: string, writes: readonly FileWrite[]): Promise<void> {
  try {
    await git(['init', '--quiet'], root);
    await git(['add', '--', ...writes.map(({ path }) => path)], root);
    await git(['commit', '--quiet', '--message', 'Begin the project'], root);
  } catch (error) {
    const reason = error instanceof Error ? error.message.trim() : String(error);
    throw new UserError(`The project is written, but git made no commit of it: ${reason}`);
  }
}

/** With the whole environment, as signing a commit may need it, but for what a hook sets that runs this: that would
 * lead to its own repository. */
async function git(args: readonly string[], cwd: string): Promise<string> {
  const { GIT_DIR, GIT_WORK_TREE, GIT_INDEX_FILE, ...env } = process.env;
  const { stdout } = await promisify(execFile)('git', args, { cwd, env });
  return stdout;
}
