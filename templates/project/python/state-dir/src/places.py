"""Where the program keeps its files."""

import os
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
    name = "<%- projectName %>"
    place = user_state_path(name, appauthor=False)
    if not place.is_absolute():
        raise OSError("there is no home folder: set <%- envPrefix %>_STATE_DIR")
    return place
