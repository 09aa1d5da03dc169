/** Says which requirements of the code that a run writes are nowhere declared. */

import { languages } from '../languages/languages.js';
import type { Project } from '../types/project.js';
import type { Outcome } from './outcome.js';

export function noteUndeclared({ language }: Project, outcomes: readonly Outcome[]): readonly string[] {
  return outcomes.flatMap(({ path, change, after }) => {
    if (change.kind !== 'create' || change.part !== 'project' || after === undefined) return [];
    const file = { base: undefined, text: change.text, current: after };
    const missing = languages[language].starting?.undeclared(path, file) ?? [];
    if (missing.length === 0) return [];
    const names = missing.map((name) => `"${name}"`).join(', ');
    return [`${path} does not require ${names}, which the code imports: add it to the dependencies.`];
  });
}
