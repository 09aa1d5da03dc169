/** The markers that git leaves in a file where a merge was not clean. */

/** In their order, each at the beginning of a line: a line of `=======` alone underlines a heading. */
export function hasConflictMarkers(text: string): boolean {
  const marks = [...text.matchAll(/^(?:<{7}(?= )|={7}(?=\r?$)|>{7}(?= ))/gm)].map(([mark]) => mark[0]);
  const begin = marks.indexOf('<');
  const middle = marks.indexOf('=', begin);
  return begin >= 0 && middle >= 0 && marks.indexOf('>', middle) >= 0;
}
