"""What the daemon has done, over all its runs."""

import logging
import time
from pathlib import Path
from typing import Any

from .single_instance import FolderError
from .utils import StatefulObject, StateNotLoadedError

COUNTERS_FILE = "counters.json"

logger = logging.getLogger(__name__)


class Counters(StatefulObject):
    """Counters that survive the process, however it ends.

    Attributes:
        starts: How often the daemon was started.
        done: How many jobs it has done.
        failed: How many jobs have failed.
        uptime: How long it has run, in seconds, up to the last save.
    """

    # One daemon works on a folder: who edits its file meanwhile does not stop it.
    STATE_CONFLICT = "warn"

    def __init__(self, directory: Path) -> None:
        """Go on where the last run ended, and count one more start.

        Raises:
            FolderError: If the counters of the last run cannot be read.
            OSError: If they cannot be saved.
        """
        self.starts = 0
        self.done = 0
        self.failed = 0
        self.uptime = 0.0
        self._counted = time.monotonic()
        try:
            super().__init__(directory / COUNTERS_FILE)
            self.starts += 1
            self._save_state()  # there is no work yet that this could hold up
        except StateNotLoadedError as error:
            raise FolderError(f"{error}: mend it, or move it away") from error

    def _set_state(self, state: dict[str, Any]) -> None:
        """Take what the file holds, after a check of its form."""
        match state:
            case {
                "starts": int(),
                "done": int(),
                "failed": int(),
                "uptime": int() | float(),
                **others,
            } if not others:
                super()._set_state(state)
            case _:
                raise StateNotLoadedError(f"{self._state_file} holds no counters")

    async def save(self) -> None:
        """Save without blocking the event loop.

        If that fails, it is in the log, and the next save makes up for it.
        """
        now = time.monotonic()
        self.uptime = round(self.uptime + now - self._counted, 3)
        self._counted = now
        try:
            await self._save_state_async()
        except OSError as error:
            logger.error("Cannot save the counters: %s", error)
