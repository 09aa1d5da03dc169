/** Lets single system calls of a save fail, and judges what the save said and what it left. */

import { strays } from './expectations.js';
import type { Fault } from './faults.js';
import { type Aftermath, type FaultCheck, type Judge, judgeRefused } from './judge-faults.js';
import { makeSandbox, record, runWithFault } from './record.js';
import { askSubject } from './recover.js';
import { callsInSandbox, type Recording } from './replay.js';
import type { Scenario } from './scenarios.js';
import { atEachCall } from './single-calls.js';
import { withFileSizeLimit } from './small-disk.js';
import { type Action, parseMarkers, type Subject } from './subject.js';
import { readTree, showTree, type Tree, writeTree } from './tree.js';

export interface FaultViolation {
  readonly check: FaultCheck;
  readonly report: string;
}

export interface FaultVerdict {
  readonly faults: number;
  readonly violations: readonly FaultViolation[];
}

/** Chooses faults from a recording of the scenario, injects each in a run of its own, and collects what is wrong. */
export async function checkFaults(
  subject: Subject,
  scenario: Scenario,
  choose: (recording: Recording) => readonly Fault[],
  judge: Judge,
): Promise<FaultVerdict> {
  const { results } = await atEachCall(subject, scenario, choose, async (fault, before) => {
    const aftermath = await suffer(fault, subject, scenario, before);
    return judge(scenario, aftermath, fault).map((check) => ({
      check,
      report: explain(check, fault, aftermath),
    }));
  });
  return { faults: results.length, violations: results.flat() };
}

async function suffer(
  { call, error }: Fault,
  subject: Subject,
  scenario: Scenario,
  before: Tree,
): Promise<Aftermath> {
  const root = makeSandbox('record');
  writeTree(root, before);
  const { stdout } = await runWithFault(root, subject.act(scenario.actions(root)), call, `error=${error}`);
  return observe(root, subject, scenario, before, stdout);
}

/** Loads from a copy, so that nothing is swept or moved before it is looked at. */
export async function observe(
  root: string,
  subject: Subject,
  scenario: Scenario,
  before: Tree,
  stdout: string,
): Promise<Aftermath> {
  const tree = readTree(root);
  const copy = makeSandbox('copy');
  writeTree(copy, tree);
  const [recovery] = await askSubject(subject, [`${copy}/${scenario.opened}`]);
  const loaded = recovery?.loaded ?? null;
  return {
    before,
    markers: parseMarkers(stdout),
    tree,
    loaded,
    strays: strays(scenario, subject, before, tree),
  };
}

/** Saves more than a limit of the file size lets through: the kernel writes what still fits, and refuses the rest. */
export async function checkShortWrite(
  subject: Subject,
  scenario: Scenario,
  blocks: number,
): Promise<FaultCheck[]> {
  const root = makeSandbox('limit');
  await scenario.prepare(root, subject);
  const command = subject.act(withLongSave(scenario.actions(root)));
  const recording = await record(root, withFileSizeLimit(blocks, command));
  const isCut = callsInSandbox(recording).some(
    ({ name, result }) => name.includes('write') && result === blocks * 512,
  );
  if (!isCut && blocks > 0) throw new Error('no write was cut short');
  return judgeRefused(
    scenario,
    await observe(root, subject, scenario, recording.before, recording.outcome.stdout),
    'EFBIG',
  );
}

const LONG = 'x'.repeat(20_000);

export const withLongSave = (actions: readonly Action[]): Action[] =>
  actions.map((action) => (action.do === 'save' ? { ...action, value: LONG } : action));

function explain(check: FaultCheck, { call, error }: Fault, { markers, tree, loaded }: Aftermath): string {
  const said = markers.map((marker) => JSON.stringify(marker)).join(' ');
  return `broken: ${check}, with ${error} of ${call.name} ${call.ordinal}\n  said ${said}; loaded ${loaded}; left\n${showTree(tree)}`;
}
