/** Asks what becomes of files that the user changed, of all at once or of each. */

import type { Decision } from '../core/standing.js';
import { isConflictPolicy } from '../types/conflict-policy.js';
import type { Asker, Choice } from './ask.js';

/** A file that the user changed, and a diff from the user's text to the new one. */
export interface Conflict {
  readonly path: string;
  readonly diff: string;
}

/** Keeping what the user changed is the default, and the answer when nobody can be asked. */
export async function askConflicts(conflicts: readonly Conflict[], asker: Asker): Promise<Decision> {
  if (conflicts.length === 0 || !asker.canAsk) return { policy: 'keep' };
  const answer = await askOnce(conflicts, asker);
  if (answer !== each.value) return { policy: toPolicy(answer) };
  const policies: Record<string, ReturnType<typeof toPolicy>> = Object.create(null);
  for (const conflict of conflicts) {
    const policy = toPolicy(await askOnce([conflict], asker));
    if (policy === 'abort') return { policy };
    policies[conflict.path] = policy;
  }
  return { policy: 'keep', policies };
}

function askOnce(conflicts: readonly Conflict[], asker: Asker): Promise<string> {
  const paths = conflicts.map(({ path }) => path).join(', ');
  return asker.select({
    name: 'onConflict',
    title: 'Your changes',
    hint: 'Nothing is written before this is answered. The difference is shown in the output.',
    message: `You changed ${paths}, and there is a new text for it.`,
    choices: conflicts.length === 1 ? choices : [...choices, each],
    details: conflicts.map(({ diff }) => diff).join(''),
  });
}

const choices: readonly Choice[] = [
  { name: 'keep yours', value: 'keep' },
  { name: 'keep yours, and write the new text beside it', value: 'side' },
  { name: 'overwrite (yours is kept in .chora/replaced)', value: 'overwrite' },
  { name: 'stop, and write nothing', value: 'abort' },
];

const each: Choice = { name: 'decide for each file', value: 'each' };

function toPolicy(answer: string) {
  return isConflictPolicy(answer) ? answer : 'keep';
}
