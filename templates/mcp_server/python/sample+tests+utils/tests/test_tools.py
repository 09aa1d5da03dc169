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


async def fail(client: Client, tool: str, **arguments: object) -> tuple[str, str]:
    """Call a tool; return code and message of the error that it answers.

    Its body has what programs need, and its text is the message and no more.
    """
    answer = await ask(client, tool, **arguments)
    assert answer.is_error
    body = answer.structured_content or {}
    assert set(body) == {"status", "error_code", "message", "recoverable", "details"}
    [content] = answer.content
    assert isinstance(content, TextContent)
    assert content.text == body["message"]
    return body["error_code"], body["message"]


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


@pytest.mark.parametrize(
    ("params", "message"),
    [
        ({}, "Missing required field 'command' in params"),
        ("{command", "Invalid parameter 'params': got str, expected object of "),
        ('{"command": NaN}', "Invalid parameter 'params': got dict, expected object"),
    ],
)
async def test_refuses_bad_settings(
    client: Client, params: object, message: str
) -> None:
    """The message says what is wrong with the settings, and nothing is added."""
    code, text = await fail(client, "add_server", name="github", params=params)
    assert code == "invalid_arguments"
    assert text.startswith(message)
    assert (await call(client, "list_servers"))["result"] == []


async def test_says_what_is_missing(client: Client) -> None:
    """An argument that was left out is named."""
    expected = ("invalid_arguments", "Missing required field 'name' in arguments")
    assert await fail(client, "get_server") == expected


async def test_unknown_tools_fail_alike(client: Client) -> None:
    """The answer to a name that is no tool's has a body, too."""
    code, message = await fail(client, "add_servers")
    assert code == "failed"
    assert message.startswith("Unknown tool: ")


async def test_keeps_a_server_whose_name_is_wanted(client: Client) -> None:
    """A name in use is refused."""
    await call(client, "add_server", name="github", params={"command": "npx"})
    answer = await fail(
        client, "add_server", name="github", params={"command": "other"}
    )
    assert answer == ("already_exists", "Server 'github' already exists.")
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
    [("get_server", "Server"), ("get_draft", "Draft"), ("discard_draft", "Draft")],
)
async def test_suggests_what_was_meant(client: Client, tool: str, kind: str) -> None:
    """A name that does not exist is answered with a similar one."""
    await call(client, "add_server", name="github", params={"command": "npx"})
    await call(client, "save_draft", name="github", text="")
    expected = f"{kind} 'githbu' not found. Did you mean 'github'?"
    assert await fail(client, tool, name="githbu") == ("not_found", expected)
