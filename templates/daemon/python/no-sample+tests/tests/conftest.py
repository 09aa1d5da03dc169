"""Daemons in processes of their own."""

import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

SECONDS = 20.0  # the longest that a test waits for something

# The program, whose work hangs in the folder of that name.
PROGRAM = """
import time
from <%- packageName %> import daemon
from <%- packageName %>.cli import main

def work(directory):
    if directory.name == "hang":
        time.sleep(60)

daemon.work = work
main()
"""


@pytest.fixture
def folder() -> str:
    """The name of the folder that daemons work on."""
    return "folder"


@pytest.fixture
def directory(tmp_path: Path, folder: str) -> Path:
    """The folder itself."""
    return tmp_path / folder


@pytest.fixture
def log(tmp_path: Path) -> Path:
    """The file that the daemons of `start` log to."""
    return tmp_path / "log"


@pytest.fixture
def until() -> Callable[[Callable[[], object]], None]:
    """Wait until something holds, and fail if it takes too long."""

    def until(holds: Callable[[], object]) -> None:
        deadline = time.monotonic() + SECONDS
        while not holds():
            assert time.monotonic() < deadline
            time.sleep(0.01)

    return until


@pytest.fixture
def command(directory: Path) -> list[str]:
    """The command that runs a daemon."""
    options = ["--interval=0.05", f"--dir={directory}"]
    return [sys.executable, "-c", PROGRAM, "run", *options]


@pytest.fixture
def start(
    command: list[str], log: Path, until: Callable[[Callable[[], object]], None]
) -> Iterator[Callable[[], subprocess.Popen[bytes]]]:
    """Start a daemon, and wait until it works; it ends with the test."""
    daemons: list[subprocess.Popen[bytes]] = []

    def start() -> subprocess.Popen[bytes]:
        log.write_bytes(b"")
        with log.open("ab") as stderr:
            daemon = subprocess.Popen(command, stderr=stderr)
        daemons.append(daemon)
        until(lambda: b"Working on" in log.read_bytes())
        return daemon

    yield start
    for daemon in daemons:
        daemon.kill()
        daemon.wait()


@pytest.fixture(autouse=True)
def signals() -> Iterator[None]:
    """Let signals through again after a daemon ran in this process."""
    mask = signal.pthread_sigmask(signal.SIG_BLOCK, [])
    yield
    signal.pthread_sigmask(signal.SIG_SETMASK, mask)
