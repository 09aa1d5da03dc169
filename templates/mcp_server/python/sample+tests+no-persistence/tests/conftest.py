"""What the tests share."""

import sys

import pytest
from mcp import StdioServerParameters

from <%- packageName %>.store import Store

PACKAGE = "<%- packageName %>"


@pytest.fixture
def anyio_backend() -> str:
    """Run async tests as the server runs: on asyncio."""
    return "asyncio"


@pytest.fixture
def store() -> Store:
    """Return an empty store."""
    return Store()


@pytest.fixture
def command() -> StdioServerParameters:
    """Say how to start the server in a process of its own."""
    return StdioServerParameters(command=sys.executable, args=["-m", PACKAGE])
