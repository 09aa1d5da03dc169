/** From a recording to the history of the sandbox, checked against what the real directory became. */

import type { History } from './history.js';
import { asTraced, bytesOf, countByKey, parseStrace, type SystemCall } from './parse-strace.js';
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

export interface SandboxCall extends SystemCall {
  /** The how-manieth call of this name in the sandbox, from 1: the same in each run, whatever Node does elsewhere. */
  readonly place: number;
  readonly inMainThread: boolean;
  /** Does another thread make as many calls of this name? If it is the first to, strace hits that one. */
  readonly isContested: boolean;
}

/** The calls that name a path of the sandbox, by path or by descriptor, and the markers. */
export function callsInSandbox({ root, trace }: Pick<Recording, 'root' | 'trace'>): SandboxCall[] {
  const traced = asTraced(root);
  const all = parseStrace(trace);
  const place = countByKey();
  const isContested = ({ name, ordinal, thread }: SystemCall) =>
    all.some((other) => other.name === name && other.ordinal === ordinal && other.thread !== thread);
  return all
    .filter((call) => touches(call, traced) || isMarker(call))
    .map((call) => ({
      ...call,
      place: place(call.name),
      inMainThread: call.thread === all[0]?.thread,
      isContested: isContested(call),
    }));
}

/** By path or by descriptor, not in the bytes that are written. */
const touches = ({ name, args, line }: SystemCall, traced: string) =>
  (/^p?write/.test(name) ? args[0] : line)?.includes(traced) ?? false;

/** Not what a program writes that the recorded one started. */
export const isMarker = ({ name, args: [descriptor = '', text = ''] }: SystemCall) =>
  name === 'write' &&
  /^1(<|$)/.test(descriptor) &&
  /^(BEGIN|ACK|LOADED|FAILED) /.test(bytesOf(text).toString());

export function replay(recording: Recording): History {
  const { root, before, attributes, umask } = recording;
  const sandbox = new Sandbox(root, before, attributes, umask);
  const traced = asTraced(root);
  const calls = parseStrace(recording.trace);
  const children = childrenIn(calls);
  for (const call of calls) {
    if (children.has(call.thread)) continue;
    const isInside = touches(call, traced) || isMarker(call);
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
