/** The table of languages: one row owns everything that is shaped by a language. */

import type { LanguageId } from '../types/language-id.js';
import type { LanguageRow, StartingRow } from '../types/language-row.js';
import { UserError } from '../types/user-error.js';
import { python } from './python/row.js';
import { typescript } from './typescript/row.js';

export const languages: Readonly<Record<LanguageId, LanguageRow>> = { python, typescript };

/** How a new project is begun in a language; throws a UserError where none can be. */
export function startingOf(language: LanguageId): StartingRow {
  const { starting, label } = languages[language];
  if (starting !== undefined) return starting;
  throw new UserError(`New projects cannot be begun in ${label} yet; pieces can be added to existing ones.`);
}
