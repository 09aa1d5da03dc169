"""The MCP server: which tools it offers, and what hosts may assume of them."""

import inspect

from mcp.server import MCPServer
from mcp.types import ToolAnnotations

from . import __version__
from .names import namespace_tool
from .store import Store
from .tools import Tools

INSTRUCTIONS = """\
Keeps a list of servers (a command and its settings, by name) and drafts (texts in
progress, by name). List before you add or save, so as not to take a name in use."""

# Hosts go by these hints when they decide what to ask the user about.
READS = ToolAnnotations(read_only_hint=True, open_world_hint=False)
ADDS = ToolAnnotations(
    read_only_hint=False, destructive_hint=False, open_world_hint=False
)
OVERWRITES = ToolAnnotations(
    read_only_hint=False, destructive_hint=True, open_world_hint=False
)


def build_server(store: Store) -> MCPServer:
    """Make a server whose tools work on a store."""
    server = MCPServer(
        "<%- projectName %>",
        instructions=INSTRUCTIONS,
        version=__version__,
        log_level="WARNING",
    )
    tools = Tools(store)
    for tool, annotations in (
        (tools.add_server, ADDS),
        (tools.get_server, READS),
        (tools.list_servers, READS),
        (tools.remove_servers, OVERWRITES),
        (tools.save_draft, OVERWRITES),
        (tools.get_draft, READS),
        (tools.list_drafts, READS),
        (tools.discard_draft, OVERWRITES),
    ):
        server.add_tool(
            tool,
            name=namespace_tool(tool.__name__),
            description=inspect.getdoc(tool),
            annotations=annotations,
        )
    return server
