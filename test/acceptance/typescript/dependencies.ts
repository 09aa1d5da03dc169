/** What a repository has in its node_modules: from npm, as it was on one day, kept in .cache/dependencies. */

import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { cacheFolder } from '../../python/environment.js';
import { mustRun } from '../commands.js';

/** What these depend on in turn is what npm gave then, so that a run in a year gets the same. */
const day = '2026-11-20';

const kept = join(cacheFolder, 'dependencies');

/** Path of the `node_modules`, of exact versions by name. Safe to call from several processes at once. */
export async function installDependencies(dependencies: Readonly<Record<string, string>>): Promise<string> {
  const key = createHash('sha256')
    .update(JSON.stringify([day, dependencies]))
    .digest('hex')
    .slice(0, 16);
  const folder = join(kept, key);
  if (!existsSync(folder)) await install(dependencies, folder);
  return join(folder, 'node_modules');
}

async function install(dependencies: Readonly<Record<string, string>>, folder: string): Promise<void> {
  mkdirSync(kept, { recursive: true });
  const made = mkdtempSync(join(kept, 'installing-'));
  writeFileSync(join(made, 'package.json'), JSON.stringify({ private: true, dependencies }));
  const options = ['--no-audit', '--no-fund', '--prefer-offline', '--ignore-scripts', '--legacy-peer-deps'];
  await mustRun(['npm', 'install', `--before=${day}`, ...options], { cwd: made });
  try {
    renameSync(made, folder);
  } catch (error) {
    rmSync(made, { recursive: true });
    if (!existsSync(folder)) throw error;
  }
}
