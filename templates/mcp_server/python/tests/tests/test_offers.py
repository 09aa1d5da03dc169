"""The resource and the prompt, through the SDK's client."""

import json

import pytest
from mcp import Client, MCPError
from mcp.types import TextContent, TextResourceContents

from <%- packageName %>.server import SERVERS_URI, build_server
from <%- packageName %>.store import Store

pytestmark = pytest.mark.anyio


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
