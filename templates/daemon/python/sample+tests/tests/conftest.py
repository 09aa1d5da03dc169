"""Daemons in processes of their own, and what tests do with them."""

import json
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

SECONDS = 20.0  # the longest that a test waits for something

# The program, with one more job: it says that it has begun, and waits.
PROGRAM = """
import time
from pathlib import Path
from <%- packageName %>.cli import main
from <%- packageName %>.handlers import HANDLERS, text_of

def wait(request):
    with Path(text_of(request, "begun")).open("a") as file:
        file.write("begun\\n")
    while not Path(text_of(request, "go")).exists():
        time.sleep(0.01)
    return {"waited": True}

HANDLERS["wait"] = wait
main()
"""


@pytest.fixture
def directory(tmp_path: Path) -> Path:
    """The folder that daemons work on."""
    return tmp_path / "spool"


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
def drop(directory: Path) -> Callable[..., Path]:
    """Drop a job into the inbox, as the README says."""

    def drop(name: str, **request: object) -> Path:
        inbox = directory / "inbox"
        inbox.mkdir(parents=True, exist_ok=True)
        temp = inbox / f"{name}.tmp"
        temp.write_text(json.dumps(request), encoding="utf-8")
        return temp.rename(inbox / f"{name}.job")

    return drop


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
