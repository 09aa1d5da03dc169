/** Which effect each system call has. A call on the sandbox that is in none of these tables is an error, never ignored. */

import {
  arg,
  duplicate,
  type Effect,
  link,
  makeDirectory,
  makeSymlink,
  mapMemory,
  number,
  onFile,
  onPlace,
  openFile,
  pathAt,
  refuse,
  remove,
  rename,
  setMode,
  setOwner,
  setUmask,
  sync,
  syncAll,
  truncate,
  writeAt,
  writeOrMark,
} from './effects.js';
import type { SystemCall } from './parse-strace.js';

/** Calls that change nothing that the model looks at. Times are not looked at. */
const HARMLESS = new Set(
  (
    'access faccessat faccessat2 stat lstat fstat newfstatat statx statfs fstatfs readlink readlinkat getdents64 ' +
    'pread64 preadv preadv2 flock fadvise64 getxattr lgetxattr fgetxattr listxattr llistxattr flistxattr fsetxattr fremovexattr execve ' +
    'getcwd utimensat futimesat sync_file_range readahead poll ppoll epoll_ctl inotify_add_watch'
  ).split(' '),
);

/** Calls that matter wherever they are made: they name no path. */
const EVERYWHERE: Record<string, Effect> = {
  umask: setUmask,
  sync: syncAll,
  clone3: (s, c) => (c.line.includes('CLONE_THREAD') ? undefined : refuse(s, c)),
  fork: refuse,
  vfork: refuse,
  chdir: refuse,
  fchdir: refuse,
  chroot: refuse,
  // Without a thread that polls it, libuv's ring is for `epoll_ctl` alone.
  io_uring_setup: (s, c) => (c.line.includes('IORING_SETUP_SQPOLL') ? refuse(s, c) : undefined),
};

/** Calls that matter when they name a path in the sandbox. */
const IN_SANDBOX: Record<string, Effect> = {
  open: (s, c) => openFile(s, c, pathAt(c, undefined, 0), arg(c, 1), arg(c, 2)),
  creat: (s, c) => openFile(s, c, pathAt(c, undefined, 0), 'O_WRONLY|O_CREAT|O_TRUNC', arg(c, 1)),
  openat: (s, c) => openFile(s, c, pathAt(c, 0, 1), arg(c, 2), arg(c, 3)),
  close: (s, c) => void s.openFiles.delete(number(arg(c, 0))),
  dup: duplicate,
  dup2: duplicate,
  dup3: duplicate,
  fcntl: (s, c) => (arg(c, 1).startsWith('F_DUPFD') ? duplicate(s, c) : undefined),
  ioctl: (_, c) => (/TCGETS|FIO(N?CLEX|NBIO|NREAD)/.test(arg(c, 1)) ? undefined : refuse(_, c)),
  mmap: mapMemory,
  lseek: onFile((_, file, c) => void Object.assign(file, { offset: c.result ?? 0 })),
  read: onFile((_, file, c) => void Object.assign(file, { offset: file.offset + (c.result ?? 0) })),
  readv: onFile((_, file, c) => void Object.assign(file, { offset: file.offset + (c.result ?? 0) })),
  write: writeOrMark,
  writev: writeOrMark,
  pwrite64: writeAt,
  pwritev: writeAt,
  ftruncate: onFile(truncate),
  truncate: onPlace(undefined, 0, true, truncate),
  fsync: sync(true),
  fdatasync: sync(false),
  syncfs: syncAll,
  chmod: onPlace(undefined, 0, true, setMode(1)),
  fchmod: onFile(setMode(1)),
  fchmodat: onPlace(0, 1, true, setMode(2)),
  chown: onPlace(undefined, 0, true, setOwner(1)),
  lchown: onPlace(undefined, 0, false, setOwner(1)),
  fchown: onFile(setOwner(1)),
  fchownat: (s, c) => onPlace(0, 1, !c.line.includes('AT_SYMLINK_NOFOLLOW'), setOwner(2))(s, c),
  mkdir: onPlace(undefined, 0, false, makeDirectory(1)),
  mkdirat: onPlace(0, 1, false, makeDirectory(2)),
  rmdir: onPlace(undefined, 0, false, remove),
  unlink: onPlace(undefined, 0, false, remove),
  unlinkat: onPlace(0, 1, false, remove),
  rename: (s, c) => rename(s, c, pathAt(c, undefined, 0), pathAt(c, undefined, 1)),
  renameat: (s, c) => rename(s, c, pathAt(c, 0, 1), pathAt(c, 2, 3)),
  renameat2: (s, c) => rename(s, c, pathAt(c, 0, 1), pathAt(c, 2, 3)),
  link: (s, c) => link(s, pathAt(c, undefined, 0), pathAt(c, undefined, 1), false),
  linkat: (s, c) => link(s, pathAt(c, 0, 1), pathAt(c, 2, 3), arg(c, 4).includes('AT_SYMLINK_FOLLOW')),
  symlink: onPlace(undefined, 1, false, makeSymlink),
  symlinkat: onPlace(1, 2, false, makeSymlink),
};

/** The change that a call of the sandbox makes; undefined for one that makes none. */
export const effectInSandbox = (name: string): Effect | undefined =>
  HARMLESS.has(name) ? undefined : (IN_SANDBOX[name] ?? refuse);

export const effectEverywhere = (name: string): Effect | undefined => EVERYWHERE[name];

/** Calls that change the sandbox or make a change durable. */
export const changesSandbox = (call: SystemCall): boolean =>
  IN_SANDBOX[call.name] !== undefined &&
  !/^(close|dup.*|fcntl|ioctl|mmap|lseek|readv?)$/.test(call.name) &&
  (!call.name.startsWith('open') || /O_CREAT|O_TRUNC/.test(call.line));
