/** Texts as the record holds them: Brotli in Base64, with the hash of what that is to unpack to. */

import { brotliCompressSync, brotliDecompressSync, constants } from 'node:zlib';
import { hashText } from '../edit/hash-text.js';

export interface TextRecord {
  /** SHA-256 of the text, with `\n` line endings. */
  readonly sha256: string;
  /** The text: Brotli in Base64. */
  readonly packed: string;
}

/** The two levels above make the record 8 % smaller, and take twenty times as long, most of the time of a run; a larger
 * window, which no text of ours fills, is memory to clear for each text. */
const compression = { params: { [constants.BROTLI_PARAM_QUALITY]: 9, [constants.BROTLI_PARAM_LGWIN]: 16 } };

/** The record of a text; an older one of the same text keeps its bytes, which another Brotli may not make again. */
export function recordText(text: string, older?: TextRecord): TextRecord {
  const sha256 = hashText(text);
  const isKept = older?.sha256 === sha256 && readRecorded(older) !== undefined;
  if (isKept) return { sha256, packed: older.packed };
  return { sha256, packed: pack(text) };
}

/** The text as it was written; undefined where the record does not hold what it says. */
export function readRecorded({ packed, sha256 }: TextRecord): string | undefined {
  const text = unpack(packed);
  return text !== undefined && hashText(text) === sha256 ? text : undefined;
}

export function pack(text: string): string {
  return brotliCompressSync(text, compression).toString('base64');
}

/** Undefined where it is not what `pack` makes. */
export function unpack(packed: string): string | undefined {
  try {
    // A text of ours has at most some 100 KB: a record from elsewhere cannot fill the memory.
    return brotliDecompressSync(Buffer.from(packed, 'base64'), { maxOutputLength: 10_000_000 }).toString();
  } catch {
    return undefined;
  }
}
