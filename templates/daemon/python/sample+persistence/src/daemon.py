"""The daemon: one run, from start to stop, and how it is from outside."""

import asyncio
import json
import logging
from pathlib import Path

from .counters import COUNTERS_FILE, Counters
from .signals import hold_signals, stop_on_signals
from .single_instance import FolderError, running_pid
from .spool import Spool
from .worker import work

SAVE_EVERY = 10.0  # seconds; a kill costs at most that much of the uptime

logger = logging.getLogger(__name__)


async def serve(directory: Path, interval: float) -> None:
    """Work on a folder until SIGINT or SIGTERM, and keep count.

    Args:
        directory: The folder.
        interval: Seconds between two looks into an empty inbox.

    Raises:
        FolderError: If the counters of the last run cannot be read.
        OSError: If the folder cannot be used.
    """
    stop = stop_on_signals()
    spool = Spool(directory)
    counters = Counters(directory)
    keeper = asyncio.create_task(_keep_uptime(counters))
    logger.info("Working on %s, start %d", directory, counters.starts)
    try:
        async for outcome in work(spool, interval, stop):
            counters.done += outcome.done
            counters.failed += not outcome.done
            await counters.save()
    finally:
        hold_signals()
        keeper.cancel()
        await counters.save()
    logger.info("Stopped; in all %d done, %d failed", counters.done, counters.failed)


def status(directory: Path) -> dict[str, object]:
    """Tell whether an instance works on a folder, and what was done there.

    Args:
        directory: The folder; it need not exist.

    Returns:
        `running`, the `pid` of the instance or None, and the counters.

    Raises:
        FolderError: If the file of the counters is damaged.
        OSError: If it cannot be read.
    """
    pid = running_pid(directory)
    file = directory / COUNTERS_FILE
    counters: dict[str, object] = {"starts": 0, "done": 0, "failed": 0, "uptime": 0.0}
    try:
        # A save replaces the file as a whole: there is never half of one here.
        counters.update(json.loads(file.read_bytes()))
    except FileNotFoundError:
        pass
    except (TypeError, ValueError) as error:
        raise FolderError(f"{file} is damaged: {error}; mend or move it") from error
    return {"running": pid is not None, "pid": pid, **counters}


async def _keep_uptime(counters: Counters) -> None:
    while True:
        await asyncio.sleep(SAVE_EVERY)
        await counters.save()
