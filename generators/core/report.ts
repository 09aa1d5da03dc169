/** Says what a run found and did: lines for people, or one object for programs. */

import { hasConflictMarkers } from '../edit/conflict-markers.js';
import type { Overlap } from '../edit/merge-text.js';
import type { Change } from '../types/change.js';
import type { NextStep } from '../types/new-project.js';
import type { Project } from '../types/project.js';
import { ancestorName } from './ancestor/recognise.js';
import type { Outcome, Status } from './outcome.js';
import { type OwnFile, replacedPath } from './record.js';
import { fillTestCommand } from './test-command.js';

export interface Run {
  readonly version: string;
  readonly dryRun: boolean;
  readonly project: Project;
  readonly outcomes: readonly Outcome[];
  /** What the run writes for itself and later runs. */
  readonly ownFiles: readonly OwnFile[];
  /** What turned out only when the run was planned. */
  readonly notes: readonly string[];
  readonly commands: readonly NextStep[];
}

/** Marks words by their meaning; the plain one leaves them as they are. */
export type Paint = Readonly<Record<'good' | 'warn' | 'bad' | 'dim', (text: string) => string>>;

const paintOf: Readonly<Record<Status, keyof Paint>> = {
  created: 'good',
  updated: 'good',
  unchanged: 'dim',
  kept: 'warn',
  merged: 'good',
  conflict: 'bad',
  marked: 'bad',
  overwritten: 'warn',
  'set aside': 'warn',
  replaced: 'warn',
  repaired: 'good',
  deleted: 'warn',
  removed: 'good',
  left: 'warn',
};

export function isStatus(name: string): name is Status {
  return Object.hasOwn(paintOf, name);
}

export function describeProject(
  { facts, notes }: Pick<Project, 'facts' | 'notes'>,
  root: string,
  paint: Paint,
): readonly string[] {
  const width = Math.max(...facts.map(({ label }) => label.length), 'root'.length) + 2;
  return [
    `${'root'.padEnd(width)}${root}`,
    ...facts.map(
      ({ label, value, because }) => `${label.padEnd(width)}${value}  ${paint.dim(`(${because})`)}`,
    ),
    ...describeNotes(notes, paint),
  ];
}

export function describeNotes(notes: readonly string[], paint: Paint): readonly string[] {
  return notes.map((note) => `${paint.warn('note')}  ${note}`);
}

export function describeOutcomes(
  { outcomes, ownFiles }: Pick<Run, 'outcomes' | 'ownFiles'>,
  paint: Paint,
): readonly string[] {
  if (outcomes.length === 0)
    return ['There is nothing to do here: add a piece first, with persistence or utils.'];
  const own = ownFiles.map(
    ({ path, status, purpose }) =>
      `${paint.good(status.padStart(11))}  ${path}${paint.dim(`  (${purpose})`)}`,
  );
  if (outcomes.every(({ status }) => status === 'unchanged'))
    return own.length > 0 ? own : ['Everything is in place already; nothing changed.'];
  const lines = outcomes.map((outcome) => {
    const status = paint[paintOf[outcome.status]](outcome.status.padStart(11));
    return `${status}  ${outcome.path}${explain(outcome, paint)}`;
  });
  return [...lines, ...own];
}

function explain({ path, status, change, before, overlaps = [] }: Outcome, paint: Paint): string {
  if (status === 'merged') return paint.dim('  (what is new went into your text)');
  if (status === 'conflict') return paint.dim(`  (${explainConflict(before ?? '', overlaps)})`);
  if (status === 'marked')
    return paint.dim(`  (between git's markers: ${describeLines(overlaps)} of yours, and what is new)`);
  if (status === 'kept') return paint.dim('  (yours; --on-conflict=side writes the new text beside it)');
  if (status === 'set aside') return paint.dim('  (the new text, beside yours)');
  if (status === 'overwritten') return paint.dim(`  (your text is in ${replacedPath(path, before ?? '')})`);
  if (status === 'replaced')
    return paint.dim(`  (${ancestorName}'s, unedited; its text is in ${replacedPath(path, before ?? '')})`);
  if (status === 'deleted') return paint.dim(`  (${explainDeleted(change)})`);
  if (status === 'removed') return paint.dim('  (no part of the project any more, unedited)');
  if (status === 'left') return paint.dim(`  (${explainLeft(change)})`);
  if (status === 'repaired')
    return paint.dim("  (the package's name, for the placeholder {{ package_name }}; the rest is as it was)");
  return '';
}

function explainDeleted({ kind }: Change): string {
  return kind === 'retire' ? 'by you' : 'by you; --restore brings it back';
}

function explainLeft({ kind }: Change): string {
  return kind === 'take-back'
    ? 'you changed what was added to it: take that out yourself'
    : 'no part of the project any more, but edited: delete it if you can';
}

function explainConflict(text: string, overlaps: readonly Overlap[]): string {
  if (hasConflictMarkers(text)) return 'it holds the markers of a merge: end that first';
  if (overlaps.length === 0)
    return 'the record does not hold what was written: --on-conflict=side writes the new text beside it';
  return `yours stays: you changed ${describeLines(overlaps)}, which changed here, too; --on-conflict=markers or side shows both`;
}

/** `line 3 and lines 10 to 12`, as they are in the text of the user. */
function describeLines(overlaps: readonly Overlap[]): string {
  const spans = overlaps.map(({ line, theirs: { length } }) =>
    length > 1 ? `lines ${line} to ${line + length - 1}` : `line ${line}`,
  );
  return spans.length > 4 ? `${spans.slice(0, 4).join(', ')} and more` : spans.join(' and ');
}

export function describeCommands(steps: readonly NextStep[]): readonly string[] {
  const width = Math.max(...steps.map(({ label }) => label.length)) + 1;
  return steps.map(({ label, command }) => `${`${label}:`.padEnd(width)}  ${command}`);
}

/** The command that runs the new tests, where the run has any, from the folder that the user is in. */
export function planTestCommand(
  project: Project,
  outcomes: readonly Outcome[],
  wayToRoot = '',
): readonly NextStep[] {
  const tests = outcomes.flatMap(({ change, status }) =>
    change.kind === 'create' && change.part === 'test' && status !== 'deleted' ? [change.path] : [],
  );
  if (tests.length === 0) return [];
  const command = fillTestCommand(project.testCommandHere, project, [...new Set(tests)]);
  return [
    ...(wayToRoot === '' ? [] : [{ kind: 'go', label: 'Go there', command: `cd ${wayToRoot}` } as const]),
    { kind: 'test', label: 'Run the tests with', command },
  ];
}

/** The run as data, for programs. */
export function toJson(run: Run & { readonly diff: string; readonly steps?: object }, root: string): object {
  const { version, dryRun, project, outcomes, ownFiles, notes, commands, diff, steps } = run;
  return {
    generator: 'generator-chora',
    version,
    dryRun,
    root,
    project,
    outcomes: outcomes.map(({ path, status, change, overlaps }) => ({
      path,
      status,
      ...labelsOf(change),
      ...(overlaps && { overlaps }),
    })),
    ownFiles: ownFiles.map(({ path, status }) => ({ path, status })),
    notes,
    diff,
    commands,
    testCommand: commands.find(({ kind }) => kind === 'test')?.command ?? null,
    ...(steps && { steps }),
  };
}

/** A change without its text, which the diff shows. */
function labelsOf(change: Change): object {
  if (change.kind !== 'create') return change;
  const { kind, piece, part } = change;
  return { kind, piece, part };
}
