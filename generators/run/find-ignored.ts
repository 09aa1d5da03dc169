/** Asks git which of the planned files it will not see. */

import { spawn } from 'node:child_process';
import { findProgram } from './find-program.js';

/** Gives those of the paths, relative to the root, that git ignores; none where there is no git. */
export type FindIgnored = (paths: readonly string[]) => Promise<readonly string[]>;

/** The index is left unread, and no monitor is started: a repository's own settings could name a program there. */
const args = ['-c', 'core.fsmonitor=false', 'check-ignore', '--no-index', '--stdin', '-z'];

export function createFindIgnored(root: string, env: NodeJS.ProcessEnv = process.env): FindIgnored {
  return async (paths) => {
    const git = findProgram('git', root, env);
    if (git === undefined || paths.length === 0) return [];
    return new Promise((resolve) => {
      // A hook of git's gives variables that would make this one ask about another repository.
      const own = Object.entries(env).filter(([name]) => !name.startsWith('GIT_'));
      const child = spawn(git, args, {
        cwd: root,
        env: Object.fromEntries(own),
        stdio: ['pipe', 'pipe', 'ignore'],
        timeout: 10_000,
      });
      const chunks: Buffer[] = [];
      child.stdout.on('data', (chunk: Buffer) => chunks.push(chunk));
      child.on('error', () => resolve([]));
      child.on('close', () => resolve(splitNames(Buffer.concat(chunks).toString())));
      child.stdin.on('error', () => undefined);
      child.stdin.end(paths.join('\0'));
    });
  };
}

function splitNames(text: string): readonly string[] {
  return text.split('\0').filter((name) => name !== '');
}
