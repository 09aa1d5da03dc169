"""Tests of the work, in the process of the tests."""

import asyncio
import logging
import os
import signal
from collections.abc import Callable
from pathlib import Path

import pytest

from <%- packageName %>.cli import main
from <%- packageName %>.handlers import HANDLERS, Request, Result
from <%- packageName %>.signals import stop_on_signals
from <%- packageName %>.spool import Outcome, Spool
from <%- packageName %>.worker import work

Drop = Callable[..., Path]


@pytest.fixture
def run(
    directory: Path,
    drop: Drop,
    until: Callable[[Callable[[], object]], None],
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> Callable[[], str]:
    """Run the daemon until it has done all jobs up to `y`; return its log."""
    caplog.set_level(logging.INFO)

    def interrupt(request: Request) -> Result:
        before = caplog.text.count("stopping")
        os.kill(os.getpid(), signal.SIGTERM)
        until(lambda: caplog.text.count("stopping") > before)
        return {}

    monkeypatch.setitem(HANDLERS, "interrupt", interrupt)

    def run() -> str:
        drop("y", job="interrupt")
        drop("z", job="echo", text="not any more")
        main(["run", "--interval=0.01", "--dir", str(directory)])
        return caplog.text

    return run


def test_does_the_jobs_by_name(
    directory: Path, drop: Drop, run: Callable[[], str]
) -> None:
    """Jobs are done in the order of their names, up to the signal."""
    drop("b", job="echo", text="hello")
    drop("a", job="echo")
    text = run()
    assert text.index("'a.job' has failed") < text.index("'b.job' is done")
    assert [each.name for each in (directory / "inbox").iterdir()] == ["z.job"]
    assert "SIGTERM" in text


def test_keeps_a_job_that_cannot_be_filed(
    directory: Path, drop: Drop, run: Callable[[], str]
) -> None:
    """A job whose result cannot be written stays in the inbox."""
    job = drop("a", job="echo", text="hello")
    (directory / "done" / "a.result").mkdir(parents=True)
    text = run()
    assert "'a.job' stays in the inbox for now: [Errno 21]" in text
    assert job.exists()


def test_goes_on_when_a_job_vanishes(
    drop: Drop, run: Callable[[], str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A job that is taken back while the daemon is at another is no error."""
    taken = drop("b", job="echo", text="hello")

    def take_back(request: Request) -> Result:
        taken.unlink()
        return {}

    monkeypatch.setitem(HANDLERS, "take back", take_back)
    drop("a", job="take back")
    text = run()
    assert "'b.job' is gone from the inbox" in text
    assert "'y.job' is done" in text


def test_ends_without_an_inbox(
    directory: Path,
    drop: Drop,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """An inbox that is taken away ends the daemon with a message."""

    def take_away(request: Request) -> Result:
        (directory / "inbox").rename(directory / "elsewhere")
        return {}

    monkeypatch.setitem(HANDLERS, "take away", take_away)
    drop("a", job="take away")
    with pytest.raises(SystemExit, match=r"cannot work in .*inbox"):
        main(["run", "--interval=0.01", "--dir", str(directory)])
    assert (directory / "elsewhere" / "a.job").exists()


def test_stops_once(caplog: pytest.LogCaptureFixture) -> None:
    """Two signals in the same instant are as one."""
    caplog.set_level(logging.INFO)

    async def stop() -> None:
        stop = stop_on_signals()
        os.kill(os.getpid(), signal.SIGTERM)
        os.kill(os.getpid(), signal.SIGINT)
        await stop
        await asyncio.sleep(0)

    asyncio.run(stop())
    assert caplog.text.count("stopping after what is at hand") == 1


def test_stops_without_waiting(directory: Path) -> None:
    """While it waits for jobs, it stops at once."""

    async def idle() -> list[Outcome]:
        loop = asyncio.get_running_loop()
        stop: asyncio.Future[None] = loop.create_future()
        loop.call_later(0.01, stop.set_result, None)
        return [outcome async for outcome in work(Spool(directory), 3600.0, stop)]

    assert asyncio.run(asyncio.wait_for(idle(), timeout=30.0)) == []
