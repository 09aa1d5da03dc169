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
    from collections.abc import Callable

LOGGER = Response.__module__
PRIVATE = "not for the log"


def build_success() -> SuccessResponse:
    """Build one with something private in every place that is logged not."""
    return Response.success("created", {"key": PRIVATE}, owner=PRIVATE)


def build_error() -> ErrorResponse:
    """Build one with something private in every place that is logged not."""
    return Response.error("not_found", PRIVATE, recoverable=False, id=PRIVATE)


def build_partial() -> PartialResponse:
    """Build one with something private in every place that is logged not."""
    failed = [{"id": PRIVATE}]
    return Response.partial("deleted", [PRIVATE, PRIVATE], failed, by=PRIVATE)


each_builder = pytest.mark.parametrize(
    "build",
    [build_success, build_error, build_partial],
)


class TestShapes:
    """What the responses hold, in which order."""

    @pytest.mark.parametrize(
        ("response", "expected"),
        [
            (
                Response.success("created"),
                {
                    "status": "success",
                    "action": "created",
                    "data": None,
                    "metadata": {},
                },
            ),
            (
                Response.success("listed", [1, 2], count=2, page=1),
                {
                    "status": "success",
                    "action": "listed",
                    "data": [1, 2],
                    "metadata": {"count": 2, "page": 1},
                },
            ),
            (
                Response.success(action="read", data={"id": 1}),
                {
                    "status": "success",
                    "action": "read",
                    "data": {"id": 1},
                    "metadata": {},
                },
            ),
            (
                Response.error("not_found", "No such server."),
                {
                    "status": "error",
                    "error_code": "not_found",
                    "message": "No such server.",
                    "recoverable": True,
                    "details": {},
                },
            ),
            (
                Response.error(*("denied", "No.", False), user="a", tries=[1]),
                {
                    "status": "error",
                    "error_code": "denied",
                    "message": "No.",
                    "recoverable": False,
                    "details": {"user": "a", "tries": [1]},
                },
            ),
            (
                Response.partial("deleted", ["a", "b"], [{"id": "c"}]),
                {
                    "status": "partial",
                    "action": "deleted",
                    "succeeded": ["a", "b"],
                    "failed": [{"id": "c"}],
                    "metadata": {"succeeded_count": 2, "failed_count": 1},
                },
            ),
            (
                Response.partial("sent", [], [], failed_count=9, total=0),
                {
                    "status": "partial",
                    "action": "sent",
                    "succeeded": [],
                    "failed": [],
                    "metadata": {
                        "failed_count": 0,
                        "total": 0,
                        "succeeded_count": 0,
                    },
                },
            ),
        ],
    )
    def test_holds_what_was_given(
        self,
        response: dict[str, Any],
        expected: dict[str, Any],
    ) -> None:
        """Keys come in a fixed order, the timestamp last."""
        assert list(response) == [*expected, "timestamp"]
        assert {key: response[key] for key in expected} == expected

    @each_builder
    def test_is_a_plain_dict(self, build: Callable[[], object]) -> None:
        """A response can be written as JSON."""
        response = build()
        assert type(response) is dict
        assert json.loads(json.dumps(response)) == response

    @pytest.mark.parametrize(
        ("build", "shape"),
        [
            (build_success, SuccessResponse),
            (build_error, ErrorResponse),
            (build_partial, PartialResponse),
        ],
    )
    def test_has_the_keys_of_its_type(
        self,
        build: Callable[[], dict[str, Any]],
        shape: type,
    ) -> None:
        """The TypedDict names the same keys in the same order."""
        assert list(build()) == list(shape.__annotations__)

    @each_builder
    def test_says_when(self, build: Callable[[], dict[str, Any]]) -> None:
        """The timestamp is in seconds since the epoch."""
        before = time.time()
        timestamp = build()["timestamp"]
        assert type(timestamp) is float
        assert before <= timestamp <= time.time()


class TestLog:
    """What the log gets, and what it never gets."""

    @pytest.mark.parametrize(
        ("build", "level", "message"),
        [
            (build_success, "INFO", "success: created"),
            (build_error, "ERROR", "error: not_found"),
            (
                build_partial,
                "WARNING",
                "partial: deleted, 2 succeeded, 1 failed",
            ),
        ],
    )
    def test_logs_names_and_counts(
        self,
        caplog: pytest.LogCaptureFixture,
        build: Callable[[], object],
        level: str,
        message: str,
    ) -> None:
        """One record a response, from the line that built it."""
        with caplog.at_level(logging.DEBUG, LOGGER):
            build()
        (record,) = caplog.records
        assert (record.name, record.levelname) == (LOGGER, level)
        assert record.getMessage() == message
        assert record.funcName == build.__name__

    @each_builder
    def test_never_logs_the_payload(
        self,
        caplog: pytest.LogCaptureFixture,
        build: Callable[[], object],
    ) -> None:
        """Neither in the text nor in anything else of the record."""
        with caplog.at_level(logging.DEBUG, LOGGER):
            assert PRIVATE in repr(build())
        (record,) = caplog.records
        assert PRIVATE not in repr(vars(record))
        usual = vars(logging.makeLogRecord({})).keys()
        assert vars(record).keys() - usual <= {"message", "taskName"}
