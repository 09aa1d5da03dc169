"""What the generated test of the responses leaves out: real logging, and what no call may change."""

from __future__ import annotations

import io
import json
import logging
from collections.abc import Iterator

import pytest

from acme.utils.responses import ErrorResponse, PartialResponse, Response, SuccessResponse

FORMAT = "%(levelname)s %(name)s %(funcName)s: %(message)s"


@pytest.fixture(name="log")
def open_log() -> Iterator[io.StringIO]:
    """The text of a real handler on the root, as a program would have it."""
    log = io.StringIO()
    handler = logging.StreamHandler(log)
    handler.setFormatter(logging.Formatter(FORMAT))
    root = logging.getLogger()
    level = root.level
    root.addHandler(handler)
    root.setLevel(logging.INFO)
    yield log
    root.removeHandler(handler)
    root.setLevel(level)


def test_logs_a_line_a_response(log: io.StringIO) -> None:
    """Names and counts, from the function that called; problem details are not logged."""
    Response.success("created", "private", owner="private")
    error = Response.error("not_found", "private", id="private")
    Response.partial("deleted", ["private"], [], by="private")
    Response.to_problem_details(error, 404, instance="private")
    caller = "test_logs_a_line_a_response"
    assert log.getvalue().splitlines() == [
        f"INFO acme.utils.responses {caller}: success: created",
        f"ERROR acme.utils.responses {caller}: error: not_found",
        f"WARNING acme.utils.responses {caller}: partial: deleted, 1 succeeded, 0 failed",
    ]


def test_takes_percent_signs_as_they_are(log: io.StringIO) -> None:
    """An action is an argument of the log's format, never the format."""
    Response.success("100%s")
    Response.error("%d", "No.")
    assert "success: 100%s" in log.getvalue()
    assert "error: %d" in log.getvalue()


def test_shapes_name_their_keys_in_order() -> None:
    """The TypedDicts are what the builders build."""
    for response, shape in (
        (Response.success("a"), SuccessResponse),
        (Response.error("a", "b"), ErrorResponse),
        (Response.partial("a", [], []), PartialResponse),
    ):
        assert list(response) == list(shape.__annotations__)
        assert type(response) is dict
        assert json.loads(json.dumps(response)) == response


def test_responses_do_not_share_their_dicts() -> None:
    """What one caller adds, the next one does not see."""
    Response.success("a")["metadata"]["added"] = 1
    Response.error("a", "b")["details"]["added"] = 1
    assert Response.success("a")["metadata"] == {}
    assert Response.error("a", "b")["details"] == {}


def test_the_status_is_a_parameter_of_problem_details_alone() -> None:
    """It cannot be given twice; the error is by position, so `error` is a member like others."""
    error = Response.error("a", "b")
    with pytest.raises(TypeError, match="multiple values for argument 'status'"):
        Response.to_problem_details(error, 400, **{"status": 500})
    assert Response.to_problem_details(error, status=400, error="x")["error"] == "x"
    assert error["status"] == "error"
