/** Applies planned changes to texts: decides what becomes of each file, and writes nothing itself. */

import { hasBlocks, readBlock, setBlocks } from '../edit/managed-blocks.js';
import { takeOut } from '../edit/take-out.js';
import { languages } from '../languages/languages.js';
import type { AddExports, Change, SetBlocks, TakeBack } from '../types/change.js';
import type { LanguageRow } from '../types/language-row.js';
import { applyCreate, applyRetirement, leaveDeleted } from './apply-file.js';
import { isPageDeleted } from './deleted.js';
import { readEdit } from './edits.js';
import type { Outcome } from './outcome.js';
import { refuseConflicts, refuseForeignModules, refuseOverlaps } from './refusals.js';
import { isSameText, type Situation } from './standing.js';

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
      return applyBlocks(change, situation);
    case 'take-back':
      return applyTakeBack(change, situation);
    case 'add-exports':
      return applyExports(change, situation);
    case 'add-test-dependency':
      return applyEdit(change, situation, (text) => language.addTestDependency(text ?? ''));
  }
}

/** A file in which no block is left is as it was before the first one, as far as that is known. */
function applyBlocks(change: SetBlocks, situation: Situation): Outcome {
  const { path, opening } = change;
  const blocks = withoutEdited(change, situation);
  const write = (text: string | undefined) => setBlocks(openingOf(text, change), blocks, path);
  const outcome = applyEdit(change, situation, write);
  const known = readEdit(situation.manifest, path);
  const { before, after } = outcome;
  if (before === undefined || after === undefined || hasBlocks(after)) return outcome;
  const target = known?.before === undefined ? undefined : setBlocks(known.before, blocks, path);
  const rest = known && takeOut(before, { text: known.text, target: target ?? '' });
  if (rest === undefined) return withoutRest(outcome, opening);
  return settle({ ...outcome, ours: target }, rest === '' ? target : rest);
}

/** A block that is to go stays where the user wrote into it. */
function withoutEdited({ path, blocks }: SetBlocks, situation: Situation): SetBlocks['blocks'] {
  const known = readEdit(situation.manifest, path);
  const current = situation.read(path);
  if (known === undefined || current === undefined) return blocks;
  const isEdited = (id: string) => {
    const [text, now] = [readBlock(known.text, id, path), readBlock(current, id, path)];
    return text !== undefined && now !== undefined && !isSameText({ path, text }, now, situation.project);
  };
  return blocks.filter((block) => block.text !== undefined || !isEdited(block.id));
}

/** Only texts that a record holds are taken back. */
function applyTakeBack(change: TakeBack, situation: Situation): readonly Outcome[] {
  const { path } = change;
  const before = situation.read(path);
  const known = readEdit(situation.manifest, path);
  if (before === undefined || known === undefined) return [];
  const rest = takeOut(before, { text: known.text, target: known.before ?? '' });
  const outcome: Outcome = { path, status: 'left', change, before, after: before, ours: known.text };
  if (rest === undefined) return [outcome];
  return [settle({ ...outcome, ours: known.before }, rest === '' ? known.before : rest)];
}

/** The outcome with this text after it; undefined where the file goes. */
function settle(outcome: Outcome, after: string | undefined): Outcome {
  const status = after === undefined ? 'removed' : after === outcome.before ? 'unchanged' : 'updated';
  return { ...outcome, status, after };
}

function openingOf(text: string | undefined, { opening, former }: SetBlocks): string {
  if (text === undefined) return opening;
  return former !== undefined && text.startsWith(former) ? opening + text.slice(former.length) : text;
}

/** Where some of what was exported goes, its lines do, too, and those of the user stay. */
function applyExports(change: AddExports, situation: Situation): Outcome | readonly Outcome[] {
  const { path, exports, former } = change;
  const { project, manifest } = situation;
  const known = former === undefined ? undefined : readEdit(manifest, path);
  const write = (of: AddExports['exports'], text = known?.before) =>
    of.length === 0
      ? (text ?? '')
      : languageOf(situation).addExports(text, { ...change, exports: of }, project);
  const before = situation.read(path);
  if (exports.length === 0 && before === undefined) return [];
  const outcome = applyEdit(change, situation, (text) => {
    if (former === undefined || text === undefined) return write(exports, text);
    const base = known?.text ?? write(former);
    return write(exports, withoutLines(text, base, write(exports)));
  });
  return exports.length === 0 && known?.before === undefined ? withoutRest(outcome, '') : outcome;

  function withoutLines(text: string, base: string, target: string): string {
    const rest = takeOut(text, { text: base, target });
    if (rest !== undefined) return rest;
    return isSameText({ path, text: base }, text, project) ? target : text;
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
