"""The folder that a daemon works on, and how jobs pass through it."""

import os
import time
from pathlib import Path
from typing import NamedTuple

MOST_ATTEMPTS = 5

# A full disk shows before a job is done: reports up to this size have room then.
_ROOM = 65_536  # bytes
_LONGEST_NAME = 255  # bytes, on most file systems


class Outcome(NamedTuple):
    """What became of a job.

    Attributes:
        done: Whether it was done; else it has failed.
        report: Its result, or the reason of the failure.
    """

    done: bool
    report: str


class Spool:
    """Jobs wait as `inbox/*.job`, and end in `done` or in `failed`.

    A job leaves the inbox by one rename, once its report is on the disk: a
    process that is killed on the way leaves it there, to be done again. One
    that was begun too often, as it kills the daemon each time, say, goes to
    `quarantine`.
    """

    def __init__(self, directory: Path) -> None:
        """Make the folders that are missing.

        Raises:
            OSError: If one of them cannot be made.
        """
        self._inbox = directory / "inbox"
        self._done = directory / "done"
        self._failed = directory / "failed"
        self._quarantine = directory / "quarantine"
        # A file for each job that was begun and has not ended, with a byte for
        # each attempt: its time is that of the last one.
        self._attempts = directory / "attempts"
        self._report = directory / "report.tmp"
        for folder in (
            self._inbox,
            self._done,
            self._failed,
            self._quarantine,
            self._attempts,
        ):
            folder.mkdir(parents=True, exist_ok=True)

    def waiting(self) -> list[Path]:
        """Return the jobs in the inbox that are due, in the order of their names.

        Raises:
            OSError: If the inbox cannot be read.
        """
        files = self._inbox.iterdir()
        return sorted(
            f for f in files if f.suffix == ".job" and f.is_file() and self._is_due(f)
        )

    def begin(self, job: Path) -> bool:
        """Count one more attempt, and make sure of the room for a report.

        Args:
            job: The job, one of those `waiting`.

        Returns:
            Whether to do it; if not, it is in quarantine now.

        Raises:
            OSError: If a report could not be written.
        """
        attempts = self._attempts / job.name
        if _size(attempts) >= MOST_ATTEMPTS:
            job.replace(self._quarantine / job.name)
            self.forget(job)
            return False
        if _size(self._report) < _ROOM:
            _write(self._report, bytes(_ROOM))
        with attempts.open("ab") as file:
            file.write(b"x")
            file.flush()
            os.fsync(file.fileno())
        return True

    def file(self, job: Path, outcome: Outcome) -> None:
        """Move a job out of the inbox, and put its report beside it.

        A job of the same name that was there before is replaced.

        Args:
            job: The job, one that has begun.
            outcome: What became of it.

        Raises:
            OSError: If that is not possible; the job is still in the inbox.
        """
        folder = self._done if outcome.done else self._failed
        suffix = ".result" if outcome.done else ".reason"
        _write(self._report, outcome.report.encode(errors="backslashreplace"))
        self._report.replace(folder / _report_name(job, suffix))
        _sync_folder(folder)
        job.replace(folder / job.name)
        self.forget(job)

    def forget(self, job: Path) -> None:
        """Count the attempts at a job of that name from the beginning."""
        (self._attempts / job.name).unlink(missing_ok=True)

    def _is_due(self, job: Path) -> bool:
        """Tell whether to try a job again: after 0, 2, 6 and 14 seconds."""
        try:
            last = (self._attempts / job.name).stat()
        except FileNotFoundError:
            return True
        pause: int = 2**last.st_size - 2
        return time.time() >= last.st_mtime + pause


def _size(file: Path) -> int:
    try:
        return file.stat().st_size
    except FileNotFoundError:
        return 0


def _write(file: Path, data: bytes) -> None:
    """Write a file durably, over what it has: in the room that it has."""
    descriptor = os.open(file, os.O_WRONLY | os.O_CREAT, 0o666)
    with os.fdopen(descriptor, "wb") as opened:
        opened.write(data)
        opened.truncate()
        os.fsync(opened.fileno())


def _report_name(job: Path, suffix: str) -> str:
    """Return the name of a job's report; that of a long one is cut."""
    stem = os.fsencode(job.stem)
    if len(stem) + len(suffix) <= _LONGEST_NAME:
        return job.stem + suffix
    return stem[: _LONGEST_NAME - len(suffix)].decode(errors="ignore") + suffix


def _sync_folder(folder: Path) -> None:
    fd = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(fd)
    finally:
        os.close(fd)
