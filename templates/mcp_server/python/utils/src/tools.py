"""The tools. Their docstrings are what the model reads."""

from collections.abc import Mapping
from typing import Any

from .store import Store
from .utils import ErrorFormatter, InputFormat, Response, normalize_input


class Tools:
    """The tools on one store.

    They answer with what `Response` builds. The annotation is `Mapping` since
    the SDK checks results, and up to Python 3.11 cannot do so for a `TypedDict`.
    """

    def __init__(self, store: Store) -> None:
        """Use a store for all of them."""
        self._store = store

    def add_server(self, name: str, params: dict[str, Any] | str) -> Mapping[str, Any]:
        """Add a server under a new name.

        Args:
            name: How to refer to it from now on, such as "github". A name in use
                is refused: remove that server first to replace it.
            params: Its settings, as an object or as JSON text. "command" is
                required, the rest is free: {"command": "npx", "args": ["-y"]}.
                No secrets: they would be shown to whoever asks for the server.
        """
        try:
            config = _read_config(params)
        except ValueError as error:
            return Response.error("invalid_params", str(error))
        if not self._store.add_server(name, config):
            message = ErrorFormatter.already_exists("server", name)
            return Response.error("already_exists", message)
        return Response.success("added", config, server=name)

    def get_server(self, name: str) -> Mapping[str, Any]:
        """Show the settings of one server.

        Args:
            name: The name it was added under.
        """
        servers = self._store.read_servers()
        if name not in servers:
            message = ErrorFormatter.not_found("server", name, servers)
            return Response.error("not_found", message)
        return Response.success("read", servers[name], server=name)

    def list_servers(self) -> Mapping[str, Any]:
        """List the names of all servers, in alphabetical order."""
        names = sorted(self._store.read_servers())
        return Response.success("listed", names, count=len(names))

    def remove_servers(self, names: list[str]) -> Mapping[str, Any]:
        """Remove servers for good.

        Those that do not exist are listed under "failed"; the others are removed
        all the same.

        Args:
            names: The names they were added under.
        """
        removed = self._store.remove_servers(names)
        failed = [name for name in names if name not in removed]
        if failed:
            return Response.partial("removed", removed, failed)
        return Response.success("removed", removed, count=len(removed))

    def save_draft(self, name: str, text: str) -> Mapping[str, Any]:
        """Save a draft, replacing any draft of the same name.

        Args:
            name: How to refer to it from now on, such as "release-notes".
            text: The whole text, not only what changed.
        """
        self._store.save_draft(name, text)
        return Response.success("saved", draft=name, characters=len(text))

    def get_draft(self, name: str) -> Mapping[str, Any]:
        """Return the whole text of one draft.

        Args:
            name: The name it was saved under.
        """
        drafts = self._store.read_drafts()
        if name not in drafts:
            message = ErrorFormatter.not_found("draft", name, drafts)
            return Response.error("not_found", message)
        return Response.success("read", drafts[name], draft=name)

    def list_drafts(self) -> Mapping[str, Any]:
        """List the names of all drafts, in alphabetical order."""
        names = sorted(self._store.read_drafts())
        return Response.success("listed", names, count=len(names))

    def discard_draft(self, name: str) -> Mapping[str, Any]:
        """Delete a draft for good.

        Args:
            name: The name it was saved under.
        """
        if not self._store.discard_draft(name):
            drafts = self._store.read_drafts()
            message = ErrorFormatter.not_found("draft", name, drafts)
            return Response.error("not_found", message)
        return Response.success("discarded", draft=name)


@normalize_input(params=InputFormat.DICT_OR_JSON)
def _read_config(params: dict[str, Any] | str) -> dict[str, Any]:
    """Return the settings as a dict that has a command.

    Raises:
        ValueError: If the text is no JSON object, or there is no command.
    """
    if not isinstance(params, dict) or "command" not in params:
        raise ValueError(ErrorFormatter.missing_required_field("command", "params"))
    return params
