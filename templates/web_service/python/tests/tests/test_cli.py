"""The command line, and the server that it starts."""

import os
import re
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import suppress

import httpx2
import pytest

from <%- packageName %> import __version__
from <%- packageName %>.cli import main

PROGRAM = "<%- projectName %>"
PACKAGE = "<%- packageName %>"
SECONDS = 20.0  # after which a test gives up


@pytest.fixture
def _restored_handlers() -> Iterator[None]:
    """Put back what the server does to the handling of signals."""
    numbers = (signal.SIGINT, signal.SIGTERM)
    handlers = [signal.getsignal(number) for number in numbers]
    yield
    for number, handler in zip(numbers, handlers, strict=True):
        signal.signal(number, handler)


def stop_once_up(address: str, statuses: list[int]) -> None:
    """Wait for the server, note the status of its answer, and stop it."""
    deadline = time.monotonic() + SECONDS
    while not statuses and time.monotonic() < deadline:
        with suppress(httpx2.TransportError):
            statuses.append(httpx2.get(f"{address}/health").status_code)
    os.kill(os.getpid(), signal.SIGTERM)


@pytest.mark.usefixtures("_restored_handlers")
def test_serves_until_it_is_stopped(capsys: pytest.CaptureFixture[str]) -> None:
    """The server prints its address, answers there, and ends without an error."""
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = probe.getsockname()[1]
    address = f"http://127.0.0.1:{port}"
    statuses: list[int] = []
    stopper = threading.Thread(target=stop_once_up, args=(address, statuses))
    stopper.start()
    main(["--port", str(port)])
    stopper.join()
    assert statuses == [200]
    assert f"Listening on {address} (API: {address}/docs)" in capsys.readouterr().out


def ask_and_stop(number: signal.Signals) -> tuple[int, str]:
    """Run a server, ask for its health, send it a signal; return status and log."""
    command = [sys.executable, "-m", PACKAGE, "--port", "0"]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, stdout=pipe, stderr=pipe, text=True) as server:
        assert server.stdout
        found = re.search(r"http://\S+", server.stdout.readline())
        assert found
        assert httpx2.get(f"{found[0]}/health", timeout=SECONDS).status_code == 200
        server.send_signal(number)
        _, log = server.communicate(timeout=SECONDS)
    return server.returncode, log


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_signals_end_the_process_with_status_0(number: signal.Signals) -> None:
    """SIGTERM and Ctrl-C are the usual ways to stop the server: no failure."""
    status, _ = ask_and_stop(number)
    assert status == 0


def test_the_log_has_time_level_and_name() -> None:
    """Each line says when, how grave and from whom, that of a request among them."""
    _, log = ask_and_stop(signal.SIGTERM)
    assert "GET /health" in log
    for line in log.splitlines():
        assert re.match(r"\d{4}-\d\d-\d\d \S+ INFO uvicorn\.\w+: ", line)


def test_a_taken_port_is_refused_in_words() -> None:
    """A port that another program listens on ends the program with one line."""
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        with pytest.raises(SystemExit) as caught:
            main(["--port", str(port)])
    message = str(caught.value)
    assert message.startswith(f"{PROGRAM}: cannot listen: ")
    assert str(port) in message
    assert message.endswith("Choose another --host or --port.")


@pytest.mark.parametrize("text", ["65536", "-1", "http"])
def test_wrong_ports_are_refused(text: str, capsys: pytest.CaptureFixture[str]) -> None:
    """What is no port number is named, with exit status 2."""
    with pytest.raises(SystemExit) as caught:
        main([f"--port={text}"])
    assert caught.value.code == 2
    assert f"'{text}' is no number from 0 to 65535" in capsys.readouterr().err


def test_version(capsys: pytest.CaptureFixture[str]) -> None:
    """The program tells its version."""
    with pytest.raises(SystemExit) as caught:
        main(["--version"])
    assert caught.value.code == 0
    assert capsys.readouterr().out == f"{PROGRAM} {__version__}\n"
