/** Lays out new files with the repository's own formatter, where the user has it installed. */

import { availableParallelism } from 'node:os';
import type { Outcome } from '../core/outcome.js';
import { readRecorded } from '../core/packed-text.js';
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

/** The texts of ours in what is written: a whole file, or blocks in a page of the user's. */
function listTexts(outcome: Outcome): readonly string[] {
  const { change, before, after } = outcome;
  if (isWhole(outcome)) return [after ?? ''];
  if (change.kind !== 'set-blocks' || before === after) return [];
  const blocks = change.blocks.flatMap(({ text }) => text?.trimEnd() ?? []);
  return blocks.filter((block) => after?.includes(block));
}

/** A text that a formatter changes in more than its layout stays as it was: settings must not rewrite code. */
export async function formatOutcomes(
  outcomes: readonly Outcome[],
  project: Project,
  format: Format,
): Promise<Formatted> {
  const { formatter, language } = project;
  if (formatter === undefined) return { outcomes, notes: [] };
  const { isCode, isSame } = languages[language];
  const queue = outcomes
    .filter(({ path }) => isCode(path) || (formatter.pages !== undefined && path.endsWith('.md')))
    .flatMap((outcome) => listTexts(outcome).map((text) => ({ outcome, text })));
  const laidOut = new Map<Outcome, Outcome>();
  const left = new Set<string>();
  const work = async () => {
    for (let next = queue.shift(); next; next = queue.shift()) {
      const { outcome, text } = next;
      const { path } = outcome.change;
      const after = await format(formatter, { path, text });
      if (after !== undefined && isSame(path, text, after))
        laidOut.set(outcome, withText(laidOut.get(outcome) ?? outcome, text, after));
      else if (isCode(path) || formatter.pages === 'always') left.add(path);
    }
  };
  await Promise.all(Array.from({ length: availableParallelism() }, work));
  return {
    outcomes: outcomes.map((outcome) => laidOut.get(outcome) ?? outcome),
    notes: left.size > 0 && formatter.isNeeded ? [explainLeft(formatter, [...left])] : [],
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

/** With a text of ours laid out, also in what is recorded. */
function withText(outcome: Outcome, before: string, after: string): Outcome {
  const text = before.endsWith('\n') ? after : after.trimEnd();
  const put = (whole: string) => whole.replace(before, () => text);
  const { change, ours } = outcome;
  return {
    ...outcome,
    after: put(outcome.after ?? ''),
    change: change.kind === 'create' ? { ...change, text } : change,
    ...(ours !== undefined && { ours: put(ours) }),
  };
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
