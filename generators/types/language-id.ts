/** The names of the languages: here, so that tables below the rows of the languages can speak of them. */

export const languageIds = ['python', 'typescript'] as const;

export type LanguageId = (typeof languageIds)[number];

export function isLanguageId(name: string): name is LanguageId {
  return languageIds.some((id) => id === name);
}
