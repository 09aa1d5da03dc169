"""The servers and drafts, in a file that outlives the server."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any

from mcp.server.mcpserver.exceptions import ToolError

from .places import state_dir
from .utils import StatefulObject, StateNotLoadedError

LONGEST_WAIT = 10.0  # seconds for other processes; hosts give up on a call later


class Store(StatefulObject):
    """Servers and drafts by name.

    The SDK calls each tool in a thread, and every host starts a process of its
    own on the same file. So a change is a transaction, which locks the others
    out, and what is read is loaded first.

    All methods raise `ToolError`, whose text the client sees, if the file
    cannot be read or written.
    """

    def __init__(self) -> None:
        """Load the file in `state_dir()`, if there is one.

        Raises:
            SystemExit: If the file cannot be used: the server had better not
                start than lose what it is told.
        """
        self.servers: dict[str, dict[str, Any]] = {}
        self.drafts: dict[str, str] = {}
        try:
            super().__init__(state_dir() / "state.json")
        except (OSError, StateNotLoadedError) as error:
            msg = f"Cannot open the state: {error}"
            raise SystemExit(msg) from error

    def add_server(self, name: str, config: dict[str, Any]) -> bool:
        """Add a server, unless the name is taken: then return False."""
        with self._changing():
            return self.servers.setdefault(name, config) is config

    def read_servers(self) -> dict[str, dict[str, Any]]:
        """Return the servers of now."""
        self._reload()
        return dict(self.servers)

    def remove_servers(self, names: Iterable[str]) -> list[str]:
        """Remove servers; return the names of those that there were."""
        with self._changing():
            return [n for n in names if self.servers.pop(n, None) is not None]

    def save_draft(self, name: str, text: str) -> None:
        """Save a draft, over one of the same name."""
        with self._changing():
            self.drafts[name] = text

    def read_drafts(self) -> dict[str, str]:
        """Return the drafts of now."""
        self._reload()
        return dict(self.drafts)

    def discard_draft(self, name: str) -> bool:
        """Remove a draft; return whether there was one."""
        with self._changing():
            return self.drafts.pop(name, None) is not None

    def _set_state(self, state: dict[str, Any]) -> None:
        """Take what the file holds, after a check of its form."""
        match state:
            case {"servers": dict(), "drafts": dict(), **others} if not others:
                super()._set_state(state)
            case _:
                msg = f"{self._state_file} holds no servers and drafts; move it away"
                raise StateNotLoadedError(msg)

    @contextmanager
    def _changing(self) -> Iterator[None]:
        with _worded_errors(), self._transaction(timeout=LONGEST_WAIT):
            yield

    def _reload(self) -> None:
        with _worded_errors():
            self._load_state()


@contextmanager
def _worded_errors() -> Iterator[None]:
    """Let the client know what is wrong: of other errors the SDK hides the text."""
    try:
        yield
    except (OSError, ValueError, StateNotLoadedError) as error:
        msg = f"The state could not be read or saved: {error}."
        raise ToolError(msg) from error
