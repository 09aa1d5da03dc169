/** Packages as npm has them: fetched by name and version, held against their pinned hash, kept in .cache/tarballs. */

import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { cacheFolder } from '../../python/environment.js';
import { mustRun } from '../commands.js';

export interface Tarball {
  readonly name: string;
  readonly version: string;
  /** As npm writes it: `sha512-…`. */
  readonly integrity: string;
}

const tarballs = join(cacheFolder, 'tarballs');

/** Path of the archive, fetched only where the cache has none of this hash. */
export async function fetchTarball(tarball: Tarball): Promise<string> {
  const { name, version, integrity } = tarball;
  const kept = join(tarballs, `${name.replace('/', '+')}-${version}.tgz`);
  if (existsSync(kept) && hashOf(kept) === integrity) return kept;
  mkdirSync(tarballs, { recursive: true });
  const folder = mkdtempSync(join(tarballs, 'fetching-'));
  await mustRun(['npm', 'pack', `${name}@${version}`, '--silent', '--ignore-scripts'], { cwd: folder });
  const fetched = join(folder, readdirSync(folder)[0] ?? '');
  if (hashOf(fetched) !== integrity)
    throw new Error(`${name}@${version} is another archive than the pinned one: ${hashOf(fetched)}`);
  renameSync(fetched, kept);
  rmSync(folder, { recursive: true });
  return kept;
}

function hashOf(file: string): string {
  return `sha512-${createHash('sha512').update(readFileSync(file)).digest('base64')}`;
}
