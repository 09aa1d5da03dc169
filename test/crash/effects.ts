/** What the system calls do to the sandbox, each as an operation of its history. */

import type { SystemCall } from './parse-strace.js';
import { bytesOf, pathOfDescriptor } from './parse-strace.js';
import type { OpenFile, Place, Sandbox } from './sandbox.js';

export type Effect = (sandbox: Sandbox, call: SystemCall) => void;

export const number = (arg = '') => (/^0\d/.test(arg) ? Number.parseInt(arg, 8) : Number.parseInt(arg, 10));
export const arg = (call: SystemCall, i: number) => call.args[i] ?? '';
const text = (call: SystemCall, i: number) => bytesOf(arg(call, i)).toString();
const has = (flags: string, flag: string) => flags.split('|').includes(flag);

/** The path of a call, whose folder is given by a descriptor or is the working directory, which is `/`. */
export function pathAt(call: SystemCall, folder: number | undefined, i: number): string {
  const path = text(call, i);
  if (path.startsWith('/')) return path;
  const base = folder === undefined ? '/' : (pathOfDescriptor(arg(call, folder)) ?? '/');
  return path === '' ? base : `${base === '/' ? '' : base}/${path}`;
}

export function openFile(
  sandbox: Sandbox,
  call: SystemCall,
  path: string,
  flags: string,
  mode: string,
): void {
  if (!sandbox.contains(path)) return;
  if (/O_TMPFILE|O_SYNC|O_DSYNC|O_DIRECT\b/.test(flags))
    throw new Error('open with a flag that is not modelled');
  const place = sandbox.find(path, !(has(flags, 'O_NOFOLLOW') || has(flags, 'O_EXCL')));
  const inode = place.inode ?? sandbox.create(place, 'file', number(mode));
  if (has(flags, 'O_TRUNC') && sandbox.sizeOf(inode) > 0) sandbox.log({ kind: 'truncate', inode, size: 0 });
  sandbox.openFiles.set(call.result ?? -1, { inode, offset: 0, append: has(flags, 'O_APPEND') });
}

/** The open file of a descriptor, undefined where it lies outside the sandbox. */
function fileOf(sandbox: Sandbox, call: SystemCall): OpenFile | undefined {
  const file = sandbox.openFiles.get(number(arg(call, 0)));
  const path = pathOfDescriptor(arg(call, 0));
  if (!file && sandbox.contains(path)) throw new Error(`a descriptor of ${path} from nowhere`);
  return file;
}

/** An effect on the open file, on calls whose first argument is a descriptor. */
export const onFile =
  (effect: (sandbox: Sandbox, file: OpenFile, call: SystemCall) => void): Effect =>
  (sandbox, call) => {
    const file = fileOf(sandbox, call);
    if (file) effect(sandbox, file, call);
  };

/** An effect on a place, on calls that name it by a path. */
export const onPlace =
  (
    folder: number | undefined,
    i: number,
    follow: boolean,
    effect: (s: Sandbox, p: Place, c: SystemCall) => void,
  ): Effect =>
  (sandbox, call) => {
    const path = pathAt(call, folder, i);
    if (sandbox.contains(path)) effect(sandbox, sandbox.find(path, follow), call);
  };

function written(call: SystemCall): Buffer {
  const isVector = arg(call, 1).startsWith('[');
  const parts = isVector
    ? [...arg(call, 1).matchAll(/iov_base=("[^"]*")/g)].map((m) => m[1] ?? '')
    : [arg(call, 1)];
  return Buffer.concat(parts.map(bytesOf)).subarray(0, call.result);
}

export function writeOrMark(sandbox: Sandbox, call: SystemCall): void {
  const file = fileOf(sandbox, call);
  if (file) sandbox.write(file, written(call));
  else if (number(arg(call, 0)) === 1) markLines(sandbox, written(call).toString());
}

function markLines(sandbox: Sandbox, output: string): void {
  for (const line of output.split('\n').filter(Boolean)) sandbox.log({ kind: 'marker', text: line });
}

export const writeAt = onFile((sandbox, file, call) =>
  sandbox.write(file, written(call), number(arg(call, 3))),
);

export const sync = (attributes: boolean) =>
  onFile((sandbox, { inode }) => sandbox.log({ kind: 'sync', inode, attributes }));

export const syncAll: Effect = (sandbox) => sandbox.log({ kind: 'sync', inode: 'all', attributes: true });

export const setMode =
  (i: number) =>
  (sandbox: Sandbox, { inode }: { inode: number | undefined }, call: SystemCall) => {
    if (inode !== undefined) sandbox.log({ kind: 'mode', inode, mode: number(arg(call, i)) });
  };

export const setOwner =
  (i: number) =>
  (sandbox: Sandbox, { inode }: { inode: number | undefined }, call: SystemCall) => {
    if (inode === undefined) return;
    const { uid, gid } = ownerBefore(sandbox, inode);
    const [newUid, newGid] = [number(arg(call, i)), number(arg(call, i + 1))];
    sandbox.log({ kind: 'owner', inode, uid: newUid < 0 ? uid : newUid, gid: newGid < 0 ? gid : newGid });
  };

function ownerBefore({ history }: Sandbox, inode: number): { uid: number; gid: number } {
  const isOwner = (operation: { kind: string; inode?: unknown }) =>
    operation.kind === 'owner' && operation.inode === inode;
  const last = history.operations.findLast(isOwner);
  return last?.kind === 'owner' ? last : (history.inodes[inode] ?? { uid: 0, gid: 0 });
}

export const truncate = (sandbox: Sandbox, { inode }: { inode: number | undefined }, call: SystemCall) => {
  if (inode !== undefined) sandbox.log({ kind: 'truncate', inode, size: number(arg(call, 1)) });
};

export const makeDirectory = (i: number) => (sandbox: Sandbox, place: Place, call: SystemCall) => {
  sandbox.create(place, 'directory', number(arg(call, i)));
};

export const remove = (sandbox: Sandbox, place: Place) => sandbox.enter(place, undefined);

export function rename(sandbox: Sandbox, call: SystemCall, from: string, to: string): void {
  if (!sandbox.contains(from) && !sandbox.contains(to)) return;
  const [source, target] = [sandbox.find(from, false), sandbox.find(to, false)];
  if (source.directory !== target.directory) throw new Error('a rename across directories is not modelled');
  if (/RENAME_(EXCHANGE|WHITEOUT)/.test(arg(call, 4)))
    throw new Error('renameat2 with a flag that is not modelled');
  if (source.name !== target.name)
    sandbox.enter(target, source.inode, { directory: source.directory, name: source.name, inode: undefined });
}

export function link(sandbox: Sandbox, from: string, to: string, follow: boolean): void {
  if (sandbox.contains(from) || sandbox.contains(to))
    sandbox.enter(sandbox.find(to, false), sandbox.find(from, follow).inode);
}

export const makeSymlink = (sandbox: Sandbox, place: Place, call: SystemCall) => {
  sandbox.create(place, 'symlink', 0o777, bytesOf(arg(call, 0)));
};

export function duplicate(sandbox: Sandbox, call: SystemCall): void {
  const file = fileOf(sandbox, call);
  if (file && call.result !== undefined) sandbox.openFiles.set(call.result, file);
}

export const mapMemory: Effect = (_, call) => {
  if (/MAP_SHARED/.test(arg(call, 3)) && /PROT_WRITE/.test(arg(call, 2)))
    throw new Error('a writable shared mapping is not modelled');
};

export const refuse: Effect = (_, call) => {
  throw new Error(`${call.name} is not modelled: record one process, that stays in its working directory`);
};

export const setUmask: Effect = (sandbox, call) => {
  sandbox.umask = number(arg(call, 0));
};
