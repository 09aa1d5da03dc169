/** Which system calls of a recording are made to fail. Pure. */

import { pathOfDescriptor, type SystemCall } from './parse-strace.js';
import { callsInSandbox, isMarker, type Recording, type SandboxCall } from './replay.js';
import { changesSandbox } from './system-calls.js';

export interface Fault {
  readonly call: SandboxCall;
  /** `EIO` and the like. */
  readonly error: string;
  readonly target: 'file sync' | 'directory sync' | 'other';
}

/** Every call that changes the sandbox or makes a change durable. */
export const everyChange =
  (error: string) =>
  (recording: Recording): Fault[] =>
    callsInSandbox(recording)
      .filter((call) => changesSandbox(call) && !isMarker(call))
      .map((call) => ({ call, error, target: targetOf(call, recording) }));

export const everySync =
  (error: string, target: Fault['target']) =>
  (recording: Recording): Fault[] =>
    everyChange(error)(recording).filter((fault) => fault.target === target);

export const everyCall =
  (name: RegExp, error: string) =>
  (recording: Recording): Fault[] =>
    everyChange(error)(recording).filter(({ call }) => name.test(call.name));

/** Every read of the state file, and every open of it for reading. */
export const everyRead =
  (error: string, stored: string) =>
  (recording: Recording): Fault[] =>
    callsInSandbox(recording)
      .filter((call) => isRead(call) && descriptorPath(call) === `${recording.root}/${stored}`)
      .map((call) => ({ call, error, target: 'other' }));

const isRead = ({ name, line }: SystemCall) =>
  /^p?read(64|v)?$/.test(name) || (name.startsWith('open') && line.includes('O_RDONLY'));

/** Of the descriptor that the call is given, or that an open returns. */
const descriptorPath = ({ name, line, args }: SystemCall) =>
  pathOfDescriptor(name.startsWith('open') ? (/= (\S*)$/.exec(line)?.[1] ?? '') : (args[0] ?? ''));

function targetOf(call: SystemCall, { root, after }: Recording): Fault['target'] {
  if (!/^f(data)?sync$/.test(call.name)) return 'other';
  const path = pathOfDescriptor(call.args[0] ?? '') ?? '';
  const isDirectory = path === root || after.get(path.slice(root.length + 1))?.kind === 'directory';
  return isDirectory ? 'directory sync' : 'file sync';
}
