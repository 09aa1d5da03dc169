/** Lays out new files with the repository's own formatter, where the user has it installed. */

import { availableParallelism } from 'node:os';
import type { Outcome } from '../core/apply.js';
import { readRecorded } from '../core/manifest.js';
import { type Situation, standingOf } from '../core/standing.js';
import { quoteForShell } from '../edit/shell.js';
import { languages } from '../languages/languages.js';
import type { Change } from '../types/change.js';
import type { Formatter, Project } from '../types/project.js';

/** Texts laid out, and what the user should know about it. */
export interface Formatted {
  readonly outcomes: readonly Outcome[];
  readonly notes: readonly string[];
}

/** Runs a formatter over a text as the file of this path; undefined where it cannot be run or fails. */
export type Format = (
  formatter: Formatter,
  file: { path: string; text: string },
) => Promise<string | undefined>;

/** Whether this run writes the whole of a file of the language. */
function isWhole({ status, change, before, after }: Outcome): boolean {
  if (after === undefined || before === after) return false;
  if (change.kind === 'add-exports') return status === 'created';
  const isWritten = !['unchanged', 'kept', 'merged', 'conflict', 'marked', 'repaired'].includes(status);
  return change.kind === 'create' && isWritten;
}

/** A text that a formatter changes in more than its layout stays as it was: settings must not rewrite code. */
export async function formatOutcomes(
  outcomes: readonly Outcome[],
  project: Project,
  format: Format,
): Promise<Formatted> {
  const { formatter, language } = project;
  const whole = outcomes.filter(
    (outcome) => isWhole(outcome) && languages[language].isCode(outcome.change.path),
  );
  if (formatter === undefined || whole.length === 0) return { outcomes, notes: [] };
  const texts = new Map<Outcome, string>();
  const queue = [...whole];
  const work = async () => {
    for (let outcome = queue.shift(); outcome; outcome = queue.shift()) {
      const file = { path: outcome.change.path, text: outcome.after ?? '' };
      const text = await format(formatter, file);
      if (text !== undefined && languages[language].isSame(file.path, file.text, text))
        texts.set(outcome, text);
    }
  };
  await Promise.all(Array.from({ length: availableParallelism() }, work));
  const left = whole.filter((outcome) => !texts.has(outcome)).map(({ path }) => path);
  return {
    outcomes: outcomes.map((outcome) => withText(outcome, texts.get(outcome))),
    notes: left.length > 0 && formatter.isNeeded ? [explainLeft(formatter, left)] : [],
  };
}

/** The texts that are to be merged, laid out as the repository's formatter left those that they are merged with. */
export async function formatMerges(
  changes: readonly Change[],
  situation: Situation,
  format: Format,
): Promise<{ readonly changes: readonly Change[]; readonly bases: ReadonlyMap<string, string> }> {
  const { formatter, language } = situation.project;
  const bases = new Map<string, string>();
  if (formatter === undefined || !situation.merges) return { changes, bases };
  const { isCode, isSame } = languages[language];
  const layOut = async (path: string, text: string) => {
    const laidOut = await format(formatter, { path, text });
    return laidOut !== undefined && isSame(path, text, laidOut) ? laidOut : text;
  };
  const formatted = changes.map(async (change) => {
    if (change.kind !== 'create' || !isCode(change.path)) return change;
    const record = situation.manifest.files[change.path];
    const base = record === undefined ? undefined : readRecorded(record);
    if (base === undefined || standingOf(change, situation) !== 'edited') return change;
    bases.set(change.path, await layOut(change.path, base));
    return { ...change, text: await layOut(change.path, change.text) };
  });
  return { changes: await Promise.all(formatted), bases };
}

function withText(outcome: Outcome, text: string | undefined): Outcome {
  if (text === undefined) return outcome;
  const { change } = outcome;
  return { ...outcome, after: text, change: change.kind === 'create' ? { ...change, text } : change };
}

function explainLeft(formatter: Formatter, paths: readonly string[]): string {
  const {
    program,
    args: [first = ''],
  } = formatter;
  const command = formatter.command ?? (first.startsWith('-') ? program : `${program} ${first}`);
  return (
    `${program}, which lays out this repository, could not be run: no program of that name that works is on the PATH ` +
    `outside of the repository. Afterwards run: ${command} ${paths.map((path) => quoteForShell(path)).join(' ')} (that is no edit for later runs).`
  );
}
