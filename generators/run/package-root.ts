/** Finds this package's own files: its version and its templates, from source and from the build. */

import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';

/** `dist/generators` and `generators` lie at different depths: the root is where package.json is. */
export const packageRoot = findPackageRoot(dirname(fileURLToPath(import.meta.url)));

interface Manifest {
  readonly version: string;
  readonly homepage: string;
}

const manifest: Manifest = JSON.parse(readFileSync(join(packageRoot, 'package.json'), 'utf8'));

export const packageVersion = manifest.version;

/** Where the README can be read, below one of its headings. */
export function linkToReadme(heading: string): string {
  return `${manifest.homepage}#${heading.toLowerCase().replaceAll(' ', '-')}`;
}

/** The text of a template, such as `persistence/python/persistence.py`. */
export function readTemplate(path: string): string {
  return readFileSync(join(packageRoot, 'templates', path), 'utf8');
}

/** The text of the skill for coding agents. */
export function readSkill(): string {
  return readFileSync(join(packageRoot, 'skills/chora/SKILL.md'), 'utf8');
}

/** The paths of all templates below a folder, relative to it, with `/`, sorted. */
export function listTemplates(dir: string): readonly string[] {
  const folder = join(packageRoot, 'templates', dir);
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => relative(folder, join(parentPath, name)).split(sep).join('/'))
    .sort();
}

function findPackageRoot(dir: string): string {
  return existsSync(join(dir, 'package.json')) ? dir : findPackageRoot(dirname(dir));
}
