"""What callers may send, as their clients send it."""

from collections.abc import AsyncIterator
from typing import Any

import pytest
from mcp import Client

from <%- packageName %> import tools
from <%- packageName %>.limits import LARGEST_PARAMS
from <%- packageName %>.names import namespace_tool
from <%- packageName %>.server import build_server
from <%- packageName %>.store import Store

pytestmark = pytest.mark.anyio

SERVER = {"command": "npx"}


@pytest.fixture
async def client(store: Store) -> AsyncIterator[Client]:
    """Connect to a server in this process."""
    async with Client(build_server(store)) as connected:
        yield connected


async def fail(client: Client, tool: str, **arguments: object) -> str:
    """Call a tool, and return the text of the error that it answers."""
    answer = await client.call_tool(namespace_tool(tool), arguments)
    assert answer.is_error
    return str(answer.content)


@pytest.mark.parametrize("name", ["", "x" * 101, "a\nb", "a\x00", 5])
async def test_names_are_short_and_on_one_line(client: Client, name: object) -> None:
    """Another name is refused wherever one is given."""
    for tool, arguments in (
        ("add_server", {"params": SERVER}),
        ("save_draft", {"text": ""}),
        ("get_draft", {}),
    ):
        assert "name" in await fail(client, tool, name=name, **arguments)
    assert "names" in await fail(client, "remove_servers", names=[name])


async def test_texts_are_not_too_long(client: Client, store: Store) -> None:
    """The longest draft is saved, a longer one is not."""
    await client.call_tool(
        namespace_tool("save_draft"), {"name": "a", "text": "x" * 20_000}
    )
    assert "20000" in await fail(client, "save_draft", name="b", text="x" * 20_001)
    assert set(store.read_drafts()) == {"a"}


@pytest.mark.parametrize(
    ("params", "reason"),
    [
        ({"command": "x" * LARGEST_PARAMS}, f"of {LARGEST_PARAMS} at most"),
        ('{"command": NaN}', "not JSON compliant"),
        ('{"command": "\\ud800"}', "surrogates not allowed"),
    ],
)
async def test_settings_are_json_and_not_too_large(
    client: Client, store: Store, params: object, reason: str
) -> None:
    """What could not be saved is refused, and it is the caller who is told why."""
    text = await fail(client, "add_server", name="a", params=params)
    assert reason in text
    assert "state" not in text
    assert store.read_servers() == {}


async def test_there_is_an_end_of_room(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    """When it is reached, a draft can be replaced but none added; so with servers."""
    monkeypatch.setattr(tools, "CAPACITY", 1)
    room: dict[str, dict[str, Any]] = {
        "add_server": {"params": SERVER},
        "save_draft": {"text": "x"},
    }
    for tool, arguments in room.items():
        await client.call_tool(namespace_tool(tool), {"name": "a", **arguments})
        assert "which is the most" in await fail(client, tool, name="b", **arguments)
    replaced = await client.call_tool(
        namespace_tool("save_draft"), {"name": "a", "text": "y"}
    )
    assert not replaced.is_error
