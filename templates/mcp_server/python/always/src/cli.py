"""The command that a host starts, or that serves hosts over HTTP."""

import argparse
import asyncio
import logging
import signal
import sys
from collections.abc import Sequence
from typing import NamedTuple

from mcp.server import MCPServer

from . import __version__
from .http_server import serve_http
from .server import build_server

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


class Address(NamedTuple):
    """Where to listen."""

    host: str
    port: int


def read_address(text: str) -> Address:
    """Read `127.0.0.1:8000` or `[::1]:8000`.

    Raises:
        argparse.ArgumentTypeError: If it is something else.
    """
    host, _, port = text.rpartition(":")
    if host and port.isdecimal() and int(port) <= 65535:
        return Address(host.removeprefix("[").removesuffix("]"), int(port))
    raise argparse.ArgumentTypeError(f"{text!r} is not HOST:PORT, as 127.0.0.1:8000 is")


def main(argv: Sequence[str] | None = None) -> None:
    """Run the command.

    Args:
        argv: The arguments, without the name of the command; those of the
            process unless given.
    """
    parser = argparse.ArgumentParser(
        prog="<%- projectName %>",
        description="Serve tools to an MCP host, on stdin and stdout or over HTTP.",
        epilog=CONFIGURATION,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument(
        "--http",
        type=read_address,
        nargs="?",
        const="127.0.0.1:8000",
        metavar="HOST:PORT",
        help="serve over HTTP, at %(const)s unless given; port 0 takes any free one",
    )
    parser.add_argument(
        "--allow-host",
        action="append",
        default=[],
        metavar="NAME",
        help="with --http: a name that hosts may call the server by, besides HOST and"
        " this machine's own; may be repeated",
    )
    parser.add_argument("--tools", action="store_true", help="print the tools and exit")
    parser.add_argument("--version", action="version", version=__version__)
    arguments = parser.parse_args(argv)
    if arguments.allow_host and not arguments.http:
        parser.error("--allow-host has no meaning without --http")
    # Before the SDK does it in its own way.
    logging.basicConfig(level=logging.WARNING, format=LOG_FORMAT)
    server = build_server()
    if arguments.tools:
        _print_tools(server)
    elif address := arguments.http:
        try:
            serve_http(server, address.host, address.port, arguments.allow_host)
        except OSError as error:
            advice = "choose another --http=HOST:PORT"
            sys.exit(f"{parser.prog}: cannot listen: {error.strerror}; {advice}")
    else:
        _serve(server)


def _print_tools(server: MCPServer) -> None:
    tools = asyncio.run(server.list_tools())
    width = max((len(tool.name) for tool in tools), default=0)
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
