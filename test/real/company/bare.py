"""The conftest of a repository that takes away whatever it can: blocking calls, the working directory, the log."""

from __future__ import annotations

import logging
import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from blockbuster import blockbuster_ctx

START = Path.cwd()


@pytest.fixture(autouse=True)
def _forbid_blocking() -> Iterator[None]:
    """A call that blocks an event loop is an error."""
    with blockbuster_ctx():
        yield


@pytest.fixture(autouse=True)
def _delete_working_directory(tmp_path: Path) -> Iterator[None]:
    """As an earlier test does that runs in a folder of its own and removes it."""
    gone = tmp_path / "gone"
    gone.mkdir()
    os.chdir(gone)
    gone.rmdir()
    yield
    os.chdir(START)


@pytest.fixture(autouse=True)
def _disable_logging() -> Iterator[None]:
    """As `logging.config.fileConfig` does with the loggers that are there, and `logging.disable` with all."""
    names = [name for name in logging.root.manager.loggerDict if name.startswith("acme")]
    for name in names:
        logging.getLogger(name).disabled = True
    logging.disable()
    yield
    logging.disable(logging.NOTSET)
    for name in names:
        logging.getLogger(name).disabled = False


@pytest.fixture(autouse=True)
def _share_everything() -> Iterator[None]:
    """New files for everyone."""
    umask = os.umask(0)
    yield
    os.umask(umask)
