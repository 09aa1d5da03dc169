/** Kills a scenario at each of its system calls that matter, and judges what each kill leaves. */

import { permittedAfter } from './expectations.js';
import { makeSandbox, runWithFault } from './record.js';
import { type CrashState, recoverAll, type Violation } from './recover.js';
import { callsInSandbox, isMarker, type SandboxCall } from './replay.js';
import type { Scenario } from './scenarios.js';
import { atEachCall } from './single-calls.js';
import { parseMarkers, type Subject } from './subject.js';
import { changesSandbox } from './system-calls.js';
import { readTree, type Tree, writeTree } from './tree.js';

export interface KillVerdict {
  readonly kills: number;
  readonly violations: readonly Violation[];
}

export async function checkKills(subject: Subject, scenario: Scenario): Promise<KillVerdict> {
  const { before, results } = await atEachCall(
    subject,
    scenario,
    (recording) => callsInSandbox(recording).filter(isTarget),
    (call, tree) => killAt(call, subject, scenario, tree),
  );
  return { kills: results.length, violations: await recoverAll(subject, scenario, before, results) };
}

/** Other threads of Node write for themselves; at a marker, the disk is as at the call before it. */
const isTarget = (call: SandboxCall) => changesSandbox(call) && !(isMarker(call) && call.isContested);

/** The sandbox has a path of the same length, so that the calls are the same ones. */
async function killAt(
  call: SandboxCall,
  subject: Subject,
  scenario: Scenario,
  before: Tree,
): Promise<CrashState> {
  const root = makeSandbox('record');
  writeTree(root, before);
  const { stdout } = await runWithFault(root, subject.act(scenario.actions(root)), call, 'signal=KILL');
  const permitted = permittedAfter(parseMarkers(stdout), scenario.initial);
  return { tree: readTree(root), permitted: new Map([['', permitted]]) };
}
