"""The command that a host starts."""

import argparse
import asyncio
import logging
import signal
import sys
from collections.abc import Sequence

from mcp.server import MCPServer

from . import __version__
from .server import build_server
from .store import Store

# Hosts show or keep what a server logs on stderr.
LOG_FORMAT = "%(asctime)s %(levelname)s %(name)s: %(message)s"

CONFIGURATION = """\
Hosts such as Claude Desktop start it themselves. Their configuration:

  {
    "mcpServers": {
      "<%- projectName %>": {
        "command": "uv",
        "args": [
          "run",
          "--directory",
          "/path/to/<%- projectName %>",
          "<%- projectName %>"
        ]
      }
    }
  }
"""


def main(argv: Sequence[str] | None = None) -> None:
    """Run the command.

    Args:
        argv: The arguments, without the name of the command; those of the
            process unless given.
    """
    parser = argparse.ArgumentParser(
        prog="<%- projectName %>",
        description="Serve tools to an MCP host, on stdin and stdout.",
        epilog=CONFIGURATION,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--tools", action="store_true", help="print the tools and exit")
    parser.add_argument("--version", action="version", version=__version__)
    arguments = parser.parse_args(argv)
    # Before the SDK does it in its own way.
    logging.basicConfig(level=logging.WARNING, format=LOG_FORMAT)
    server = build_server(Store())
    if arguments.tools:
        _print_tools(server)
    else:
        _serve(server)


def _print_tools(server: MCPServer) -> None:
    tools = asyncio.run(server.list_tools())
    width = max(len(tool.name) for tool in tools)
    for tool in tools:
        summary = (tool.description or "").partition("\n")[0]
        print(f"{tool.name:{width}}  {summary}")


def _serve(server: MCPServer) -> None:
    """Serve until stdin is closed."""
    # Python's own handler would wait for the thread that reads the next line.
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    if sys.stdin.isatty():
        waiting = "waiting for an MCP client on stdin"
        advice = "--help says how to configure one, Ctrl-C ends this"
        print(f"{waiting}; {advice}", file=sys.stderr)
    server.run()
