/** The table of languages: one row owns everything that is shaped by a language. */

import type { LanguageRow } from './language-row.js';
import { python } from './languages/python.js';

export const languages = { python } as const satisfies Record<string, LanguageRow>;

export type LanguageId = keyof typeof languages;

export const languageIds = Object.keys(languages) as readonly LanguageId[];

export function isLanguageId(name: string): name is LanguageId {
  return Object.hasOwn(languages, name);
}
