/** The line of a generated file that says where it is from. */

import { hashText } from '../edit/hash-text.js';
import { mentionsAncestor } from './ancestor/recognise.js';
import type { TextRecord } from './packed-text.js';

const heading = /Added by generator-chora \S+ \(/;
const headingLine = /^.*\bAdded by generator-chora \S+ \([\w-]+\).*\r?\n/m;

/** A text with the heading of another one: each version has its own, which is no change of the file. */
export function withHeadingOf(other: string, text: string): string {
  return text.replace(heading, heading.exec(other)?.[0] ?? '$&');
}

export function withoutHeading(text: string): string {
  return text.replace(headingLine, '');
}

/** Whether a file says in its first lines where it is from. */
export function saysItsOrigin(text: string): boolean {
  const top = text.slice(0, 1000);
  return headingLine.test(top) || mentionsAncestor(top);
}

/** Whether a file is as it was written, or still says where it is from: the one of a record, wherever it lies now. */
export function isStillOurs(text: string, { sha256 }: Pick<TextRecord, 'sha256'>): boolean {
  return hashText(text) === sha256 || saysItsOrigin(text);
}
