/** Finds this package's own files: its version and its templates, from source and from the build. */

import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** `dist/generators` and `generators` lie at different depths: the root is where package.json is. */
export const packageRoot = findPackageRoot(dirname(fileURLToPath(import.meta.url)));

export const packageVersion = readVersion(join(packageRoot, 'package.json'));

/** The text of a template, such as `persistence/python/persistence.py`. */
export function readTemplate(path: string): string {
  return readFileSync(join(packageRoot, 'templates', path), 'utf8');
}

function findPackageRoot(dir: string): string {
  return existsSync(join(dir, 'package.json')) ? dir : findPackageRoot(dirname(dir));
}

function readVersion(path: string): string {
  const { version } = JSON.parse(readFileSync(path, 'utf8')) as { version: string };
  return version;
}
