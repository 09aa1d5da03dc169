/** The table of languages: one row owns everything that is shaped by a language. */

import type { LanguageId } from '../types/language-id.js';
import type { LanguageRow } from '../types/language-row.js';
import { python } from './python/row.js';

export const languages: Readonly<Record<LanguageId, LanguageRow>> = { python };
