/** Plans a whole run: settles what is open, and derives every write. Writes nothing. */

import { applyChanges } from '../core/apply.js';
import { forgetEdits, recordEdits } from '../core/edits.js';
import { findLineEnding, fitOutcomes, fitWrite } from '../core/line-endings.js';
import { noteLosses } from '../core/losses.js';
import { noteNav } from '../core/nav.js';
import { formatDiff } from '../core/patch.js';
import type { Steps } from '../core/plan-file.js';
import { type FileWrite, listEdited, listOwnFiles, listWrites, withoutRetired } from '../core/record.js';
import { planTestCommand, type Run } from '../core/report.js';
import { noteUndeclared } from '../core/undeclared.js';
import { hasFolder } from '../tree/paths.js';
import type { PiecePart, Selection } from '../types/change.js';
import type { Project } from '../types/project.js';
import type { Tree } from '../types/tree.js';
import { formatMerges, formatOutcomes } from './format-files.js';
import { noteRenames } from './note-renames.js';
import { packageVersion } from './package-root.js';
import { planChanges } from './plan-changes.js';
import { planConfig } from './plan-config.js';
import type { Options } from './read-options.js';
import type { Request } from './request.js';
import { settle } from './settle.js';
import { describeMerge, describeSurroundings } from './surroundings.js';

/** A run as planned: what it will do, and what it will write. */
export interface PlannedRun extends Run {
  readonly writes: readonly FileWrite[];
  /** The same as a unified diff, where that is shown; else empty. */
  readonly diff: string;
  /** What a later run needs to do just this; of a preview that a program reads. */
  readonly steps?: Steps;
}

export async function planRun(
  request: Request,
  project: Project,
  selections: readonly Selection[],
): Promise<PlannedRun> {
  const { tree, options, begun, updates = false, patchPrefix = '' } = request;
  const read = (path: string) => tree.read(path);
  // A link to a file is not what is written; one that leads out of the project is refused here.
  const locate = ({ path, text }: FileWrite) => ({ path: tree.resolve(path), before: read(path), text });
  const { changes, findings } = planChanges(request, project, selections);
  const { manifest } = findings;
  // What is in the way of a new project stays as it is, without a question, and is reported; so does what overlaps.
  const onConflict = options.onConflict ?? (begun === undefined && !updates ? undefined : 'keep');
  const deciders = { ...request, options: { ...options, onConflict } };
  const settled = { ...(await settle(changes, findings, deciders)), merges: updates };
  const { format = async () => undefined } = request;
  const laidOut = await formatMerges(changes, settled, format);
  const applied = applyChanges(laidOut.changes, { ...settled, bases: laidOut.bases });
  const formatted = await formatOutcomes(applied, project, format);
  const ending = findLineEnding(tree);
  const outcomes = fitOutcomes(formatted.outcomes, ending);
  const next = withoutRetired(manifest, outcomes);
  const config = planConfig(request, project, { manifest, next, ending });
  const edited = [...listEdited(outcomes), config];
  // What is known of a project that was begun here is all of it.
  const edits = begun === undefined ? recordEdits(edited, manifest) : forgetEdits(edited, manifest);
  const records = listWrites(outcomes, { ...manifest, edits }, { project, version: packageVersion });
  // A run with nothing to do leaves no trace, not even of the places it would have used.
  const writes = (changes.length > 0 ? [...records, { path: config.path, text: config.after }] : [])
    .map((write) => (isRecord(write.path) ? fitWrite(write, read(write.path), ending) : write))
    .filter(({ path, text }) => read(path) !== text);
  const located = writes.map(locate);
  return {
    version: packageVersion,
    dryRun: options.dryRun,
    project,
    outcomes,
    notes: [
      ...describeMerge(manifest),
      ...formatted.notes,
      ...noteLeftOut(project, selections, options),
      ...noteNav(project, outcomes),
      ...noteUndeclared(project, outcomes),
      ...noteLosses(project, outcomes, tree),
      ...(updates ? noteRenames(outcomes, manifest, tree) : []),
      ...noteKept(writes, tree),
      ...(await describeSurroundings(writes, request)),
    ],
    writes,
    ownFiles: listOwnFiles(writes, read),
    commands: begun?.commands ?? planTestCommand(project, outcomes, request.around?.wayToRoot),
    diff: options.dryRun || options.json ? formatDiff(located, patchPrefix) : '',
  };
}

/** Of the record, which nobody else writes. */
function isRecord(path: string): boolean {
  return path.startsWith('.chora/') && !path.startsWith('.chora/replaced/');
}

/** The last piece goes, and the record with it, but not what is the user's. */
function noteKept(writes: readonly FileWrite[], tree: Tree): readonly string[] {
  const isLast = writes.some(({ path, text }) => isRecord(path) && text === undefined);
  return isLast && hasFolder(tree, '.chora/replaced')
    ? ['.chora/replaced/ stays: it has texts of yours that were replaced. Delete it if you do not need them.']
    : [];
}

function noteLeftOut(
  { otherTests }: Project,
  selections: readonly Selection[],
  { tests }: Options,
): readonly string[] {
  const has = (wanted: PiecePart) => selections.some(({ parts }) => parts.includes(wanted));
  return otherTests !== undefined && has('module') && !has('test') && tests === undefined
    ? [`${otherTests} None were written; --tests writes them.`]
    : [];
}
