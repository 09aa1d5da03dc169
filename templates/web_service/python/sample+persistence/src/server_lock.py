"""One server for each queue: two would not see each other's changes."""

import sys
from pathlib import Path
from typing import BinaryIO

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl


def lock_out_others(state_file: Path) -> BinaryIO:
    """Lock out other servers for as long as the file that is returned is open.

    The system frees the lock when the process ends, by `kill -9` too, so it is
    never stale. The lock file stays: were it deleted, two processes could hold
    locks on two files of one name.

    Args:
        state_file: The file of the queue; the lock file lies beside it.

    Raises:
        OSError: If another server works on the queue, or no lock can be made.
    """
    state_file.parent.mkdir(parents=True, exist_ok=True)
    lock = state_file.with_name(f".{state_file.name}.server").open("ab")
    try:
        if sys.platform == "win32":
            msvcrt.locking(lock.fileno(), msvcrt.LK_NBLCK, 1)
        else:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        lock.close()
        raise OSError(f"another server works on {state_file}; stop it") from error
    return lock
