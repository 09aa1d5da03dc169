/** Derives what a run has to write: the changed files, then the record of them. */

import { hashText } from '../edit/hash-text.js';
import type { CreateFile } from '../types/change.js';
import type { Outcome } from './apply.js';
import { type FileRecord, formatManifest, type Manifest, manifestPath } from './manifest.js';

/** A text to write to a path, relative to the project's root. */
export interface FileWrite {
  readonly path: string;
  readonly text: string;
}

/** The files to write, in order: the record comes last, so that it never speaks of what is not there. */
export function listWrites(
  outcomes: readonly Outcome[],
  manifest: Manifest,
  version: string,
): readonly FileWrite[] {
  const recorded = outcomes.filter(isInPlace).map(({ change }) => change);
  return [
    ...outcomes.filter(hasReplacedText).map(keepReplacedText),
    ...outcomes.filter(isWritten).map(({ path, after }) => ({ path, text: after })),
    ...(recorded.length > 0 ? [formatRecord(recorded, manifest, version)] : []),
  ];
}

function formatRecord(files: readonly CreateFile[], manifest: Manifest, version: string): FileWrite {
  return { path: manifestPath, text: formatManifest(recordFiles(files, manifest, version)) };
}

/** The manifest after a run that put these files in place. */
export function recordFiles(files: readonly CreateFile[], manifest: Manifest, version: string): Manifest {
  const records = files.map(({ path, piece, part, text }): [string, FileRecord] => [
    path,
    { piece, part, version, sha256: hashText(text), text },
  ]);
  return { ...manifest, files: { ...manifest.files, ...Object.fromEntries(records) } };
}

function isWritten(outcome: Outcome): outcome is Outcome & { readonly after: string } {
  return outcome.status !== 'unchanged' && outcome.status !== 'kept' && outcome.after !== undefined;
}

/** Whether the file on disk is, after the run, the one that this generator makes. */
function isInPlace(outcome: Outcome): outcome is Outcome & { readonly change: CreateFile } {
  const isUsers = outcome.status === 'kept' || outcome.status === 'repaired';
  return outcome.change.kind === 'create' && outcome.path === outcome.change.path && !isUsers;
}

function hasReplacedText(outcome: Outcome): outcome is Outcome & { readonly before: string } {
  return ['overwritten', 'replaced', 'set aside'].includes(outcome.status) && outcome.before !== undefined;
}

/** An overwritten file of the user is kept, under a name made of its content: nothing is ever lost. */
function keepReplacedText({ path, before }: { readonly path: string; readonly before: string }): FileWrite {
  return { path: replacedPath(path, before), text: before };
}

export function replacedPath(path: string, text: string): string {
  return `.chora/replaced/${path}.${hashText(text).slice(0, 8)}`;
}
