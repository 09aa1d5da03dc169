/** Settles what is open before changes are applied: what becomes of files that are there already. */

import { formatDiff } from '../core/patch.js';
import { refuseForeignModules } from '../core/refusals.js';
import { creations, type Findings, findAncestors, findConflicts, type Situation } from '../core/standing.js';
import type { Change } from '../types/change.js';
import { type Asker, askReplacement } from './ask.js';
import { askConflicts, type Conflict } from './ask-conflicts.js';
import type { Options } from './read-options.js';

interface Deciders {
  readonly options: Pick<Options, 'onConflict' | 'yes'>;
  readonly asker: Asker;
}

export async function settle(
  changes: readonly Change[],
  findings: Findings,
  { options, asker }: Deciders,
): Promise<Situation> {
  const { onConflict } = options;
  const open: Situation = { ...findings, policy: onConflict ?? 'keep', replacesAncestor: true };
  // What no answer can mend comes before a question that nobody is there to answer.
  if (!asker.canAsk) refuseForeignModules(changes, open);
  const accepts = options.yes || onConflict === 'overwrite' || (onConflict === undefined ? undefined : false);
  const replacesAncestor = accepts ?? (await askReplacement(findAncestors(changes, findings), asker));
  if (onConflict !== undefined) return { ...findings, policy: onConflict, replacesAncestor };
  const conflicts = listConflicts(changes, findings);
  return { ...findings, ...(await askConflicts(conflicts, asker)), replacesAncestor };
}

/** What a person may want to see of each file before the answer. */
function listConflicts(changes: readonly Change[], findings: Findings): readonly Conflict[] {
  const paths = findConflicts(changes, findings);
  return creations(changes)
    .filter(({ path }) => paths.includes(path))
    .map(({ path, text }) => ({
      path,
      diff: formatDiff([{ path, before: findings.read(path), text }], ''),
    }));
}
