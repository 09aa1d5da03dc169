"""Accept dicts, JSON text and `key=value` strings, and work with dicts."""

from __future__ import annotations

import functools
import inspect
import json
import math
from collections.abc import AsyncGenerator, Callable, Generator
from difflib import get_close_matches
from enum import Enum
from typing import TYPE_CHECKING, Any, TypeAlias, TypeVar, cast

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["InputFormat", "normalize_input", "parse_kv_args"]

LONGEST = 40  # letters of a key that an error message shows

_Function: TypeAlias = Callable[..., Any]
_Generator: TypeAlias = Generator[object, object, object]
_AsyncGenerator: TypeAlias = AsyncGenerator[object, object]
_Dict: TypeAlias = dict[str, Any]
_Readers: TypeAlias = dict[type, Callable[[Any], _Dict]]
_Formats: TypeAlias = "dict[str, InputFormat]"
_F = TypeVar("_F", bound="_Function | classmethod[Any, ..., Any]")
_V = TypeVar("_V")


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


def normalize_input(**param_specs: InputFormat) -> Callable[[_F], _F]:
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
        TypeError: At decoration for what is no function, for an unknown
            parameter or format; at a call for an argument of a wrong type.
        ValueError: At a call for JSON or `key=value` text that is invalid.

    Example:
        >>> @normalize_input(params=InputFormat.DICT_OR_JSON)
        ... def count(params: dict[str, int] | str) -> int:
        ...     return len(params)
        >>> count('{"a": 1, "b": 2}')
        2

    """
    for name, expected in param_specs.items():
        if expected not in list(InputFormat):
            problem = f"normalize_input: '{name}' must be an InputFormat"
            message = f"{problem}, got {type(expected).__name__}"
            raise TypeError(message)

    def decorate(func: _F) -> _F:
        return cast("_F", _decorate(func, param_specs))

    return decorate


def parse_kv_args(args: list[str] | tuple[str, ...]) -> dict[str, str]:
    """Parse `key=value` strings; blanks around keys and values are dropped.

    Args:
        args: The strings; a value may be empty or hold more `=`.

    Returns:
        The values by key, in the order given.

    Raises:
        TypeError: If `args` is neither list nor tuple.
        ValueError: If an item has no `=`, a key is empty, or a key repeats;
            values are never shown.

    Example:
        >>> parse_kv_args(["host=localhost", "filter=a=b"])
        {'host': 'localhost', 'filter': 'a=b'}

    """
    return _normalize("args", args, InputFormat.KV_PAIRS)


def _decorate(func: object, formats: _Formats) -> object:
    given: Any = func
    if type(given) in (classmethod, staticmethod):
        return type(given)(_decorate(given.__func__, formats))
    if isinstance(given, type) or not callable(given):
        message = f"normalize_input is for functions, not for {given!r}"
        raise TypeError(message)
    return _wrap(given, _Parameters(given, formats))


def _wrap(func: _Function, parameters: _Parameters) -> _Function:
    def call(*args: object, **kwargs: object) -> object:
        bound = parameters.bind(args, kwargs)
        return func(*bound.args, **bound.kwargs)

    return functools.wraps(func)(_match_kind(func, call))


class _Parameters:
    """Binds arguments to the parameters of a function, normalized."""

    def __init__(self, func: _Function, formats: _Formats) -> None:
        self._name: str = getattr(func, "__qualname__", repr(func))
        self._signature = inspect.signature(func)
        self._formats = formats
        self._extra = ""  # the name of what collects keywords
        single: list[str] = []
        for name, parameter in self._signature.parameters.items():
            if parameter.kind is parameter.VAR_KEYWORD:
                self._extra = name
            elif parameter.kind is not parameter.VAR_POSITIONAL:
                single.append(name)
        for name in formats:
            self._require(name, single)

    def _require(self, name: str, single: list[str]) -> None:
        is_extra = self._extra and name not in self._signature.parameters
        if name in single or is_extra:
            return
        message = f"{self._name}() has no parameter '{name}' to normalize"
        for near in get_close_matches(name, single, n=1, cutoff=0):
            message += f". Did you mean '{near}'?"
        raise TypeError(message)

    def bind(
        self,
        args: tuple[object, ...],
        kwargs: dict[str, object],
    ) -> inspect.BoundArguments:
        try:
            bound = self._signature.bind(*args, **kwargs)
        except TypeError as error:
            message = f"{self._name}() {error}"
            raise TypeError(message) from None
        bound.apply_defaults()
        for name, expected in self._formats.items():
            values = bound.arguments
            if name not in values:
                values = values[self._extra]
            value = values.get(name)
            if value is not None:
                values[name] = _normalize(name, value, expected)
        return bound


def _match_kind(func: _Function, call: _Function) -> _Function:
    """Make the call a function of the same kind: frameworks look at that."""
    if inspect.iscoroutinefunction(func):

        async def run(*args: object, **kwargs: object) -> object:
            return await call(*args, **kwargs)

        return run
    if inspect.isgeneratorfunction(func):

        def generate(*args: object, **kwargs: object) -> _Generator:
            generator: _Generator = call(*args, **kwargs)
            return (yield from generator)

        return generate
    return _delegate(call) if inspect.isasyncgenfunction(func) else call


def _delegate(call: _Function) -> _Function:
    """Hand on what is sent and thrown: there is no async `yield from`."""

    async def generate(*args: object, **kwargs: object) -> _AsyncGenerator:
        generator: _AsyncGenerator = call(*args, **kwargs)
        step: str = "send"
        given: object = None
        try:
            while True:
                value = await getattr(generator, f"a{step}")(given)
                try:
                    step, given = "send", (yield value)
                except BaseException as error:
                    if isinstance(error, GeneratorExit):
                        await generator.aclose()
                        raise
                    step, given = "throw", error
        except StopAsyncIteration:
            return

    return generate


def _normalize(name: str, value: object, expected: InputFormat) -> _Dict:
    words, readers = _EXPECTED[expected]
    problem = f"Parameter '{name}' must be {words}, got"
    for kind, read in readers.items():
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
        message = f"{number} is not a finite number"
        raise ValueError(message)
    return number


def _read_pairs(items: Iterable[object]) -> dict[str, str]:
    return _make_dict(_split_pair(*item) for item in enumerate(items, 1))


def _split_pair(number: int, item: object) -> tuple[str, str]:
    text = item if isinstance(item, str) else ""
    key, separator, value = (part.strip() for part in text.partition("="))
    if separator and key:
        return key, value
    # The item is not shown: it may be a secret, as `token:abc` is.
    problem = "an empty key" if separator else "no '='"
    if not isinstance(item, str):
        problem = type(item).__name__
    message = f"{problem} in item {number}"
    raise ValueError(message)


def _make_dict(pairs: Iterable[tuple[str, _V]]) -> dict[str, _V]:
    """Make a dict of pairs whose keys have to differ."""
    made: dict[str, _V] = {}
    for key, value in pairs:
        if key in made:
            message = f"key '{key[:LONGEST]}' more than once"
            raise ValueError(message)
        made[key] = value
    return made


_DICT: _Readers = {dict: lambda value: value}
_PAIRS: _Readers = {list: _read_pairs, tuple: _read_pairs}

_EXPECTED: dict[InputFormat, tuple[str, _Readers]] = {
    InputFormat.DICT_ONLY: ("dict", _DICT),
    InputFormat.DICT_OR_JSON: (
        "dict or JSON object text",
        {**_DICT, str: _read_json},
    ),
    InputFormat.KV_PAIRS: ("list of 'key=value' strings", _PAIRS),
    InputFormat.DICT_OR_KV: (
        "dict or list of 'key=value' strings",
        {**_DICT, **_PAIRS},
    ),
}
