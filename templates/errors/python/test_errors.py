"""Tests of the wording of errors."""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING

import pytest

from <%- importPath %>.errors import ErrorFormatter

if TYPE_CHECKING:
    from collections.abc import Iterable


class Color(Enum):
    """Ids that are no strings."""

    RED = "red"
    BLUE = "blue"


@pytest.mark.parametrize(
    ("entity_id", "available", "expected"),
    [
        ("venue", ["mars", "venus"], " Did you mean 'venus'?"),
        ("HTTP", ["https", "http"], " Did you mean one of: 'http', 'https'?"),
        ("prod", ["staging", "production"], " Did you mean 'production'?"),
        ("pr", ["production"], " Available servers: production"),
        ("abcdef", ["fedcba", "abcdex"], " Did you mean 'abcdex'?"),
        (1234, [99, 1243], " Did you mean '1243'?"),
        ("color.rod", Color, " Did you mean 'Color.RED'?"),
        ("x", range(7), " Available servers: 0, 1, 2, 3, 4 (and 2 more)"),
        ("x", [], ""),
    ],
)
def test_suggests_what_was_probably_meant(
    entity_id: object,
    available: Iterable[object],
    expected: str,
) -> None:
    """Similar names, else what there is, else nothing."""
    message = ErrorFormatter.not_found("server", entity_id, available)
    assert message == f"Server '{entity_id}' not found.{expected}"


@pytest.mark.parametrize(
    ("max_suggestions", "expected"),
    [
        (3, "Did you mean one of: 'job1', 'job2', 'job3'?"),
        (1, "Did you mean 'job1'?"),
        (0, "Available entries: job1, job2, job3, job4"),
        (-1, "Available entries: job1, job2, job3, job4"),
    ],
)
def test_limits_the_suggestions(max_suggestions: int, expected: str) -> None:
    """Names that are equally similar stay in the order given."""
    names = ["job1", "job2", "job3", "job4"]
    message = ErrorFormatter.not_found("entry", "job", names, max_suggestions)
    assert message == f"Entry 'job' not found. {expected}"


@pytest.mark.parametrize(
    ("entity_type", "expected"),
    [
        ("MCP server", "MCP server 'x' not found. Available MCP servers: a"),
        ("key", "Key 'x' not found. Available keys: a"),
        ("policy", "Policy 'x' not found. Available policies: a"),
        ("branch", "Branch 'x' not found. Available branches: a"),
    ],
)
def test_words_the_type(entity_type: str, expected: str) -> None:
    """Only the first letter is made a capital; the plural is English."""
    assert ErrorFormatter.not_found(entity_type, "x", ["a"]) == expected


@pytest.mark.parametrize(
    ("existing_id", "expected"),
    [
        (None, "User 'alice' already exists."),
        (0, "User 'alice' already exists (ID: 0)."),
    ],
)
def test_already_exists(existing_id: object, expected: str) -> None:
    """The id of the existing one is named if it is known."""
    message = ErrorFormatter.already_exists("user", "alice", existing_id)
    assert message == expected


@pytest.mark.parametrize(
    ("value", "hint", "expected"),
    [
        ("80", None, "got str, expected integer"),
        (1.5, "no dot", "got float, expected integer. Hint: no dot"),
    ],
)
def test_invalid_parameter(
    value: object,
    hint: str | None,
    expected: str,
) -> None:
    """The type of the value is named, the value is not."""
    message = ErrorFormatter.invalid_parameter("port", value, "integer", hint)
    assert message == f"Invalid parameter 'port': {expected}"


def test_names_fields() -> None:
    """Missing and conflicting fields are named."""
    missing = ErrorFormatter.missing_required_field
    assert missing("name") == "Missing required field 'name' in request"
    assert missing("name", "file") == "Missing required field 'name' in file"
    conflict = ErrorFormatter.invalid_combination("a", "b", "pick one")
    assert conflict == "Invalid combination of 'a' and 'b': pick one"


def test_keeps_names_short_and_on_one_line() -> None:
    """Names may come from anybody: cut at 100 letters, controls escaped."""
    message = ErrorFormatter.not_found("user", "a\n\x1b", ["b" * 101])
    shown = "User 'a\\x0a\\x1b' not found. Available users: "
    assert message == f"{shown}{'b' * 97}..."
    assert "b" * 100 in ErrorFormatter.already_exists("user", "b" * 100)
