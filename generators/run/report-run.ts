/** Tells a run: lines for people, and on the output what programs read, a patch or one object. */

import {
  describeCommands,
  describeNotes,
  describeOutcomes,
  describeProject,
  type Paint,
  toJson,
} from '../core/report.js';
import { quoteForShell } from '../edit/shell.js';
import { formatJson, printable, printableData, printableLines } from '../text/printable.js';
import type { Project } from '../types/project.js';
import { findPatchPlace } from './patch-place.js';
import type { PlannedRun } from './plan-run.js';

/** To whom a run speaks, and of which folder. */
export interface Audience {
  readonly root: string;
  /** The folder that the user is in. */
  readonly cwd: string;
  /** Whether a program reads the output. */
  readonly json: boolean;
  readonly paint: Paint;
  say(lines: readonly string[]): void;
}

export function reportProject(project: Project, { root, json, paint, say }: Audience): void {
  if (!json) say(describeProject(printableData(project), printable(root), paint));
}

export function reportRun(planned: PlannedRun, audience: Audience): void {
  if (audience.json) process.stdout.write(`${formatJson(toJson(planned, audience.root))}\n`);
  else if (planned.dryRun) printPatch(planned, audience);
  else sayOutcomes(planned, audience);
}

/** What a run would say besides, it says beside the patch. */
function printPatch({ diff, notes }: PlannedRun, audience: Audience): void {
  const { root, cwd, say } = audience;
  sayNotes(notes, audience);
  const { goTo } = findPatchPlace(root, cwd);
  if (goTo !== undefined && diff !== '')
    say([`Apply it with:  git -C ${quoteForShell(printable(goTo))} apply`]);
  process.stdout.write(process.stdout.isTTY ? printableLines(diff) : diff);
}

/** What became of the files. */
export function sumUp(planned: PlannedRun, paint: Paint): readonly string[] {
  const outcomes = planned.outcomes.map((outcome) => ({ ...outcome, path: printable(outcome.path) }));
  return describeOutcomes({ ...planned, outcomes }, paint);
}

function sayOutcomes(planned: PlannedRun, audience: Audience): void {
  const { paint, say } = audience;
  const commands = printableData(planned.commands);
  say(['', ...sumUp(planned, paint)]);
  sayNotes(planned.notes, audience);
  if (commands.length > 0) say(['', ...describeCommands(commands)]);
}

function sayNotes(notes: readonly string[], { paint, say }: Audience): void {
  if (notes.length > 0) say(['', ...describeNotes(notes.map(printable), paint)]);
}
