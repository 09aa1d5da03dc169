"""Serving over HTTP, for hosts that do not start the server themselves."""

import signal
import socket
from collections.abc import Collection

import uvicorn
from mcp.server import MCPServer
from mcp.server.transport_security import TransportSecuritySettings

LOCAL_HOSTS = frozenset({"127.0.0.1", "[::1]", "localhost"})

# What hosts that are connected get to end a call when the server is stopped.
GRACE = 5  # seconds


def serve_http(
    server: MCPServer, host: str, port: int, allowed: Collection[str]
) -> None:
    """Serve over streamable HTTP until SIGTERM or Ctrl-C.

    A browser sends requests to this server for any page that its user opens. So the
    SDK refuses those for other names than the server's, and those of other pages.

    Args:
        server: The server.
        host: The address to listen on.
        port: The port; 0 takes any free one.
        allowed: Names that the server goes by, besides `host` and this machine's own.

    Raises:
        OSError: If the port is taken, or the address is not this machine's.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    name = f"[{host}]" if ":" in host else host
    security = allow({name, *LOCAL_HOSTS, *allowed})
    app = server.streamable_http_app(transport_security=security)
    config = uvicorn.Config(app, log_config=None, timeout_graceful_shutdown=GRACE)
    runner = uvicorn.Server(config)
    with socket.create_server((host, port), family=family) as listener:
        # Already before uvicorn does it, and again when it is done. An exception would
        # be lost if it came in the wrong moment of an import: the server would go on.
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, runner.handle_exit)
        address = f"http://{name}:{listener.getsockname()[1]}/mcp"
        print(f"Listening on {address}", flush=True)
        runner.run(sockets=[listener])
    # It has ended well; uv passes on a Ctrl-C that the terminal has sent already.
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def allow(names: Collection[str]) -> TransportSecuritySettings:
    """Allow the names of a server, with any port, and the pages that it has there."""
    hosts = [host for name in sorted(names) for host in (name, f"{name}:*")]
    return TransportSecuritySettings(
        allowed_hosts=hosts,
        allowed_origins=[f"{s}://{host}" for s in ("http", "https") for host in hosts],
    )
