"""Where the program keeps its files."""

import os
from contextlib import suppress
from pathlib import Path

from platformdirs import user_state_path


def state_dir() -> Path:
    """Return the folder of the program's state; it need not exist yet.

    `<%- envPrefix %>_STATE_DIR` in the environment wins over the platform's
    own place, such as `~/.local/state/<%- projectName %>` on Linux.

    Raises:
        OSError: If the user has no home folder.
    """
    given = os.environ.get("<%- envPrefix %>_STATE_DIR")
    if given:
        return Path(given)
    # Where there is no home, platformdirs says so, or says nothing, by its version.
    with suppress(RuntimeError):
        place = user_state_path("<%- projectName %>", appauthor=False)
        if place.is_absolute():
            return place
    raise OSError("there is no home folder: set <%- envPrefix %>_STATE_DIR")
