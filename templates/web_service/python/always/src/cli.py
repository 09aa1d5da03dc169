"""The command line: it serves until it is stopped."""

import argparse
import logging
import signal
import socket
import sys
from collections.abc import Sequence

import uvicorn
from fastapi import FastAPI

from . import __version__
from .app import create_app
from .guard import LOCAL_HOSTS

LOG_FORMAT = "%(asctime)s %(levelname)s %(name)s: %(message)s"

# How long requests at hand may take when the server is stopped.
GRACE = 10  # seconds


def main(argv: Sequence[str] | None = None) -> None:
    """Serve; SIGTERM and Ctrl-C stop the server with exit status 0.

    Args:
        argv: The arguments; those of the process unless given.
    """
    arguments = parse_arguments(argv)
    logging.basicConfig(level=logging.INFO, format=LOG_FORMAT)
    hosts = {*LOCAL_HOSTS, arguments.host, *arguments.allow_host}
    try:
        # A second server on the same port ends here, before it opens anything.
        with listen(arguments.host, arguments.port) as listener:
            serve(create_app(hosts=hosts), listener)
    except OSError as error:
        sys.exit(f"<%- projectName %>: {error}")


def parse_arguments(argv: Sequence[str] | None) -> argparse.Namespace:
    """Return the arguments; wrong ones end the program with exit status 2."""
    parser = argparse.ArgumentParser(
        prog="<%- projectName %>",
        description="Serve over HTTP.",
    )
    parser.add_argument(
        "--version", action="version", version=f"%(prog)s {__version__}"
    )
    parser.add_argument(
        "--host", default="127.0.0.1", help="address to listen on (%(default)s)"
    )
    parser.add_argument(
        "--port",
        type=port_number,
        default=8000,
        help="port to listen on (%(default)s); 0 takes any free one",
    )
    parser.add_argument(
        "--allow-host",
        action="append",
        default=[],
        metavar="NAME",
        help="a name that clients may call the server by, besides this machine's own"
        " and that of --host; may be repeated; * allows any",
    )
    return parser.parse_args(argv)


def port_number(text: str) -> int:
    """Read a port number.

    Raises:
        argparse.ArgumentTypeError: If it is none.
    """
    if text.isdecimal() and int(text) <= 65535:
        return int(text)
    raise argparse.ArgumentTypeError(f"{text!r} is no number from 0 to 65535")


def listen(host: str, port: int) -> socket.socket:
    """Return a socket that listens.

    Raises:
        OSError: If the port is taken, or the address is not this machine's.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        listener = socket.create_server((host, port), family=family)
    except OSError as error:
        raise OSError(
            f"cannot listen: {error.strerror}. Choose another --host or --port."
        ) from error
    # Accepted connections inherit it; without, each answer takes 40 ms longer.
    listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return listener


def serve(app: FastAPI, listener: socket.socket) -> None:
    """Serve the application until SIGTERM or Ctrl-C."""
    host, port = listener.getsockname()[:2]
    address = f"[{host}]:{port}" if ":" in host else f"{host}:{port}"
    config = uvicorn.Config(app, log_config=None, timeout_graceful_shutdown=GRACE)
    server = uvicorn.Server(config)
    # Already before uvicorn does it, and again when it is done. An exception would be
    # lost if it came in the wrong moment of an import: the server would go on.
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, server.handle_exit)
    print(f"Listening on http://{address} (API: http://{address}/docs)", flush=True)
    server.run(sockets=[listener])
    # It has ended well; uv passes on a Ctrl-C that the terminal has sent already.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
