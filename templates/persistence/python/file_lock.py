"""Locks between processes, threads and tasks.

The kernel frees the locks between processes when their holder dies: so one
on every temp file tells which of them killed processes have left behind.
"""

from __future__ import annotations

import asyncio
import errno
import os
import re
import sys
import threading
import time
import zlib
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

if TYPE_CHECKING:
    from asyncio import AbstractEventLoop
    from collections.abc import Generator

__all__ = [
    "FileLock",
    "TaskLock",
    "create_temp_file",
    "follow_link",
    "lock_within",
    "shorten_name",
    "sweep_temp_files",
]

_HELD_ELSEWHERE = {errno.EACCES, errno.EAGAIN, errno.EDEADLK}
_FIRST_PAUSE = 0.0005
_LONGEST_PAUSE = 0.02
# On Windows, a temp file is closed a moment before it is renamed; in seconds.
_LONGEST_MOMENT = 60.0
# eCryptfs, of the file systems in use, allows the fewest bytes in a name.
_SAFE_NAME_BYTES = 143
_TEMP_NAME = re.compile(r"\..*\.([0-9a-f]{8})[0-9a-f]{8}\.tmp", re.DOTALL)
_BINARY: int = getattr(os, "O_BINARY", 0)


class FileLock:
    """An exclusive lock between processes, and between objects in one.

    Its file is created empty and stays: if it were removed, two processes
    could hold locks on two files of one name. The lock is not reentrant.

    Example:
        >>> import tempfile
        >>> with FileLock(Path(tempfile.mkdtemp()) / "job.lock", timeout=5.0):
        ...     print("alone")
        alone

    """

    def __init__(self, path: Path, timeout: float | None = 30.0) -> None:
        """Name the lock; nothing is opened yet.

        Args:
            path: The lock file; its directory must exist.
            timeout: Seconds to wait in `acquire`; None waits for ever.

        """
        self._path = path
        self._timeout = timeout
        self._fd: int | None = None

    @classmethod
    def beside(cls, path: Path, timeout: float | None = 30.0) -> FileLock:
        """Name the lock of a file that is replaced, and so cannot be locked.

        Args:
            path: The file; of a symbolic link, the file that it leads to.
            timeout: Seconds to wait in `acquire`; None waits for ever.

        Returns:
            A lock whose file `.NAME.lock` is in the same directory.

        Raises:
            OSError: If links lead in a circle.

        """
        return cls(_hidden_sibling(follow_link(path), "lock"), timeout)

    def acquire(self) -> None:
        """Wait for the lock and take it.

        Raises:
            TimeoutError: If it was not free within the time limit.
            RuntimeError: If this object holds it already.
            OSError: If the lock file cannot be opened or locked.

        """
        if self._fd is not None:
            msg = f"this object holds the lock {self._path} already"
            raise RuntimeError(msg)
        start = time.monotonic()
        pause = _FIRST_PAUSE
        while (fd := self._try_open()) is None:
            waited = time.monotonic() - start
            if self._timeout is not None and waited >= self._timeout:
                msg = f"the lock {self._path} is held by another process"
                raise TimeoutError(msg)
            time.sleep(pause)
            pause = min(2 * pause, _LONGEST_PAUSE)
        self._fd = fd

    def release(self) -> None:
        """Free the lock; does nothing if it is not held."""
        if self._fd is None:
            return
        fd, self._fd = self._fd, None
        try:
            # Closing is not enough: a child process may hold a copy of fd.
            _unlock(fd)
        finally:
            os.close(fd)

    def __enter__(self) -> None:
        """Acquire the lock."""
        self.acquire()

    def __exit__(self, *error: object) -> None:
        """Release the lock."""
        self.release()

    def _try_open(self) -> int | None:
        fd = os.open(self._path, os.O_RDWR | os.O_CREAT, 0o600)
        try:
            if _try_lock(fd) and _is_at(fd, self._path):
                return fd
        except BaseException:
            os.close(fd)
            raise
        os.close(fd)
        return None


class TaskLock:
    """A lock between tasks, in whatever event loops they run."""

    def __init__(self) -> None:
        """Make a lock that nobody holds."""
        self._guard = threading.Lock()
        self._of: dict[AbstractEventLoop, asyncio.Lock] = {}

    def here(self) -> asyncio.Lock:
        """Return the lock between the tasks of the running event loop."""
        loop = asyncio.get_running_loop()
        with self._guard:
            for closed in [each for each in self._of if each.is_closed()]:
                del self._of[closed]
            return self._of.setdefault(loop, asyncio.Lock())


@contextmanager
def lock_within(
    lock: threading.Lock | threading.RLock,
    timeout: float | None,
) -> Generator[float | None]:
    """Hold a lock between threads that is got within a time limit.

    Args:
        lock: The lock.
        timeout: Seconds to wait; None waits for ever.

    Yields:
        The seconds that are left for other locks, or None.

    Raises:
        TimeoutError: If the lock was not free within the time limit.

    """
    start = time.monotonic()
    if not lock.acquire(timeout=-1 if timeout is None else timeout):
        msg = f"another thread holds the lock for more than {timeout} s"
        raise TimeoutError(msg)
    try:
        waited = time.monotonic() - start
        yield None if timeout is None else max(0.0, timeout - waited)
    finally:
        lock.release()


def create_temp_file(target: Path) -> tuple[Path, int]:
    """Create a temp file `.NAME.XXXXX.tmp` that is to replace another file.

    Until its descriptor is closed it is this process's, and no sweep takes it.

    Args:
        target: The file, in the same directory.

    Returns:
        The path, and a descriptor open for reading and writing. Mode is 0600.

    Raises:
        OSError: If it cannot be created.

    """
    flags = os.O_RDWR | os.O_CREAT | os.O_EXCL | _BINARY
    while True:
        temp = _temp_path(target, os.urandom(4).hex())
        fd = os.open(temp, flags, 0o600)
        if sys.platform == "win32" or _claim(fd):
            return temp, fd
        # A sweep came between creation and lock, and deletes the file.
        os.close(fd)


def sweep_temp_files(path: Path) -> None:
    """Delete the temp files that killed processes left beside a file.

    Those of living processes stay, and so does all that is not this file's.
    What cannot be found out or deleted is left for the next sweep.

    Args:
        path: The file; of a symbolic link, the file that it leads to.

    """
    with suppress(OSError):
        target = follow_link(path)
        for temp in target.parent.iterdir():
            found = _TEMP_NAME.fullmatch(temp.name)
            if found and temp == _temp_path(target, found[1]):
                with suppress(OSError):
                    _remove_ownerless(temp)


def follow_link(path: Path) -> Path:
    """Follow a symbolic link, a dangling one too, to what it stands for.

    Args:
        path: Any path.

    Returns:
        The path of the file; the same one if it is no link.

    Raises:
        OSError: If links lead in a circle.

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

    Args:
        name: The name of an existing or possible file.
        extra: How many characters are to be added.

    Returns:
        The beginning of a long name, or the whole of a short one.

    """
    fits = len(os.fsencode(name)) + extra <= _SAFE_NAME_BYTES
    return name if fits else name[:-extra]


def _hidden_sibling(target: Path, ending: str) -> Path:
    stem = shorten_name(target.name, len(ending) + 2)
    return target.with_name(f".{stem}.{ending}")


def _temp_path(target: Path, token: str) -> Path:
    """Name a temp file so that the sweep can tell it from a user's file.

    The checksum is of the full name, which may have to be shortened.
    """
    check = zlib.crc32(os.fsencode(f"{target.name}/{token}"))
    return _hidden_sibling(target, f"{token}{check:08x}.tmp")


def _claim(fd: int) -> bool:
    try:
        return _try_lock(fd) and os.fstat(fd).st_nlink > 0
    except OSError:
        # A file system without locks: no sweep can lock the file, either.
        return True


def _remove_ownerless(temp: Path) -> None:
    if sys.platform == "win32":
        # It cannot be deleted while it is open.
        if time.time() - temp.stat().st_mtime > _LONGEST_MOMENT:
            temp.unlink()
        return
    fd = os.open(temp, os.O_RDONLY | os.O_NONBLOCK | os.O_NOFOLLOW)
    try:
        if _try_lock(fd):
            temp.unlink()
    finally:
        os.close(fd)


def _try_lock(fd: int) -> bool:
    try:
        if sys.platform == "win32":
            msvcrt.locking(fd, msvcrt.LK_NBLCK, 1)
        else:
            fcntl.flock(fd, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        if error.errno in _HELD_ELSEWHERE:
            return False
        raise
    return True


def _unlock(fd: int) -> None:
    if sys.platform == "win32":
        msvcrt.locking(fd, msvcrt.LK_UNLCK, 1)
    else:
        fcntl.flock(fd, fcntl.LOCK_UN)


def _is_at(fd: int, path: Path) -> bool:
    """Tell whether nobody has deleted the file since it was opened."""
    try:
        return os.path.samestat(os.fstat(fd), path.stat())
    except FileNotFoundError:
        return False
