"""The decorator under `@mcp.tool()` of the real MCP SDK and of FastMCP, through their real clients."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from typing import Any

import fastmcp
import pytest
from mcp.client import Client
from mcp.server.mcpserver import MCPServer

from acme.utils.responses import Response
from acme.utils.validation import InputFormat, normalize_input

normalize_params = normalize_input(params=InputFormat.DICT_OR_JSON)


@normalize_params
async def async_tool(
    name: str, params: dict[str, Any] | str | None = None
) -> Mapping[str, Any]:
    """Say what came."""
    return Response.success("echoed", params, name=name)


@normalize_params
def sync_tool(name: str, params: dict[str, Any] | str | None = None) -> dict[str, Any]:
    """Say what came."""
    return {**Response.success("echoed", params, name=name)}


@normalize_params
async def dict_tool(name: str, params: dict[str, Any] | None = None) -> dict[str, Any]:
    """Say what came; the annotation does not allow text."""
    return {**Response.success("echoed", params, name=name)}


TOOLS = (async_tool, sync_tool, dict_tool)


class Answer:
    """What both clients have in common of a tool's answer."""

    def __init__(self, result: Any) -> None:
        self.is_error = result.is_error
        self.text = result.content[0].text
        structured = result.structured_content or {}
        self.value = structured.get("result", structured)  # the SDK wraps what is no dict


@asynccontextmanager
async def connect(kind: str) -> AsyncIterator[Any]:
    server: Any = MCPServer("real") if kind == "mcp" else fastmcp.FastMCP("real")
    for tool in TOOLS:
        server.tool()(tool)
    async with Client(server) if kind == "mcp" else fastmcp.Client(server) as client:
        yield client


def call(kind: str, tool: str, params: object) -> Answer:
    async def ask() -> Answer:
        async with connect(kind) as client:
            quiet = {} if kind == "mcp" else {"raise_on_error": False}
            arguments = {"name": "n", "params": params}
            return Answer(await client.call_tool(tool, arguments, **quiet))

    return asyncio.run(ask())


def read_schema(kind: str, tool: str) -> dict[str, Any]:
    async def ask() -> dict[str, Any]:
        async with connect(kind) as client:
            listed = await client.list_tools()
            tools = listed.tools if kind == "mcp" else listed
            (found,) = (entry for entry in tools if entry.name == tool)
            schema = getattr(found, "input_schema", None) or found.inputSchema
            return schema

    return asyncio.run(ask())


both = pytest.mark.parametrize("kind", ["mcp", "fastmcp"])


@both
@pytest.mark.parametrize("tool", ["async_tool", "sync_tool"])
@pytest.mark.parametrize("params", [{"a": {"b": 1}}, '{"a": {"b": 1}}'])
def test_a_tool_gets_a_dict(kind: str, tool: str, params: object) -> None:
    """A dict and JSON text arrive as the same dict."""
    answer = call(kind, tool, params)
    assert not answer.is_error
    assert answer.value["data"] == {"a": {"b": 1}}
    assert answer.value["metadata"] == {"name": "n"}


@both
def test_a_tool_gets_none(kind: str) -> None:
    """None passes through."""
    assert call(kind, "async_tool", None).value["data"] is None


@both
def test_the_schema_is_that_of_the_function(kind: str) -> None:
    """Clients are told that an object or a string will do, and what the default is."""
    schema = read_schema(kind, "async_tool")
    assert list(schema["properties"]) == ["name", "params"]
    assert schema["required"] == ["name"]
    types = [choice["type"] for choice in schema["properties"]["params"]["anyOf"]]
    assert types == ["object", "string", "null"]
    assert schema["properties"]["params"]["default"] is None


def test_fastmcp_refuses_text_for_a_dict_annotation() -> None:
    """Its check of the schema comes first: hence `dict[str, Any] | str`."""
    answer = call("fastmcp", "dict_tool", '{"a": 1}')
    assert answer.is_error
    assert "Input should be a valid dictionary" in answer.text


def test_the_sdk_reads_json_for_a_dict_annotation() -> None:
    """The SDK itself parses JSON text that is meant for a parameter that is no `str`."""
    assert call("mcp", "dict_tool", '{"a": 1}').value["data"] == {"a": 1}


@both
@pytest.mark.parametrize("params", ["{bad", '"text"', 5, [1]])
def test_what_is_no_object_is_an_error(kind: str, params: object) -> None:
    """Bad input ends in an error, and the server goes on."""
    assert call(kind, "async_tool", params).is_error


def test_fastmcp_shows_the_message() -> None:
    """FastMCP tells the client what was wrong."""
    answer = call("fastmcp", "async_tool", "{bad")
    assert "Parameter 'params' must be dict or JSON object text, got invalid JSON" in answer.text


def test_the_sdk_hides_the_message() -> None:
    """MCP SDK 2 shows only the text of its own ToolError: see the guide."""
    assert call("mcp", "async_tool", "{bad").text == "Error executing tool async_tool"
