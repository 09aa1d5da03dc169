/** Does something at single system calls of a scenario, each in a run of its own. */

import { mapInPairs } from './commands.js';
import { MissedCall, makeSandbox, record } from './record.js';
import type { Recording } from './replay.js';
import type { Scenario } from './scenarios.js';
import type { Subject } from './subject.js';
import type { Tree } from './tree.js';

/** What was found at each place, and the folder as it was before. */
export interface Attempts<Result> {
  readonly before: Tree;
  readonly results: readonly Result[];
}

export async function atEachCall<Target, Result>(
  subject: Subject,
  scenario: Scenario,
  choose: (recording: Recording) => readonly Target[],
  attempt: (target: Target, before: Tree) => Promise<Result>,
): Promise<Attempts<Result>> {
  const recording = await rehearse(subject, scenario);
  const { before } = recording;
  const results = await mapInPairs([...choose(recording).entries()], ([place, chosen]) =>
    untilHit(
      chosen,
      (target) => attempt(target, before),
      async () => choose(await rehearse(subject, scenario))[place],
    ),
  );
  return { before, results };
}

async function rehearse(subject: Subject, scenario: Scenario): Promise<Recording> {
  const root = makeSandbox('record');
  await scenario.prepare(root, subject);
  return record(root, subject.act(scenario.actions(root)));
}

/**
 * Node makes a call of its own more or less, once in a while, in the recording or in the attempt: another call is hit
 * than was wanted. Then the scenario is recorded once more, to count the same call anew.
 */
async function untilHit<Target, Result>(
  target: Target,
  attempt: (target: Target) => Promise<Result>,
  countAnew: () => Promise<Target | undefined>,
  times = 12,
): Promise<Result> {
  try {
    return await attempt(target);
  } catch (error) {
    if (times === 1 || !(error instanceof MissedCall)) throw error;
    return untilHit((await countAnew()) ?? target, attempt, countAnew, times - 1);
  }
}
