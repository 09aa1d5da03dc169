"""The server, for the commands of the SDK: `mcp run server.py`."""

from <%- packageName %>.server import build_server

server = build_server()
