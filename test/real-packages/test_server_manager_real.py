"""The example of the guide, alone and as a real MCP server on stdio."""

from __future__ import annotations

import asyncio
import json
import sys
from pathlib import Path
from typing import Any

import fastmcp
import pytest
from fastmcp.client.transports import StdioTransport
from mcp.client import Client
from mcp.client.stdio import StdioServerParameters

from server_manager import ServerManager

SERVER = """
import sys
from {module} import {server}
from server_manager import ServerManager

mcp = {server}("servers")
manager = ServerManager(sys.argv[1])
mcp.tool()(manager.add_server)
mcp.tool()(manager.get_server)
mcp.tool()(manager.remove_servers)
mcp.run()
"""
SERVERS = {
    "mcp": SERVER.format(module="mcp.server.mcpserver", server="MCPServer"),
    "fastmcp": SERVER.format(module="fastmcp", server="FastMCP"),
}


@pytest.fixture
def state_file(tmp_path: Path) -> str:
    return str(tmp_path / "state" / "servers.json")


@pytest.mark.parametrize("params", [{"command": "npx"}, '{"command": "npx"}'])
def test_adds_a_server(state_file: str, params: Any) -> None:
    """A dict and JSON text, by position and by name, are saved as the same."""
    manager = ServerManager(state_file)
    assert manager.add_server("a", params)["status"] == "success"
    assert manager.add_server("b", params=params)["data"] == {"command": "npx"}
    servers = {"a": {"command": "npx"}, "b": {"command": "npx"}}
    assert ServerManager(state_file).servers == servers
    assert json.loads(Path(state_file).read_text("utf-8")) == {"servers": servers}


def test_answers_mistakes(state_file: str) -> None:
    """Each mistake is an error response with a message that helps."""
    manager = ServerManager(state_file)
    manager.add_server("github", {"command": "npx"})
    messages = [
        manager.add_server("github", "{}")["message"],
        manager.add_server("gitlab")["message"],
        manager.get_server("githbu")["message"],
    ]
    assert messages == [
        "Server 'github' already exists.",
        "Missing required field 'command' in params",
        "Server 'githbu' not found. Did you mean 'github'?",
    ]
    with pytest.raises(ValueError, match="Parameter 'params' must be"):
        manager.add_server("x", "{bad")


def test_removes_servers(state_file: str) -> None:
    """What did not exist is reported as failed."""
    manager = ServerManager(state_file)
    manager.add_server("a", {"command": "x"})
    answer = manager.remove_servers(["a", "b"])
    assert (answer["succeeded"], answer["failed"]) == (["a"], ["b"])
    assert ServerManager(state_file).servers == {}


async def call_through_sdk(script: Path, path: str, calls: list[Any]) -> list[Any]:
    command = [str(script), path]
    environment = {"PYTHONPATH": str(script.parent), "PYTHONDONTWRITEBYTECODE": "1"}
    server = StdioServerParameters(command=sys.executable, args=command, env=environment)
    async with Client(server) as client:
        return [(await client.call_tool(*call)).content[0] for call in calls]


async def call_through_fastmcp(script: Path, path: str, calls: list[Any]) -> list[Any]:
    command = [str(script), path]
    environment = {"PYTHONPATH": str(script.parent), "PYTHONDONTWRITEBYTECODE": "1"}
    transport = StdioTransport(sys.executable, command, env=environment)
    async with fastmcp.Client(transport) as client:
        return [(await client.call_tool(*call)).content[0] for call in calls]


@pytest.mark.parametrize("server", SERVERS)
@pytest.mark.parametrize("call", [call_through_sdk, call_through_fastmcp])
def test_serves_over_stdio(
    server: str, call: Any, state_file: str, library_path: str, tmp_path: Path
) -> None:
    """Real clients call the tools of a real server, and a restart loses nothing."""
    script = Path(library_path) / f"serve_{tmp_path.name}.py"
    script.write_text(SERVERS[server], encoding="utf-8")
    first = [
        ("add_server", {"name": "github", "params": {"command": "npx"}}),
        ("add_server", {"name": "gitlab", "params": '{"command": "uvx"}'}),
    ]
    second = [
        ("get_server", {"name": "gitlab"}),
        ("get_server", {"name": "githbu"}),
        ("remove_servers", {"names": ["gitlab", "slack"]}),
    ]
    answers = [
        json.loads(content.text)
        for calls in (first, second)
        for content in asyncio.run(call(script, state_file, calls))
    ]
    assert [answer["status"] for answer in answers] == [
        "success",
        "success",
        "success",
        "error",
        "partial",
    ]
    assert answers[2]["data"] == {"command": "uvx"}
    assert answers[3]["message"] == "Server 'githbu' not found. Did you mean 'github'?"
    assert answers[4]["metadata"] == {"succeeded_count": 1, "failed_count": 1}
    assert ServerManager(state_file).servers == {"github": {"command": "npx"}}
