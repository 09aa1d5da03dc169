"""Tests of input validation."""

from __future__ import annotations

import inspect
from typing import TYPE_CHECKING, Any

import pytest

from <%- importPath %>.validation import (
    InputFormat,
    normalize_input,
    parse_kv_args,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine

DICT_ONLY = InputFormat.DICT_ONLY
DICT_OR_JSON = InputFormat.DICT_OR_JSON
KV_PAIRS = InputFormat.KV_PAIRS
DICT_OR_KV = InputFormat.DICT_OR_KV

NO_DICT = "Parameter 'value' must be dict, got"
NO_JSON = "Parameter 'value' must be dict or JSON object text, got"
NO_PAIRS = "Parameter 'value' must be list of 'key=value' strings, got"

normalize_params = normalize_input(params=DICT_OR_JSON)


def normalize(input_format: InputFormat, value: object) -> object:
    """Return what a function gets when it is called with the value."""

    @normalize_input(value=input_format)
    def echo(value: object) -> object:
        return value

    return echo(value)


def run(coroutine: Coroutine[object, None, object]) -> object:
    """Run what waits for nothing; an event loop may be running here."""
    with pytest.raises(StopIteration) as caught:
        coroutine.send(None)
    return caught.value.value


@normalize_params
def _function(params: object = '{"a": 1}', /, *, other: str = "x") -> object:
    return params, other


@normalize_params
async def _coroutine_function(params: object) -> object:
    return params


@pytest.mark.parametrize(
    ("input_format", "value", "expected"),
    [
        (DICT_ONLY, {"a": [1]}, {"a": [1]}),
        (DICT_OR_JSON, {"a": 1}, {"a": 1}),
        (DICT_OR_JSON, ' {"a": [1.5, null]}', {"a": [1.5, None]}),
        (KV_PAIRS, [" a = b=c ", "d="], {"a": "b=c", "d": ""}),
        (DICT_OR_KV, {"a": 1}, {"a": 1}),
        (DICT_OR_KV, ("a=1",), {"a": "1"}),
        (KV_PAIRS, None, None),
    ],
)
def test_makes_a_dict(
    input_format: InputFormat,
    value: object,
    expected: object,
) -> None:
    """Each format reads what it stands for; None passes through."""
    assert normalize(input_format, value) == expected


@pytest.mark.parametrize(
    ("input_format", "value", "message"),
    [
        (DICT_ONLY, "{}", f"{NO_DICT} str"),
        (DICT_OR_JSON, b"{}", f"{NO_JSON} bytes"),
        (KV_PAIRS, "a=1", f"{NO_PAIRS} str"),
        (DICT_OR_KV, {"a"}, f"{NO_PAIRS.replace('list', 'dict or list')} set"),
    ],
)
def test_refuses_other_types(
    input_format: InputFormat,
    value: object,
    message: str,
) -> None:
    """A wrong type is a TypeError."""
    with pytest.raises(TypeError) as caught:
        normalize(input_format, value)
    assert str(caught.value) == message


@pytest.mark.parametrize(
    ("text", "got"),
    [
        (" \n", "an empty string"),
        ("[1]", "JSON list"),
        ("null", "JSON NoneType"),
        ('{"a": }', "invalid JSON: Expecting value: line 1 column 7 (char 6)"),
        ('[{"a": 1, "a": 2}]', "invalid JSON: key 'a' more than once"),
        ('{"a": NaN}', "invalid JSON: nan is not a finite number"),
        ('{"a": 1e999}', "invalid JSON: inf is not a finite number"),
    ],
)
def test_refuses_other_json(text: str, got: str) -> None:
    """Text that is no JSON object is a ValueError."""
    with pytest.raises(ValueError, match="Parameter 'value'") as caught:
        normalize(DICT_OR_JSON, text)
    assert str(caught.value) == f"{NO_JSON} {got}"


@pytest.mark.parametrize(
    ("items", "got"),
    [
        (["a=1", "token:secret"], "no '=' in item 2"),
        ([{"token": "secret"}], "dict in item 1"),
        (["a=1", " =secret"], "an empty key in item 2"),
        (["a=1", "a =2"], "key 'a' more than once"),
    ],
)
def test_refuses_other_items(items: object, got: str) -> None:
    """An item that is no pair is a ValueError that shows no secret."""
    with pytest.raises(ValueError, match="Parameter 'value'") as caught:
        normalize(KV_PAIRS, items)
    assert str(caught.value) == f"{NO_PAIRS} {got}"


def test_parses_key_value_arguments() -> None:
    """Values stay text, in the order given; the errors are the same."""
    parsed = parse_kv_args(["filter=a=b", "n= J D "])
    assert list(parsed.items()) == [("filter", "a=b"), ("n", "J D")]
    with pytest.raises(ValueError, match=r"'args' must .* no '=' in item 1$"):
        parse_kv_args(["token:secret"])


@pytest.mark.parametrize(
    ("args", "kwargs", "expected"),
    [
        ((), {}, ({"a": 1}, "x")),
        (('{"b": 2}',), {}, ({"b": 2}, "x")),
        ((None,), {"other": "{}"}, (None, "{}")),
    ],
)
def test_normalizes_arguments_and_defaults(
    args: tuple[Any, ...],
    kwargs: dict[str, Any],
    expected: object,
) -> None:
    """A default counts like an argument; other parameters are left."""
    assert _function(*args, **kwargs) == expected


@pytest.mark.parametrize(
    ("specs", "decorated", "problem"),
    [
        ({"param": DICT_ONLY}, _function, r"Did you mean 'params'\?$"),
        ({"params": ["dict_only"]}, _function, "InputFormat, got list$"),
        ({}, int, "is for functions, not for <class"),
    ],
)
def test_refuses_what_it_cannot_decorate(
    specs: dict[str, Any],
    decorated: Callable[..., object],
    problem: str,
) -> None:
    """An unknown parameter, a wrong format, a class."""
    with pytest.raises(TypeError, match=problem):
        normalize_input(**specs)(decorated)


@pytest.mark.parametrize(
    ("decorated", "is_kind"),
    [
        (_function, inspect.isfunction),
        (_coroutine_function, inspect.iscoroutinefunction),
    ],
)
def test_keeps_the_kind_and_the_signature(
    decorated: Callable[..., object],
    is_kind: Callable[[object], bool],
) -> None:
    """What inspect says of a function stays the same."""
    original = inspect.unwrap(decorated)
    assert original is not decorated
    assert is_kind(decorated)
    assert inspect.signature(decorated) == inspect.signature(original)


def test_awaits_coroutine_functions() -> None:
    """An async function returns what it returned; it raises when awaited."""
    assert run(_coroutine_function('{"a": 1}')) == {"a": 1}
    coroutine = _coroutine_function(1)
    with pytest.raises(TypeError, match="Parameter 'params'"):
        run(coroutine)
