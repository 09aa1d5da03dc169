/** What a run is refused for before it changes anything: each function throws a UserError, or does nothing. */

import type { Change, CreateFile } from '../types/change.js';
import { UserError } from '../types/user-error.js';
import { ancestorName, mentionsAncestor } from './ancestor/recognise.js';
import { creations, isConflict, policyFor, type Situation, standingOf } from './standing.js';

/** Exports and tests of a module that somebody else wrote would break the user's package. */
export function refuseForeignModules(changes: readonly Change[], situation: Situation): void {
  const refused = situation.replacesAncestor ? ['foreign'] : ['foreign', 'ancestor'];
  const foreign = creations(changes).find(
    (change) =>
      change.part === 'module' &&
      policyFor(change.path, situation) !== 'overwrite' &&
      refused.includes(standingOf(change, situation)),
  );
  if (foreign === undefined) return;
  const finding = `${foreign.path} is there already and ${describeOrigin(foreign, situation)}; nothing was changed.`;
  const way = 'replace it with --on-conflict=overwrite, which keeps the old text in .chora/replaced/.';
  throw new UserError(
    `${finding} Choose another folder with --source-dir, or ${way}`,
    `${finding} Begin the project in another folder, or ${way}`,
  );
}

function describeOrigin(change: CreateFile, situation: Situation): string {
  if (standingOf(change, situation) === 'ancestor') return `is ${ancestorName}'s, unedited`;
  return mentionsAncestor(situation.read(change.path) ?? '')
    ? "is chora-base's, but was edited since"
    : 'was not written by generator-chora';
}

export function refuseConflicts(changes: readonly Change[], situation: Situation): void {
  const paths = creations(changes)
    .filter((change) => isConflict(change, situation))
    .map(({ path }) => path);
  if (paths.length === 0) return;
  throw new UserError(
    `You changed ${paths.join(', ')}; nothing was written. ` +
      'To go on, use --on-conflict=keep, side or overwrite.',
  );
}

export function refuseOverlaps(paths: readonly string[]): void {
  if (paths.length === 0) return;
  throw new UserError(
    `What is new overlaps with what you changed in ${paths.join(', ')}; nothing was written. ` +
      'To go on, use --on-conflict=keep, markers, side or overwrite.',
  );
}
