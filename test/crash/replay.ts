/** From a recording to the history of the sandbox, checked against what the real directory became. */

import type { History } from './history.js';
import { asTraced, parseStrace, type SystemCall } from './parse-strace.js';
import { finalState } from './power-loss.js';
import { Sandbox } from './sandbox.js';
import { effectEverywhere, effectInSandbox } from './system-calls.js';
import { type Attributes, keyOf, showTree, type Tree } from './tree.js';

export interface Recording {
  /** Absolute, no symlink in it. */
  readonly root: string;
  readonly attributes: Attributes;
  readonly before: Tree;
  readonly after: Tree;
  readonly trace: string;
  /** The umask that the recorded process began with. */
  readonly umask: number;
}

/** The calls that name a path of the sandbox, by path or by descriptor, and those on standard output. */
export function callsInSandbox({ root, trace }: Pick<Recording, 'root' | 'trace'>): SystemCall[] {
  const traced = asTraced(root);
  return parseStrace(trace).filter((call) => call.line.includes(traced) || isOutput(call));
}

const isOutput = (call: SystemCall) => call.name === 'write' && /^1(<|$)/.test(call.args[0] ?? '');

export function replay(recording: Recording): History {
  const { root, before, attributes, umask } = recording;
  const sandbox = new Sandbox(root, before, attributes, umask);
  const traced = asTraced(root);
  const calls = parseStrace(recording.trace);
  const children = childrenIn(calls);
  for (const call of calls) {
    if (children.has(call.thread)) continue;
    const isInside = call.line.includes(traced) || isOutput(call);
    const effect = effectEverywhere(call.name) ?? (isInside ? effectInSandbox(call.name) : undefined);
    if (effect && call.error === undefined) apply(effect, sandbox, call);
  }
  checkAgainstDisk(sandbox.history, recording.after);
  return sandbox.history;
}

/** Programs that the recorded one started, to look at something: a change of theirs shows on the disk. */
function childrenIn(calls: readonly SystemCall[]): Set<number | undefined> {
  const started = calls.filter(({ name, line }) => name === 'clone' && !line.includes('CLONE_THREAD'));
  return new Set(started.map(({ result }) => result));
}

function apply(
  effect: NonNullable<ReturnType<typeof effectInSandbox>>,
  sandbox: Sandbox,
  call: SystemCall,
): void {
  try {
    if (call.result === undefined) throw new Error('the call never returned');
    effect(sandbox, call);
  } catch (error) {
    throw new Error(
      `The model cannot follow this call: ${(error as Error).message}\n  ${call.line.slice(0, 400)}`,
    );
  }
}

/** A call that was misread or missed shows here, whatever it was. */
function checkAgainstDisk(history: History, after: Tree): void {
  const modelled = finalState(history);
  if (keyOf(modelled) === keyOf(after)) return;
  throw new Error(`The model lost its way. On disk:\n${showTree(after)}\n  modelled:\n${showTree(modelled)}`);
}
