"""The vectors that every language's pieces are run against: test/vectors/*.json.

`{type}` in a message stands for what the language calls the type of the value.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from acme.utils.errors import ErrorFormatter
from acme.utils.responses import Response
from acme.utils.validation import parse_kv_args

VECTORS = Path(__file__).resolve().parents[1] / "vectors"


def each(name: str) -> pytest.MarkDecorator:
    vectors = json.loads((VECTORS / f"{name}.json").read_text("utf-8"))
    assert vectors
    return pytest.mark.parametrize("vector", vectors)


def fill_type(text: str, vector: dict[str, Any]) -> str:
    return text.replace("{type}", vector.get("type", {}).get("python", "{type}"))


@each("errors")
def test_words_an_error(vector: dict[str, Any]) -> None:
    """The same message, word for word."""
    message = getattr(ErrorFormatter, vector["call"])(*vector["arguments"])
    assert message == fill_type(vector["message"], vector)


@each("responses")
def test_builds_a_response(vector: dict[str, Any]) -> None:
    """The same JSON, but for the timestamp; a keyword is a parameter's or metadata."""
    build = getattr(Response, vector["call"])
    response = build(**vector["arguments"], **vector.get("more", {}))
    assert isinstance(response.pop("timestamp"), float)
    assert json.loads(json.dumps(response)) == vector["response"]


@each("problem-details")
def test_makes_problem_details(vector: dict[str, Any]) -> None:
    """The same members."""
    error, status, members = vector["error"], vector["status"], vector["members"]
    assert Response.to_problem_details(error, status, **members) == vector["problem"]


@each("kv-args")
def test_parses_arguments(vector: dict[str, Any]) -> None:
    """The same pairs in the same order, or the same error, which shows no value."""
    if "pairs" in vector:
        assert [list(pair) for pair in parse_kv_args(vector["args"]).items()] == vector["pairs"]
        return
    kind = {"type": TypeError, "value": ValueError}[vector["kind"]]
    problem = fill_type(vector["error"], vector)
    with pytest.raises(kind) as caught:
        parse_kv_args(vector["args"])
    assert type(caught.value) is kind
    expected = f"Parameter 'args' must be list of 'key=value' strings, got {problem}"
    assert str(caught.value) == expected
    assert "hunter2" not in str(caught.value)
