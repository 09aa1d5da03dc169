/** The record of what was written, and what it says of a package. */

import type { Part } from '../types/change.js';
import type { Project } from '../types/project.js';
import type { TextRecord } from './packed-text.js';

/** What is known of one written file: its text as written, which a later three-way merge needs, and what it is of. */
export interface FileRecord extends TextRecord {
  readonly piece: string;
  readonly part: Part;
  /** The language and the package that it was written for; empty where an older version wrote the record. */
  readonly language: string;
  readonly package: string;
  /** Version of generator-chora that wrote it. */
  readonly version: string;
}

/**
 * What is known of a file that is not ours as a whole: runs edited it, or made it where there was none. Its text is that
 * with our edits, and without those that its user made between them.
 */
export interface EditRecord extends TextRecord {
  /** The kind of the change, such as `add-exports`. */
  readonly edit: string;
  /** The text before the first of our edits, packed; absent where there was no file. */
  readonly before?: string;
}

export type EditRecords = Readonly<Record<string, EditRecord>>;

/** Records by the paths of their files, relative to the project's root, with `/`. */
export interface Manifest {
  readonly files: Readonly<Record<string, FileRecord>>;
  /** Of files that are not ours as a whole; they are no files of pieces. */
  readonly edits?: EditRecords;
  /** Whether a merge of git left its conflict markers in it. */
  readonly hadConflicts?: boolean;
}

/** Of a repository in which nothing was written yet. */
export const emptyManifest: Manifest = { files: {} };

/** The pieces of which this part is recorded for a package, or for one that an older version did not name. */
export function recordedPieces(
  { files }: Manifest,
  part: Part,
  { language, packageName }: Pick<Project, 'language' | 'packageName'>,
): readonly string[] {
  const found = Object.values(files).filter(
    (file) => file.part === part && isOf(file, { language, packageName }),
  );
  return [...new Set(found.map(({ piece }) => piece))].sort();
}

/** Whether a file was written for a package; an older record does not name the package. */
export function isOf(
  record: Pick<FileRecord, 'language' | 'package'>,
  { language, packageName }: { readonly language: string; readonly packageName: string },
): boolean {
  return record.package === '' || (record.package === packageName && record.language === language);
}
