/** Applies planned changes to texts: decides what becomes of each file, and writes nothing itself. */

import { setBlocks } from '../edit/managed-blocks.js';
import { mergeText, type Overlap } from '../edit/merge-text.js';
import { languages } from '../languages/languages.js';
import type { AddExports, Change, CreateFile, RetireFile, SetBlocks } from '../types/change.js';
import type { LanguageRow } from '../types/language-row.js';
import { ancestorPackage } from './ancestor/recognise.js';
import { isPageDeleted } from './deleted.js';
import { readEdit } from './edits.js';
import { readRecorded } from './manifest.js';
import { decideMerge } from './merge.js';
import { refuseConflicts, refuseForeignModules, refuseOverlaps } from './refusals.js';
import {
  type ConflictPolicy,
  isAsRecorded,
  isSameText,
  policyFor,
  type Situation,
  standingOf,
} from './standing.js';

/** `merged`: what is new went into the user's text; `conflict`: it overlaps with that, which stays; `marked`: both are in
 * the file, between git's markers; `replaced`: an unedited file of the ancestor; `repaired`: its placeholder was filled in, the rest is as it was;
 * `deleted`: by the user, so that it stays away; `removed`: it has no use any more; `left`: that was edited. */
export type Status =
  | 'created'
  | 'updated'
  | 'unchanged'
  | 'kept'
  | 'merged'
  | 'conflict'
  | 'marked'
  | 'overwritten'
  | 'set aside'
  | 'replaced'
  | 'repaired'
  | 'deleted'
  | 'removed'
  | 'left';

/** What becomes of one change. */
export interface Outcome {
  readonly path: string;
  readonly status: Status;
  readonly change: Change;
  /** The text before, undefined where there was no file. */
  readonly before: string | undefined;
  /** The text after; the same as before where nothing is written. */
  readonly after: string | undefined;
  /** Where what is new overlaps with what the user changed. */
  readonly overlaps?: readonly Overlap[];
  /** Of an edit: the text that it would have left if the user had not edited the file since the last one. */
  readonly ours?: string;
}

/** Throws a UserError when the policy or a foreign file forbids the run; nothing is written either way. */
export function applyChanges(changes: readonly Change[], situation: Situation): readonly Outcome[] {
  refuseForeignModules(changes, situation);
  const { policy, merges } = situation;
  if (policy === 'abort' && !merges) refuseConflicts(changes, situation);
  const outcomes = changes.flatMap((change) => applyChange(change, situation));
  const overlapping = outcomes.filter(({ status }) => status === 'conflict').map(({ path }) => path);
  if (policy === 'abort') refuseOverlaps(overlapping);
  return outcomes;
}

function applyChange(change: Change, situation: Situation): Outcome | readonly Outcome[] {
  const language = languageOf(situation);
  switch (change.kind) {
    case 'create':
      return applyCreate(change, situation);
    case 'retire':
      return applyRetirement(change, situation);
    case 'create-marker':
      return applyEdit(change, situation, (text) => text ?? change.text);
    case 'set-blocks':
      if (isPageDeleted(change.path, situation)) return leaveDeleted(change);
      return withoutRest(
        applyEdit(change, situation, (text) =>
          setBlocks(openingOf(text, change), change.blocks, change.path),
        ),
        change.opening,
      );
    case 'add-exports':
      return applyExports(change, situation);
    case 'add-test-dependency':
      return applyEdit(change, situation, (text) => language.addTestDependency(text ?? ''));
  }
}

function openingOf(text: string | undefined, { opening, former }: SetBlocks): string {
  if (text === undefined) return opening;
  return former !== undefined && text.startsWith(former) ? opening + text.slice(former.length) : text;
}

/** Where some of what was exported goes, its lines do, too, and those of the user stay. */
function applyExports(change: AddExports, situation: Situation): Outcome | readonly Outcome[] {
  const { path, exports, former } = change;
  const { project } = situation;
  const write = (of: AddExports['exports']) =>
    of.length === 0 ? '' : languageOf(situation).addExports(undefined, { ...change, exports: of }, project);
  const before = situation.read(path);
  if (exports.length === 0 && before === undefined) return [];
  const outcome = applyEdit(change, situation, (text) => {
    const rest =
      former === undefined || text === undefined ? text : withoutLines(text, write(former), write(exports));
    return exports.length === 0 ? (rest ?? '') : languageOf(situation).addExports(rest, change, project);
  });
  return exports.length === 0 ? withoutRest(outcome, '') : outcome;

  function withoutLines(text: string, base: string, ours: string): string {
    return isSameText({ path, text: base }, text, project) ? ours : (mergeText(base, text, ours) ?? text);
  }
}

/** A file that is to go where nothing but this is left in it. */
function withoutRest(outcome: Outcome, rest: string): Outcome {
  const { change, before, after } = outcome;
  const goes = 'goes' in change && change.goes;
  return goes && before !== undefined && after?.trim() === rest.trim()
    ? { ...outcome, status: 'removed', after: undefined }
    : outcome;
}

function applyCreate(change: CreateFile, situation: Situation): Outcome | readonly Outcome[] {
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
  if (standing === 'deleted') return leaveDeleted(change);
  if (standing === 'outdated') return written('updated');
  if (standing === 'same') return { ...written('unchanged'), after: before };
  if (standing === 'ancestor' && situation.replacesAncestor) return written('replaced');
  const policy = policyFor(change.path, situation);
  const merging = standing === 'edited' ? mergeChange(change, situation, policy) : undefined;
  if (merging !== undefined) return merging;
  if (policy === 'overwrite') return written('overwritten');
  const merged = policy === 'keep' ? mergeEdited(change, situation) : before;
  if (merged !== before) return { ...written('updated'), after: merged };
  const repaired = repairTest(change, situation);
  if (policy === 'side') return [...repaired, setAside(change, situation)];
  return repaired.length > 0 ? repaired : { ...written('kept'), after: before };
}

function mergeChange(
  change: CreateFile,
  situation: Situation,
  policy: ConflictPolicy,
): Outcome | readonly Outcome[] | undefined {
  const before = situation.read(change.path);
  const merging = before === undefined ? undefined : decideMerge(change, before, { ...situation, policy });
  if (merging === undefined) return undefined;
  if (merging.status === 'set aside')
    return { ...setAside(change, situation), overlaps: merging.overlaps ?? [] };
  return { path: change.path, change, before, after: before, ...merging };
}

/** What the user edited and several flags of a new project add to: the user's text, with what is new in ours. */
function mergeEdited({ path, text, isShared }: CreateFile, situation: Situation): string | undefined {
  const current = situation.read(path);
  const record = situation.manifest.files[path];
  if (!isShared || current === undefined || record === undefined) return current;
  const base = readRecorded(record);
  const merged = languageOf(situation).starting?.merge(path, { base, text, current });
  return merged ?? (base === undefined ? current : (mergeText(base, current, text) ?? current));
}

function leaveDeleted(change: Change): Outcome {
  return { path: change.path, status: 'deleted', change, before: undefined, after: undefined };
}

function applyRetirement(change: RetireFile, situation: Situation): readonly Outcome[] {
  const { path } = change;
  const before = situation.read(path);
  if (before === undefined) return [];
  const isOurs = isAsRecorded(path, before, situation);
  const after = isOurs ? undefined : before;
  return [{ path, status: isOurs ? 'removed' : 'left', change, before, after }];
}

/** Tests of the ancestor that name the package by a placeholder cannot even be imported. */
function repairTest(change: CreateFile, situation: Situation): readonly Outcome[] {
  const before = situation.read(change.path);
  if (change.part !== 'test' || before === undefined) return [];
  const after = languageOf(situation).fillPackageName(before, ancestorPackage(situation.project));
  return before === after ? [] : [{ path: change.path, status: 'repaired', change, before, after }];
}

/** Writes the new text beside the user's file, under a name that no tool takes for source. */
function setAside(change: CreateFile, situation: Situation): Outcome {
  const path = `${change.path}.new`;
  const before = situation.read(path);
  const isThere = before !== undefined && isSameText(change, before, situation.project);
  const status = isThere ? 'unchanged' : 'set aside';
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
  const known = readEdit(situation.manifest, change.path);
  const isEdited = known !== undefined && before !== undefined && before !== known.text;
  return { path: change.path, status, change, before, after, ...(isEdited && { ours: edit(known.text) }) };
}

function languageOf({ project }: Situation): LanguageRow {
  return languages[project.language];
}
