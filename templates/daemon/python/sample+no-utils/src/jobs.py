"""Read a job, do it, report."""

import json
import logging

from .handlers import HANDLERS, Request, text_of
from .spool import Outcome

logger = logging.getLogger(__name__)


def perform(data: bytes) -> Outcome:
    """Do what a job file says.

    Args:
        data: The file: a JSON object whose "job" names one of the `HANDLERS`.

    Returns:
        The outcome: its report is the result as JSON, or the reason in words.
    """
    try:
        request = _read(data)
        name = text_of(request, "job")
        if name not in HANDLERS:
            known = ", ".join(HANDLERS)
            raise ValueError(f"there is no job {name!r}, only: {known}")
        result = json.dumps(HANDLERS[name](request))
    except (ValueError, OSError) as error:
        return Outcome(done=False, report=f"{error}\n")
    except Exception as error:
        # A mistake in a handler must not stop the daemon.
        logger.exception("A handler has failed")
        return Outcome(done=False, report=f"unexpected: {error!r}\n")
    return Outcome(done=True, report=f"{result}\n")


def _read(data: bytes) -> Request:
    try:
        request: object = json.loads(data.decode())
    except (ValueError, RecursionError) as error:
        raise ValueError(f"this is not JSON in UTF-8: {error}") from error
    if isinstance(request, dict):
        return request
    raise ValueError("this is not a JSON object")
