/** The Node releases that the tests run TypeScript in, from npm: put into .cache/nodes on first use. */

import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { cacheFolder } from '../python/environment.js';

const VERSIONS = { 22: '22.23.3', 24: '24.21.0' } as const;

export type Major = keyof typeof VERSIONS;

/** The program of a release. Safe to call from several processes at once. */
export function nodeOf(major: Major): string {
  const version = VERSIONS[major];
  const folder = join(cacheFolder, 'nodes', version);
  const program = join(folder, 'node_modules/node/bin/node');
  if (!existsSync(program)) install(version, folder);
  return program;
}

/** Whoever is first gives the folder its name; the others throw theirs away. */
function install(version: string, folder: string): void {
  mkdirSync(join(cacheFolder, 'nodes'), { recursive: true });
  const made = mkdtempSync(join(cacheFolder, 'nodes', 'new-'));
  writeFileSync(join(made, 'package.json'), '{"private": true, "allowScripts": {"node": true}}\n');
  const options = ['--no-audit', '--no-fund', '--prefer-offline'];
  const result = spawnSync('npm', ['install', ...options, `node@${version}`], {
    cwd: made,
    encoding: 'utf8',
  });
  if (result.status !== 0) throw new Error(`npm gives no node@${version}:\n${result.stderr}`);
  try {
    renameSync(made, folder);
  } catch (error) {
    rmSync(made, { recursive: true });
    if (!existsSync(folder)) throw error;
  }
}
