/** Applies planned changes to texts: decides what becomes of each file, and writes nothing itself. */

import { setBlocks } from '../edit/managed-blocks.js';
import { mergeText } from '../edit/merge-text.js';
import { languages } from '../languages/languages.js';
import type { AddExports, Change, SetBlocks } from '../types/change.js';
import type { LanguageRow } from '../types/language-row.js';
import { applyCreate, applyRetirement, leaveDeleted } from './apply-file.js';
import { isPageDeleted } from './deleted.js';
import { readEdit } from './edits.js';
import type { Outcome } from './outcome.js';
import { refuseConflicts, refuseForeignModules, refuseOverlaps } from './refusals.js';
import { isSameText, type Situation } from './standing.js';

export type { Outcome, Status } from './outcome.js';

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

function applyEdit(
  change: Change,
  situation: Situation,
  edit: (text: string | undefined) => string,
): Outcome {
  const before = situation.read(change.path);
  const edited = edit(before);
  // A page that a formatter laid out anew holds its blocks all the same.
  const isThere =
    before !== undefined && isSameText({ path: change.path, text: edited }, before, situation.project);
  const after = isThere ? before : edited;
  const status = before === undefined ? 'created' : isThere ? 'unchanged' : 'updated';
  const known = readEdit(situation.manifest, change.path);
  const isEdited = known !== undefined && before !== undefined && before !== known.text;
  return { path: change.path, status, change, before, after, ...(isEdited && { ours: edit(known.text) }) };
}

function languageOf({ project }: Situation): LanguageRow {
  return languages[project.language];
}
