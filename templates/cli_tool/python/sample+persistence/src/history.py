"""What the program remembers from one run to the next."""

import shlex
from collections.abc import Generator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from .places import state_dir
from .profiles import DEFAULT_PROFILE, PROFILES
from .utils import StatefulObject, StateNotLoadedError

KEPT = 10


class HistoryError(Exception):
    """The history cannot be read or written; the text says why."""


class History(StatefulObject):
    """The last profile and the last commands, kept in a file.

    Each change is a transaction: it starts from what is on disk, so that two
    runs at once lose nothing, and it is on disk once the method returns.

    Attributes:
        profile: The profile that was used last.
        recent: The last commands, at most `KEPT`, newest first.
    """

    def __init__(self, path: Path) -> None:
        """Load the history from its file, if there is one.

        Raises:
            HistoryError: If the file's folder cannot be made, or the file cannot
                be read, is of a newer version, or holds something else.
        """
        self.profile = DEFAULT_PROFILE
        self.recent: list[str] = []
        with worded_errors():
            super().__init__(path)

    def add(self, name: str, profile: str, settings: Sequence[str]) -> None:
        """Remember a greeting, as the command that gives it again.

        Raises:
            HistoryError: If the file cannot be written.
        """
        changes = [f"--set={pair}" for pair in settings]
        options = [f"--profile={profile}", *changes]
        # What begins with a dash is a name only behind two of them.
        words = [*options, "--", name] if name.startswith("-") else [name, *options]
        command = shlex.join(["greet", *words])
        with worded_errors(), self._transaction():
            self.profile = profile
            self.recent = [command, *self.recent][:KEPT]

    def forget(self) -> None:
        """Go back to the beginning: the default profile, and no commands.

        Raises:
            HistoryError: If the file cannot be written.
        """
        with worded_errors(), self._transaction():
            self.profile = DEFAULT_PROFILE
            self.recent = []

    def _set_state(self, state: dict[str, Any]) -> None:
        """Take what the file holds, after a check of its form."""
        match state:
            case {"profile": str(profile), "recent": [*recent], **others} if (
                not others and all(isinstance(command, str) for command in recent)
            ):
                # One that was taken out of the table meanwhile is forgotten.
                self.profile = profile if profile in PROFILES else DEFAULT_PROFILE
                self.recent = recent
            case _:
                raise StateNotLoadedError(
                    f"{self._state_file} holds no history; delete it to start afresh"
                )


def open_history() -> History:
    """Return the history of the user.

    Raises:
        HistoryError: If it cannot be used.
    """
    try:
        folder = state_dir()
    except OSError as error:
        raise HistoryError(f"cannot use the history: {error}") from error
    return History(folder / "history.json")


@contextmanager
def worded_errors() -> Generator[None]:
    """Say of an error that it is one of the history's file, not of the output."""
    try:
        yield
    except StateNotLoadedError as error:
        raise HistoryError(f"cannot use the history: {error}") from error
    except OSError as error:
        advice = "<%- envPrefix %>_STATE_DIR can name another folder"
        raise HistoryError(f"cannot use the history: {error}; {advice}") from error
