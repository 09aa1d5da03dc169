"""What was acknowledged is there, whatever happens to the server."""

import json
import os
import signal
from pathlib import Path

import anyio
import pytest
from mcp import Client, MCPError, StdioServerParameters
from mcp.types import TextContent

from <%- packageName %>.names import namespace_tool
from <%- packageName %>.server import SERVERS_URI, build_server
from <%- packageName %>.store import Store

# On Windows SIGTERM kills at once, as SIGKILL does elsewhere.
KILL = getattr(signal, "SIGKILL", signal.SIGTERM)

NOTE_PID = """\
import os, pathlib, sys
from <%- packageName %>.cli import main
pathlib.Path(sys.argv[1]).write_text(str(os.getpid()))
main([])
"""


async def add(client: Client, name: str) -> None:
    """Add a server and a draft."""
    server = {"name": name, "params": {"command": name}}
    draft = {"name": name, "text": f"The text of {name}."}
    for tool, arguments in (("add_server", server), ("save_draft", draft)):
        answer = await client.call_tool(namespace_tool(tool), arguments)
        assert not answer.is_error, answer.content


@pytest.mark.anyio
async def test_a_killed_server_has_lost_nothing(
    command: StdioServerParameters, tmp_path: Path
) -> None:
    """After `kill -9` in the midst of calls, all that was acknowledged is there."""
    pid_file = tmp_path / "pid"
    noting = {"args": ["-c", NOTE_PID, str(pid_file)]}
    acknowledged: list[str] = []

    async def add_until_killed(client: Client, letter: str) -> None:
        with pytest.raises(MCPError):
            for number in range(10_000):
                await add(client, f"{letter}{number}")
                acknowledged.append(f"{letter}{number}")
                if len(acknowledged) == 10:
                    os.kill(int(pid_file.read_text()), KILL)

    async with (
        Client(command.model_copy(update=noting)) as client,
        anyio.create_task_group() as group,
    ):
        for letter in "abc":
            group.start_soon(add_until_killed, client, letter)

    assert len(acknowledged) >= 10
    async with Client(command) as client:
        for name in acknowledged:
            for tool, expected in (
                ("get_server", name),
                ("get_draft", f"The text of {name}."),
            ):
                answer = await client.call_tool(namespace_tool(tool), {"name": name})
                assert expected in str(answer.structured_content)
                assert not answer.is_error


@pytest.mark.anyio
async def test_two_servers_share_the_file(command: StdioServerParameters) -> None:
    """Two hosts add at the same time, and none of it is lost."""

    async def add_some(client: Client, letter: str) -> None:
        for number in range(5):
            await add(client, f"{letter}{number}")

    async with Client(command) as one, Client(command) as two:
        async with anyio.create_task_group() as group:
            for letter in "ab":
                group.start_soon(add_some, one, letter)
            for letter in "cd":
                group.start_soon(add_some, two, letter)
        await two.call_tool(namespace_tool("discard_draft"), {"name": "a0"})
        answer = await one.call_tool(namespace_tool("list_drafts"))

    names = {f"{letter}{number}" for letter in "abcd" for number in range(5)}
    assert set(Store().read_servers()) == names
    assert set(Store().read_drafts()) == names - {"a0"}
    assert "a0" not in str(answer.structured_content)


@pytest.mark.anyio
async def test_a_save_that_fails_is_told(store: Store, tmp_path: Path) -> None:
    """The client reads why a draft was not saved, and the file stays as it is."""
    newer = json.dumps({"_state_version": 99})
    (tmp_path / "state.json").write_text(newer)
    draft = {"name": "a", "text": "One."}
    async with Client(build_server(store)) as client:
        answer = await client.call_tool(namespace_tool("save_draft"), draft)
    assert answer.is_error
    [content] = answer.content
    assert isinstance(content, TextContent)
    assert "The state could not be read or saved: " in content.text
    assert "is of version 99, which needs newer code" in content.text
    assert (tmp_path / "state.json").read_text() == newer


@pytest.mark.anyio
async def test_a_load_that_fails_is_told(store: Store, tmp_path: Path) -> None:
    """A host that shows the resource reads why it is not there."""
    (tmp_path / "state.json").write_text(json.dumps({"_state_version": 99}))
    async with Client(build_server(store)) as client:
        with pytest.raises(MCPError, match=r"could not be read .* version 99"):
            await client.read_resource(SERVERS_URI)


def test_it_does_not_start_over_a_newer_state(tmp_path: Path) -> None:
    """With a file of a newer version it ends with a message, not a traceback."""
    (tmp_path / "state.json").write_text(json.dumps({"_state_version": 99}))
    with pytest.raises(SystemExit, match=r"Cannot open the state: .* version 99,"):
        Store()


@pytest.mark.parametrize("content", ['{"x": 1}', '{"servers": 5, "drafts": {}}'])
def test_it_does_not_start_over_something_else(tmp_path: Path, content: str) -> None:
    """A file that holds something else is named, and stays as it is."""
    (tmp_path / "state.json").write_text(content)
    with pytest.raises(SystemExit, match=r"state\.json holds no servers and drafts"):
        Store()
    assert (tmp_path / "state.json").read_text() == content
