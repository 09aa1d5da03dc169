"""Read a job, do it, report."""

import json
import logging
from collections.abc import Mapping
from typing import Any

from .handlers import HANDLERS, text_of
from .spool import Outcome
from .utils import (
    ErrorFormatter,
    InputFormat,
    Response,
    normalize_input,
    parse_kv_args,
)

logger = logging.getLogger(__name__)


def perform(data: bytes) -> Outcome:
    """Do what a job file says.

    Args:
        data: The file: a JSON object or `key=value` lines; its "job" names
            one of the `HANDLERS`.

    Returns:
        The outcome: its report is a `Response` as JSON.
    """
    try:
        response = _respond(_read(data))
        return Outcome(response["status"] == "success", f"{json.dumps(response)}\n")
    except (ValueError, OSError) as error:
        response = Response.error("job_failed", str(error))
    except Exception as error:
        # A mistake in a handler must not stop the daemon.
        logger.exception("A handler has failed")
        response = Response.error("unexpected", repr(error), recoverable=False)
    return Outcome(done=False, report=f"{json.dumps(response)}\n")


def _read(data: bytes) -> dict[str, str] | str:
    text = data.decode()
    if text.lstrip().startswith("{"):
        return text
    return parse_kv_args([line for line in text.splitlines() if line.strip()])


@normalize_input(request=InputFormat.DICT_OR_JSON)
def _respond(request: dict[str, Any] | str) -> Mapping[str, Any]:
    assert isinstance(request, dict)  # the decorator has read what was text
    name = text_of(request, "job")
    if name not in HANDLERS:
        message = ErrorFormatter.not_found("job", name, HANDLERS)
        return Response.error("not_found", message)
    return Response.success(name, HANDLERS[name](request))
