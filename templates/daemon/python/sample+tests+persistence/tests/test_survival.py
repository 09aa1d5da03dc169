"""Tests of what is left of the counters when a daemon has ended."""

import asyncio
import json
import resource
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from <%- packageName %> import daemon as daemon_module
from <%- packageName %>.counters import Counters
from <%- packageName %>.daemon import status
from <%- packageName %>.single_instance import FolderError

Start = Callable[[], subprocess.Popen[bytes]]
Drop = Callable[..., Path]
Until = Callable[[Callable[[], object]], None]


def test_counts_over_all_runs(
    directory: Path, start: Start, drop: Drop, until: Until
) -> None:
    """Counters go on where a killed daemon had saved them."""
    drop("a", job="echo", text="hello")
    drop("b", job="nothing")
    first = start()
    until(lambda: status(directory)["failed"] == 1)
    before = status(directory)
    first.kill()
    first.wait()
    assert status(directory) == {**before, "running": False, "pid": None}

    drop("c", job="echo", text="hello")
    second = start()
    until(lambda: status(directory)["done"] == 2)
    second.terminate()
    assert second.wait() == 0
    after = status(directory)
    assert (after["starts"], after["done"], after["failed"]) == (2, 2, 1)
    assert isinstance(before["uptime"], float)
    assert isinstance(after["uptime"], float)
    assert before["uptime"] < after["uptime"]


def test_counts_all_but_the_last_when_killed(
    directory: Path, start: Start, drop: Drop, until: Until
) -> None:
    """A kill at any time costs the count of one job at most."""
    for number in range(40):
        drop(f"{number:02}", job="echo", text="hello")
    done = directory / "done"
    daemon = start()
    until(lambda: len(list(done.glob("*.job"))) >= 5)
    daemon.kill()
    daemon.wait()
    filed = len(list(done.glob("*.job")))
    assert status(directory)["done"] in (filed, filed - 1)


def test_keeps_the_uptime_of_an_idle_daemon(
    directory: Path, until: Until, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The uptime is saved from time to time, without any job."""
    monkeypatch.setattr(daemon_module, "SAVE_EVERY", 0.01)

    async def idle() -> None:
        serving = asyncio.create_task(daemon_module.serve(directory, 60.0))
        while not status(directory)["uptime"]:
            await asyncio.sleep(0.01)
        serving.cancel()
        with pytest.raises(asyncio.CancelledError):
            await serving

    asyncio.run(idle())


def test_goes_on_when_counters_cannot_be_saved(
    directory: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """A save that fails is logged, and the next one makes up for it."""
    counters = Counters(directory)
    counters.done = 1
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (5, hard))
    try:
        asyncio.run(counters.save())
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert "Cannot save the counters" in caplog.text
    assert status(directory)["done"] == 0
    asyncio.run(counters.save())
    assert status(directory)["done"] == 1


def test_goes_on_when_its_counters_are_edited(directory: Path) -> None:
    """A file that somebody has edited or deleted is replaced by the next save."""
    counters = Counters(directory)
    counters.done = 1
    for change in (lambda f: f.write_text("{}"), Path.unlink):
        change(directory / "counters.json")
        asyncio.run(counters.save())
        assert status(directory)["done"] == 1


def test_refuses_counters_of_a_newer_version(directory: Path) -> None:
    """Counters that it does not understand are not overwritten."""
    directory.mkdir()
    file = directory / "counters.json"
    file.write_text('{"_state_version": 2}')
    with pytest.raises(FolderError, match=r"version 2, .* or move it away"):
        Counters(directory)
    assert json.loads(file.read_text()) == {"_state_version": 2}


@pytest.mark.parametrize("content", ['{"x": 1}', '{"starts": "x"}'])
def test_refuses_what_are_no_counters(directory: Path, content: str) -> None:
    """A file that holds something else is named, and stays as it is."""
    directory.mkdir()
    file = directory / "counters.json"
    file.write_text(content)
    with pytest.raises(FolderError, match=r"counters\.json holds no counters"):
        Counters(directory)
    assert file.read_text() == content


@pytest.mark.parametrize("content", ["[1", "[1]"])
def test_says_that_the_counters_are_damaged(directory: Path, content: str) -> None:
    """The status of damaged counters is an error that names the file."""
    directory.mkdir()
    (directory / "counters.json").write_text(content)
    with pytest.raises(FolderError, match=r"counters\.json is damaged"):
        status(directory)
