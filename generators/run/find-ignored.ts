/** Asks git which of the planned files it will not see. */

import { spawn } from 'node:child_process';
import { findGitTop } from '../tree/git-top.js';
import { findProgram } from './find-program.js';

/** A path that git ignores, and the line that says so. */
export interface Ignored {
  readonly path: string;
  /** The file of the pattern, as git names it: `.gitignore`, `.git/info/exclude`, or one of the user's own. */
  readonly source: string;
  readonly line: string;
  readonly pattern: string;
}

/** Gives those of the paths, relative to the root, that git ignores; none where there is no git. */
export type FindIgnored = (paths: readonly string[]) => Promise<readonly Ignored[]>;

/** No monitor is started: a repository's own settings could name a program there. */
const args = ['-c', 'core.fsmonitor=false', 'check-ignore', '--verbose', '--stdin', '-z'];

export function createFindIgnored(root: string, env: NodeJS.ProcessEnv = process.env): FindIgnored {
  return async (paths) => {
    const git = findProgram('git', root, env);
    if (git === undefined || paths.length === 0 || findGitTop(root) === undefined) return [];
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
      child.on('close', () => resolve(readRows(Buffer.concat(chunks).toString())));
      child.stdin.on('error', () => undefined);
      child.stdin.end(paths.join('\0'));
    });
  };
}

/** Four fields a path; one that a pattern with `!` lets in is told, too. */
function readRows(text: string): readonly Ignored[] {
  const [source, line, pattern, path, ...rest] = text.split('\0');
  if (source === undefined || line === undefined || pattern === undefined || path === undefined) return [];
  const row = pattern.startsWith('!') ? [] : [{ path, source, line, pattern }];
  return [...row, ...readRows(rest.join('\0'))];
}
