"""Locks between processes, and temp files that killed processes leave.

The kernel frees a lock when its holder dies: so one on every temp file tells
which of them nobody needs any more.
"""

from __future__ import annotations

import errno
import os
import re
import stat
import sys
import threading
import time
import weakref
import zlib
from contextlib import contextmanager, suppress
from io import FileIO
from math import inf
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterator

__all__ = [
    "PATIENCE",
    "create_temp_file",
    "follow_link",
    "lock_beside",
    "open_file",
    "pauses",
    "shorten_name",
    "sweep_temp_files",
    "wait_until",
]

_Key: TypeAlias = tuple[int, Path]

_HELD_ELSEWHERE = {errno.EACCES, errno.EAGAIN, errno.EDEADLK}
# How long a save waits for others, in seconds.
PATIENCE = 30.0
_LONGEST_PAUSE = 0.01
# On Windows, a temp file is closed a moment before it is renamed; in seconds.
_LONGEST_MOMENT = 60.0
# eCryptfs, of the file systems in use, allows the fewest bytes in a name.
_SAFE_NAME_BYTES = 143
_TEMP_NAME = re.compile(r"(\..*\.)([0-9a-f]{8})([0-9a-f]{8})\.tmp", re.DOTALL)
_FLAGS: int = getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
_NO_LINK: int = getattr(os, "O_NOFOLLOW", 0)
_swept: set[Path] = set()
# The lock files that a thread has open.
_locks: dict[_Key, weakref.ref[FileIO]] = {}


def pauses(timeout: float | None = PATIENCE) -> Iterator[float]:
    """Yield the seconds to pause between attempts, until `timeout` is over.

    None and infinity are no limit. Raises ValueError for a negative number.
    """
    limit = inf if timeout is None else timeout
    if not limit >= 0:
        msg = f"timeout must not be negative: {timeout}"
        raise ValueError(msg)
    return _pauses_until(time.monotonic() + limit)


def wait_until(
    attempt: Callable[[], bool],
    waits: Iterator[float],
    what: str,
) -> None:
    """Attempt something until it returns True, pausing in between.

    Raises TimeoutError, which says what was waited for, once `waits` ends.
    """
    while not attempt():
        pause = next(waits, None)
        if pause is None:
            msg = f"{what} was not free in time"
            raise TimeoutError(msg)
        time.sleep(pause)


@contextmanager
def lock_beside(path: Path, waits: Iterator[float]) -> Generator[None]:
    """Lock out other processes, and other objects, that use a file.

    The lock is on `.NAME.lock` beside it, for the file itself is replaced.
    That one stays: if it were removed, two processes could hold locks on two
    files of one name. It takes mode and owner from the file, so that all who
    may write the one may lock the other.

    Raises TimeoutError once `waits` ends, RuntimeError if this thread holds
    it already, and OSError if it cannot be opened or locked, or is a link.
    """
    target = follow_link(path)
    lock = _hidden_sibling(target, "lock")
    key = (threading.get_ident(), lock)
    if key in _locks and not getattr(_locks[key](), "closed", True):
        msg = f"this thread holds {lock} already"
        raise RuntimeError(msg)
    # At its end the file is closed by code in C, whatever handlers raise.
    with _acquire(lock, key, waits) as file:
        with suppress(OSError):
            _follow_owner(file.fileno(), target)
        try:
            yield
        finally:
            # Closing is not enough, a forked child may have a copy; in that
            # child it is closed.
            with suppress(ValueError):
                _unlock(file)
            _locks.pop(key, None)


def create_temp_file(target: Path) -> tuple[Path, FileIO]:
    """Create a temp file `.NAME.XXXXX.tmp`, of mode 0600, beside a file.

    Until it is closed it is this process's, and no sweep takes it.
    """
    while True:
        temp = _temp_path(target, os.urandom(4).hex())
        try:
            file = open_file(temp, "xb")
            if sys.platform == "win32" or _claim(file):
                return temp, file
        except BaseException:
            with suppress(OSError):
                temp.unlink()
            raise
        # A sweep came between creation and lock, and deletes the file.
        file.close()


def sweep_temp_files(beside: Path) -> None:
    """Delete the temp files that killed processes left beside a file.

    It does so once for each directory in a process, for many files may be in
    it. Those of living processes stay, and all that have other names. What
    cannot be found out or deleted is left for the next process.
    """
    with suppress(OSError):
        directory = follow_link(beside).parent
        if directory in _swept:
            return
        _swept.add(directory)
        for path in directory.iterdir():
            found = _TEMP_NAME.fullmatch(path.name)
            if found and found[3] == _checksum(found[1] + found[2]):
                with suppress(OSError):
                    _remove_ownerless(path)


def open_file(path: Path, mode: str) -> FileIO:
    """Open a file so that a signal handler that raises leaks nothing.

    A new one gets mode 0600; links are followed in mode "rb" only.
    """
    return FileIO(path, mode, opener=_open)


def follow_link(path: Path) -> Path:
    """Return what a symbolic link, a dangling one too, stands for.

    Raises OSError if links lead in a circle.
    """
    if not path.is_symlink():
        return path
    target = Path(os.path.realpath(path))
    if target.is_symlink():
        raise OSError(errno.ELOOP, os.strerror(errno.ELOOP), str(path))
    return target


def shorten_name(name: str, extra: int) -> str:
    """Make room in a long file name for `extra` ASCII characters.

    As many whole characters go, none of which is shorter than an ASCII one:
    so the result is no longer than a name that the file system accepts.
    """
    fits = len(os.fsencode(name)) + extra <= _SAFE_NAME_BYTES
    return name if fits else name[:-extra]


def _pauses_until(end: float) -> Iterator[float]:
    pause = 0.0005
    while (rest := end - time.monotonic()) > 0:
        yield min(pause, rest)
        pause = min(2 * pause, _LONGEST_PAUSE)


def _open(path: str, flags: int) -> int:
    if flags & (os.O_EXCL | os.O_RDWR):
        flags |= _NO_LINK
    # Unpacked, for between a call and its assignment a handler can raise.
    [fd] = map(os.open, (path,), (flags | _FLAGS,), (0o600,))
    return fd


def _acquire(lock: Path, key: _Key, waits: Iterator[float]) -> FileIO:
    found: list[FileIO] = []

    def attempt() -> bool:
        file = _open_lock(lock)
        _locks[key] = weakref.ref(file)
        try:
            # Somebody may have deleted it since it was opened.
            if _try_lock(file) and os.fstat(file.fileno()).st_nlink:
                found.append(file)
        finally:
            if not found:
                file.close()
        return bool(found)

    wait_until(attempt, waits, f"the lock {lock}")
    return found[0]


def _open_lock(lock: Path) -> FileIO:
    while True:
        with suppress(FileNotFoundError):
            return open_file(lock, "r+b")
        with suppress(FileExistsError):
            return open_file(lock, "x+b")


def _follow_owner(fd: int, target: Path) -> None:
    """Give a lock file the mode and, where permitted, the owner of its file.

    But not to a file of two names: one of them could be another user's.
    """
    wanted, status = target.stat(), os.fstat(fd)
    if sys.platform == "win32" or status.st_nlink != 1:
        return
    mode = stat.S_IMODE(wanted.st_mode) | stat.S_IWUSR
    if (status.st_uid, status.st_gid) != (wanted.st_uid, wanted.st_gid):
        for owner in (wanted.st_uid, -1):
            with suppress(OSError):
                os.fchown(fd, owner, wanted.st_gid)
                break
    if stat.S_IMODE(status.st_mode) != mode:
        os.fchmod(fd, mode)


def _hidden_sibling(target: Path, ending: str) -> Path:
    stem = shorten_name(target.name, len(ending) + 2)
    return target.with_name(f".{stem}.{ending}")


def _temp_path(target: Path, token: str) -> Path:
    """Name a temp file so that a sweep can tell it from a user's file."""
    stem = shorten_name(target.name, len(".....tmp") + 16)
    begin = f".{stem}.{token}"
    return target.with_name(f"{begin}{_checksum(begin)}.tmp")


def _checksum(text: str) -> str:
    return f"{zlib.crc32(os.fsencode(text)):08x}"


def _claim(file: FileIO) -> bool:
    try:
        return _try_lock(file) and os.fstat(file.fileno()).st_nlink > 0
    except OSError:
        # A file system without locks: no sweep can lock the file, either.
        return True


def _remove_ownerless(temp: Path) -> None:
    if sys.platform == "win32":
        # It cannot be deleted while it is open.
        if time.time() - temp.stat().st_mtime > _LONGEST_MOMENT:
            temp.unlink()
        return
    with open_file(temp, "r+b") as file:
        if _try_lock(file):
            temp.unlink()


def _try_lock(file: FileIO) -> bool:
    try:
        if sys.platform == "win32":
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        else:
            fcntl.flock(file.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        if error.errno in _HELD_ELSEWHERE:
            return False
        raise
    return True


def _unlock(file: FileIO) -> None:
    if sys.platform == "win32":
        msvcrt.locking(file.fileno(), msvcrt.LK_UNLCK, 1)
    else:
        fcntl.flock(file.fileno(), fcntl.LOCK_UN)


def _close_locks_in_child() -> None:
    """Close them after a fork: the parent's locks are not the child's."""
    for refer in list(_locks.values()):
        file = refer()
        if file:
            FileIO.close(file)
    _locks.clear()


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_close_locks_in_child)
