"""Kill an MCP server between the calls of a real client, and ask the next one what it knows.

Usage: kill_mcp_server.py PROGRAM keeps|forgets, with the Python of a project that has the SDK.
"""

import os
import signal
import sys
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from pathlib import Path

import anyio
from mcp import Client
from mcp.client.stdio import StdioServerParameters, stdio_client

PID = Path(".venv/server.pid")


@asynccontextmanager
async def connect(program: str) -> AsyncGenerator[Client]:
    # The shell says its process id and becomes the server.
    shell = f'echo $$ > {PID}; exec {program}'
    environment = {name: os.environ[name] for name in ("HOME", "PATH")}
    parameters = StdioServerParameters(command="sh", args=["-c", shell], env=environment)
    async with Client(stdio_client(parameters)) as client:
        yield client


async def main(program: str, keeps: bool) -> None:
    names = [f"draft-{number}" for number in range(5)]
    try:
        async with connect(program) as client:
            tools = {tool.name.removeprefix("acme_notes_") for tool in (await client.list_tools()).tools}
            assert {"save_draft", "list_drafts", "add_server"} <= tools, tools
            for name in names:
                await client.call_tool("acme_notes_save_draft", {"name": name, "text": "x"})
            os.kill(int(PID.read_text()), signal.SIGKILL)
    except Exception as error:  # the client notices that its server is gone
        print(f"after the kill: {error!r}", file=sys.stderr)
    async with connect(program) as client:
        listed = str(await client.call_tool("acme_notes_list_drafts", {}))
    found = [name for name in names if name in listed]
    assert found == (names if keeps else []), listed


anyio.run(main, sys.argv[1], sys.argv[2] == "keeps")
