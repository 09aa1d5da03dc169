/** A new project as the packed generator makes it, with a home and an environment for its user. */

import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { outputOf, type Place, run } from '../acceptance/commands.js';
import { packedGenerator } from '../acceptance/packed.js';
import { makeScratch } from '../acceptance/scratch.js';
import { type Case, flagsOf } from './cases.js';
import { userEnvironment } from './tools.js';

export interface NewProject extends Place {
  readonly env: NodeJS.ProcessEnv;
  readonly chosen: Case;
  /** Paths of its files as generated, relative to it. */
  readonly files: readonly string[];
  /** What the generator printed. */
  readonly report: string;
}

export const projectName = 'acme-notes';

export async function makeProject(chosen: Case): Promise<NewProject> {
  const scratch = makeScratch('project');
  return runApp(scratch, [projectName, '--author-name=Ada'], chosen);
}

/** The same project by another mind, with a home in which no program of it has run yet. */
export function changeProject({ cwd }: NewProject, chosen: Case): Promise<NewProject> {
  return runApp(dirname(cwd), [projectName], chosen);
}

async function runApp(scratch: string, args: readonly string[], chosen: Case): Promise<NewProject> {
  const env = userEnvironment(makeScratch('home'));
  const command = [await packedGenerator(), 'app', ...args, '--yes', ...flagsOf(chosen)];
  const result = await run(command, { cwd: scratch, env });
  if (result.status !== 0) throw new Error(outputOf(result));
  const cwd = join(scratch, projectName);
  const files = listFiles(cwd).filter((path) => !path.startsWith('.venv/'));
  return { cwd, env, chosen, files, report: result.stderr };
}

export function readFile({ cwd }: Place, path: string): string {
  return readFileSync(join(cwd, path), 'utf8');
}

function listFiles(dir: string): readonly string[] {
  return readdirSync(dir, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name).slice(dir.length + 1))
    .sort();
}
