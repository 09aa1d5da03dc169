"""Tests of the lock on a folder, and of what is seen of it from outside."""

import os
from pathlib import Path

import pytest

from <%- packageName %>.daemon import status
from <%- packageName %>.single_instance import (
    FolderError,
    only_instance,
    running_pid,
)


def test_knows_who_works_on_a_folder(directory: Path) -> None:
    """The process is known while it works, and no longer."""
    assert running_pid(directory) is None
    with only_instance(directory):
        assert running_pid(directory) == os.getpid()
    assert running_pid(directory) is None


def test_refuses_a_second(directory: Path) -> None:
    """The second one is told the process of the first."""
    with only_instance(directory):
        second = only_instance(directory)
        with pytest.raises(FolderError, match=f"pid {os.getpid()}"):
            second.__enter__()
        assert running_pid(directory) == os.getpid()


def test_allows_instances_on_other_folders(tmp_path: Path) -> None:
    """Each folder has a lock of its own."""
    with only_instance(tmp_path / "a"), only_instance(tmp_path / "b"):
        assert running_pid(tmp_path / "a") == running_pid(tmp_path / "b")


def test_shows_from_outside_whether_an_instance_runs(directory: Path) -> None:
    """The status has the process while there is one."""
    with only_instance(directory):
        there = status(directory)
    gone = status(directory)
    assert (there["running"], there["pid"]) == (True, os.getpid())
    assert (gone["running"], gone["pid"]) == (False, None)
