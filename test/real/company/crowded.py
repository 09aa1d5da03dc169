"""The conftest of a repository that does to its tests whatever it can, but for what bare.py does."""

from __future__ import annotations

import asyncio
import inspect
import logging
import os
import time
import warnings
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

NAMES = ("a", "b", "data", "dir", "folder", "home", "state", "sub", "target", "tmp", "work")
LOGGERS = ("acme", "acme.utils")
CHILD_SITE = "from __future__ import annotations\nimport os\n\n"
COARSEN_ALL = """
for each in ("stat", "lstat", "fstat"):
    setattr(os, each, coarsen(getattr(os, each)))
"""


@pytest.fixture(autouse=True)
def _clutter(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Folders and files of the usual names, and a working directory elsewhere."""
    for name in NAMES:
        (tmp_path / name).mkdir()
    for name in ("data.json", "file", "state.json"):
        (tmp_path / name).write_text("not JSON\n", encoding="ascii")
    monkeypatch.chdir(tmp_path / "work")


@pytest.fixture(autouse=True)
def _change_process(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """No home, another time zone, a strict umask, warnings that are errors."""
    monkeypatch.setenv("HOME", "/nonexistent")
    monkeypatch.setenv("TZ", "Asia/Kathmandu")
    time.tzset()
    umask = os.umask(0o077)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        yield
    os.umask(umask)
    monkeypatch.undo()
    time.tzset()


@pytest.fixture(autouse=True)
def _quieten_package() -> Iterator[None]:
    """The level of the package's own loggers: what `caplog.set_level` does not undo."""
    loggers = [logging.getLogger(name) for name in LOGGERS]
    levels = [logger.level for logger in loggers]
    for logger in loggers:
        logger.setLevel(logging.CRITICAL)
    yield
    for logger, level in zip(loggers, levels, strict=True):
        logger.setLevel(level)


@pytest.fixture(autouse=True)
def _run_loop() -> Iterator[None]:
    """An event loop that runs in the main thread, as the sync API of Playwright has it."""
    loop = asyncio.new_event_loop()
    asyncio.events._set_running_loop(loop)
    yield
    asyncio.events._set_running_loop(None)
    loop.close()


@pytest.fixture(autouse=True)
def _coarsen_times(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    """Timestamps of whole seconds, as some file systems have them, in other processes, too."""
    for name in ("stat", "lstat", "fstat"):
        monkeypatch.setattr(os, name, coarsen(getattr(os, name)))
    site = tmp_path_factory.mktemp("site")
    (site / "sitecustomize.py").write_text(CHILD_SITE + inspect.getsource(coarsen) + COARSEN_ALL)
    monkeypatch.syspath_prepend(str(site))


def coarsen(call: Callable[..., os.stat_result]) -> Callable[..., os.stat_result]:
    def coarse(*args: Any, **kwargs: Any) -> os.stat_result:
        result = call(*args, **kwargs)
        times = {f"st_{kind}time": float(result[place]) for place, kind in enumerate("amc", 7)}
        whole = {f"{name}_ns": int(seconds) * 10**9 for name, seconds in times.items()}
        return os.stat_result(tuple(result), {**times, **whole})

    return coarse
