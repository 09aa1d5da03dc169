"""Work on jobs as they come, until a signal says stop."""

import asyncio
import logging
import signal
from collections.abc import AsyncGenerator
from pathlib import Path

from .jobs import perform
from .spool import Outcome, Spool

_SIGNALS = (signal.SIGINT, signal.SIGTERM)

logger = logging.getLogger(__name__)


def stop_on_signals() -> asyncio.Future[None]:
    """Return a future that is done once SIGINT or SIGTERM has come."""
    loop = asyncio.get_running_loop()
    stop: asyncio.Future[None] = loop.create_future()

    def on_signal(name: str) -> None:
        # It is stopping: until the process has ended, more of them are held up.
        signal.pthread_sigmask(signal.SIG_BLOCK, _SIGNALS)
        if not stop.done():
            logger.info("%s, stopping after the job at hand", name)
            stop.set_result(None)

    for each in _SIGNALS:
        loop.add_signal_handler(each, on_signal, each.name)
    return stop


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
        outcome = perform(job.read_bytes())
        spool.file(job, outcome)
    except OSError as error:
        # A full disk, say: what is wrong here is not wrong with the job.
        if job.exists():
            logger.error("%r stays in the inbox for now: %s", job.name, error)
        else:
            logger.warning("%r is gone from the inbox", job.name)
        return None
    if outcome.done:
        logger.info("%r is done", job.name)
    else:
        logger.warning("%r has failed, see the reason beside it", job.name)
    return outcome
