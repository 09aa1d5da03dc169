"""Tests of how jobs are read and reported."""

import json

import pytest

from <%- packageName %>.handlers import HANDLERS, Request, Result
from <%- packageName %>.jobs import perform


@pytest.mark.parametrize(
    "data",
    [
        b'{"job": "echo", "text": "hello"}',
        b'\n{"job": "echo",\n"text": "hello"}\n',
        b"job=echo\ntext=hello",
        b"\njob = echo\r\n\r\ntext = hello\r\n",
    ],
)
def test_reads_json_and_lines(data: bytes) -> None:
    """A job may be a JSON object or lines; the report is a response."""
    done, report = perform(data)
    response = json.loads(report)
    assert done
    assert response["status"] == "success"
    assert response["action"] == "echo"
    assert response["data"] == {"text": "hello"}


@pytest.mark.parametrize(
    ("data", "code", "reason"),
    [
        (b"", "job_failed", "'job' is missing"),
        (b"\xff", "job_failed", "'utf-8' codec can't decode"),
        (b"{", "job_failed", "got invalid JSON"),
        (b'{"a":' * 200_000, "job_failed", "got invalid JSON"),
        (b"hello", "job_failed", "got no '=' in item 1"),
        (b"job=echo\njob=count", "job_failed", "key 'job' more than once"),
        (b'{"job": 5}', "job_failed", "'job' must be text"),
        (b"job=echo", "job_failed", "'text' is missing"),
        (b"job=ecoh", "not_found", "Job 'ecoh' not found. Did you mean 'echo'?"),
    ],
)
def test_reports_the_reason(data: bytes, code: str, reason: str) -> None:
    """The report of a job that has failed says why, for people and programs."""
    done, report = perform(data)
    response = json.loads(report)
    assert not done
    assert response["status"] == "error"
    assert response["error_code"] == code
    assert reason in response["message"]


def test_survives_a_mistake_in_a_handler(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """A handler that fails as nobody expected fails its job, and is logged."""

    def fail(request: Request) -> Result:
        return {"text": request["no such key"]}

    monkeypatch.setitem(HANDLERS, "fail", fail)
    done, report = perform(b"job=fail")
    assert not done
    assert json.loads(report)["message"] == "KeyError('no such key')"
    assert "Traceback" in caplog.text
