/** Packages from npm that tests need besides those of this repository: put into .cache on first use. */

import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { cacheFolder } from '../python/environment.js';

/** A folder of `.cache` whose `node_modules` has these packages, by exact version; the name says which versions. */
export function installPackages(name: string, dependencies: Readonly<Record<string, string>>): string {
  const folder = join(cacheFolder, name);
  if (!existsSync(folder)) install(folder, dependencies);
  return folder;
}

/** Whoever is first gives the folder its name; the others throw theirs away. Every user may read it. */
function install(folder: string, dependencies: Readonly<Record<string, string>>): void {
  mkdirSync(dirname(folder), { recursive: true });
  const made = mkdtempSync(join(dirname(folder), 'new-'));
  const settings = { private: true, type: 'module', allowScripts: { node: true }, dependencies };
  writeFileSync(join(made, 'package.json'), JSON.stringify(settings));
  const options = ['--no-audit', '--no-fund', '--prefer-offline'];
  const result = spawnSync('npm', ['install', ...options], { cwd: made, encoding: 'utf8' });
  if (result.status !== 0) throw new Error(`npm gives no ${folder}:\n${result.stderr}`);
  chmodSync(made, 0o755);
  try {
    renameSync(made, folder);
  } catch (error) {
    rmSync(made, { recursive: true });
    if (!existsSync(folder)) throw error;
  }
}
