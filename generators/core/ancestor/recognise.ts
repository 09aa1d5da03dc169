/** Recognises files of chora-base, the Copier template from which the pieces descend, that nobody has edited. */

import { posix } from 'node:path';
import { hashText } from '../../edit/hash-text.js';
import { languages } from '../../languages/languages.js';
import type { Project } from '../../types/project.js';
import { type AncestorHashes, ancestorHashes } from './hashes.js';

export const ancestorName = 'chora-base v2.1';

/** Whether this text is what the ancestor put into a project, but for its layout. */
export function isAncestors(
  file: { readonly path: string; readonly text: string },
  project: Project,
  known: AncestorHashes = ancestorHashes,
): boolean {
  const hashes = known[posix.basename(file.path)] ?? [];
  return hashes.length > 0 && hashes.includes(hashAncestor(file, project));
}

/** What the table holds: any other token, remark or string gives another hash. */
export function hashAncestor(
  { path, text }: { readonly path: string; readonly text: string },
  project: Project,
): string {
  const nameless = maskPackageName(text, ancestorPackage(project));
  const { canonical } = languages[project.language];
  return hashText(path.endsWith('.md') ? canonicalGuide(nameless) : canonical(nameless));
}

/** Edited, it cannot be told by its hash; the ancestor's files say in their first lines where they come from. */
export function mentionsAncestor(text: string): boolean {
  return /\bchora-base\b/.test(text);
}

/** The ancestor's modules lie in `utils`, its tests and guides name the package around it. */
export function ancestorPackage({ importPath, packageName }: Project): string {
  return /^(.+)\.utils$/.exec(importPath)?.[1] ?? packageName;
}

/** Three of its tests came with the literal placeholder, which some users have filled in themselves. */
function maskPackageName(text: string, name: string): string {
  const literal = name.replaceAll('.', '\\.');
  return text.replaceAll(
    new RegExp(`(\\{\\{ *package_name *\\}\\}|\\b${literal})(?=[./]utils\\b)`, 'g'),
    '__package_name__',
  );
}

/** Without what Copier filled in from its answers: a date and the author. */
function canonicalGuide(text: string): string {
  return text
    .split(/\r?\n/)
    .map((line) => line.trimEnd().replace(/^(last_updated:|\*\*(?:Last Updated|Maintained by):\*\*).*/, '$1'))
    .join('\n')
    .trimEnd();
}
