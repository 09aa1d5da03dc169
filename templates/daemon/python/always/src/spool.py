"""The folder that a daemon works on, and how jobs pass through it."""

import os
from pathlib import Path
from typing import NamedTuple


class FolderError(Exception):
    """A folder cannot be worked on; the text says why, and what to do."""


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
    process that is killed on the way leaves it there, to be done again.
    """

    def __init__(self, directory: Path) -> None:
        """Make the folders that are missing.

        Raises:
            OSError: If one of them cannot be made.
        """
        self._inbox = directory / "inbox"
        self._done = directory / "done"
        self._failed = directory / "failed"
        for folder in (self._inbox, self._done, self._failed):
            folder.mkdir(parents=True, exist_ok=True)

    def waiting(self) -> list[Path]:
        """Return the jobs in the inbox, in the order of their names.

        Raises:
            OSError: If the inbox cannot be read.
        """
        files = self._inbox.iterdir()
        return sorted(f for f in files if f.suffix == ".job" and f.is_file())

    def file(self, job: Path, outcome: Outcome) -> None:
        """Move a job out of the inbox, and put its report beside it.

        A job of the same name that was there before is replaced.

        Args:
            job: The job, one of those `waiting`.
            outcome: What became of it.

        Raises:
            OSError: If that is not possible; the job is still in the inbox.
        """
        folder = self._done if outcome.done else self._failed
        suffix = ".result" if outcome.done else ".reason"
        report = folder / job.with_suffix(suffix).name
        temp = folder / "report.tmp"
        try:
            with temp.open("w", encoding="utf-8", errors="backslashreplace") as file:
                file.write(outcome.report)
                file.flush()
                os.fsync(file.fileno())
            temp.replace(report)
        finally:
            temp.unlink(missing_ok=True)
        _sync_folder(folder)
        job.replace(folder / job.name)


def _sync_folder(folder: Path) -> None:
    fd = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(fd)
    finally:
        os.close(fd)
