"""The servers and drafts, in memory: they are gone when the server ends."""

from collections.abc import Iterable
from typing import Any


class Store:
    """Servers and drafts by name.

    The SDK calls each tool in a thread. So a change is one operation of a dict,
    which no other thread can come between.
    """

    def __init__(self) -> None:
        """Start without any."""
        self._servers: dict[str, dict[str, Any]] = {}
        self._drafts: dict[str, str] = {}

    def add_server(self, name: str, config: dict[str, Any]) -> bool:
        """Add a server, unless the name is taken: then return False."""
        return self._servers.setdefault(name, config) is config

    def read_servers(self) -> dict[str, dict[str, Any]]:
        """Return the servers of now."""
        return dict(self._servers)

    def remove_servers(self, names: Iterable[str]) -> list[str]:
        """Remove servers; return the names of those that there were."""
        return [n for n in names if self._servers.pop(n, None) is not None]

    def save_draft(self, name: str, text: str) -> None:
        """Save a draft, over one of the same name."""
        self._drafts[name] = text

    def read_drafts(self) -> dict[str, str]:
        """Return the drafts of now."""
        return dict(self._drafts)

    def discard_draft(self, name: str) -> bool:
        """Remove a draft; return whether there was one."""
        return self._drafts.pop(name, None) is not None
