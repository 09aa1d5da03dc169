"""The server as hosts see it: through the SDK's client."""

import inspect
from pathlib import Path

import pytest
from mcp import Client, StdioServerParameters

from <%- packageName %> import __version__, cli
from <%- packageName %>.server import build_server

pytestmark = pytest.mark.anyio


async def test_hosts_are_told_who_it_is() -> None:
    """A host shows the name and the version of a server."""
    async with Client(build_server()) as client:
        assert client.server_info
        assert client.server_info.name == "<%- projectName %>"
        assert client.server_info.version == __version__


def test_it_prints_its_tools(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """`--tools` prints a line for each tool, and ends."""

    def add(a: int, b: int) -> int:
        """Add two numbers.

        Both may be negative.
        """
        return a + b

    server = build_server()
    server.add_tool(add, description=inspect.getdoc(add))
    monkeypatch.setattr(cli, "build_server", lambda: server)
    cli.main(["--tools"])
    assert capsys.readouterr().out.splitlines()[-1] == "add  Add two numbers."


async def test_it_serves_on_stdio(command: StdioServerParameters) -> None:
    """A client starts it as a process, and is told whom it has reached."""
    async with Client(command) as client:
        assert client.server_info
        assert client.server_info.name == "<%- projectName %>"


async def test_the_commands_of_the_sdk_run_it(command: StdioServerParameters) -> None:
    """`mcp run` finds the server in `server.py`."""
    file = Path(__file__).parents[1] / "server.py"
    program = ["-c", "from mcp.cli import app; app()", "run", str(file)]
    async with Client(command.model_copy(update={"args": program})) as client:
        assert client.server_info
        assert client.server_info.name == "<%- projectName %>"
