"""Names that hosts accept, and those that they do not."""

import pytest

from <%- packageName %>.names import NAMESPACE, namespace_tool


def test_a_name_has_the_namespace() -> None:
    """The tool's own name comes after the namespace."""
    assert namespace_tool("add_server") == f"{NAMESPACE}_add_server"


def test_a_name_may_have_64_characters() -> None:
    """64 are accepted, 65 are refused."""
    room = 64 - len(NAMESPACE) - 1
    assert len(namespace_tool("x" * room)) == 64
    with pytest.raises(ValueError, match="1 to 64"):
        namespace_tool("x" * (room + 1))


@pytest.mark.parametrize("name", ["add server", "add.server", "größe", "add\n"])
def test_other_characters_are_refused(name: str) -> None:
    """Only ASCII letters, digits, `_` and `-` are accepted."""
    with pytest.raises(ValueError, match="is no name for a tool"):
        namespace_tool(name)
