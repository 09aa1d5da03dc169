"""The server over HTTP, as hosts reach it, and others."""

import http.client
import json
import re
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import urlsplit

import pytest
from mcp import Client

from <%- packageName %>.cli import main

PACKAGE = "<%- packageName %>"
SECONDS = 20.0  # after which a test gives up
GREETING = {
    "jsonrpc": "2.0",
    "id": 1,
    "method": "initialize",
    "params": {
        "protocolVersion": "2025-11-25",
        "capabilities": {},
        "clientInfo": {"name": "test", "version": "1"},
    },
}


@contextmanager
def running_server(*arguments: str) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """Run a server in a process of its own; yield it and its address."""
    command = [sys.executable, "-m", PACKAGE, "--http", "127.0.0.1:0", *arguments]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server:
        assert server.stdout
        try:
            found = re.fullmatch(r"Listening on (\S+)\n", server.stdout.readline())
            assert found
            yield server, found[1]
        finally:
            server.kill()


def post(address: str, headers: dict[str, str]) -> int:
    """Begin a session, and return the status of the answer."""
    parts = urlsplit(address)
    connection = http.client.HTTPConnection(parts.netloc, timeout=SECONDS)
    accepted = "application/json, text/event-stream"
    usual = {"Content-Type": "application/json", "Accept": accepted}
    body = json.dumps(GREETING)
    connection.request("POST", parts.path, body, usual | headers)
    status = connection.getresponse().status
    connection.close()
    return status


@pytest.mark.anyio
async def test_a_client_reaches_it() -> None:
    """A client that knows the address is told whom it has reached."""
    with running_server() as (_, address):
        async with Client(address) as client:
            assert client.server_info
            assert client.server_info.name == "<%- projectName %>"


def test_what_pages_of_others_can_send_is_refused() -> None:
    """Neither another name of this machine nor another page reaches a tool."""
    with running_server() as (_, address):
        assert post(address, {}) == 200
        assert post(address, {"Host": "evil.example"}) == 421
        assert post(address, {"Host": "127.0.0.1.evil.example:8000"}) == 421
        assert post(address, {"Origin": "https://evil.example"}) == 403
        assert post(address, {"Origin": "null"}) == 403
        assert post(address, {"Content-Type": "text/plain"}) == 400


def test_names_can_be_allowed() -> None:
    """A server behind a proxy has another name."""
    with running_server("--allow-host", "notes.example") as (_, address):
        origin = {"Origin": "https://notes.example"}
        assert post(address, {"Host": "notes.example", **origin}) == 200
        assert post(address, {"Host": "other.example"}) == 421


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGTERM to send")
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_signals_end_it_with_status_0(number: signal.Signals) -> None:
    """SIGTERM and Ctrl-C are the usual ways to stop a server: no failure."""
    with running_server() as (server, _):
        server.send_signal(number)
        assert server.wait(SECONDS) == 0


def test_a_taken_port_is_refused_in_words() -> None:
    """A port that another program listens on ends the command with one line."""
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        with pytest.raises(SystemExit, match=rf"cannot listen: .*{port}.*; choose"):
            main(["--http", f"127.0.0.1:{port}"])


def test_a_flag_that_would_do_nothing_is_refused(
    capsys: pytest.CaptureFixture[str],
) -> None:
    """A name is allowed over HTTP only: somebody forgot to say so."""
    with pytest.raises(SystemExit, match=r"^2$"):
        main(["--allow-host", "notes.example"])
    assert "without --http" in capsys.readouterr().err


@pytest.mark.parametrize("text", ["8000", "localhost:", ":8000", "localhost:65536"])
def test_what_is_no_address_is_refused(
    text: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """A wrong address is named, with exit status 2."""
    with pytest.raises(SystemExit, match=r"^2$"):
        main(["--http", text])
    assert f"'{text}' is not HOST:PORT" in capsys.readouterr().err
