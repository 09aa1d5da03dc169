"""Locks that the kernel frees when the process that holds them dies.

`FileLock` excludes other processes. `create_owned` and `remove_ownerless`
tell the leftovers of killed processes from the files of living ones.
"""

from __future__ import annotations

import errno
import os
import sys
import time
from contextlib import suppress
from pathlib import Path

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

__all__ = [
    "FileLock",
    "create_owned",
    "follow_link",
    "hidden_sibling",
    "remove_ownerless",
    "shorten_name",
]

_HELD_ELSEWHERE = {errno.EACCES, errno.EAGAIN, errno.EDEADLK}
_FIRST_PAUSE = 0.0005
_LONGEST_PAUSE = 0.02
# On Windows, how long a file may lie closed before it is renamed, in seconds.
_CLOSED_FOR = 60.0
# eCryptfs, of the file systems in use, allows the fewest bytes in a name.
_SAFE_NAME_BYTES = 143
_BINARY: int = getattr(os, "O_BINARY", 0)


class FileLock:
    """An exclusive lock between processes, and between objects in one.

    Its file is created empty and stays: if it were removed, two processes
    could hold locks on two files of one name. The lock is not reentrant.

    Example:
        >>> import tempfile
        >>> with FileLock(f"{tempfile.mkdtemp()}/job.lock", timeout=5.0):
        ...     print("alone")
        alone
    """

    def __init__(
        self,
        path: str | os.PathLike[str],
        *,
        timeout: float | None = None,
    ) -> None:
        """Name the lock; nothing is opened yet.

        Args:
            path: The lock file; its directory must exist.
            timeout: Seconds to wait in `acquire`; None waits for ever.
        """
        self._path = Path(path)
        self._timeout = timeout
        self._fd: int | None = None

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


def create_owned(path: str | os.PathLike[str]) -> int | None:
    """Create a file that is this process's until it is closed.

    Args:
        path: A new file; it gets mode 0600.

    Returns:
        Its descriptor, open for reading and writing, or None if
        `remove_ownerless` deleted it at once: then take another name.

    Raises:
        OSError: If it exists or cannot be created.
    """
    flags = os.O_RDWR | os.O_CREAT | os.O_EXCL | _BINARY
    fd = os.open(path, flags, 0o600)
    if sys.platform == "win32":
        # Nobody can delete it as long as it is open.
        return fd
    try:
        if _try_lock(fd) and os.fstat(fd).st_nlink > 0:
            return fd
    except OSError:
        # Without locks on this file system, nobody can lock and delete it.
        return fd
    os.close(fd)
    return None


def remove_ownerless(path: str | os.PathLike[str]) -> None:
    """Delete a file from `create_owned` if its process is dead.

    Nothing happens if that cannot be found out, or the file not deleted.

    Args:
        path: The file.
    """
    file = Path(path)
    with suppress(OSError):
        if sys.platform == "win32":
            if time.time() - file.stat().st_mtime > _CLOSED_FOR:
                file.unlink()
            return
        fd = os.open(file, os.O_RDONLY | os.O_NONBLOCK | os.O_NOFOLLOW)
        try:
            if _try_lock(fd):
                file.unlink()
        finally:
            os.close(fd)


def hidden_sibling(path: str | os.PathLike[str], ending: str) -> Path:
    """Name a hidden file that belongs to another one and lies beside it.

    Args:
        path: The file; of a symbolic link, the file that it leads to.
        ending: The end of the name, in ASCII.

    Returns:
        The path `.NAME.ENDING`; a long NAME is cut to make room.

    Raises:
        OSError: If links lead in a circle.
    """
    target = follow_link(path)
    stem = shorten_name(target.name, len(ending) + 2)
    return target.with_name(f".{stem}.{ending}")


def shorten_name(name: str, extra: int) -> str:
    """Make room in a long name for `extra` ASCII characters.

    As many whole characters go, none of which is shorter than an ASCII one:
    so the result is no longer than the name that the file system accepted.
    """
    fits = len(os.fsencode(name)) + extra <= _SAFE_NAME_BYTES
    return name if fits else name[:-extra]


def follow_link(path: str | os.PathLike[str]) -> Path:
    """Follow a symbolic link, a dangling one too, to what it stands for."""
    link = Path(path)
    if not link.is_symlink():
        return link
    target = Path(os.path.realpath(link))
    if target.is_symlink():
        raise OSError(errno.ELOOP, os.strerror(errno.ELOOP), str(link))
    return target


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
    # Closing is not enough: a child process may hold a copy of fd.
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
