/** Says what a check found: lines for people, annotations for GitHub, and whether it is a failure. */

import { posix } from 'node:path';
import type { Checked, CheckState } from './check.js';
import type { Paint } from './report.js';

/** What counts. */
export interface Strictness {
  /** Whether edited files do, too. */
  readonly strict: boolean;
  /** Whether missing ones do not. */
  readonly allowMissing: boolean;
}

/** What the code's user did to it is no failure unless that was asked for. */
export function isFailure({ state }: Checked, { strict, allowMissing }: Strictness): boolean {
  if (state === 'edited') return strict;
  return state !== 'current' && !(state === 'missing' && allowMissing);
}

/** Those that are not current, and a line that counts and says what to do. */
export function describeChecked(
  files: readonly Checked[],
  strictness: Strictness,
  paint: Paint,
): readonly string[] {
  if (files.length === 0)
    return ['Nothing here is recorded. Add a piece with generator-chora persistence or utils.'];
  const lines = files
    .filter(({ state }) => state !== 'current')
    .map((file) => {
      const mark = isFailure(file, strictness) ? paint.bad : paint.warn;
      return `${mark(file.state.padStart(19))}  ${file.path}${paint.dim(explain(file))}`;
    });
  const blank = lines.length > 0 ? [''] : [];
  return [...lines, ...blank, summarise(files, strictness)];
}

function explain({ part, piece, reason }: Checked): string {
  if (reason !== undefined) return `  (${reason})`;
  return piece === '' ? `  (${part})` : '';
}

function summarise(files: readonly Checked[], strictness: Strictness): string {
  const states = files.map(({ state }) => state);
  const count = (state: CheckState) => states.filter((each) => each === state).length;
  const counts = [...new Set(states)].sort().map((state) => `${count(state)} ${state}`);
  return `${counts.join(', ')}.${adviseOn(files.filter((file) => isFailure(file, strictness)))}`;
}

function adviseOn(failures: readonly Checked[]): string {
  const has = (...states: readonly CheckState[]) => failures.some(({ state }) => states.includes(state));
  if (has('conflicted')) return ' Resolve the merge, then run this again.';
  if (has('outdated', 'edited and outdated', 'out of step')) return ' Next: generator-chora update';
  if (failures.some(({ part }) => part === 'record'))
    return ' Add the pieces again with generator-chora persistence or utils: what is as written is recorded anew.';
  if (has('missing')) return ' Next: generator-chora update --restore, or check --allow-missing';
  return has('edited') ? ' Take your edits back, or check without --strict.' : '';
}

/** Commands of the log of GitHub Actions; `way` leads from the top of the checkout to the project. */
export function annotate(failures: readonly Checked[], way: string): readonly string[] {
  return failures.map(({ path, state, part, reason }) => {
    const file = escapeProperty(posix.join(way, path));
    const message = `${path} is ${state}${reason === undefined ? '' : `: ${reason}`}`;
    return `::warning file=${file},title=${escapeProperty(`generator-chora: ${part}`)}::${escapeData(message)}`;
  });
}

function escapeData(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function escapeProperty(text: string): string {
  return escapeData(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
