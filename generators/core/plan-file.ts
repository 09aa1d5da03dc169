/** A plan as a file: what `--dry-run --json` prints, and what `--apply` takes once it is checked. */

import type { Overlap } from '../edit/merge-text.js';
import { isRecord, parseJson } from '../text/json.js';
import { isSafePath } from '../tree/paths.js';
import { UserError } from '../types/user-error.js';
import { isStatus } from './report.js';

/** A file to write, as it has to be before. */
export interface PlannedFile {
  readonly path: string;
  /** The hash of the text before, or that there is none. */
  readonly before: string;
  /** Null where the file goes. */
  readonly text: string | null;
}

/** What a run needs to do what another one planned. */
export interface Steps {
  readonly formatVersion: 1;
  /** What the plan was made from, by path. */
  readonly found: Readonly<Record<string, string>>;
  readonly writes: readonly PlannedFile[];
}

/** What is known of a run that was planned: as much as can be checked. */
export interface PlanFile {
  readonly steps: Steps;
  readonly report: Readonly<Record<string, unknown>> & {
    readonly outcomes: readonly ReportedOutcome[];
    readonly notes: readonly string[];
    readonly commands: readonly { readonly kind: string; readonly label: string; readonly command: string }[];
    readonly diff: string;
  };
}

export interface ReportedOutcome extends Readonly<Record<string, unknown>> {
  readonly path: string;
  readonly status: string;
  readonly overlaps?: readonly Overlap[];
}

/** Throws a UserError that names the file where it is no plan of this version, or would write what a run does not. */
export function parsePlan(text: string, name: string, version: string): PlanFile {
  const value = parseJson(text);
  if (!isRecord(value) || value['generator'] !== 'generator-chora' || !isRecord(value['steps']))
    throw new UserError(
      `${name} is no plan of a run: make one with --dry-run --json > FILE. Nothing was changed.`,
    );
  if (value['version'] !== version)
    throw new UserError(
      `${name} was made by generator-chora ${String(value['version'])}, and this is ${version}: make it again. Nothing was changed.`,
    );
  const { steps, ...report } = value;
  if (isSteps(steps) && isReport(report)) return { steps, report };
  throw new UserError(`${name} is damaged, or not from generator-chora: make it again. Nothing was changed.`);
}

function isSteps(value: unknown): value is Steps {
  if (!isRecord(value) || value['formatVersion'] !== 1) return false;
  const { found, writes } = value;
  return isRecord(found) && Object.entries(found).every(isFinding) && isListOf(writes, isPlannedFile);
}

/** The root itself may have been looked for, too. */
function isFinding([path, finding]: [string, unknown]): boolean {
  return (path === '' || isSafePath(path)) && typeof finding === 'string';
}

function isPlannedFile(value: unknown): value is PlannedFile {
  return (
    isRecord(value) &&
    isSafePath(value['path']) &&
    typeof value['before'] === 'string' &&
    (value['text'] === null || typeof value['text'] === 'string')
  );
}

function isReport(value: Readonly<Record<string, unknown>>): value is PlanFile['report'] {
  const { outcomes, notes, commands, diff } = value;
  return (
    isListOf(outcomes, isOutcome) &&
    isListOf(notes, isText) &&
    isListOf(
      commands,
      (each) => isRecord(each) && ['kind', 'label', 'command'].every((key) => isText(each[key])),
    ) &&
    isText(diff)
  );
}

function isOutcome(value: unknown): boolean {
  if (!isRecord(value)) return false;
  const { path, status, overlaps = [] } = value;
  return isSafePath(path) && isText(status) && isStatus(status) && isListOf(overlaps, isOverlap);
}

function isOverlap(value: unknown): boolean {
  return (
    isRecord(value) &&
    typeof value['line'] === 'number' &&
    isListOf(value['theirs'], isText) &&
    isListOf(value['ours'], isText)
  );
}

function isListOf(value: unknown, isMember: (each: unknown) => boolean): boolean {
  return Array.isArray(value) && value.every(isMember);
}

function isText(value: unknown): value is string {
  return typeof value === 'string';
}
