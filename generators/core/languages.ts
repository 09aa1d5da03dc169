/** The table of languages: one row owns everything that is shaped by a language. */

import { python } from './languages/python.js';
import type { LanguageRow } from './types.js';

export const languages = { python } as const satisfies Record<string, LanguageRow>;

export type LanguageId = keyof typeof languages;

export const languageIds = Object.keys(languages) as readonly LanguageId[];

export function isLanguageId(name: string): name is LanguageId {
  return Object.hasOwn(languages, name);
}
