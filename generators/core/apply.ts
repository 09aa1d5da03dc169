/** Applies planned changes to texts: decides what becomes of each file, and writes nothing itself. */

import { setBlocks } from './edit/managed-blocks.js';
import { type LanguageId, languages } from './languages.js';
import { hashText, type Manifest } from './manifest.js';
import { type Change, type CreateFile, type LanguageRow, type Project, UserError } from './types.js';

/** What to do with a file that the user changed, or that was there before. */
export const conflictPolicies = ['keep', 'overwrite', 'side', 'abort'] as const;
export type ConflictPolicy = (typeof conflictPolicies)[number];

export type Status = 'created' | 'updated' | 'unchanged' | 'kept' | 'overwritten' | 'set aside';

/** What becomes of one change. */
export interface Outcome {
  readonly path: string;
  readonly status: Status;
  readonly change: Change;
  /** The text before, undefined where there was no file. */
  readonly before: string | undefined;
  /** The text after; the same as before where nothing is written. */
  readonly after: string | undefined;
}

export interface Situation {
  readonly project: Project;
  readonly manifest: Manifest;
  readonly policy: ConflictPolicy;
  /** The text of a file of the project as it is now. */
  read(path: string): string | undefined;
}

/** How the file that a change would create stands to what is on disk. */
type Standing = 'absent' | 'same' | 'outdated' | 'edited' | 'foreign';

/** Throws a UserError when the policy or a foreign file forbids the run; nothing is written either way. */
export function applyChanges(changes: readonly Change[], situation: Situation): readonly Outcome[] {
  refuseForeignModules(changes, situation);
  if (situation.policy === 'abort') refuseConflicts(changes, situation);
  return changes.map((change) => applyChange(change, situation));
}

/** The files in which the user's text and a text that is new to the user differ: worth a question. */
export function findConflicts(changes: readonly Change[], situation: Situation): readonly string[] {
  return creations(changes)
    .filter((change) => isConflict(change, situation))
    .filter(({ path, text }) => situation.manifest.files[path]?.sha256 !== hashText(text))
    .map(({ path }) => path);
}

function applyChange(change: Change, situation: Situation): Outcome {
  const language = languageOf(situation);
  switch (change.kind) {
    case 'create':
      return applyCreate(change, situation);
    case 'create-marker':
      return applyEdit(change, situation, (text) => text ?? '');
    case 'set-blocks':
      return applyEdit(change, situation, (text) =>
        setBlocks(text ?? change.opening, change.blocks, change.path),
      );
    case 'add-exports':
      return applyEdit(change, situation, (text) => language.addExports(text, change, situation.project));
    case 'add-test-dependency':
      return applyEdit(change, situation, (text) => language.addTestDependency(text ?? ''));
  }
}

function applyCreate(change: CreateFile, situation: Situation): Outcome {
  const before = situation.read(change.path);
  const written = (status: Status): Outcome => ({
    path: change.path,
    status,
    change,
    before,
    after: change.text,
  });
  const standing = standingOf(change, situation);
  if (standing === 'absent') return written('created');
  if (standing === 'outdated') return written('updated');
  if (standing === 'same') return { ...written('unchanged'), after: before };
  if (situation.policy === 'overwrite') return written('overwritten');
  if (situation.policy === 'side') return setAside(change, situation);
  return { ...written('kept'), after: before };
}

/** Writes the new text beside the user's file, under a name that no tool takes for source. */
function setAside(change: CreateFile, situation: Situation): Outcome {
  const path = `${change.path}.new`;
  const before = situation.read(path);
  const status = before === change.text ? 'unchanged' : 'set aside';
  return { path, status, change, before, after: change.text };
}

function applyEdit(
  change: Change,
  situation: Situation,
  edit: (text: string | undefined) => string,
): Outcome {
  const before = situation.read(change.path);
  const after = edit(before);
  const status = before === undefined ? 'created' : before === after ? 'unchanged' : 'updated';
  return { path: change.path, status, change, before, after };
}

function standingOf({ path, text }: CreateFile, situation: Situation): Standing {
  const current = situation.read(path);
  if (current === undefined) return 'absent';
  if (hashText(current) === hashText(text)) return 'same';
  const record = situation.manifest.files[path];
  if (record === undefined) return 'foreign';
  return record.sha256 === hashText(current) ? 'outdated' : 'edited';
}

function isConflict(change: CreateFile, situation: Situation): boolean {
  return ['edited', 'foreign'].includes(standingOf(change, situation));
}

/** Exports and tests of a module that somebody else wrote would break the user's package. */
function refuseForeignModules(changes: readonly Change[], situation: Situation): void {
  if (situation.policy === 'overwrite') return;
  const foreign = creations(changes).find(
    (change) => change.part === 'module' && standingOf(change, situation) === 'foreign',
  );
  if (foreign === undefined) return;
  throw new UserError(
    `${foreign.path} is there already and was not written by generator-chora; nothing was changed. ` +
      'Choose another folder with --source-dir, or replace it with --on-conflict=overwrite.',
  );
}

function refuseConflicts(changes: readonly Change[], situation: Situation): void {
  const paths = creations(changes)
    .filter((change) => isConflict(change, situation))
    .map(({ path }) => path);
  if (paths.length === 0) return;
  throw new UserError(
    `You changed ${paths.join(', ')}; nothing was written, as --on-conflict=abort asks. ` +
      'To go on, use --on-conflict=keep, side or overwrite.',
  );
}

function creations(changes: readonly Change[]): readonly CreateFile[] {
  return changes.filter((change) => change.kind === 'create');
}

function languageOf({ project }: Situation): LanguageRow {
  return languages[project.language as LanguageId];
}
