/** How a file that a run would create stands to what is on disk: decided from the texts, before anything else. */

import { hashText } from '../edit/hash-text.js';
import { withHeadingOf } from '../edit/heading.js';
import { languages } from '../languages/languages.js';
import type { Change, CreateFile } from '../types/change.js';
import type { ConflictPolicy } from '../types/conflict-policy.js';
import type { Project } from '../types/project.js';
import type { AncestorHashes } from './ancestor/hashes.js';
import { isAncestors } from './ancestor/recognise.js';
import { isDeleted } from './deleted.js';
import type { Manifest } from './manifest.js';
import { readRecorded } from './packed-text.js';

/** What a run finds. */
export interface Findings {
  readonly project: Project;
  readonly manifest: Manifest;
  /** The text of a file of the project as it is now. */
  read(path: string): string | undefined;
  /** Whether the run brings a file back that the user deleted. */
  readonly restores?: (path: string) => boolean;
  /** Other files of the ancestor than the known ones, for tests. */
  readonly ancestorHashes?: AncestorHashes | undefined;
}

/** What was decided about files that the user changed. */
export interface Decision {
  readonly policy: ConflictPolicy;
  /** Of single files, by their paths. */
  readonly policies?: Readonly<Record<string, ConflictPolicy>>;
  /** Whether what is new goes into a text that the user edited; the policy is then about what overlaps. */
  readonly merges?: boolean;
}

export function policyFor(path: string, { policy, policies }: Decision): ConflictPolicy {
  return policies?.[path] ?? policy;
}

/** What a run finds, and what was decided about it. */
export interface Situation extends Findings, Decision {
  /** Whether files of the ancestor that nobody edited are replaced. */
  readonly replacesAncestor?: boolean;
  /** The texts of earlier runs as the repository's formatter lays them out, by path. */
  readonly bases?: ReadonlyMap<string, string>;
}

/** `ancestor`: of chora-base and unedited; `foreign`: somebody else's, or the ancestor's and edited. */
export type Standing = 'absent' | 'deleted' | 'same' | 'outdated' | 'edited' | 'ancestor' | 'foreign';

export function standingOf({ path, text }: CreateFile, findings: Findings): Standing {
  const current = findings.read(path);
  if (current === undefined) return isDeleted(path, findings) ? 'deleted' : 'absent';
  const { project, ancestorHashes } = findings;
  if (isSameText({ path, text }, current, project)) return 'same';
  const record = findings.manifest.files[path];
  if (record !== undefined) return isAsRecorded(path, current, findings) ? 'outdated' : 'edited';
  return isAncestors({ path, text: current }, project, ancestorHashes) ? 'ancestor' : 'foreign';
}

/** Whether a file of the project holds this text, in whatever layout, with whatever line endings, and whichever version
 * its heading names: a release that changes nothing else of a file is no reason to write it. */
export function isSameText(
  { path, text }: { readonly path: string; readonly text: string },
  current: string,
  { language }: Pick<Project, 'language'>,
): boolean {
  const own = withHeadingOf(current, text);
  return hashText(current) === hashText(own) || languages[language].isSame(path, current, own);
}

/** Formatting is not an edit: what only the repository's own tools changed counts as untouched. */
export function isAsRecorded(
  path: string,
  text: string,
  { manifest, project }: { readonly manifest: Manifest; readonly project: Pick<Project, 'language'> },
): boolean {
  const record = manifest.files[path];
  if (record === undefined) return false;
  if (record.sha256 === hashText(text)) return true;
  const recorded = readRecorded(record);
  return recorded !== undefined && isSameText({ path, text: recorded }, text, project);
}

export function isConflict(change: CreateFile, findings: Findings): boolean {
  return ['edited', 'foreign'].includes(standingOf(change, findings));
}

/** The files in which the user's text and a text that is new to the user differ: worth a question. */
export function findConflicts(changes: readonly Change[], findings: Findings): readonly string[] {
  return creations(changes)
    .filter((change) => isConflict(change, findings))
    .filter(({ path, text }) => !isAsRecorded(path, text, findings))
    .map(({ path }) => path);
}

/** The files of the ancestor that can be replaced without a loss. */
export function findAncestors(changes: readonly Change[], findings: Findings): readonly string[] {
  return creations(changes)
    .filter((change) => standingOf(change, findings) === 'ancestor')
    .map(({ path }) => path);
}

export function creations(changes: readonly Change[]): readonly CreateFile[] {
  return changes.filter((change) => change.kind === 'create');
}
