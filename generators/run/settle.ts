/** Settles what is open before changes are applied: what becomes of files that are there already. */

import { refuseForeignModules } from '../core/apply.js';
import { type Findings, findAncestors, findConflicts, type Situation } from '../core/standing.js';
import type { Change } from '../types/change.js';
import { type Asker, askConflictPolicy, askReplacement } from './ask.js';
import type { Options } from './options.js';

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
  const policy = onConflict ?? (await askConflictPolicy(findConflicts(changes, findings), asker));
  return { ...findings, policy, replacesAncestor };
}
