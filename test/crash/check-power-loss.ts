/** Records a scenario, recovers from every state that a power loss may leave of it, and judges each. */

import { permittedAfter } from './expectations.js';
import type { History } from './history.js';
import { statesAt } from './power-loss.js';
import { makeSandbox, record } from './record.js';
import { type CrashState, recoverAll, type Violation } from './recover.js';
import { replay } from './replay.js';
import type { Scenario } from './scenarios.js';
import { type Marker, parseMarker, type Subject } from './subject.js';
import { keyOf } from './tree.js';

export interface Verdict {
  readonly moments: number;
  readonly states: number;
  readonly violations: readonly Violation[];
}

export async function checkPowerLoss(subject: Subject, scenario: Scenario): Promise<Verdict> {
  const root = makeSandbox('record');
  await scenario.prepare(root, subject);
  const recording = await record(root, subject.act(scenario.actions(root)));
  const { stdout } = recording.outcome;
  if (stdout.includes('FAILED')) throw new Error(`The recorded program failed:\n${stdout}`);
  const history = replay(recording);
  const states = distinctStates(history, scenario);
  const found = await recoverAll(subject, scenario, recording.before, states);
  return { moments: history.operations.length, states: states.length, violations: found };
}

/** At every moment from the beginning to the end, each different tree once. */
function distinctStates(history: History, scenario: Scenario): CrashState[] {
  const states = new Map<string, CrashState>();
  const start = history.operations.findIndex(({ kind }) => kind === 'sync') + 1;
  for (let moment = start; moment <= history.operations.length; moment += 1) {
    const permitted = permittedAfter(markersBefore(history, moment), scenario.initial);
    for (const tree of statesAt(history, moment)) {
      const key = keyOf(tree);
      const state = states.get(key) ?? { tree, permitted: new Map() };
      states.set(key, state);
      state.permitted.set(JSON.stringify(permitted), permitted);
    }
  }
  return [...states.values()];
}

function markersBefore(history: History, moment: number): Marker[] {
  return history.operations
    .slice(0, moment)
    .flatMap((operation) => (operation.kind === 'marker' ? [parseMarker(operation.text)] : []));
}
