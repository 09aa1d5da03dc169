"""Calls of tools that fail: a sentence for the model."""

from collections.abc import Collection

from mcp.server import MCPServer
from mcp.server.mcpserver.exceptions import ToolError

# The SDK's own answers a `ToolError` with its text, which is all there is to say.
Server = MCPServer


def not_found(kind: str, name: str, known: Collection[str]) -> ToolError:
    """Say that a name does not exist, and which do."""
    names = ", ".join(sorted(known)) or "none"
    return ToolError(f"There is no {kind} {name!r}. Known {kind}s: {names}.")


def name_taken(kind: str, name: str) -> ToolError:
    """Say that a name is in use."""
    return ToolError(
        f"There is a {kind} {name!r} already: remove it first to replace it."
    )


def without_command() -> ToolError:
    """Say what the settings of a server need."""
    return ToolError("The server was not added: its params have no 'command'.")


def full(kind: str, known: Collection[str]) -> ToolError:
    """Say that there is room for no more."""
    return ToolError(
        f"There are {len(known)} {kind}s, which is the most: remove one first."
    )
