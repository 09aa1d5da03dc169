"""The MCP server: what it offers, and what hosts may assume of its tools."""

import inspect

from mcp.types import ToolAnnotations

from . import __version__
from .failures import Server
from .names import namespace_tool
from .offers import Offers
from .store import Store
from .tools import Tools

INSTRUCTIONS = """\
Keeps a list of servers (a command and its settings, by name) and drafts (texts in
progress, by name). List before you add or save, so as not to take a name in use."""

SERVERS_URI = "<%- projectName %>://servers"

# Hosts go by these hints when they decide what to ask the user about.
READS = ToolAnnotations(read_only_hint=True, open_world_hint=False)
ADDS = ToolAnnotations(
    read_only_hint=False, destructive_hint=False, open_world_hint=False
)
OVERWRITES = ToolAnnotations(
    read_only_hint=False, destructive_hint=True, open_world_hint=False
)


def build_server(store: Store | None = None) -> Server:
    """Make a server that works on a store; on that of this user unless given."""
    server = Server(
        "<%- projectName %>",
        instructions=INSTRUCTIONS,
        version=__version__,
        log_level="WARNING",
    )
    store = Store() if store is None else store
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
    offers = Offers(store)
    server.resource(
        SERVERS_URI,
        name="servers",
        description=inspect.getdoc(offers.show_servers),
        mime_type="application/json",
    )(offers.show_servers)
    server.prompt(description="Ask for a review of a draft.")(offers.review_draft)
    return server
