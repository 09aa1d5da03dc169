"""What the server offers besides tools: a resource, and a prompt."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Annotated

from mcp import MCPError
from mcp.server.mcpserver.exceptions import ToolError
from mcp.types import INTERNAL_ERROR, INVALID_PARAMS
from pydantic import Field

from .failures import not_found
from .limits import Name
from .store import Store


class Offers:
    """The resource and the prompt on one store."""

    def __init__(self, store: Store) -> None:
        """Use a store for both."""
        self._store = store

    def show_servers(self) -> str:
        """Show all servers as a host's configuration has them."""
        with worded_errors(INTERNAL_ERROR):
            servers = self._store.read_servers()
        return json.dumps({"mcpServers": servers}, ensure_ascii=False, indent=2)

    def review_draft(
        self, name: Annotated[Name, Field(description="The name of the draft.")]
    ) -> str:
        """Ask for a review of a draft, whose text is a part of the prompt."""
        with worded_errors(INVALID_PARAMS):
            drafts = self._store.read_drafts()
            if name not in drafts:
                raise not_found("draft", name, drafts)
        return (
            f"Review the draft {name!r} below. Name what is unclear, wrong or missing,"
            f" most important first, and suggest better words.\n\n{drafts[name]}"
        )


@contextmanager
def worded_errors(code: int) -> Iterator[None]:
    """Let the host know what is wrong: of other errors the SDK hides the text."""
    try:
        yield
    except ToolError as error:
        raise MCPError(code, str(error)) from error
