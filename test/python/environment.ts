/** The virtual environment that the tests run Python in: made on first use from requirements.txt, in .cache/python. */

import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

export const repositoryRoot = findRoot(import.meta.dirname);
export const cacheFolder = join(repositoryRoot, '.cache');

const folder = join(cacheFolder, 'python');

/** The interpreter's path. Safe to call from several processes at once; throws where no Python can be had. */
export function pythonEnvironment(): string {
  return makeEnvironment(folder, join(repositoryRoot, 'test/python/requirements.txt'));
}

/** A virtual environment with just these requirements; made on first use, and again when they change. */
export function makeEnvironment(folder: string, requirements: string): string {
  const python = join(folder, 'bin/python');
  const asked = process.env['CHORA_PYTHON'] ?? 'python3';
  const stamp = createHash('sha256')
    .update(`${asked}\n${readFileSync(requirements)}`)
    .digest('hex');
  if (existsSync(python) && readStamp(folder) === stamp) return python;
  const script = join(repositoryRoot, 'test/python/create_environment.py');
  const made = spawnSync(asked, [script, folder, requirements, stamp], { encoding: 'utf8' });
  if (made.error) throw new Error(`${asked} does not run: set CHORA_PYTHON to a Python of 3.11 or later`);
  if (made.status !== 0) throw new Error(`No virtual environment in ${folder}:\n${made.stderr}`);
  return python;
}

/** The environment of processes that call the tools of the virtual environment by name. */
export function withTools(env: NodeJS.ProcessEnv = process.env): NodeJS.ProcessEnv {
  return { ...env, PATH: `${join(folder, 'bin')}:${env['PATH'] ?? ''}`, VIRTUAL_ENV: folder };
}

function readStamp(folder: string): string {
  const stamp = join(folder, 'stamp');
  return existsSync(stamp) ? readFileSync(stamp, 'utf8') : '';
}

function findRoot(from: string): string {
  if (existsSync(join(from, 'biome.json'))) return from;
  if (from === dirname(from)) throw new Error('The tests lie outside of the repository');
  return findRoot(dirname(from));
}
