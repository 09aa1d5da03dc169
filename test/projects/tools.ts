/** The tools that new projects are used with: uv, just, and what checks their files. */

import { dirname, join } from 'node:path';
import { cacheFolder, makeEnvironment, repositoryRoot } from '../python/environment.js';

const folder = join(cacheFolder, 'project-tools');

/** The environment of somebody who has the tools, a home of their own, and the Python of this machine. */
export function userEnvironment(home: string): NodeJS.ProcessEnv {
  const python = makeEnvironment(folder, join(repositoryRoot, 'test/projects/requirements.txt'));
  const { VIRTUAL_ENV: _, ...inherited } = process.env;
  return {
    ...inherited,
    PATH: `${dirname(python)}:${process.env['PATH'] ?? ''}`,
    HOME: home,
    XDG_STATE_HOME: '',
    UV_CACHE_DIR: join(cacheFolder, 'uv'),
    UV_PYTHON: process.env['CHORA_PYTHON'] ?? 'python3',
    UV_PYTHON_DOWNLOADS: 'never',
    PRE_COMMIT_HOME: join(cacheFolder, 'pre-commit'),
    PYTHONDONTWRITEBYTECODE: '1',
  };
}
