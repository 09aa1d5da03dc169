/** Applies changes to whole files of ours: decides from the texts what becomes of each. */

import { hashText } from '../edit/hash-text.js';
import { mergeText } from '../edit/merge-text.js';
import { languages } from '../languages/languages.js';
import type { Change, CreateFile, RetireFile } from '../types/change.js';
import type { ConflictPolicy } from '../types/conflict-policy.js';
import { ancestorPackage } from './ancestor/recognise.js';
import { decideMerge, layOutAs } from './merge.js';
import type { Outcome, Status } from './outcome.js';
import { readRecorded } from './packed-text.js';
import { isAsRecorded, isSameText, policyFor, type Situation, standingOf } from './standing.js';

export function applyCreate(change: CreateFile, situation: Situation): Outcome | readonly Outcome[] {
  const moved = followMove(change, situation);
  if (moved.length > 0) return moved;
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
  if (standing === 'outdated') return { ...written('updated'), after: inLayout(change, situation) };
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

/** What its user's tools laid out anew stays laid out so. */
function inLayout({ path, text }: CreateFile, { manifest, project, read }: Situation): string {
  const current = read(path);
  if (current === undefined || manifest.files[path]?.sha256 === hashText(current)) return text;
  return layOutAs({ path, text }, current.replaceAll('\r\n', '\n'), project);
}

/** A file that has another name now takes the edits of its user along; where these overlap, both files are there. */
function followMove(change: CreateFile, situation: Situation): readonly Outcome[] {
  const { path, formerPath = '', piece, part, text } = change;
  const former = situation.read(formerPath);
  const record = situation.manifest.files[formerPath];
  if (former === undefined || record === undefined || situation.read(path) !== undefined) return [];
  const created = { path, status: 'created' as const, change, before: undefined };
  const retirement = { kind: 'retire' as const, path: formerPath, piece, part };
  const merging = isAsRecorded(formerPath, former, situation)
    ? { after: text }
    : decideMerge(change, former, { ...situation, manifest: { files: { [path]: record } } });
  if (merging === undefined || ('status' in merging && !['unchanged', 'merged'].includes(merging.status)))
    return [{ ...created, after: text }, ...applyRetirement(retirement, situation)];
  return [
    { ...created, after: merging.after ?? former },
    { path: formerPath, status: 'removed', change: retirement, before: former, after: undefined },
  ];
}

/** Undefined where nothing is to be merged, or what overlaps is to be overwritten. */
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
  const merged = languages[situation.project.language].starting?.merge(path, { base, text, current });
  return merged ?? (base === undefined ? current : (mergeText(base, current, text) ?? current));
}

export function leaveDeleted(change: Change): Outcome {
  return { path: change.path, status: 'deleted', change, before: undefined, after: undefined };
}

export function applyRetirement(change: RetireFile, situation: Situation): readonly Outcome[] {
  const { path } = change;
  const before = situation.read(path);
  if (before === undefined) return [leaveDeleted(change)];
  const isOurs = isAsRecorded(path, before, situation);
  const after = isOurs ? undefined : before;
  return [{ path, status: isOurs ? 'removed' : 'left', change, before, after }];
}

/** Tests of the ancestor that name the package by a placeholder cannot even be imported. */
function repairTest(change: CreateFile, situation: Situation): readonly Outcome[] {
  const before = situation.read(change.path);
  if (change.part !== 'test' || before === undefined) return [];
  const after = languages[situation.project.language].fillPackageName(
    before,
    ancestorPackage(situation.project),
  );
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
