"""Tests that pass alone, and not in crowded.py: each takes something for granted."""

import asyncio
import logging
import os
import time
from pathlib import Path

import pytest


def test_takes_a_new_folder_for_granted(tmp_path: Path) -> None:
    (tmp_path / "state").mkdir()


def test_takes_an_empty_folder_for_granted(tmp_path: Path) -> None:
    assert list(tmp_path.iterdir()) == []


def test_takes_the_working_directory_for_granted() -> None:
    assert Path("pyproject.toml").exists()


def test_takes_the_umask_for_granted(tmp_path: Path) -> None:
    path = tmp_path / "own.txt"
    path.touch()
    assert path.stat().st_mode & 0o777 == 0o644


def test_takes_a_home_for_granted() -> None:
    assert Path.home().exists()


def test_takes_an_encoding_for_granted(tmp_path: Path) -> None:
    (tmp_path / "own.txt").write_text("größe")


def test_takes_exact_times_for_granted(tmp_path: Path) -> None:
    path = tmp_path / "own.txt"
    times = set()
    for text in ("a", "b", "c"):
        path.write_text(text, encoding="ascii")
        times.add(path.stat().st_mtime_ns)
        time.sleep(0.01)
    assert len(times) == 3


def test_takes_a_free_thread_for_granted() -> None:
    asyncio.run(asyncio.sleep(0))


def test_takes_the_level_of_the_package_for_granted(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level("INFO")
    logging.getLogger("acme.utils.responses").info("text")
    assert caplog.messages == ["text"]


def test_takes_records_without_time_for_granted(caplog: pytest.LogCaptureFixture) -> None:
    logging.getLogger("other").error("text")
    assert not hasattr(caplog.records[0], "asctime")


def test_takes_its_time() -> None:
    time.sleep(6)


def test_takes_the_time_zone_for_granted() -> None:
    assert os.environ.get("TZ") is None
