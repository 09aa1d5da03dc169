"""Tests of the daemon as its users meet it: a process that gets signals."""

import os
import signal
import subprocess
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from <%- packageName %>.cli import main

Start = Callable[[], subprocess.Popen[bytes]]
Until = Callable[[Callable[[], object]], None]


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_stops_cleanly(start: Start, log: Path, number: signal.Signals) -> None:
    """SIGTERM and SIGINT end an idle daemon with status 0."""
    daemon = start()
    daemon.send_signal(number)
    assert daemon.wait() == 0
    assert number.name in log.read_text()
    assert "Traceback" not in log.read_text()


@pytest.mark.parametrize("folder", ["hang"])
def test_a_later_signal_ends_what_hangs(start: Start, until: Until) -> None:
    """A second SIGTERM, a second later, does not wait for the work."""
    daemon = start()

    def stops() -> bool:
        daemon.send_signal(signal.SIGTERM)
        return daemon.poll() is not None

    until(stops)
    assert daemon.returncode == -signal.SIGTERM


def test_works_in_this_process(
    directory: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """It looks for work until the signal comes, and says how long it took."""
    caplog.set_level("DEBUG")
    soon = threading.Timer(0.2, os.kill, (os.getpid(), signal.SIGTERM))
    soon.start()
    main(["run", "--dir", str(directory), "--interval=0.05"])
    soon.join()
    assert f"Nothing to do in {directory}" in caplog.text
    assert "Stopped after" in caplog.text


def test_refuses_a_second_instance(
    directory: Path, command: list[str], start: Start
) -> None:
    """The second instance names the process of the first, which goes on."""
    first = start()
    second = subprocess.run(command, capture_output=True, text=True, check=False)
    assert second.returncode == 1
    assert f"another instance (pid {first.pid}) works on {directory}" in second.stderr
    assert first.poll() is None


def test_starts_after_a_kill(directory: Path, start: Start) -> None:
    """A killed instance leaves no lock behind."""
    killed = start()
    killed.kill()
    killed.wait()
    pid = start().pid
    assert (directory / "lock").read_text() == f"{pid}\n"


@pytest.mark.parametrize(("journal", "first"), [("8:1", "INFO"), (None, "20")])
def test_leaves_the_time_to_the_journal(
    start: Start,
    log: Path,
    monkeypatch: pytest.MonkeyPatch,
    journal: str | None,
    first: str,
) -> None:
    """Log lines begin with the time, unless the journal of systemd adds it."""
    monkeypatch.delenv("JOURNAL_STREAM", raising=False)
    if journal is not None:
        monkeypatch.setenv("JOURNAL_STREAM", journal)
    start()
    assert log.read_text().startswith(first)
