"""Work on jobs as they come, until a signal says stop."""

import asyncio
import logging
from collections.abc import AsyncGenerator
from pathlib import Path

from .jobs import perform
from .spool import Outcome, Spool

logger = logging.getLogger(__name__)


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
