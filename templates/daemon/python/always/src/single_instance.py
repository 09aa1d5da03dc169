"""One instance for each folder.

The kernel frees the lock when its holder ends, by `kill -9` too, so a lock is
never stale. Its file stays: were it deleted, two processes could hold locks on
two files of one name.
"""

import fcntl
import os
import time
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

_LOCK_FILE = "lock"
_ATTEMPTS = 5
_PAUSE = 0.05  # seconds


class FolderError(Exception):
    """A folder cannot be worked on; the text says why, and what to do."""


@contextmanager
def only_instance(directory: Path) -> Generator[None]:
    """Be the only instance that works on a folder.

    Args:
        directory: The folder; it is made if it is missing.

    Yields:
        Nothing.

    Raises:
        FolderError: If there is another instance.
        OSError: If the folder or the lock file in it cannot be made.
    """
    directory.mkdir(parents=True, exist_ok=True)
    with (directory / _LOCK_FILE).open("a+") as file:
        if not _lock_soon(file):
            raise FolderError(
                f"another instance (pid {_pid_in(file)}) works on {directory}: "
                "stop it, or choose another folder with --dir"
            )
        file.truncate(0)
        file.write(f"{os.getpid()}\n")
        file.flush()
        yield


def running_pid(directory: Path) -> int | None:
    """Look for the instance that works on a folder.

    Args:
        directory: The folder; it need not exist.

    Returns:
        Its process id (0 in the instant before it has said so), or None if
        there is none.

    Raises:
        OSError: If the lock file cannot be read.
    """
    try:
        file = (directory / _LOCK_FILE).open()
    except FileNotFoundError:
        return None
    with file:
        return None if _lock(file, fcntl.LOCK_SH) else _pid_in(file)


def _lock_soon(file: TextIO) -> bool:
    # Not at once: `running_pid`, in another process, holds it for an instant.
    for _ in range(_ATTEMPTS):
        if _lock(file, fcntl.LOCK_EX):
            return True
        time.sleep(_PAUSE)
    return False


def _lock(file: TextIO, mode: int) -> bool:
    """Lock a file if it is free; closing the file frees it again."""
    try:
        fcntl.flock(file, mode | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _pid_in(file: TextIO) -> int:
    file.seek(0)
    return int(file.read() or 0)
