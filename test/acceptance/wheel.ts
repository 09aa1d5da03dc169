/** What a repository would release: the files in the wheel that its own build back end makes. */

import { cpSync, mkdirSync, readdirSync } from 'node:fs';
import { join, relative } from 'node:path';
import { pythonEnvironment, withTools } from '../python/environment.js';
import { mustRun } from './commands.js';

const listCode = 'import sys, zipfile; print(*zipfile.ZipFile(sys.argv[1]).namelist(), sep="\\n")';

/** What uv-dynamic-versioning takes where there is no git. */
export const anyVersion = { UV_DYNAMIC_VERSIONING_BYPASS: '1.0' };

/** Built from a copy without git, as back ends leave their traces and take versions from tags. */
export async function wheelMembers(checkout: string, scratch: string): Promise<readonly string[]> {
  const [source, wheels] = [join(scratch, 'source'), join(scratch, 'wheels')];
  const isKept = (path: string) => relative(checkout, path) !== '.git';
  cpSync(checkout, source, { recursive: true, verbatimSymlinks: true, filter: isKept });
  mkdirSync(wheels);
  const options = ['--quiet', '--no-deps', '--no-build-isolation', '--wheel-dir', wheels];
  const place = { cwd: source, env: { ...withTools(), ...anyVersion } };
  await mustRun([pythonEnvironment(), '-m', 'pip', 'wheel', ...options, '.'], place);
  const wheel = join(wheels, readdirSync(wheels)[0] ?? '');
  return (await mustRun([pythonEnvironment(), '-c', listCode, wheel], place)).trimEnd().split('\n');
}
