/** Starts a generator as a program does: MODULE VERSION MODULES NAMESPACE [--FLAG=VALUE…], in this folder. */

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

/** What the environments of all releases have. */
interface Environment {
  lookup(options: { npmPaths: readonly string[] }): Promise<unknown>;
  run(args: readonly string[], options: object): Promise<unknown>;
}

const [module = '', version, modules = '', namespace = '', ...rest] = process.argv.slice(2);

async function main(): Promise<void> {
  const found = JSON.parse(readFileSync(join(module, 'package.json'), 'utf8')).version;
  if (found !== version) throw new Error(`This is yeoman-environment ${found}, not ${version}.`);
  const { createEnv } = await import(pathToFileURL(join(module, 'dist/index.js')).href);
  const environment: Environment = createEnv({ cwd: process.cwd(), skipInstall: true });
  await environment.lookup({ npmPaths: [modules] });
  const flags = rest.map((flag) => flag.slice(2).split('='));
  await environment.run(
    [namespace],
    Object.fromEntries(flags.map(([name = '', value = true]) => [name, value])),
  );
}

main().catch((error: Error) => {
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
});
