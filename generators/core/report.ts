/** Says what a run found and did: lines for people, a unified diff, or one object for programs. */

import { formatPatch, structuredPatch } from 'diff';
import type { Change } from '../types/change.js';
import type { NextStep } from '../types/new-project.js';
import type { Project } from '../types/project.js';
import { ancestorName } from './ancestor/recognise.js';
import type { Outcome, Status } from './apply.js';
import { type FileWrite, replacedPath } from './record.js';

export interface Run {
  readonly version: string;
  readonly dryRun: boolean;
  readonly project: Project;
  readonly outcomes: readonly Outcome[];
  /** What turned out only when the run was planned. */
  readonly notes: readonly string[];
  readonly commands: readonly NextStep[];
}

/** Marks words by their meaning; the plain one leaves them as they are. */
export type Paint = Readonly<Record<'good' | 'warn' | 'dim', (text: string) => string>>;

const paintOf: Readonly<Record<Status, keyof Paint>> = {
  created: 'good',
  updated: 'good',
  unchanged: 'dim',
  kept: 'warn',
  overwritten: 'warn',
  'set aside': 'warn',
  replaced: 'warn',
  repaired: 'good',
  deleted: 'warn',
};

export function describeProject(project: Project, paint: Paint): readonly string[] {
  const width = Math.max(...project.facts.map(({ label }) => label.length)) + 2;
  return [
    ...project.facts.map(
      ({ label, value, because }) => `${label.padEnd(width)}${value}  ${paint.dim(`(${because})`)}`,
    ),
    ...describeNotes(project.notes, paint),
  ];
}

export function describeNotes(notes: readonly string[], paint: Paint): readonly string[] {
  return notes.map((note) => `${paint.warn('note')}  ${note}`);
}

export function describeOutcomes(outcomes: readonly Outcome[], paint: Paint): readonly string[] {
  if (outcomes.length === 0)
    return ['There is nothing to do here: add a piece first, with persistence or utils.'];
  if (outcomes.every(({ status }) => status === 'unchanged'))
    return ['Everything is in place already; nothing changed.'];
  return outcomes.map((outcome) => {
    const status = paint[paintOf[outcome.status]](outcome.status.padStart(11));
    return `${status}  ${outcome.path}${explain(outcome, paint)}`;
  });
}

function explain({ path, status, before }: Outcome, paint: Paint): string {
  if (status === 'kept') return paint.dim('  (yours; --on-conflict=side writes the new text beside it)');
  if (status === 'set aside') return paint.dim('  (the new text, beside yours)');
  if (status === 'overwritten') return paint.dim(`  (your text is in ${replacedPath(path, before ?? '')})`);
  if (status === 'replaced')
    return paint.dim(`  (${ancestorName}'s, unedited; its text is in ${replacedPath(path, before ?? '')})`);
  if (status === 'deleted') return paint.dim('  (by you; --restore brings it back)');
  if (status === 'repaired')
    return paint.dim("  (the package's name, for the placeholder {{ package_name }}; the rest is as it was)");
  return '';
}

export function describeCommands(steps: readonly NextStep[]): readonly string[] {
  const width = Math.max(...steps.map(({ label }) => label.length)) + 1;
  return steps.map(({ label, command }) => `${`${label}:`.padEnd(width)}  ${command}`);
}

/** The command that runs the new tests, where the run has any, from the folder that the user is in. */
export function planTestCommand(
  { testCommandHere }: Project,
  outcomes: readonly Outcome[],
  wayToRoot = '',
): readonly NextStep[] {
  const tests = outcomes.flatMap(({ change, status }) =>
    change.kind === 'create' && change.part === 'test' && status !== 'deleted' ? [change.path] : [],
  );
  if (tests.length === 0) return [];
  const command = `${testCommandHere} ${[...new Set(tests)].join(' ')}`;
  return [
    ...(wayToRoot === '' ? [] : [{ kind: 'go', label: 'Go there', command: `cd ${wayToRoot}` } as const]),
    { kind: 'test', label: 'Run the tests with', command },
  ];
}

/** A file as it is and as it will be, by its real path: git writes through no link. */
export interface FileChange extends FileWrite {
  readonly before: string | undefined;
}

/** The changes as a patch for `git apply`; the prefix leads from where git counts to the project. */
export function formatDiff(changes: readonly FileChange[], prefix: string): string {
  return changes.map(({ path, before, text }) => diffOf(prefix + path, before, text)).join('');
}

function diffOf(path: string, before: string | undefined, after: string | undefined): string {
  if (before === after) return '';
  const patch = structuredPatch(
    before === undefined ? '/dev/null' : `a/${path}`,
    after === undefined ? '/dev/null' : `b/${path}`,
    before ?? '',
    after ?? '',
  );
  const kind = {
    ...(before === undefined ? { isCreate: true, newMode: '100644' } : {}),
    ...(after === undefined ? { isDelete: true, oldMode: '100644' } : {}),
  };
  return formatPatch({ ...patch, isGit: true, ...kind });
}

/** The run as data, for programs. */
export function toJson(run: Run, diff: string): object {
  const { version, dryRun, project, outcomes, notes, commands } = run;
  return {
    generator: 'generator-chora',
    version,
    dryRun,
    project,
    outcomes: outcomes.map(({ path, status, change }) => ({ path, status, ...labelsOf(change) })),
    notes,
    diff,
    commands,
    testCommand: commands.find(({ kind }) => kind === 'test')?.command ?? null,
  };
}

/** A change without its text, which the diff shows. */
function labelsOf(change: Change): object {
  if (change.kind !== 'create') return change;
  const { kind, piece, part } = change;
  return { kind, piece, part };
}
