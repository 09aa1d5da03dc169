/** Who a run is, so that another one can tell whether it still lives. */

import { createHash } from 'node:crypto';
import { readFileSync, readlinkSync } from 'node:fs';
import { homedir, hostname } from 'node:os';

/** A process, told apart from all others that have or had its number. */
export interface Holder {
  /** Of this boot of this machine, and of this container: process numbers mean nothing elsewhere. */
  readonly machine: string;
  readonly pid: number;
  /** When it began, in the system's own unit; `0` where the system does not say. */
  readonly started: string;
}

/** This process. */
export function describeHolder(): Holder {
  const { started = '0' } = readStatus(process.pid) ?? {};
  return { machine, pid: process.pid, started };
}

/** Whether a process of this machine still runs. */
export function isRunning({ pid, started }: Holder): boolean {
  if (!exists(pid)) return false;
  const status = readStatus(pid);
  // A dead process that its parent has not asked about keeps its number.
  return status === undefined || (status.started === started && !/[ZX]/.test(status.state));
}

function exists(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // Of another user's process, all else is forbidden; that is known of it.
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** What Linux says of a process, after its name, which may hold anything. */
function readStatus(pid: number): { readonly state: string; readonly started: string } | undefined {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const [state = '', ...fields] = text.slice(text.lastIndexOf(')') + 2).split(' ');
    return { state, started: fields[18] ?? '0' };
  } catch {
    return undefined;
  }
}

/** On Linux of a random number that no repository can know; elsewhere of what few know. */
const machine = createHash('sha256').update(describeMachine()).digest('hex').slice(0, 16);

function describeMachine(): string {
  try {
    return readFileSync('/proc/sys/kernel/random/boot_id', 'utf8') + readlinkSync('/proc/self/ns/pid');
  } catch {
    return `${hostname()} ${homedir()}`;
  }
}
