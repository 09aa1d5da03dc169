"""The server as hosts see it: through the SDK's client."""

import json
import re
from pathlib import Path

import pytest
from mcp import Client, MCPError, StdioServerParameters
from mcp.types import TextContent, TextResourceContents

from <%- packageName %>.cli import main
from <%- packageName %>.names import NAMESPACE, namespace_tool
from <%- packageName %>.server import SERVERS_URI, build_server
from <%- packageName %>.store import Store

pytestmark = pytest.mark.anyio


def test_it_prints_its_tools(capsys: pytest.CaptureFixture[str]) -> None:
    """`--tools` prints a line for each tool, and ends."""
    main(["--tools"])
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) == 8
    assert re.fullmatch(r"\w+_add_server +Add a server under a new name\.", lines[0])


def test_a_name_has_the_namespace() -> None:
    """The tool's own name comes after the namespace."""
    assert namespace_tool("add_server") == f"{NAMESPACE}_add_server"


def test_a_name_may_have_64_characters() -> None:
    """64 are accepted, 65 are refused."""
    room = 64 - len(NAMESPACE) - 1
    assert len(namespace_tool("x" * room)) == 64
    with pytest.raises(ValueError, match="1 to 64"):
        namespace_tool("x" * (room + 1))


@pytest.mark.parametrize("name", ["add server", "add.server", "größe", "add\n"])
def test_other_characters_are_refused(name: str) -> None:
    """Only ASCII letters, digits, `_` and `-` are accepted."""
    with pytest.raises(ValueError, match="is no name for a tool"):
        namespace_tool(name)


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


async def test_a_host_can_show_the_servers(store: Store) -> None:
    """The resource is listed, and has the form of a host's configuration."""
    store.add_server("größe", {"command": "npx", "args": ["-y"]})
    async with Client(build_server(store)) as client:
        [listed] = (await client.list_resources()).resources
        [content] = (await client.read_resource(SERVERS_URI)).contents
    assert str(listed.uri) == SERVERS_URI
    assert listed.mime_type == "application/json"
    assert isinstance(content, TextResourceContents)
    servers = {"größe": {"command": "npx", "args": ["-y"]}}
    assert json.loads(content.text) == {"mcpServers": servers}


async def test_a_user_can_have_a_draft_reviewed(store: Store) -> None:
    """The prompt is listed with its argument, and brings the draft along."""
    store.save_draft("news", "Snow has fallen.")
    async with Client(build_server(store)) as client:
        [listed] = (await client.list_prompts()).prompts
        prompt = await client.get_prompt(listed.name, {"name": "news"})
    [argument] = listed.arguments or []
    assert (argument.name, argument.required) == ("name", True)
    assert argument.description == "The name of the draft."
    [message] = prompt.messages
    assert isinstance(message.content, TextContent)
    assert message.role == "user"
    assert message.content.text.startswith("Review the draft 'news'")
    assert message.content.text.endswith("Snow has fallen.")


async def test_a_prompt_without_its_draft_is_refused(store: Store) -> None:
    """The host is told which name is wrong."""
    async with Client(build_server(store)) as client:
        with pytest.raises(MCPError, match="'news'"):
            await client.get_prompt("review_draft", {"name": "news"})


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
