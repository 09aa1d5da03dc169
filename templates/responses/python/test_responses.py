"""Tests of the responses."""

from __future__ import annotations

import json
import logging
import time
from typing import TYPE_CHECKING, Any

import pytest

from <%- importPath %>.responses import (
    ErrorResponse,
    PartialResponse,
    Response,
    SuccessResponse,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from types import FunctionType

PRIVATE = "not for the log"


def build_success() -> SuccessResponse:
    """Build one with something private wherever that may be."""
    return Response.success("created", {"key": PRIVATE}, owner=PRIVATE)


def build_error() -> ErrorResponse:
    """Build one with something private wherever that may be."""
    return Response.error("not_found", PRIVATE, recoverable=False, id=PRIVATE)


def build_partial() -> PartialResponse:
    """Build one with something private wherever that may be."""
    failed = [{"id": PRIVATE}]
    return Response.partial("deleted", [PRIVATE, PRIVATE], failed, by=PRIVATE)


@pytest.fixture(name="records")
def collect_records(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """Collect what is logged, however the project has set up logging."""
    records: list[logging.LogRecord] = []
    logger = logging.getLogger(Response.__module__)
    monkeypatch.setattr(logger, "isEnabledFor", bool)
    monkeypatch.setattr(logger, "handle", records.append)
    return records


@pytest.mark.parametrize(
    ("build", "shape", "expected"),
    [
        (
            build_success,
            SuccessResponse,
            {
                "status": "success",
                "action": "created",
                "data": {"key": PRIVATE},
                "metadata": {"owner": PRIVATE},
            },
        ),
        (
            build_error,
            ErrorResponse,
            {
                "status": "error",
                "error_code": "not_found",
                "message": PRIVATE,
                "recoverable": False,
                "details": {"id": PRIVATE},
            },
        ),
        (
            build_partial,
            PartialResponse,
            {
                "status": "partial",
                "action": "deleted",
                "succeeded": [PRIVATE, PRIVATE],
                "failed": [{"id": PRIVATE}],
                "metadata": {
                    "by": PRIVATE,
                    "succeeded_count": 2,
                    "failed_count": 1,
                },
            },
        ),
    ],
)
def test_holds_what_was_given(
    build: Callable[[], Mapping[str, Any]],
    shape: type,
    expected: dict[str, Any],
) -> None:
    """The keys are those of the type, in order; the timestamp is now."""
    response = build()
    # Clocks are set back now and then.
    assert abs(response["timestamp"] - time.time()) < 60
    assert response == {**expected, "timestamp": response["timestamp"]}
    assert list(response) == list(shape.__annotations__)
    assert json.loads(json.dumps(response)) == response


def test_has_defaults() -> None:
    """Without more, there is no data, and the caller can do something."""
    success = Response.success("created")
    assert (success["data"], success["metadata"]) == (None, {})
    error = Response.error("denied", "No.")
    assert (error["recoverable"], error["details"]) == (True, {})


def test_counts_itself() -> None:
    """The counts are those of the lists, whatever the caller says."""
    metadata = Response.partial("sent", [], [], failed_count=9)["metadata"]
    assert metadata == {"succeeded_count": 0, "failed_count": 0}


def test_makes_problem_details() -> None:
    """The members are those of RFC 9457; more can be given."""
    error = build_error()
    problem = Response.to_problem_details(error, 404, instance="/users/7")
    assert problem == {
        "type": "about:blank",
        "title": "Not found",
        "status": 404,
        "detail": PRIVATE,
        "instance": "/users/7",
        "error_code": "not_found",
        "recoverable": False,
        "details": {"id": PRIVATE},
        "timestamp": error["timestamp"],
    }
    other = Response.to_problem_details(error, 404, type="/problems/1")
    assert other["type"] == "/problems/1"


@pytest.mark.parametrize(
    ("build", "level", "message"),
    [
        (build_success, "INFO", "success: created"),
        (build_error, "ERROR", "error: not_found"),
        (build_partial, "WARNING", "partial: deleted, 2 succeeded, 1 failed"),
    ],
)
def test_logs_names_and_counts(
    records: list[logging.LogRecord],
    build: FunctionType,
    level: str,
    message: str,
) -> None:
    """One record a response, from the line that built it; no payload."""
    build()
    (record,) = records
    assert (record.levelname, record.getMessage()) == (level, message)
    assert record.funcName == build.__name__
    assert PRIVATE not in repr(vars(record))
