"""What the tests share."""

import sys
from pathlib import Path

import pytest
from mcp import StdioServerParameters

from <%- packageName %>.store import Store

STATE_DIR = "<%- envPrefix %>_STATE_DIR"
PACKAGE = "<%- packageName %>"


@pytest.fixture
def anyio_backend() -> str:
    """Run async tests as the server runs: on asyncio."""
    return "asyncio"


@pytest.fixture(autouse=True)
def state_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give each test a folder of its own for the state."""
    monkeypatch.setenv(STATE_DIR, str(tmp_path))
    return tmp_path


@pytest.fixture
def store() -> Store:
    """Return a store in the test's own folder."""
    return Store()


@pytest.fixture
def command(state_folder: Path) -> StdioServerParameters:
    """Say how to start the server in a process of its own."""
    return StdioServerParameters(
        command=sys.executable,
        args=["-m", PACKAGE],
        env={STATE_DIR: str(state_folder)},
    )
