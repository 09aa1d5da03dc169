"""Where the program keeps its files."""

import os
from pathlib import Path

from platformdirs import user_state_path


def state_dir() -> Path:
    """Return the folder of the program's state; it need not exist yet.

    `<%- envPrefix %>_STATE_DIR` in the environment wins over the platform's
    own place, such as `~/.local/state/<%- projectName %>` on Linux.
    """
    given = os.environ.get("<%- envPrefix %>_STATE_DIR")
    if given:
        return Path(given)
    name = "<%- projectName %>"
    return user_state_path(name, appauthor=False)
