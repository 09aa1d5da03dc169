"""The server, for the commands of the SDK: `mcp run server.py`."""

from <%- packageName %>.server import build_server
from <%- packageName %>.store import Store

server = build_server(Store())
