"""The server as hosts see it: through the SDK's client."""

import re
from pathlib import Path

import pytest
from mcp import Client, StdioServerParameters

from <%- packageName %>.names import NAMESPACE, namespace_tool
from <%- packageName %>.server import build_server
from <%- packageName %>.store import Store

pytestmark = pytest.mark.anyio


async def test_hosts_accept_the_names(store: Store) -> None:
    """All tools have the namespace, and a name that hosts accept."""
    async with Client(build_server(store)) as client:
        names = [tool.name for tool in (await client.list_tools()).tools]
    assert len(names) == len(set(names)) == 8
    for name in names:
        assert name.startswith(f"{NAMESPACE}_")
        assert re.fullmatch(r"[a-zA-Z0-9_-]{1,64}", name)


async def test_the_model_is_told_what_for(store: Store) -> None:
    """Each tool has a sentence, and describes each of its parameters."""
    async with Client(build_server(store)) as client:
        for tool in (await client.list_tools()).tools:
            description = tool.description or ""
            assert re.match(r"[A-Z][^\n]+\.(\n|$)", description)
            for parameter in tool.input_schema["properties"]:
                assert f"\n    {parameter}: " in description


async def test_hosts_know_what_only_reads(store: Store) -> None:
    """The tools that change nothing say so."""
    async with Client(build_server(store)) as client:
        reading = {
            tool.name
            for tool in (await client.list_tools()).tools
            if tool.annotations and tool.annotations.read_only_hint
        }
    names = ("get_server", "list_servers", "get_draft", "list_drafts")
    assert reading == {namespace_tool(name) for name in names}


async def test_programs_are_told_what_a_tool_returns(store: Store) -> None:
    """The output schema is that of the data, without an envelope."""
    async with Client(build_server(store)) as client:
        schemas = {
            tool.name.removeprefix(f"{NAMESPACE}_"): tool.output_schema or {}
            for tool in (await client.list_tools()).tools
        }
    lists, texts = "list_servers list_drafts", "save_draft get_draft discard_draft"
    for name in lists.split():
        assert schemas[name]["properties"]["result"]["type"] == "array"
    for name in texts.split():
        assert schemas[name]["properties"]["result"]["type"] == "string"
    for name in ("add_server", "get_server"):
        assert schemas[name]["additionalProperties"] is True


async def test_it_serves_on_stdio(command: StdioServerParameters) -> None:
    """A client starts it as a process, and gets back what it saved."""
    draft = {"name": "größe", "text": "Es schneit: \N{SNOWMAN}."}
    async with Client(command) as client:
        assert client.server_info
        assert client.server_info.name == "<%- projectName %>"
        await client.call_tool(namespace_tool("save_draft"), draft)
        answer = await client.call_tool(
            namespace_tool("get_draft"), {"name": draft["name"]}
        )
    assert not answer.is_error
    assert draft["text"] in str(answer.structured_content)


async def test_the_commands_of_the_sdk_run_it(command: StdioServerParameters) -> None:
    """`mcp run` finds the server in `server.py`."""
    file = Path(__file__).parents[1] / "server.py"
    program = ["-c", "from mcp.cli import app; app()", "run", str(file)]
    async with Client(command.model_copy(update={"args": program})) as client:
        assert len((await client.list_tools()).tools) == 8
