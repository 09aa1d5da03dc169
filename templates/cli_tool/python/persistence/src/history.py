"""What the program remembers from one run to the next."""

import shlex
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from .profiles import DEFAULT_PROFILE, PROFILES
from .utils import StatefulObject, StateNotLoadedError

KEPT = 10


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
            OSError: If the file's folder cannot be made.
            StateNotLoadedError: If the file cannot be read, a newer version of
                the program wrote it, or it holds something else than a history.
        """
        self.profile = DEFAULT_PROFILE
        self.recent: list[str] = []
        super().__init__(path)

    def add(self, name: str, profile: str, settings: Sequence[str]) -> None:
        """Remember a greeting, as the command that gives it again.

        Raises:
            OSError: If the file cannot be written.
        """
        changes = [f"--set={pair}" for pair in settings]
        command = shlex.join(["greet", name, f"--profile={profile}", *changes])
        with self._transaction():
            self.profile = profile
            self.recent = [command, *self.recent][:KEPT]

    def forget(self) -> None:
        """Go back to the beginning: the default profile, and no commands.

        Raises:
            OSError: If the file cannot be written.
        """
        with self._transaction():
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
