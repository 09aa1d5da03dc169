"""Signals that end the daemon, once what is at hand is finished."""

import asyncio
import logging
import signal

_SIGNALS = (signal.SIGINT, signal.SIGTERM)

# A terminal and uv each send a Ctrl-C on: what comes so soon is the same one.
_SAME = 1.0  # seconds

logger = logging.getLogger(__name__)


def stop_on_signals() -> asyncio.Future[None]:
    """Return a future that is done once SIGINT or SIGTERM has come.

    A later one ends the process at once, also in the middle of what hangs.
    """
    loop = asyncio.get_running_loop()
    stop: asyncio.Future[None] = loop.create_future()
    first = 0.0

    def on_signal(number: signal.Signals) -> None:
        nonlocal first
        if not stop.done():
            logger.info("%s, stopping after what is at hand", number.name)
            first = loop.time()
            stop.set_result(None)
        elif loop.time() - first > _SAME:
            logger.warning("%s again: what is at hand is not finished", number.name)
            signal.signal(number, signal.SIG_DFL)
            signal.raise_signal(number)

    for each in _SIGNALS:
        loop.add_signal_handler(each, on_signal, each)
    return stop


def hold_signals() -> None:
    """Let none interrupt the rest: the work is done, and the process ends."""
    signal.pthread_sigmask(signal.SIG_BLOCK, _SIGNALS)
