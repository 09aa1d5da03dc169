"""Accept dicts, JSON text and `key=value` strings, and work with dicts."""

from __future__ import annotations

import functools
import inspect
import json
import math
import reprlib
from collections.abc import AsyncGenerator, Callable, Generator, Iterable
from difflib import get_close_matches
from enum import Enum
from typing import Any, ParamSpec, TypeAlias, TypeVar, overload

__all__ = ["InputFormat", "normalize_input", "parse_kv_args"]

_Function: TypeAlias = Callable[..., Any]
_Arguments: TypeAlias = inspect.BoundArguments
_Bind: TypeAlias = Callable[..., _Arguments]
_Generator: TypeAlias = Generator[object, object, object]
_AsyncGenerator: TypeAlias = AsyncGenerator[object, object]
_Dict: TypeAlias = dict[str, Any]
_Readers: TypeAlias = dict[type, Callable[[Any], _Dict]]
_Formats: TypeAlias = "dict[str, InputFormat]"
_C = TypeVar("_C", bound="classmethod[Any, ..., Any]")
_P = ParamSpec("_P")
_R = TypeVar("_R")


class InputFormat(Enum):
    """What a caller may pass; the function gets a dict.

    Attributes:
        DICT_ONLY: A dict.
        DICT_OR_JSON: A dict, or a JSON object as text.
        KV_PAIRS: A list or tuple of `key=value` strings.
        DICT_OR_KV: A dict, or a list or tuple of `key=value` strings.

    """

    DICT_ONLY = "dict_only"
    DICT_OR_JSON = "dict_or_json"
    KV_PAIRS = "kv_pairs"
    DICT_OR_KV = "dict_or_kv"


def normalize_input(**param_specs: InputFormat) -> _Normalizer:
    """Decorate a function so that the named parameters arrive as dicts.

    For functions and generator functions, plain or async, and methods.
    Defaults are normalized too; `None` passes through. An async function
    raises when it is awaited, a generator when it is first iterated.

    Args:
        **param_specs: The format of each parameter. A name that the function
            does not declare is allowed only if it takes `**kwargs`.

    Returns:
        A decorator that keeps the signature, the types and the kind.

    Raises:
        TypeError: At decoration for an unknown parameter or format; at a call
            for an argument of the wrong type.
        ValueError: At a call for JSON or `key=value` text that is invalid.

    Example:
        >>> @normalize_input(params=InputFormat.DICT_OR_JSON)
        ... def count(params: dict[str, int] | str) -> int:
        ...     return len(params)
        >>> count('{"a": 1, "b": 2}')
        2

    """
    return _Normalizer(param_specs)


def parse_kv_args(args: list[str] | tuple[str, ...]) -> dict[str, str]:
    """Parse `key=value` strings; blanks around keys and values are dropped.

    Args:
        args: The strings; a value may be empty or hold more `=`.

    Returns:
        The values by key, in the order given.

    Raises:
        TypeError: If `args` is neither list nor tuple.
        ValueError: If an item has no `=`, a key is empty, or a key repeats.

    Example:
        >>> parse_kv_args(["host=localhost", "filter=a=b"])
        {'host': 'localhost', 'filter': 'a=b'}

    """
    return _normalize("args", args, InputFormat.KV_PAIRS)


class _Normalizer:
    """The decorator that `normalize_input` returns."""

    def __init__(self, formats: _Formats) -> None:
        for name, expected in formats.items():
            if expected not in _EXPECTED:
                problem = f"normalize_input: '{name}' must be an InputFormat"
                message = f"{problem}, got {type(expected).__name__}"
                raise TypeError(message)
        self._formats = formats

    @overload
    def __call__(self, func: staticmethod[_P, _R]) -> staticmethod[_P, _R]: ...

    @overload
    def __call__(self, func: _C) -> _C: ...

    @overload
    def __call__(self, func: Callable[_P, _R]) -> Callable[_P, _R]: ...

    def __call__(self, func: object) -> object:
        given: Any = func
        if type(given) in (classmethod, staticmethod):
            return type(given)(self(given.__func__))
        bind = _Signature(given, self._formats).bind
        return functools.wraps(given)(_wrap(given, bind))


class _Signature:
    """Binds arguments to the parameters of a function, normalized."""

    def __init__(self, func: _Function, formats: _Formats) -> None:
        self._name: str = getattr(func, "__qualname__", repr(func))
        self._signature = inspect.signature(func)
        self._formats = formats
        self._extra = ""
        self._declared: list[str] = []
        for name, parameter in self._signature.parameters.items():
            if parameter.kind is parameter.VAR_KEYWORD:
                self._extra = name
            elif parameter.kind is not parameter.VAR_POSITIONAL:
                self._declared.append(name)
        for name in formats:
            self._require_parameter(name)

    def _require_parameter(self, name: str) -> None:
        is_extra = self._extra and name not in self._signature.parameters
        if name in self._declared or is_extra:
            return
        message = f"{self._name}() has no parameter '{name}' to normalize"
        for near in get_close_matches(name, self._declared, n=1, cutoff=0):
            message += f". Did you mean '{near}'?"
        raise TypeError(message)

    def bind(self, /, *args: object, **kwargs: object) -> _Arguments:
        try:
            bound = self._signature.bind(*args, **kwargs)
        except TypeError as error:
            message = f"{self._name}() {error}"
            raise TypeError(message) from None
        bound.apply_defaults()
        for name, expected in self._formats.items():
            values = bound.arguments
            if name not in self._declared:
                values = values[self._extra]
            value = values.get(name)
            if value is not None:
                values[name] = _normalize(name, value, expected)
        return bound


def _wrap(func: _Function, bind: _Bind) -> _Function:
    """Wrap a function in one of its own kind: frameworks look at that."""
    if inspect.iscoroutinefunction(func):
        return _wrap_coroutine_function(func, bind)
    if inspect.isasyncgenfunction(func):
        return _wrap_async_generator_function(func, bind)
    if inspect.isgeneratorfunction(func):
        return _wrap_generator_function(func, bind)

    def call(*args: object, **kwargs: object) -> object:
        bound = bind(*args, **kwargs)
        return func(*bound.args, **bound.kwargs)

    return call


def _wrap_coroutine_function(func: _Function, bind: _Bind) -> _Function:
    async def call(*args: object, **kwargs: object) -> object:
        bound = bind(*args, **kwargs)
        return await func(*bound.args, **bound.kwargs)

    return call


def _wrap_generator_function(func: _Function, bind: _Bind) -> _Function:
    def generate(*args: object, **kwargs: object) -> _Generator:
        bound = bind(*args, **kwargs)
        generator: _Generator = func(*bound.args, **bound.kwargs)
        return (yield from generator)

    return generate


def _wrap_async_generator_function(func: _Function, bind: _Bind) -> _Function:
    async def generate(*args: object, **kwargs: object) -> _AsyncGenerator:
        bound = bind(*args, **kwargs)
        generator = func(*bound.args, **bound.kwargs)
        # There is no async `yield from`: hand on what is sent and thrown.
        try:
            value = await anext(generator)
            while True:
                try:
                    sent = yield value
                except BaseException as error:
                    if isinstance(error, GeneratorExit):
                        await generator.aclose()
                        raise
                    value = await generator.athrow(error)
                else:
                    value = await generator.asend(sent)
        except StopAsyncIteration:
            return

    return generate


def _normalize(name: str, value: object, expected: InputFormat) -> _Dict:
    problem = f"Parameter '{name}' must be {_EXPECTED[expected]}, got"
    for kind, read in _READERS[expected].items():
        if isinstance(value, kind):
            try:
                return read(value)
            except ValueError as error:
                message = f"{problem} {error}"
                raise ValueError(message) from None
    message = f"{problem} {type(value).__name__}"
    raise TypeError(message)


def _read_json(text: str) -> _Dict:
    """Read a JSON object; the ValueError says what the text is instead."""
    if not text.strip():
        message = "an empty string"
        raise ValueError(message)
    try:
        value: _Dict | list[Any] | str | float | None = json.loads(
            text,
            object_pairs_hook=_make_dict,
            parse_constant=_read_number,
            parse_float=_read_number,
        )
    except (ValueError, RecursionError) as error:
        message = f"invalid JSON: {error}"
        raise ValueError(message) from None
    if isinstance(value, dict):
        return value
    message = f"JSON {type(value).__name__}"
    raise ValueError(message)


def _read_number(text: str) -> float:
    """Read what is not an integer; NaN and infinities are no JSON."""
    number = float(text)
    if not math.isfinite(number):
        message = f"{text} is not a finite number"
        raise ValueError(message)
    return number


def _read_pairs(items: Iterable[object]) -> dict[str, str]:
    return _make_dict(_split_pair(*item) for item in enumerate(items, 1))


def _split_pair(number: int, item: object) -> tuple[str, str]:
    text = item if isinstance(item, str) else ""
    key, separator, value = (part.strip() for part in text.partition("="))
    if separator and key:
        return key, value
    # What has no `=` holds no value, so showing it gives no secret away.
    if separator:
        message = f"an empty key in item {number}"
    elif isinstance(item, str):
        message = f"{reprlib.repr(item)} as item {number}"
    else:
        message = f"{type(item).__name__} as item {number}"
    raise ValueError(message)


def _make_dict(pairs: Iterable[tuple[str, _R]]) -> dict[str, _R]:
    """Make a dict of pairs whose keys have to differ."""
    made: dict[str, _R] = {}
    for key, value in pairs:
        if key in made:
            message = f"key '{key}' more than once"
            raise ValueError(message)
        made[key] = value
    return made


_DICT: _Readers = {dict: lambda value: value}
_PAIRS: _Readers = {list: _read_pairs, tuple: _read_pairs}

_READERS: dict[InputFormat, _Readers] = {
    InputFormat.DICT_ONLY: _DICT,
    InputFormat.DICT_OR_JSON: {**_DICT, str: _read_json},
    InputFormat.KV_PAIRS: _PAIRS,
    InputFormat.DICT_OR_KV: {**_DICT, **_PAIRS},
}

_EXPECTED = {
    InputFormat.DICT_ONLY: "dict",
    InputFormat.DICT_OR_JSON: "dict or JSON object text",
    InputFormat.KV_PAIRS: "list of 'key=value' strings",
    InputFormat.DICT_OR_KV: "dict or list of 'key=value' strings",
}
