/** Derives what a run has to write: the changed files, then the record of them. */

import { hashText } from '../edit/hash-text.js';
import type { CreateFile } from '../types/change.js';
import type { Project } from '../types/project.js';
import type { Edited } from './edits.js';
import type { FileRecord, Manifest } from './manifest.js';
import { formatManifest, manifestPath, oldManifestPath } from './manifest-file.js';
import type { Outcome } from './outcome.js';
import { readRecorded, recordText } from './packed-text.js';
import { isSameText } from './standing.js';

/** A text to write to a path, relative to the project's root; without a text, the file is to go. */
export interface FileWrite {
  readonly path: string;
  readonly text: string | undefined;
}

/** A file that this generator keeps for itself. */
export interface OwnFile {
  readonly path: string;
  readonly status: 'created' | 'updated' | 'removed';
  readonly purpose: string;
}

/** For whom a run writes, and with which version of generator-chora. */
export interface Author {
  readonly project: Pick<Project, 'language' | 'packageName'>;
  readonly version: string;
}

const attributesPath = '.chora/.gitattributes';

/** Reviews pass the record by, and git merges it line by line. */
const attributes = `* linguist-generated -diff
${manifestPath.replace('.chora/', '')} merge=union
`;

/** The files to write, in order: the record comes last, so that it never speaks of what is not there. */
export function listWrites(
  outcomes: readonly Outcome[],
  manifest: Manifest,
  author: Author,
): readonly FileWrite[] {
  const recorded = outcomes.filter(isInPlace).map(({ change }) => change);
  const isRecorded = recorded.length > 0 || outcomes.some(isRetirement);
  return [
    ...outcomes.filter(hasReplacedText).map(keepReplacedText),
    ...outcomes.filter(isWritten).map(({ path, after }) => ({ path, text: after })),
    ...(isRecorded ? formatRecord(recordFiles(recorded, withoutRetired(manifest, outcomes), author)) : []),
  ];
}

/** Where no file is left, there is no record either. */
function formatRecord(manifest: Manifest): readonly FileWrite[] {
  const isEmpty = Object.keys(manifest.files).length === 0;
  return [
    { path: attributesPath, text: isEmpty ? undefined : attributes },
    { path: manifestPath, text: isEmpty ? undefined : formatManifest(manifest) },
    { path: oldManifestPath, text: undefined },
  ];
}

/** The manifest after a run that put these files in place. */
export function recordFiles(
  files: readonly CreateFile[],
  { files: older, ...rest }: Manifest,
  { project, version }: Author,
): Manifest {
  const { language, packageName } = project;
  const records = files.map(({ path, piece, part, text }): [string, FileRecord] => {
    const known = older[path] && readRecorded(older[path]);
    // On a machine without the repository's formatter, a run makes the same text in another layout.
    const layout = known !== undefined && isSameText({ path, text: known }, text, project) ? known : text;
    return [
      path,
      { piece, part, language, package: packageName, version, ...recordText(layout, older[path]) },
    ];
  });
  return { ...rest, files: { ...older, ...Object.fromEntries(records) } };
}

/** What has no use any more is not the record's, edited or not. */
export function withoutRetired({ files, ...rest }: Manifest, outcomes: readonly Outcome[]): Manifest {
  const retired = outcomes.filter(isRetirement).map(({ path }) => path);
  const staying = Object.entries(files).filter(([path]) => !retired.includes(path));
  return { ...rest, files: Object.fromEntries(staying) };
}

/** What the run does to files that are not this generator's as a whole. */
export function listEdited(outcomes: readonly Outcome[]): readonly Edited[] {
  return outcomes
    .filter(({ change, status }) => !['create', 'retire'].includes(change.kind) && status !== 'deleted')
    .map(({ path, change, before, after, ours }) => ({ path, edit: change.kind, before, after, ours }));
}

function isRetirement({ change }: Outcome): boolean {
  return change.kind === 'retire';
}

function isWritten({ status, after }: Outcome): boolean {
  if (status === 'removed') return true;
  return !['unchanged', 'kept', 'conflict', 'deleted', 'left'].includes(status) && after !== undefined;
}

/** Whether the file on disk is, after the run, the one that this generator makes. */
function isInPlace(outcome: Outcome): outcome is Outcome & { readonly change: CreateFile } {
  const isUsers = ['kept', 'conflict', 'repaired', 'deleted'].includes(outcome.status);
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

/** Those of the writes that are for this generator; `read` gives the texts as they are. */
export function listOwnFiles(
  writes: readonly FileWrite[],
  read: (path: string) => string | undefined,
): readonly OwnFile[] {
  return writes.flatMap(({ path, text }) => {
    const purpose = purposes[path];
    if (purpose === undefined) return [];
    const status = text === undefined ? 'removed' : read(path) === undefined ? 'created' : 'updated';
    return [{ path, status, purpose: status === 'removed' ? purpose.replace('; commit it', '') : purpose }];
  });
}

const purposes: Readonly<Record<string, string>> = {
  [attributesPath]: 'hides the record from reviews',
  [manifestPath]: 'the record of what was written; commit it',
  [oldManifestPath]: 'the record of an older version',
  '.yo-rc.json': 'the places, for later runs; commit it',
};
