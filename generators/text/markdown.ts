/** Text from people and settings as Markdown, in which it is to mean nothing but itself. */

import { printable } from './printable.js';

/** A line of prose: no markup, no HTML, no comment and so no marker of a managed block. */
export function markdownText(text: string): string {
  return printable(text)
    .replace(/[\\`*[\]<>|]/g, '\\$&')
    .replace(/&(?=#?\w+;)/g, '\\&')
    .replace(/(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])/gu, '\\_')
    .replace(/^(\s*)([#+=~-]|\d+[.)])/, (_, blanks: string, mark: string) => blanks + escapeMark(mark));
}

/** What a line may not begin with, or it is a heading, a list or a rule. */
function escapeMark(mark: string): string {
  return mark.length === 1 ? `\\${mark}` : `${mark.slice(0, -1)}\\${mark.slice(-1)}`;
}

/** A code span, with more backticks around it than it has in a row. */
export function markdownCode(text: string): string {
  const shown = printable(text);
  const longest = Math.max(0, ...[...shown.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = '`'.repeat(longest + 1);
  return longest === 0 ? `${fence}${shown}${fence}` : `${fence} ${shown} ${fence}`;
}

/** A path as the target of a link. */
export function markdownTarget(path: string): string {
  return encodeURI(path).replaceAll(/[()]/g, (bracket) => (bracket === '(' ? '%28' : '%29'));
}
