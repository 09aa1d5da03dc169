/** Whether a file is one that a run wrote, or came from the ancestor, wherever it lies now. */

import { hashText } from '../edit/hash-text.js';
import { hasHeading, topOf } from '../edit/heading.js';
import { mentionsAncestor } from './ancestor/recognise.js';
import type { TextRecord } from './packed-text.js';

/** Whether a file says in its first lines where it is from. */
export function saysItsOrigin(text: string): boolean {
  return hasHeading(text) || mentionsAncestor(topOf(text));
}

/** Whether a file is as it was written, or still says where it is from. */
export function isStillOurs(text: string, { sha256 }: Pick<TextRecord, 'sha256'>): boolean {
  return hashText(text) === sha256 || saysItsOrigin(text);
}
