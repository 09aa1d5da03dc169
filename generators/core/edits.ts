/** Remembers what the user's own files were before runs edited them, so that they can be so again. */

import type { EditRecord, EditRecords, Manifest } from './manifest.js';
import { pack, readRecorded, recordText, unpack } from './packed-text.js';

/** A file with our edits, as far as it is ours, and before the first of them; undefined where there was none. */
export interface KnownEdit {
  readonly before: string | undefined;
  readonly text: string;
}

/** What a run does to a file that is not ours as a whole. */
export interface Edited {
  readonly path: string;
  /** The kind of the change. */
  readonly edit: string;
  readonly before: string | undefined;
  readonly after: string | undefined;
  /** The text that the run would have left if its user had not edited it since the last one. */
  readonly ours?: string | undefined;
}

/** Undefined where no run edited the file, or the record does not hold what it says. */
export function readEdit({ edits = {} }: Manifest, path: string): KnownEdit | undefined {
  const record = Object.hasOwn(edits, path) ? edits[path] : undefined;
  const text = record && readRecorded(record);
  if (record === undefined || text === undefined) return undefined;
  const before = record.before === undefined ? undefined : unpack(record.before);
  return record.before !== undefined && before === undefined ? undefined : { before, text };
}

/** The records after a run; a file in which nothing of ours is left has none. */
export function recordEdits(edited: readonly Edited[], manifest: Manifest): EditRecords {
  const records = new Map(Object.entries(manifest.edits ?? {}));
  for (const each of edited) {
    const record = recordEdit(each, manifest);
    if (record !== undefined) records.set(each.path, record);
    else records.delete(each.path);
  }
  return Object.fromEntries(records);
}

function recordEdit({ path, edit, before, after, ours }: Edited, manifest: Manifest): EditRecord | undefined {
  const older = manifest.edits?.[path];
  // A file that its user deleted begins anew.
  const known = before === undefined ? undefined : readEdit(manifest, path);
  if (known === undefined && before === after) return older;
  const text = known === undefined || before === known.text ? after : ours;
  const first = known === undefined ? before : known.before;
  if (text === undefined || text === first) return undefined;
  return { edit, ...recordText(text, older), ...(first === undefined ? {} : { before: pack(first) }) };
}

/** The records without those of these files. */
export function forgetEdits(edited: readonly Edited[], { edits = {} }: Manifest): EditRecords {
  const paths = new Set(edited.map(({ path }) => path));
  return Object.fromEntries(Object.entries(edits).filter(([path]) => !paths.has(path)));
}
