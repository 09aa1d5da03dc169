"""Tests of the wording of errors."""

from __future__ import annotations

import hashlib
import sys
import time
from enum import Enum
from typing import TYPE_CHECKING

import pytest

from <%- importPath %>.errors import ErrorFormatter

if TYPE_CHECKING:
    from collections.abc import Iterable

COUNT = 10_000
SECONDS = 0.1 if sys.gettrace() is None else 1.0  # coverage slows it down
HASHES = [hashlib.sha256(str(n).encode()).hexdigest() for n in range(COUNT)]
VERBS = ["list", "get", "create", "update"]
NOUNS = ["server", "region", "user", "tenant", "node", "secret", "config"]
NAMES = {
    "numbers": [f"server-{number:05}" for number in range(COUNT)],
    "hashes": [text[:36] for text in HASHES],
    "words": [f"{VERBS[n % 4]}_{NOUNS[n % 7]}_{n}" for n in range(COUNT)],
    "same start": [f"githubber-{text[:8]}" for text in HASHES],
}


class Color(Enum):
    """Ids that are no strings."""

    RED = "red"
    BLUE = "blue"


class TestNotFound:
    """What is suggested, and how it is worded."""

    @pytest.mark.parametrize(
        ("entity_id", "available", "expected"),
        [
            ("githbu", ["github", "slack"], " Did you mean 'github'?"),
            ("githbu", ["gitlab", "github"], " Did you mean 'github'?"),
            ("GITHUB", ["gitlab", "github"], " Did you mean 'github'?"),
            ("github", ["GitLab", "GitHub"], " Did you mean 'GitHub'?"),
            ("prod", ["staging", "production"], " Did you mean 'production'?"),
            ("prod", ["prod", "prod"], " Did you mean 'prod'?"),
            ("pr", ["production"], " Available servers: production"),
            ("abcdef", ["fedcba", "abcdex"], " Did you mean 'abcdex'?"),
            (1234, [99, 1243], " Did you mean '1243'?"),
            ("color.rod", Color, " Did you mean 'Color.RED'?"),
            ("tset", {"test": 1, "dev": 2}, " Did you mean 'test'?"),
            ("a1", ("a2", "a3"), " Available servers: a2, a3"),
            ("ab1", ["ab2", "ab3"], " Did you mean one of: 'ab2', 'ab3'?"),
            (
                "test",
                ["test-unit", "build", "tests"],
                " Did you mean one of: 'tests', 'test-unit'?",
            ),
            ("x", ["a", "b", "c", "d"], " Available servers: a, b, c, d"),
            ("x", range(5), " Available servers: 0, 1, 2, 3, 4"),
            ("x", range(6), " Available servers: 0, 1, 2, 3, 4 (and 1 more)"),
            (
                "unknown",
                ["a", "b", "c", "d", "e", "f", "g"],
                " Available servers: a, b, c, d, e (and 2 more)",
            ),
            ("", ["a"], " Available servers: a"),
            ("t", [], ""),
        ],
    )
    def test_suggests_what_was_probably_meant(
        self,
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
            (4, "Did you mean one of: 'test1', 'test2', 'test3', 'test4'?"),
            (2, "Did you mean one of: 'test1', 'test2'?"),
            (1, "Did you mean 'test1'?"),
            (0, "Available jobs: test1, test2, test3, test4"),
            (-1, "Available jobs: test1, test2, test3, test4"),
        ],
    )
    def test_limits_the_suggestions(
        self,
        max_suggestions: int,
        expected: str,
    ) -> None:
        """Names that are equally similar stay in the order given."""
        names = ["test1", "test2", "test3", "test4"]
        message = ErrorFormatter.not_found(
            "job",
            "test",
            names,
            max_suggestions=max_suggestions,
        )
        assert message == f"Job 'test' not found. {expected}"

    def test_suggests_three_by_default(self) -> None:
        """More than three would be a list, not a suggestion."""
        names = ["test1", "test2", "test3", "test4"]
        message = ErrorFormatter.not_found("job", "test", names)
        assert message.endswith("one of: 'test1', 'test2', 'test3'?")

    @pytest.mark.parametrize("names", NAMES.values(), ids=NAMES)
    def test_finds_one_of_many(self, names: list[str]) -> None:
        """A letter too few is forgiven, however many names there are."""
        name = names[COUNT // 2]
        message = ErrorFormatter.not_found("job", name[:1] + name[2:], names)
        assert f"'{name}'" in message.partition("Did you mean ")[2]

    @pytest.mark.parametrize("wanted", ["typo", "githubber", "x" * 40])
    @pytest.mark.parametrize("names", NAMES.values(), ids=NAMES)
    def test_is_fast(self, names: list[str], wanted: str) -> None:
        """Suggestions over 10,000 names take less than 100 ms."""
        if wanted == "typo":
            wanted = names[COUNT // 2].replace("e", "x")
        durations: list[float] = []
        for _ in range(3):
            start = time.thread_time()
            ErrorFormatter.not_found("job", wanted, names)
            durations.append(time.thread_time() - start)
        assert min(durations) < SECONDS


class TestOtherMessages:
    """The other wordings."""

    @pytest.mark.parametrize(
        ("entity_type", "expected"),
        [
            ("item", "Item 't' not found."),
            ("MCP server", "MCP server 't' not found."),
            ("éclair", "Éclair 't' not found."),
            ("", " 't' not found."),
        ],
    )
    def test_capitalizes_the_type(
        self,
        entity_type: str,
        expected: str,
    ) -> None:
        """The first letter is made a capital, the others stay."""
        assert ErrorFormatter.not_found(entity_type, "t", []) == expected

    @pytest.mark.parametrize(
        ("existing_id", "expected"),
        [
            (None, "User 'alice' already exists."),
            ("user_123", "User 'alice' already exists (ID: user_123)."),
            (0, "User 'alice' already exists (ID: 0)."),
        ],
    )
    def test_already_exists(self, existing_id: object, expected: str) -> None:
        """The id of the existing one is named if it is known."""
        message = ErrorFormatter.already_exists("user", "alice", existing_id)
        assert message == expected

    @pytest.mark.parametrize(
        ("value", "hint", "expected"),
        [
            ("80", None, "got str, expected integer"),
            (None, "", "got NoneType, expected integer"),
            (1.5, "no dot", "got float, expected integer. Hint: no dot"),
        ],
    )
    def test_invalid_parameter(
        self,
        value: object,
        hint: str | None,
        expected: str,
    ) -> None:
        """The type of the value is named, the value is not."""
        message = ErrorFormatter.invalid_parameter(
            "port",
            value,
            "integer",
            hint=hint,
        )
        assert message == f"Invalid parameter 'port': {expected}"

    @pytest.mark.parametrize(
        ("message", "expected"),
        [
            (
                ErrorFormatter.missing_required_field("name"),
                "Missing required field 'name' in request",
            ),
            (
                ErrorFormatter.missing_required_field("name", "file"),
                "Missing required field 'name' in file",
            ),
            (
                ErrorFormatter.invalid_combination("a", "b", "reason"),
                "Invalid combination of 'a' and 'b': reason",
            ),
        ],
    )
    def test_names_fields(self, message: str, expected: str) -> None:
        """Missing and conflicting fields are named."""
        assert message == expected
