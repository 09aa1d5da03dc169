"""The daemon: one run, from start to stop, and how it is from outside."""

import logging
import time
from pathlib import Path

from .signals import hold_signals, stop_on_signals
from .single_instance import running_pid
from .spool import Spool
from .worker import work

logger = logging.getLogger(__name__)


async def serve(directory: Path, interval: float) -> None:
    """Work on a folder until SIGINT or SIGTERM, and say at the end how much.

    Args:
        directory: The folder.
        interval: Seconds between two looks into an empty inbox.

    Raises:
        OSError: If the folder cannot be used.
    """
    stop = stop_on_signals()
    spool = Spool(directory)
    begin = time.monotonic()
    done = failed = 0
    logger.info("Working on %s", directory)
    async for outcome in work(spool, interval, stop):
        done += outcome.done
        failed += not outcome.done
    hold_signals()
    uptime = time.monotonic() - begin
    logger.info("Stopped after %.1f s: %d done, %d failed", uptime, done, failed)


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
