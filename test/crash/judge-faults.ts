/** Judges what a save said and left that met a fault. Pure. */

import type { Fault } from './faults.js';
import { SAVED, type Scenario } from './scenarios.js';
import type { Marker, Value } from './subject.js';
import type { Tree } from './tree.js';

export type FaultCheck =
  | 'raises'
  | 'does not raise'
  | 'old state intact'
  | 'new state saved'
  | 'no temp file left'
  | 'unread bytes preserved';

/** What a program said and left whose call failed. */
export interface Aftermath {
  readonly before: Tree;
  readonly markers: readonly Marker[];
  readonly tree: Tree;
  /** What a load finds afterwards, in a copy. */
  readonly loaded: Value;
  readonly strays: readonly string[];
}

export type Judge = (scenario: Scenario, aftermath: Aftermath, fault: Fault) => FaultCheck[];

/** A save that could not be done, for this reason. */
export function judgeRefused(
  scenario: Scenario,
  { markers, loaded, strays: left }: Aftermath,
  error: string,
): FaultCheck[] {
  const isRaised = markers.some((marker) => marker.said === 'FAILED' && marker.errno === error);
  return [
    ...(isRaised ? [] : ['raises' as const]),
    ...(loaded === scenario.initial ? [] : ['old state intact' as const]),
    ...(left.length === 0 ? [] : ['no temp file left' as const]),
  ];
}

const lastWord = ({ markers }: Aftermath) =>
  markers.findLast(({ said }) => said === 'ACK' || said === 'FAILED')?.said;

/** A save, one of whose changes failed: it raises and the old state is intact, or it is as if nothing was. */
export function judgeSave(scenario: Scenario, aftermath: Aftermath, { call, target }: Fault): FaultCheck[] {
  const raised = lastWord(aftermath) === 'FAILED';
  const isFatal = /^(write|pwrite64|f(data)?sync|rename.*)$/.test(call.name);
  const found = { old: aftermath.loaded === scenario.initial, new: aftermath.loaded === SAVED };
  const isIntact = found.old || (target === 'directory sync' && found.new);
  const broken: [FaultCheck, boolean][] = [
    ['raises', isFatal && !raised],
    ['old state intact', raised && !isIntact],
    ['new state saved', !raised && !found.new],
    ['no temp file left', !call.name.startsWith('unlink') && aftermath.strays.length > 0],
  ];
  return broken.flatMap(([check, isBroken]) => (isBroken ? [check] : []));
}

/** A save that does without something that the file system does not offer. */
export const judgeUnsupported: Judge = (_, aftermath) => [
  ...(lastWord(aftermath) === 'ACK' ? [] : ['does not raise' as const]),
  ...(aftermath.loaded === SAVED ? [] : ['new state saved' as const]),
];

/** A load that could not read, then a save: one of them raises, and the bytes are still there. */
export const judgeUnread: Judge = (scenario, { before, tree, markers }) => {
  const bytes = before.get(scenario.stored)?.data;
  const isKept = bytes !== undefined && [...tree.values()].some(({ data }) => data.equals(bytes));
  const isRaised = markers.some(({ said }) => said === 'FAILED');
  return [...(isKept ? [] : ['unread bytes preserved' as const]), ...(isRaised ? [] : ['raises' as const])];
};
