/** Names in a sentence that somebody has to read. */

/** As many as can be looked over. */
const most = 12;

/** The names, or the first of them and how many more there are. */
export function listNames(names: readonly string[]): string {
  const listed = names.slice(0, most).join(', ');
  return names.length <= most ? listed : `${listed} and ${names.length - most} more`;
}
