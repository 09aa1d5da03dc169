/** Changes as a unified diff, which `git apply` takes. */

import { formatPatch, structuredPatch } from 'diff';
import type { FileWrite } from './record.js';

/** A file as it is and as it will be, by its real path: git writes through no link. */
export interface FileChange extends FileWrite {
  readonly before: string | undefined;
}

/** The changes as a patch for `git apply`; the prefix leads from where git counts to the project. */
export function formatDiff(changes: readonly FileChange[], prefix: string): string {
  return changes.map(({ path, before, text }) => diffOf(prefix + path, before, text)).join('');
}

function diffOf(path: string, before: string | undefined, after: string | undefined): string {
  if (before === after) return '';
  const patch = structuredPatch(
    before === undefined ? '/dev/null' : `a/${path}`,
    after === undefined ? '/dev/null' : `b/${path}`,
    before ?? '',
    after ?? '',
  );
  const kind = {
    ...(before === undefined ? { isCreate: true, newMode: '100644' } : {}),
    ...(after === undefined ? { isDelete: true, oldMode: '100644' } : {}),
  };
  return formatPatch({ ...patch, isGit: true, ...kind });
}
