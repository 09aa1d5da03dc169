/** Turns the text that `strace -f -y -xx` writes into system calls, each with its arguments and result. */

export interface SystemCall {
  readonly thread: number;
  readonly name: string;
  /** As strace writes them: `AT_FDCWD<\x2f>`, `"\x61"`, `0600`, `O_RDWR|O_CREAT`. */
  readonly args: readonly string[];
  /** Undefined where the thread died inside the call. */
  readonly result: number | undefined;
  /** `ENOENT` and the like, where the call failed. */
  readonly error: string | undefined;
  /** Did strace make it fail, or hold it up? */
  readonly injected: boolean;
  /** The how-manieth call of this name in its thread, from 1: what strace's `when=` counts. */
  readonly ordinal: number;
  readonly line: string;
}

const COMPLETE = /^(\d+)\s+(\w+)\((.*)\)\s+= (\?|-?\d+|0x[0-9a-f]+)(?:<[^>]*>\S*)?(?: (E[A-Z0-9]+))?/s;
const UNFINISHED = /^(\d+)\s+(\w+)\((.*) <unfinished \.\.\.>$/s;
const RESUMED = /^(\d+)\s+<\.\.\. (\w+) resumed>(.*)$/s;
/**
 * Signals and exits are no calls: `123 --- SIGCHLD … ---`, `123 +++ exited with 0 +++`; and of a thread that is killed
 * as it begins one, strace may not learn which: `123 ???( <unfinished ...>`.
 */
const NO_CALL = /^\d+\s+(--- |\+\+\+ |\?\?\?\(|<\.\.\. \?\?\? resumed>)/;

/** The calls in the order of their completion; those that a thread never came back from are last. */
export function parseStrace(text: string): SystemCall[] {
  const calls: SystemCall[] = [];
  const unfinished = new Map<string, string>();
  const count = countByKey();
  for (const line of text.split('\n')) {
    if (line === '' || NO_CALL.test(line)) continue;
    const begun = UNFINISHED.exec(line);
    if (begun) unfinished.set(`${begun[1]}`, line);
    else calls.push(parseCall(joinResumed(line, unfinished), count));
  }
  for (const line of unfinished.values()) calls.push(parseCall(cutOff(line), count));
  return calls;
}

export function countByKey(): (key: string) => number {
  const counts = new Map<string, number>();
  return (key) => {
    const next = (counts.get(key) ?? 0) + 1;
    counts.set(key, next);
    return next;
  };
}

function joinResumed(line: string, unfinished: Map<string, string>): string {
  const resumed = RESUMED.exec(line);
  if (!resumed) return line;
  const thread = `${resumed[1]}`;
  const head = unfinished.get(thread);
  if (head === undefined) throw new Error(`strace: resumed, but never begun: ${line}`);
  unfinished.delete(thread);
  return head.replace(/ <unfinished \.\.\.>$/, '') + resumed[3];
}

const cutOff = (line: string) => line.replace(/\)?\s*<unfinished \.\.\.>$/, ') = ?');

function parseCall(line: string, count: (key: string) => number): SystemCall {
  const match = COMPLETE.exec(line);
  if (!match) throw new Error(`strace: a line that is not understood: ${line.slice(0, 300)}`);
  const [, thread = '', name = '', args = '', result, error] = match;
  return {
    thread: Number(thread),
    name,
    args: splitArguments(args),
    result: result === '?' ? undefined : Number(result),
    error,
    injected: /\((INJECTED|DELAYED)\)$/.test(line),
    ordinal: count(`${thread} ${name}`),
    line,
  };
}

/** Splits at the commas that no bracket encloses; strings are hexadecimal and hold none. */
function splitArguments(text: string): string[] {
  const args: string[] = [];
  let depth = 0;
  let start = 0;
  for (let i = 0; i < text.length; i += 1) {
    const char = text.charAt(i);
    if ('[{('.includes(char)) depth += 1;
    else if (')}]'.includes(char)) depth -= 1;
    else if (char === ',' && depth === 0) {
      args.push(text.slice(start, i).trim());
      start = i + 1;
    }
  }
  const last = text.slice(start).trim();
  return last === '' ? args : [...args, last];
}

/** The bytes of a string argument; strace's `…` after a cut string is refused. */
export function bytesOf(arg: string): Buffer {
  const match = /^"((?:\\x[0-9a-f]{2})*)"$/.exec(arg);
  if (!match) throw new Error(`strace: not a whole string: ${arg.slice(0, 100)}`);
  return Buffer.from((match[1] ?? '').replaceAll('\\x', ''), 'hex');
}

/** The path in `3<\x2f…>`, as the kernel saw it at that moment. */
export function pathOfDescriptor(arg: string): string | undefined {
  const match = /^(?:AT_FDCWD|\d+)<((?:\\x[0-9a-f]{2})*)>/.exec(arg);
  return match ? Buffer.from((match[1] ?? '').replaceAll('\\x', ''), 'hex').toString() : undefined;
}

/** How a path looks in the trace, to find the lines that mention it. */
export const asTraced = (path: string) =>
  [...Buffer.from(path)].map((byte) => `\\x${byte.toString(16).padStart(2, '0')}`).join('');
