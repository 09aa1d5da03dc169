"""The MCP server: what it offers."""

from mcp.server import MCPServer

from . import __version__


def build_server() -> MCPServer:
    """Make the server; what it offers is to be added here, by its `add_tool`."""
    return MCPServer("<%- projectName %>", version=__version__, log_level="WARNING")
