/** Python as a developer of one repository has it: the project and what it requires installed, its source first. */

import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import {
  cacheFolder,
  makeEnvironment,
  pythonEnvironment,
  repositoryRoot,
  withTools,
} from '../python/environment.js';
import { type CommandResult, mustRun, run } from './commands.js';
import type { Repository } from './repositories.js';
import { makeScratch } from './scratch.js';
import { anyVersion } from './wheel.js';

/** Runs a Python module, such as pytest, or a program of the tools, in a checkout of the repository. */
export type RunModule = (checkout: string, args: readonly string[]) => Promise<CommandResult>;

export async function interpreterFor(repository: Repository, archive: string): Promise<RunModule> {
  const python = pythonEnvironment();
  const site = await installInto(siteFolder(repository, python), [archive, ...repository.requirements]);
  const scratch = makeScratch('python');
  return (checkout, [name = '', ...args]) =>
    run([...startOf(name, python), ...args], {
      cwd: checkout,
      env: {
        ...withTools(),
        PYTHONPATH: `${join(checkout, repository.importRoot)}:${site}`,
        MYPYPATH: join(checkout, repository.importRoot),
        PYTHONDONTWRITEBYTECODE: '1',
        MYPY_CACHE_DIR: scratch,
        PYTEST_DEBUG_TEMPROOT: scratch,
        RUFF_NO_CACHE: 'true',
      },
    });
}

/** What builds documentation has an environment of its own; typos is no module. */
function startOf(name: string, python: string): readonly string[] {
  if (name === 'typos') return [join(dirname(python), name)];
  return [['sphinx', 'mkdocs'].includes(name) ? documentationPython() : python, '-m', name];
}

function documentationPython(): string {
  const requirements = join(repositoryRoot, 'test/docs/sites/requirements.txt');
  return makeEnvironment(join(cacheFolder, 'sites'), requirements);
}

/** The project itself is installed too, for its metadata; its modules come from the checkout all the same. */
async function installInto(site: string, requirements: readonly string[]): Promise<string> {
  if (existsSync(site)) return site;
  mkdirSync(join(site, '..'), { recursive: true });
  const folder = mkdtempSync(join(site, '../installing-'));
  const options = ['--quiet', '--no-deps', '--no-build-isolation', '--no-compile', '--target', folder];
  const install = [pythonEnvironment(), '-m', 'pip', 'install', ...options, ...requirements];
  await mustRun(install, { cwd: folder, env: { ...withTools(), ...anyVersion } });
  rmSync(site, { recursive: true, force: true });
  renameSync(folder, site);
  return site;
}

function siteFolder({ name, version, sha256, requirements }: Repository, python: string): string {
  const key = createHash('sha256').update(JSON.stringify([sha256, requirements, python]));
  return join(cacheFolder, 'installed', `${name}-${version}-${key.digest('hex').slice(0, 12)}`);
}
