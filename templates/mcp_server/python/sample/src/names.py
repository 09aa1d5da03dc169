"""The names of the tools as hosts see them."""

import re

NAMESPACE = "<%- namespace %>"

_ACCEPTED_BY_HOSTS = re.compile(r"[a-zA-Z0-9_-]{1,64}")


def namespace_tool(name: str) -> str:
    """Put the namespace before the name of a tool.

    A host offers the tools of all its servers side by side: the namespace
    keeps this server's `add_server` apart from that of another.

    Args:
        name: The tool's own name, such as "add_server".

    Returns:
        The name to register the tool under.

    Raises:
        ValueError: If hosts would refuse the result.
    """
    full_name = f"{NAMESPACE}_{name}"
    if not _ACCEPTED_BY_HOSTS.fullmatch(full_name):
        msg = f"{full_name!r} is no name for a tool: use 1 to 64 of a-z A-Z 0-9 _ -"
        raise ValueError(msg)
    return full_name
