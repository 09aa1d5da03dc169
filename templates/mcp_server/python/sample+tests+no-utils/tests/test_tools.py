"""Every tool, through the SDK's client."""

from collections.abc import AsyncIterator
from typing import Any

import pytest
from mcp import Client
from mcp.types import CallToolResult, TextContent

from <%- packageName %>.names import namespace_tool
from <%- packageName %>.server import build_server
from <%- packageName %>.store import Store

pytestmark = pytest.mark.anyio


@pytest.fixture
async def client(store: Store) -> AsyncIterator[Client]:
    """Connect to a server in this process."""
    async with Client(build_server(store)) as connected:
        yield connected


async def ask(client: Client, tool: str, **arguments: object) -> CallToolResult:
    """Call a tool."""
    return await client.call_tool(namespace_tool(tool), arguments)


async def call(client: Client, tool: str, **arguments: object) -> dict[str, Any]:
    """Call a tool, and return what it answers: what is no dict as "result"."""
    answer = await ask(client, tool, **arguments)
    assert not answer.is_error, answer.content
    return answer.structured_content or {}


async def fail(client: Client, tool: str, **arguments: object) -> str:
    """Call a tool, and return the text of the error that it answers."""
    answer = await ask(client, tool, **arguments)
    assert answer.is_error
    [content] = answer.content
    assert isinstance(content, TextContent)
    return content.text.partition(": ")[2]


async def test_adds_a_server(client: Client) -> None:
    """The settings are kept as they are."""
    settings = {"command": "npx", "env": {"DEBUG": "1"}}
    answer = await call(client, "add_server", name="github", params=settings)
    assert answer == settings
    assert await call(client, "get_server", name="github") == settings


async def test_lists_servers(client: Client) -> None:
    """They are listed by name."""
    assert (await call(client, "list_servers"))["result"] == []
    for name in ("b", "a"):
        await call(client, "add_server", name=name, params={"command": "npx"})
    assert (await call(client, "list_servers"))["result"] == ["a", "b"]


async def test_removes_servers(client: Client) -> None:
    """Those that do not exist are reported, and the others removed all the same."""
    for name in ("a", "b"):
        await call(client, "add_server", name=name, params={"command": "npx"})
    answer = await call(client, "remove_servers", names=["a", "x"])
    assert answer == {"removed": ["a"], "not_found": ["x"]}
    assert (await call(client, "list_servers"))["result"] == ["b"]


async def test_refuses_a_server_without_command(client: Client) -> None:
    """The message says what is missing, and nothing is added."""
    message = await fail(client, "add_server", name="github", params={})
    assert message == "The server was not added: its params have no 'command'."
    assert (await call(client, "list_servers"))["result"] == []


async def test_keeps_a_server_whose_name_is_wanted(client: Client) -> None:
    """A name in use is refused."""
    await call(client, "add_server", name="github", params={"command": "npx"})
    message = await fail(
        client, "add_server", name="github", params={"command": "other"}
    )
    assert message.startswith("There is a server 'github' already: remove it first")
    assert await call(client, "get_server", name="github") == {"command": "npx"}


async def test_keeps_drafts(client: Client) -> None:
    """A draft can be replaced, listed, read and discarded."""
    await call(client, "save_draft", name="b", text="One.")
    await call(client, "save_draft", name="b", text="Two.")
    await call(client, "save_draft", name="a", text="")
    assert (await call(client, "list_drafts"))["result"] == ["a", "b"]
    assert (await call(client, "get_draft", name="b"))["result"] == "Two."
    answer = await call(client, "discard_draft", name="b")
    assert answer["result"] == "Discarded draft 'b'."
    assert (await call(client, "list_drafts"))["result"] == ["a"]


@pytest.mark.parametrize(
    ("tool", "kind"),
    [("get_server", "server"), ("get_draft", "draft"), ("discard_draft", "draft")],
)
async def test_says_what_there_is(client: Client, tool: str, kind: str) -> None:
    """A name that does not exist is answered with those that do."""
    message = await fail(client, tool, name="x")
    assert message == f"There is no {kind} 'x'. Known {kind}s: none."
    await call(client, "add_server", name="github", params={"command": "npx"})
    await call(client, "save_draft", name="github", text="")
    message = await fail(client, tool, name="githbu")
    assert message == f"There is no {kind} 'githbu'. Known {kind}s: github."
