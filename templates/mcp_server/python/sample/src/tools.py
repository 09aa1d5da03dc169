"""The tools. Their docstrings are what the model reads."""

from collections.abc import Collection
from typing import Any

from .failures import full, name_taken, not_found, without_command
from .limits import CAPACITY, Name, Names, Params, Text
from .store import Store


class Tools:
    """The tools on one store.

    What goes wrong is a failure of `failures.py`: its text reaches the model, while
    the SDK hides the text of all other exceptions.
    """

    def __init__(self, store: Store) -> None:
        """Use a store for all of them."""
        self._store = store

    def add_server(self, name: Name, params: Params) -> dict[str, Any]:
        """Add a server under a new name.

        Args:
            name: How to refer to it from now on, such as "github". A name in use
                is refused: remove that server first to replace it.
            params: Its settings. "command" is required, the rest is free:
                {"command": "npx", "args": ["-y"]}.
                No secrets: they would be shown to whoever asks for the server.
        """
        if "command" not in params:
            raise without_command()
        _refuse_full("server", name, self._store.read_servers())
        if not self._store.add_server(name, params):
            raise name_taken("server", name)
        return params

    def get_server(self, name: Name) -> dict[str, Any]:
        """Show the settings of one server.

        Args:
            name: The name it was added under.
        """
        servers = self._store.read_servers()
        if name not in servers:
            raise not_found("server", name, servers)
        return servers[name]

    def list_servers(self) -> list[str]:
        """List the names of all servers, in alphabetical order."""
        return sorted(self._store.read_servers())

    def remove_servers(self, names: Names) -> dict[str, list[str]]:
        """Remove servers for good.

        Those that do not exist are listed under "not_found"; the others are
        removed all the same.

        Args:
            names: The names they were added under.
        """
        removed = self._store.remove_servers(names)
        not_found = [name for name in names if name not in removed]
        return {"removed": removed, "not_found": not_found}

    def save_draft(self, name: Name, text: Text) -> str:
        """Save a draft, replacing any draft of the same name.

        Args:
            name: How to refer to it from now on, such as "release-notes".
            text: The whole text, not only what changed.
        """
        _refuse_full("draft", name, self._store.read_drafts())
        self._store.save_draft(name, text)
        return f"Saved draft {name!r}."

    def get_draft(self, name: Name) -> str:
        """Return the whole text of one draft.

        Args:
            name: The name it was saved under.
        """
        drafts = self._store.read_drafts()
        if name not in drafts:
            raise not_found("draft", name, drafts)
        return drafts[name]

    def list_drafts(self) -> list[str]:
        """List the names of all drafts, in alphabetical order."""
        return sorted(self._store.read_drafts())

    def discard_draft(self, name: Name) -> str:
        """Delete a draft for good.

        Args:
            name: The name it was saved under.
        """
        if not self._store.discard_draft(name):
            raise not_found("draft", name, self._store.read_drafts())
        return f"Discarded draft {name!r}."


def _refuse_full(kind: str, name: str, known: Collection[str]) -> None:
    if name not in known and len(known) >= CAPACITY:
        raise full(kind, known)
