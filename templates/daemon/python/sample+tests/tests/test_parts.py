"""Tests of the parts that the daemon is made of."""

import hashlib
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from <%- packageName %>.handlers import (
    Request,
    checksum,
    count,
    echo,
)
from <%- packageName %>.spool import MOST_ATTEMPTS, Outcome, Spool


@pytest.fixture
def request_of_file(tmp_path: Path) -> Request:
    """Return a request about a file of two words on a line and a half."""
    path = tmp_path / "file"
    path.write_bytes(b"one\ntwo")
    return {"path": str(path)}


def test_echoes() -> None:
    """The text comes back."""
    assert echo({"text": "hello"}) == {"text": "hello"}


def test_counts_as_wc_does(request_of_file: Request) -> None:
    """A last line without an end is none, as for `wc`."""
    assert count(request_of_file) == {"lines": 1, "words": 2, "bytes": 7}


def test_computes_the_checksum(request_of_file: Request) -> None:
    """The checksum is the one that `sha256sum` prints."""
    expected = hashlib.sha256(b"one\ntwo").hexdigest()
    assert checksum(request_of_file) == {"sha256": expected}


@pytest.mark.parametrize(
    ("request_of_user", "reason"),
    [
        ({}, "'path' is missing"),
        ({"path": 5}, "'path' must be text"),
        ({"path": "/dev/null"}, "there is no file '/dev/null'"),
        ({"path": "/nowhere"}, "there is no file '/nowhere'"),
    ],
)
def test_says_what_is_wrong(request_of_user: Request, reason: str) -> None:
    """The reason names what the request lacks."""
    with pytest.raises(ValueError, match=reason):
        checksum(request_of_user)


def test_takes_job_files_only(directory: Path, drop: Callable[..., Path]) -> None:
    """Folders and files of other names stay where they are."""
    second, first = drop("b"), drop("a")
    (directory / "inbox" / "half.tmp").touch()
    (directory / "inbox" / "folder.job").mkdir()
    assert Spool(directory).waiting() == [first, second]


def test_replaces_what_had_the_same_name(
    directory: Path, drop: Callable[..., Path]
) -> None:
    """Of two jobs of one name, the later one and its result are there."""
    spool = Spool(directory)
    for text in ("old", "new"):
        spool.file(drop("a", text=text), Outcome(done=True, report=text))
    assert (directory / "done" / "a.result").read_text() == "new"
    assert "new" in (directory / "done" / "a.job").read_text()


def test_puts_aside_what_was_begun_too_often(
    directory: Path, drop: Callable[..., Path]
) -> None:
    """A job that never ends, as when it kills the daemon, goes to quarantine."""
    spool = Spool(directory)
    job = drop("a", text="old")
    assert all(spool.begin(job) for _ in range(MOST_ATTEMPTS))
    assert not spool.begin(job)
    assert "old" in (directory / "quarantine" / "a.job").read_text()
    assert spool.begin(drop("a", text="new"))


def test_waits_longer_after_each_attempt(
    directory: Path, drop: Callable[..., Path]
) -> None:
    """The second attempt is due at once, the third one after a while."""
    spool = Spool(directory)
    job = drop("a")
    spool.begin(job)
    assert spool.waiting() == [job]
    spool.begin(job)
    assert spool.waiting() == []
    os.utime(directory / "attempts" / "a.job", (0, 0))
    assert spool.waiting() == [job]


def test_reports_on_a_job_of_the_longest_name(
    directory: Path, drop: Callable[..., Path]
) -> None:
    """The name of a report is cut where it would be too long."""
    Spool(directory).file(drop("x" * 251), Outcome(done=True, report="done"))
    assert (directory / "done" / f"{'x' * 248}.result").read_text() == "done"


def test_writes_any_reason(directory: Path, drop: Callable[..., Path]) -> None:
    """A reason with characters that UTF-8 lacks is written escaped."""
    Spool(directory).file(drop("a"), Outcome(done=False, report="\ud800"))
    assert (directory / "failed" / "a.reason").read_text() == r"\ud800"
