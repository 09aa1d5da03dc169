/** Looks at all that earlier runs wrote, in every place that they remembered. Writes nothing, and starts no program. */

import { type Checked, checkAdded, checkEdits, checkRecorded } from '../core/check.js';
import type { FileRecord, Manifest } from '../core/manifest.js';
import { manifestPath } from '../core/manifest-file.js';
import { creations } from '../core/standing.js';
import { type PieceId, pieceIds } from '../tables/catalogue.js';
import { hasFile, readIfText } from '../tree/paths.js';
import type { Place } from '../types/project.js';
import type { Tree } from '../types/tree.js';
import { UserError } from '../types/user-error.js';
import { requirePiece, selectRecorded } from './choose-pieces.js';
import { findProject } from './find-project.js';
import { planChanges } from './plan-changes.js';
import { isOfPlace, recall } from './recall.js';
import type { Request } from './request.js';

export interface CheckResult {
  /** Sorted by path, each once. */
  readonly files: readonly Checked[];
  readonly notes: readonly string[];
}

type Records = readonly (readonly [string, FileRecord])[];

/** Of the named pieces, or of all that are recorded. */
export async function checkProject(request: Request, names: readonly string[]): Promise<CheckResult> {
  const { memory, manifest, notes } = recall(request.tree);
  const pieces = names.map((name) => requirePiece(name, pieceIds));
  refuseUnrecorded(pieces, manifest);
  const isMeant = ({ piece }: FileRecord) => pieces.length === 0 || pieces.some((name) => name === piece);
  const records = Object.entries(manifest.files).filter(([, record]) => isMeant(record));
  const files = [...checkRecord(manifest)];
  for (const place of memory.places) {
    const own = records.filter(([, record]) => isOfPlace(record, place));
    if (own.length > 0) files.push(...(await checkPlace(request, place, own)));
    else if (pieces.length === 0) files.push(describeRecord('missing', place));
  }
  const others = records.filter(([, record]) => !memory.places.some((place) => isOfPlace(record, place)));
  files.push(...checkRecorded(others, undefined, diskOf(request.tree)));
  return { files: withoutTwins(files), notes };
}

function refuseUnrecorded(pieces: readonly PieceId[], { files }: Manifest): void {
  const recorded = new Set(Object.values(files).map(({ piece }) => piece));
  const missing = pieces.find((piece) => !recorded.has(piece));
  if (missing === undefined) return;
  const there = pieceIds.filter((piece) => recorded.has(piece));
  throw new UserError(
    `Nothing of ${missing} is recorded here. Recorded: ${there.length > 0 ? there.join(', ') : 'no piece'}.`,
  );
}

/** The plan of an add of all that is recorded of a place. */
async function checkPlace(request: Request, place: Place, records: Records): Promise<readonly Checked[]> {
  const { language, package: name } = place;
  const options = { ...request.options, language, package: name, ignoreRequiresPython: true };
  const here = { ...request, options } as Request;
  const project = await findProject(here);
  const selections = selectRecorded(
    records.map(([, record]) => record),
    project,
  );
  const { changes, findings } = planChanges(here, project, selections);
  const sight = { ...findings, ...diskOf(request.tree) };
  // What was deleted counts as missing, though what comes with it is not asked for.
  const restoring = { ...here, options: { ...here.options, restore: true } };
  const isWhole = records.every(([path]) => sight.has(path));
  const files = creations(isWhole ? changes : planChanges(restoring, project, selections).changes);
  // A file that was moved is looked at where it is.
  const pieces = new Set(records.map(([, record]) => record.piece));
  const found = Object.entries(findings.manifest.files).filter(
    ([, record]) => isOfPlace(record, place) && pieces.has(record.piece),
  );
  return [...checkRecorded(found, files, sight), ...checkAdded(files, sight), ...checkEdits(changes, sight)];
}

function diskOf(tree: Tree): { has(path: string): boolean; read(path: string): string | undefined } {
  return { has: (path) => hasFile(tree, path), read: (path) => readIfText(tree, path) };
}

function checkRecord({ hadConflicts }: Manifest): readonly Checked[] {
  return hadConflicts ? [describeRecord('conflicted')] : [];
}

function describeRecord(state: Checked['state'], place?: Place): Checked {
  const { language = '', package: packageName = '' } = place ?? {};
  return {
    path: manifestPath,
    state,
    part: 'record',
    language,
    package: packageName,
    piece: '',
    version: '',
  };
}

/** Two places may share a marker of a package; what is to be done about it stands once. */
function withoutTwins(files: readonly Checked[]): readonly Checked[] {
  const found = new Map<string, Checked>();
  for (const file of files) {
    const key = `${file.path} ${file.part} ${file.part === 'blocks' ? file.language : ''}`;
    if ((found.get(key)?.state ?? 'current') === 'current') found.set(key, file);
  }
  return [...found.values()].sort((a, b) => (a.path < b.path ? -1 : 1));
}
