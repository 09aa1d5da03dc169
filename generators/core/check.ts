/** How what earlier runs wrote stands to what is on disk, and to what this version would write. */

import { hasConflictMarkers } from '../edit/conflict-markers.js';
import type { Change, CreateFile } from '../types/change.js';
import { isLanguageId } from '../types/language-id.js';
import { UserError } from '../types/user-error.js';
import { applyChanges } from './apply.js';
import type { FileRecord } from './manifest.js';
import { type Findings, isAsRecorded, isSameText } from './standing.js';

/** `out of step`: an edit of a file of the user that a run would make anew; `conflicted`: git left its markers in it. */
export type CheckState =
  | 'current'
  | 'edited'
  | 'outdated'
  | 'edited and outdated'
  | 'missing'
  | 'out of step'
  | 'conflicted';

/** A file that is recorded, or what a run keeps in a file of the user. */
export interface Checked {
  readonly path: string;
  readonly state: CheckState;
  /** What of a piece it is, or what is kept there: `exports`. */
  readonly part: string;
  readonly language: string;
  readonly package: string;
  /** Empty where it is of several, as are version and record. */
  readonly piece: string;
  /** Version of generator-chora that wrote it. */
  readonly version: string;
  /** Why it cannot be brought up to date. */
  readonly reason?: string;
}

/** What is on disk. */
interface Disk {
  /** Whether there is a file, be it text or not. */
  has(path: string): boolean;
  read(path: string): string | undefined;
}

/** What a look finds in a place. */
export interface Sight extends Findings, Disk {}

/** How recorded files stand; without what this version would write, only whether they are as they were written. */
export function checkRecorded(
  records: readonly (readonly [string, FileRecord])[],
  creations: readonly CreateFile[] | undefined,
  disk: Disk,
): readonly Checked[] {
  return records.map(([path, record]) => {
    const { piece, part, language, package: packageName, version } = record;
    const isPlanned = creations !== undefined && part !== 'project';
    const change = creations?.find((each) => each.path === path);
    const state = findState({ path, record, change, isPlanned }, disk);
    return { path, state, piece, part, language, package: packageName, version };
  });
}

interface Recorded {
  readonly path: string;
  readonly record: FileRecord;
  /** What this version would write; undefined where it has no such file. */
  readonly change: CreateFile | undefined;
  /** Whether what this version would write is known. */
  readonly isPlanned: boolean;
}

function findState({ path, record, change, isPlanned }: Recorded, disk: Disk): CheckState {
  if (!disk.has(path)) return 'missing';
  const text = disk.read(path);
  const { language } = record;
  if (text === undefined || !isLanguageId(language)) return 'edited';
  if (hasConflictMarkers(text)) return 'conflicted';
  const findings = { manifest: { files: { [path]: record } }, project: { language } };
  // A file that is as this version would write it is clean, whatever the record says.
  if (change !== undefined && isSameText(change, text, { language })) return 'current';
  const isEdited = !isAsRecorded(path, text, findings);
  const isOutdated = isPlanned && (change === undefined || !isAsRecorded(path, change.text, findings));
  if (isEdited) return isOutdated ? 'edited and outdated' : 'edited';
  return isOutdated ? 'outdated' : 'current';
}

/** Files that this version adds to a piece; one of the user in the place of it is not ours to judge. */
export function checkAdded(creations: readonly CreateFile[], sight: Sight): readonly Checked[] {
  const { files } = sight.manifest;
  return creations
    .filter(({ path }) => files[path] === undefined && !sight.has(path))
    .map(
      ({ path, part, piece }) => ({ ...describe(path, part, sight), state: 'out of step', piece }) as const,
    );
}

/** What a run keeps in files of the user: exports, blocks, markers of packages, the test runner. */
export function checkEdits(changes: readonly Change[], sight: Sight): readonly Checked[] {
  return changes.flatMap((change) => {
    if (change.kind === 'create' || change.kind === 'retire' || change.kind === 'take-back') return [];
    return { ...describe(change.path, kept[change.kind], sight), ...findStep(change, sight) };
  });
}

const kept = {
  'add-exports': 'exports',
  'set-blocks': 'blocks',
  'create-marker': 'marker',
  'add-test-dependency': 'test dependency',
} as const;

function findStep(change: Change, sight: Sight): Pick<Checked, 'state' | 'reason'> {
  try {
    if (hasConflictMarkers(sight.read(change.path) ?? '')) return { state: 'conflicted' };
    const [outcome] = applyChanges([change], { ...sight, policy: 'keep' });
    if (outcome?.status === 'deleted') return { state: 'missing' };
    return { state: outcome === undefined || outcome.status === 'unchanged' ? 'current' : 'out of step' };
  } catch (error) {
    if (error instanceof UserError) return { state: 'out of step', reason: error.message };
    throw error;
  }
}

function describe(path: string, part: string, { project }: Sight): Omit<Checked, 'state'> {
  return { path, part, piece: '', version: '', language: project.language, package: project.packageName };
}
