/** The generator as its users get it: packed by npm, installed alone in an empty folder, once per test run. */

import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { repositoryRoot } from '../python/environment.js';
import { type CommandResult, mustRun, run } from './commands.js';
import { makeScratch } from './scratch.js';

let installed: Promise<string> | undefined;

/** Path of the installed `generator-chora`. */
export function packedGenerator(): Promise<string> {
  installed ??= packAndInstall();
  return installed;
}

/** Runs a command of the packed generator in a repository, with nobody to answer questions. */
export async function generate(
  repository: string,
  command: readonly string[],
  env: NodeJS.ProcessEnv = process.env,
): Promise<CommandResult> {
  return run([await packedGenerator(), ...command, '--yes'], { cwd: repository, env });
}

async function packAndInstall(): Promise<string> {
  const scratch = makeScratch('packed');
  const prefix = join(scratch, 'prefix');
  mkdirSync(prefix);
  writeFileSync(join(prefix, 'package.json'), '{ "private": true }');
  const pack = ['npm', 'pack', '--json', '--ignore-scripts', '--pack-destination', scratch];
  const [packed] = JSON.parse(await mustRun(pack, { cwd: repositoryRoot }));
  const install = [
    'npm',
    'install',
    '--no-audit',
    '--no-fund',
    '--prefer-offline',
    join(scratch, packed.filename),
  ];
  await mustRun(install, { cwd: prefix });
  return join(prefix, 'node_modules/.bin/generator-chora');
}
