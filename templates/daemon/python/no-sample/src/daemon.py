"""The daemon: one run, from start to stop, and how it is from outside."""

import asyncio
import logging
import time
from pathlib import Path

from .signals import hold_signals, stop_on_signals
from .single_instance import running_pid

logger = logging.getLogger(__name__)


async def serve(directory: Path, interval: float) -> None:
    """Work on a folder until SIGINT or SIGTERM, and say at the end how long.

    Args:
        directory: The folder.
        interval: Seconds between two looks for work.
    """
    stop = stop_on_signals()
    begin = time.monotonic()
    logger.info("Working on %s", directory)
    while not stop.done():
        await asyncio.to_thread(work, directory)
        await asyncio.wait([stop], timeout=interval)
    hold_signals()
    logger.info("Stopped after %.1f s", time.monotonic() - begin)


def work(directory: Path) -> None:
    """Do what there is to do: nothing yet.

    It runs in a thread, and is finished before the daemon stops; after a kill it
    begins anew.

    Args:
        directory: The folder that no other instance works on.
    """
    logger.debug("Nothing to do in %s", directory)


def status(directory: Path) -> dict[str, object]:
    """Tell whether an instance works on a folder.

    Args:
        directory: The folder; it need not exist.

    Returns:
        `running`, and the `pid` of the instance or None.

    Raises:
        OSError: If that cannot be found out.
    """
    pid = running_pid(directory)
    return {"running": pid is not None, "pid": pid}
