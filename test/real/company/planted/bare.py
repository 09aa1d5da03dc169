"""Tests that pass alone, and not in bare.py: each takes something for granted."""

import asyncio
import logging
import os
import time
from pathlib import Path

import pytest


def test_takes_the_plugin_for_logging_for_granted(caplog: pytest.LogCaptureFixture) -> None:
    assert caplog.records == []


def test_takes_a_working_directory_for_granted() -> None:
    assert Path.cwd()


def test_takes_a_patient_loop_for_granted() -> None:
    async def sleep() -> None:
        time.sleep(0.01)

    asyncio.run(sleep())


def test_takes_an_enabled_logger_for_granted() -> None:
    assert logging.getLogger("acme.utils.responses").isEnabledFor(logging.ERROR)


def test_takes_the_umask_for_granted() -> None:
    umask = os.umask(0)
    os.umask(umask)
    assert umask != 0
