/** What is to be added to a navigation that lists every page by hand. */

import { posix } from 'node:path';
import type { Project } from '../types/project.js';
import type { Outcome } from './outcome.js';

/** A note that names the file and the entries, where the run makes pages below its folder. */
export function noteNav({ docsNav }: Project, outcomes: readonly Outcome[]): readonly string[] {
  if (docsNav === undefined) return [];
  const pages = outcomes
    .filter(
      ({ path, status }) =>
        status === 'created' && path.startsWith(`${docsNav.root}/`) && path.endsWith('.md'),
    )
    .map(({ path }) => posix.relative(docsNav.root, path));
  return pages.length === 0
    ? []
    : [
        `${docsNav.file} warns of pages that its nav lacks (omitted_files): add ${pages.join(', ')} to the nav.`,
      ];
}
