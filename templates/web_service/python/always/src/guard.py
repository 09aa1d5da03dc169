"""What is refused before a route sees it: other servers' pages, other bodies than JSON.

A browser sends requests to this server for any page that its user opens, also to
one that only this machine reaches. It says the page's origin, and it sends JSON to
another origin only if that allows it, which this server never does.
"""

from collections.abc import Collection
from contextlib import suppress
from typing import NamedTuple
from urllib.parse import urlsplit

from starlette.datastructures import Headers
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from .answers import make_refusal

LOCAL_HOSTS = frozenset({"127.0.0.1", "::1", "localhost"})

# Of a body, in bytes.
LARGEST = 65_536


class Refusal(NamedTuple):
    """Why a request is refused: the HTTP status, and a sentence for people."""

    status: int
    message: str


UNKNOWN_HOST = Refusal(421, "This server does not go by that name: see --allow-host.")
OTHER_ORIGIN = Refusal(403, "Requests of pages from other servers are refused.")
NOT_JSON = Refusal(415, "The body has to be of type application/json.")
TOO_LARGE = Refusal(413, f"The body is larger than {LARGEST} bytes.")

# For the OpenAPI document.
REFUSALS = dict((UNKNOWN_HOST, OTHER_ORIGIN, NOT_JSON, TOO_LARGE))


class Guard:
    """Middleware that answers what it refuses itself."""

    def __init__(self, app: ASGIApp, hosts: Collection[str]) -> None:
        """Guard an application.

        Args:
            app: The application.
            hosts: The names that the server goes by, without ports; "*" is any.
        """
        self._app = app
        self._hosts = {host.lower() for host in hosts}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request, or pass it on."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        refusal = self._judge(Headers(scope=scope))
        if refusal is None:
            await self._app(scope, limit(receive), send)
        else:
            await make_refusal(*refusal)(scope, receive, send)

    def _judge(self, headers: Headers) -> Refusal | None:
        host = headers.get("host", "").lower()
        if "*" not in self._hosts and name_of(host) not in self._hosts:
            return UNKNOWN_HOST
        origin = headers.get("origin")
        if origin is not None and origin.lower().partition("://")[2] != host:
            return OTHER_ORIGIN
        length = headers.get("content-length", "0")
        if length.isdecimal() and int(length) > LARGEST:
            return TOO_LARGE
        has_body = length != "0" or "transfer-encoding" in headers
        media_type = headers.get("content-type", "").partition(";")[0]
        if has_body and media_type.strip().lower() != "application/json":
            return NOT_JSON
        return None


def name_of(host: str) -> str:
    """Return the name in a `Host` header, `::1` of `[::1]:8000`; empty if none."""
    with suppress(ValueError):
        return urlsplit(f"//{host}").hostname or ""
    return ""


def limit(receive: Receive) -> Receive:
    """Refuse a body whose length nobody said once it is too large."""
    size = 0

    async def receive_within_limit() -> Message:
        nonlocal size
        message = await receive()
        size += len(message.get("body", b""))
        if size > LARGEST:
            raise HTTPException(*TOO_LARGE)
        return message

    return receive_within_limit
