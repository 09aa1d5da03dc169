/** Tells texts apart by a hash, whatever their line endings. */

import { createHash } from 'node:crypto';

/** Hash of a text; a checkout that turns `\n` into `\r\n` does not change it. */
export function hashText(text: string): string {
  return createHash('sha256').update(text.replaceAll('\r\n', '\n')).digest('hex');
}
