"""Locks between processes, and what all use of files here begins with."""

from __future__ import annotations

import errno
import os
import stat
import struct
import sys
import threading
import time
import weakref
from contextlib import contextmanager, suppress
from functools import lru_cache, partial
from io import FileIO
from typing import TYPE_CHECKING, TypeAlias, TypeVar

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

if TYPE_CHECKING:
    from collections.abc import Callable, Generator
    from pathlib import Path

T = TypeVar("T")
Status: TypeAlias = os.stat_result | None
TIMEOUT = 30.0
# Where SQLite locks a file, and so programs in other languages.
_START, _LENGTH = 0x40000000, 512
_NO_LOCKS = {errno.EINVAL, errno.ENOLCK, errno.ENOSYS, errno.EOPNOTSUPP}
_HINT = "no locks here: use a local disk, and Linux 3.15 or newer"
# eCryptfs, of the file systems in use, allows the fewest bytes in a name.
_SAFE_NAME_BYTES = 143
_FLAGS: int = getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
_NO_LINK: int = getattr(os, "O_NOFOLLOW", 0)
# The lock files that a thread has open.
_locks: dict[tuple[int, Path], weakref.ref[FileIO]] = {}


def deadline(timeout: float | None = TIMEOUT) -> float:
    """Return the end of a wait, in `time.monotonic` seconds; None: never."""
    limit = float("inf") if timeout is None else timeout
    if not limit >= 0:
        msg = f"timeout must not be negative: {timeout}"
        raise ValueError(msg)
    return time.monotonic() + limit


def wait_until(attempt: Callable[[], T | None], end: float, what: object) -> T:
    """Attempt something until it succeeds; TimeoutError at the end."""
    pause = 0.0005
    while not (result := attempt()):
        rest = end - time.monotonic()
        if rest <= 0:
            msg = f"{what} was not free in time"
            raise TimeoutError(msg)
        time.sleep(min(pause, rest))
        pause = min(2 * pause, 0.01)
    return result


@contextmanager
def lock_beside(target: Path, status: Status, end: float) -> Generator[None]:
    """Lock out other processes, and other objects, that use a file.

    The lock is on `.NAME.lock` beside it, for the file itself is replaced.
    That one stays: if it were removed, two processes could hold locks on two
    files of one name. The kernel frees it when its holder dies. Raises
    TimeoutError, and RuntimeError if this thread holds it already.
    """
    _, lock, _ = beside(target)
    key = (threading.get_ident(), lock)
    if key in _locks and not getattr(_locks[key](), "closed", True):
        msg = f"this thread holds {lock} already"
        raise RuntimeError(msg)
    # At its end the file is closed by code in C, whatever handlers raise.
    attempt = partial(_try_lock, key, status)
    with attempt() or wait_until(attempt, end, lock) as file:
        try:
            yield
        finally:
            # A forked child may have a copy; in that child it is closed.
            if not file.closed:
                _set_lock(file.fileno(), locked=False)
            _locks.pop(key, None)


def open_file(path: Path, mode: str) -> FileIO:
    """Open a file so that a signal handler that raises leaks nothing.

    A new one gets mode 0600; links are followed in mode "rb" only.
    """
    return FileIO(path, mode, opener=_open)


def shorten_name(name: str, extra: int) -> str:
    """Make room in a long file name for `extra` ASCII characters."""
    fits = len(os.fsencode(name)) + extra <= _SAFE_NAME_BYTES
    # No character is shorter than an ASCII one.
    return name if fits else name[:-extra]


@lru_cache
def beside(target: Path) -> tuple[Path, Path, Path]:
    """Return the directory of a file, `.NAME.lock` and `.NAME.tmp` in it."""
    directory, name = target.parent, target.name
    lock, temp = shorten_name(name, 6), shorten_name(name, 5)
    return directory, directory / f".{lock}.lock", directory / f".{temp}.tmp"


def give_owner(fd: int, now: os.stat_result, wanted: os.stat_result) -> bool:
    """Give a file an owner and group, or the group alone, if permitted."""
    given = (now.st_uid, now.st_gid) == (wanted.st_uid, wanted.st_gid)
    if sys.platform != "win32" and not given:
        for owner in (wanted.st_uid, -1):
            with suppress(OSError):
                os.fchown(fd, owner, wanted.st_gid)
                return True
    return given


def _open(path: str, flags: int) -> int:
    if flags & (os.O_EXCL | os.O_RDWR):
        flags |= _NO_LINK
    # Unpacked, for between a call and its assignment a handler can raise.
    [fd] = map(os.open, (path,), (flags | _FLAGS,), (0o600,))
    return fd


def _try_lock(key: tuple[int, Path], wanted: Status) -> FileIO | None:
    file, links = open_file(key[1], "a+b"), 0
    _locks[key] = weakref.ref(file)
    try:
        _set_lock(file.fileno(), locked=True)
        status = os.fstat(file.fileno())
        # One of two names could be another user's.
        if wanted and status.st_nlink == 1:
            _follow_mode(file.fileno(), status, wanted)
        # Without a name, somebody has deleted it since it was opened.
        links = status.st_nlink
    except (BlockingIOError, PermissionError):
        pass
    except OSError as error:
        if error.errno in _NO_LOCKS:
            error.strerror, error.filename = _HINT, str(key[1])
        raise
    finally:
        if not links:
            file.close()
    return file if links else None


def _follow_mode(fd: int, now: os.stat_result, wanted: os.stat_result) -> None:
    """Let all who may write a file lock it: give its mode to the lock file."""
    give_owner(fd, now, wanted)
    mode = stat.S_IMODE(wanted.st_mode) | stat.S_IWUSR
    if sys.platform != "win32" and mode != stat.S_IMODE(now.st_mode):
        with suppress(OSError):
            os.fchmod(fd, mode)


def _set_lock(fd: int, *, locked: bool) -> None:
    if sys.platform == "win32":
        os.lseek(fd, _START, os.SEEK_SET)
        mode = msvcrt.LK_NBLCK if locked else msvcrt.LK_UNLCK
        msvcrt.locking(fd, mode, _LENGTH)
    elif sys.platform == "linux":
        # Of the open file rather than the process, as those of flock are.
        kind = fcntl.F_WRLCK if locked else fcntl.F_UNLCK
        lock = struct.pack("hhqqi0q", kind, os.SEEK_SET, _START, _LENGTH, 0)
        fcntl.fcntl(fd, fcntl.F_OFD_SETLK, lock)
    else:
        # Here, those of flock keep out those of fcntl.
        mode = fcntl.LOCK_EX | fcntl.LOCK_NB if locked else fcntl.LOCK_UN
        fcntl.flock(fd, mode)


def _close_locks_in_child() -> None:
    """Close them after a fork: the parent's locks are not the child's."""
    for refer in list(_locks.values()):
        if file := refer():
            FileIO.close(file)
    _locks.clear()


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_close_locks_in_child)
