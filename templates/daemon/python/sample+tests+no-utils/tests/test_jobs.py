"""Tests of how jobs are read and reported."""

import json

import pytest

from <%- packageName %>.handlers import HANDLERS, Request, Result
from <%- packageName %>.jobs import perform


def test_reports_the_result() -> None:
    """The report of a job that is done is its result as JSON."""
    done, report = perform(b'{"job": "echo", "text": "hello"}')
    assert done
    assert json.loads(report) == {"text": "hello"}


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "this is not JSON in UTF-8: Expecting value"),
        (b"\xff", "this is not JSON in UTF-8: 'utf-8' codec"),
        (b"[" * 200_000, "this is not JSON in UTF-8: maximum recursion"),
        (b"[]", "this is not a JSON object"),
        (b"{}", "'job' is missing"),
        (b'{"job": 5}', "'job' must be text"),
        (b'{"job": "ecoh"}', "there is no job 'ecoh', only: echo, count, checksum"),
        (b'{"job": "echo"}', "'text' is missing"),
    ],
)
def test_reports_the_reason(data: bytes, reason: str) -> None:
    """The report of a job that has failed says why, in words."""
    done, report = perform(data)
    assert not done
    assert report.startswith(reason)


def test_survives_a_mistake_in_a_handler(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """A handler that fails as nobody expected fails its job, and is logged."""

    def fail(request: Request) -> Result:
        return {"text": request["no such key"]}

    monkeypatch.setitem(HANDLERS, "fail", fail)
    done, report = perform(b'{"job": "fail"}')
    assert not done
    assert report == "unexpected: KeyError('no such key')\n"
    assert "Traceback" in caplog.text
