"""Work on jobs as they come, until a signal says stop."""

import asyncio
import logging
import signal
from collections.abc import AsyncGenerator
from pathlib import Path

from .jobs import perform
from .spool import Outcome, Spool

_SIGNALS = (signal.SIGINT, signal.SIGTERM)

# A terminal and uv each send a Ctrl-C on: what comes so soon is the same one.
_SAME = 1.0  # seconds

logger = logging.getLogger(__name__)


def stop_on_signals() -> asyncio.Future[None]:
    """Return a future that is done once SIGINT or SIGTERM has come.

    A later one ends the process at once, also in the middle of a job that hangs.
    """
    loop = asyncio.get_running_loop()
    stop: asyncio.Future[None] = loop.create_future()
    first = 0.0

    def on_signal(number: signal.Signals) -> None:
        nonlocal first
        if not stop.done():
            logger.info("%s, stopping after the job at hand", number.name)
            first = loop.time()
            stop.set_result(None)
        elif loop.time() - first > _SAME:
            logger.warning("%s again: the job at hand is not finished", number.name)
            signal.signal(number, signal.SIG_DFL)
            signal.raise_signal(number)

    for each in _SIGNALS:
        loop.add_signal_handler(each, on_signal, each)
    return stop


def hold_signals() -> None:
    """Let none interrupt the rest: the work is done, and the process ends."""
    signal.pthread_sigmask(signal.SIG_BLOCK, _SIGNALS)


async def work(
    spool: Spool, interval: float, stop: asyncio.Future[None]
) -> AsyncGenerator[Outcome, None]:
    """Do the jobs of a spool; the one at hand is finished before it stops.

    Args:
        spool: Where the jobs are.
        interval: Seconds between two looks into an empty inbox.
        stop: Ends the work when it is done.

    Yields:
        The outcome of each job that has left the inbox.

    Raises:
        OSError: If the inbox cannot be read.
    """
    while not stop.done():
        for job in spool.waiting():
            outcome = await asyncio.to_thread(_handle, spool, job)
            if outcome is not None:
                yield outcome
            if stop.done():
                return
        await asyncio.wait([stop], timeout=interval)


def _handle(spool: Spool, job: Path) -> Outcome | None:
    try:
        if not spool.begin(job):
            logger.error("%r was begun too often, and is in quarantine", job.name)
            return None
        outcome = perform(job.read_bytes())
        spool.file(job, outcome)
    except OSError as error:
        # A full disk, say: what is wrong here is not wrong with the job.
        if job.exists():
            logger.error("%r stays in the inbox for now: %s", job.name, error)
        else:
            logger.warning("%r is gone from the inbox", job.name)
            spool.forget(job)
        return None
    if outcome.done:
        logger.info("%r is done", job.name)
    else:
        logger.warning("%r has failed, see the reason beside it", job.name)
    return outcome
