"""Every tool, through the SDK's client."""

from collections.abc import AsyncIterator
from typing import Any

import pytest
from mcp import Client

from <%- packageName %>.names import namespace_tool
from <%- packageName %>.server import build_server
from <%- packageName %>.store import Store

pytestmark = pytest.mark.anyio


@pytest.fixture
async def client(store: Store) -> AsyncIterator[Client]:
    """Connect to a server in this process."""
    async with Client(build_server(store)) as connected:
        yield connected


async def call(client: Client, tool: str, **arguments: object) -> dict[str, Any]:
    """Call a tool, and return its response."""
    answer = await client.call_tool(namespace_tool(tool), arguments)
    assert not answer.is_error, answer.content
    response: dict[str, Any] = (answer.structured_content or {})["result"]
    return response


@pytest.mark.parametrize("params", [{"command": "npx"}, '{"command": "npx"}'])
async def test_adds_a_server(client: Client, params: object) -> None:
    """Settings may come as an object or as JSON text."""
    answer = await call(client, "add_server", name="github", params=params)
    assert (answer["status"], answer["action"]) == ("success", "added")
    answer = await call(client, "get_server", name="github")
    assert answer["data"] == {"command": "npx"}


async def test_lists_servers(client: Client) -> None:
    """They are listed by name."""
    assert (await call(client, "list_servers"))["data"] == []
    for name in ("b", "a"):
        await call(client, "add_server", name=name, params={"command": "npx"})
    assert (await call(client, "list_servers"))["data"] == ["a", "b"]


async def test_removes_servers(client: Client) -> None:
    """Those that do not exist are reported, and the others removed all the same."""
    for name in ("a", "b", "c"):
        await call(client, "add_server", name=name, params={"command": "npx"})
    answer = await call(client, "remove_servers", names=["a", "x"])
    assert answer["status"] == "partial"
    assert (answer["succeeded"], answer["failed"]) == (["a"], ["x"])
    answer = await call(client, "remove_servers", names=["b"])
    assert (answer["status"], answer["data"]) == ("success", ["b"])
    assert (await call(client, "list_servers"))["data"] == ["c"]


@pytest.mark.parametrize(
    ("params", "message"),
    [
        ({}, "Missing required field 'command' in params"),
        ("{command", "Parameter 'params' must be dict or JSON object text, got "),
    ],
)
async def test_refuses_bad_settings(
    client: Client, params: object, message: str
) -> None:
    """The message says what is wrong with the settings, and nothing is added."""
    answer = await call(client, "add_server", name="github", params=params)
    assert (answer["status"], answer["error_code"]) == ("error", "invalid_params")
    assert answer["message"].startswith(message)
    assert (await call(client, "list_servers"))["data"] == []


async def test_keeps_a_server_whose_name_is_wanted(client: Client) -> None:
    """A name in use is refused."""
    await call(client, "add_server", name="github", params={"command": "npx"})
    answer = await call(
        client, "add_server", name="github", params={"command": "other"}
    )
    assert answer["message"] == "Server 'github' already exists."
    answer = await call(client, "get_server", name="github")
    assert answer["data"] == {"command": "npx"}


async def test_keeps_drafts(client: Client) -> None:
    """A draft can be replaced, listed, read and discarded."""
    await call(client, "save_draft", name="b", text="One.")
    answer = await call(client, "save_draft", name="b", text="Two.")
    assert answer["metadata"] == {"draft": "b", "characters": 4}
    await call(client, "save_draft", name="a", text="")
    assert (await call(client, "list_drafts"))["data"] == ["a", "b"]
    assert (await call(client, "get_draft", name="b"))["data"] == "Two."
    answer = await call(client, "discard_draft", name="b")
    assert (answer["status"], answer["action"]) == ("success", "discarded")
    assert (await call(client, "list_drafts"))["data"] == ["a"]


@pytest.mark.parametrize(
    ("tool", "kind"),
    [("get_server", "Server"), ("get_draft", "Draft"), ("discard_draft", "Draft")],
)
async def test_suggests_what_was_meant(client: Client, tool: str, kind: str) -> None:
    """A name that does not exist is answered with a similar one."""
    await call(client, "add_server", name="github", params={"command": "npx"})
    await call(client, "save_draft", name="github", text="")
    answer = await call(client, tool, name="githbu")
    assert answer["error_code"] == "not_found"
    expected = f"{kind} 'githbu' not found. Did you mean 'github'?"
    assert answer["message"] == expected
