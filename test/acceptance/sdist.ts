/** Source distributions: fetched by name, version and hash through pip, kept in .cache/sdists, unpacked. */

import { createHash } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { cacheFolder, pythonEnvironment, withTools } from '../python/environment.js';
import { mustRun } from './commands.js';
import type { Repository } from './repositories.js';

const sdists = join(cacheFolder, 'sdists');

/** Path of the archive, fetched only where the cache has no file of this hash. */
export async function fetchSdist(repository: Repository): Promise<string> {
  const kept = join(sdists, `${repository.name}-${repository.version}`);
  if (!isComplete(kept, repository)) await download(repository, kept);
  return archiveIn(kept);
}

const unpackCode = `
import shutil, sys
archive, folder = sys.argv[1:]
shutil.unpack_archive(archive, folder, **({} if archive.endswith(".zip") else {"filter": "data"}))
`;

/** Unpacks into an empty folder and returns the one folder that all archives of this kind hold. */
export async function unpack(archive: string, folder: string): Promise<string> {
  mkdirSync(folder);
  await mustRun([pythonEnvironment(), '-c', unpackCode, archive, folder], { cwd: folder });
  return join(folder, readdirSync(folder)[0] ?? '');
}

/** pip checks the hash, and asks the archive's build back end for its name: hence the tools and no isolation. */
async function download({ name, version, sha256 }: Repository, kept: string): Promise<void> {
  mkdirSync(sdists, { recursive: true });
  const folder = mkdtempSync(join(sdists, 'fetching-'));
  const requirement = join(folder, 'requirement.txt');
  writeFileSync(requirement, `${name}==${version} --hash=sha256:${sha256}\n`);
  const options = ['--quiet', '--no-deps', '--no-binary=:all:', '--no-build-isolation', '--require-hashes'];
  const fetch = [
    '-m',
    'pip',
    'download',
    ...options,
    '--dest',
    join(folder, 'sdist'),
    '--requirement',
    requirement,
  ];
  await mustRun([pythonEnvironment(), ...fetch], { cwd: folder, env: withTools() });
  rmSync(kept, { recursive: true, force: true });
  renameSync(join(folder, 'sdist'), kept);
  rmSync(folder, { recursive: true });
}

function isComplete(kept: string, { sha256 }: Repository): boolean {
  if (!existsSync(kept) || readdirSync(kept).length !== 1) return false;
  return (
    createHash('sha256')
      .update(readFileSync(archiveIn(kept)))
      .digest('hex') === sha256
  );
}

function archiveIn(kept: string): string {
  return join(kept, readdirSync(kept)[0] ?? '');
}
