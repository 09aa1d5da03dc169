"""What the generated test of the validation leaves out: every format with every type, every kind of function."""

from __future__ import annotations

import abc
import asyncio
import functools
import inspect
import itertools
import json
import math
import sys
from collections.abc import AsyncGenerator, Callable, Generator
from typing import Any

import pytest

from acme.utils.validation import InputFormat, normalize_input, parse_kv_args

DICT_ONLY, DICT_OR_JSON, KV_PAIRS, DICT_OR_KV = InputFormat
EXPECTED = {
    DICT_ONLY: "dict",
    DICT_OR_JSON: "dict or JSON object text",
    KV_PAIRS: "list of 'key=value' strings",
    DICT_OR_KV: "dict or list of 'key=value' strings",
}
ACCEPTED = {
    DICT_ONLY: (dict,),
    DICT_OR_JSON: (dict, str),
    KV_PAIRS: (list, tuple),
    DICT_OR_KV: (dict, list, tuple),
}
VALUES = [{}, "{}", [], (), set(), frozenset(), b"{}", bytearray(b"{}"), 1, 1.5, True, object()]
HUGE = "k" * 100_000

normalize_params = normalize_input(params=DICT_OR_JSON)


def normalize(input_format: InputFormat, value: object) -> object:
    @normalize_input(value=input_format)
    def echo(value: object) -> object:
        return value

    return echo(value)


@pytest.mark.parametrize("input_format", InputFormat)
@pytest.mark.parametrize("value", VALUES, ids=repr)
def test_every_format_with_every_type(input_format: InputFormat, value: object) -> None:
    """A type that a format does not name is a TypeError that names format and type."""
    if isinstance(value, ACCEPTED[input_format]):
        assert normalize(input_format, value) == {}
        return
    with pytest.raises(TypeError) as caught:
        normalize(input_format, value)
    expected = f"Parameter 'value' must be {EXPECTED[input_format]}, got {type(value).__name__}"
    assert str(caught.value) == expected


@pytest.mark.parametrize("input_format", InputFormat)
def test_none_passes(input_format: InputFormat) -> None:
    """None is not an input that has a format."""
    assert normalize(input_format, None) is None


@pytest.mark.parametrize("input_format", [DICT_ONLY, DICT_OR_JSON, DICT_OR_KV])
def test_a_dict_is_handed_on(input_format: InputFormat) -> None:
    """It is the same, not a copy; a subclass keeps its type."""
    for value in ({"a": 1}, functools.partial(dict, a=1)(), type("Own", (dict,), {})(a=1)):
        assert normalize(input_format, value) is value


@pytest.mark.parametrize(
    "value",
    [{}, {"a": {"a": [1, -1.5, 1e300, None, True, "é\u0000\ud83d\ude42", {}]}, "": 2**100}],
)
def test_json_is_read_as_json_loads_does(value: object) -> None:
    """Whatever json.dumps writes, laid out as it may be."""
    for indent, is_ascii in itertools.product([None, 4], [True, False]):
        text = json.dumps(value, indent=indent, ensure_ascii=is_ascii)
        assert normalize(DICT_OR_JSON, f"\n {text}\t") == json.loads(text)


@pytest.mark.parametrize(
    ("text", "got"),
    [
        ("", "an empty string"),
        ("\t\n", "an empty string"),
        ("[1]", "JSON list"),
        ('"a"', "JSON str"),
        ("1", "JSON int"),
        ("1.5", "JSON float"),
        ("false", "JSON bool"),
        ("null", "JSON NoneType"),
        ("NaN", "invalid JSON: nan is not a finite number"),
        ("[-Infinity]", "invalid JSON: -inf is not a finite number"),
        ('{"a": -1e999}', "invalid JSON: -inf is not a finite number"),
        ('{"a": {"b": 1, "b": 1}}', "invalid JSON: key 'b' more than once"),
        ('{"a": 1} x', "invalid JSON: Extra data: line 1 column 10 (char 9)"),
        ("{'a': 1}", None),
        ("{a: 1}", None),
        ('{"a": 1,}', None),
        ('{"a": ' + "1" * 5000 + "}", None),
        ('{"a":' * 200_000, None),
        ("[" * 200_000, None),
    ],
)
def test_other_text_is_refused(text: str, got: str | None) -> None:
    """A ValueError that says what the text is instead, and comes alone."""
    with pytest.raises(ValueError, match="^Parameter 'value' must be dict or JSON obj") as caught:
        normalize(DICT_OR_JSON, text)
    assert type(caught.value) is ValueError
    assert caught.value.__suppress_context__
    if got:
        assert str(caught.value).endswith(f", got {got}")
    else:
        assert "got invalid JSON: " in str(caught.value)


@pytest.mark.parametrize(
    ("input_format", "value"),
    [
        (DICT_OR_JSON, f'{{"{HUGE}": 1, "{HUGE}": 2}}'),
        (DICT_OR_JSON, f'{{"a": {"9" * 100_000}.5}}'),
        (DICT_OR_JSON, f'{{"a": {"9" * 100_000}}}'),
        (DICT_OR_JSON, HUGE),
        (KV_PAIRS, [f"{HUGE}=1", f"{HUGE}=2"]),
        (KV_PAIRS, [HUGE]),
        (KV_PAIRS, [f"={HUGE}"]),
    ],
)
def test_no_message_is_long(input_format: InputFormat, value: object) -> None:
    """100 KB in, a line out."""
    with pytest.raises(ValueError, match="must be") as caught:
        normalize(input_format, value)
    assert len(str(caught.value)) < 300


@pytest.mark.parametrize("secret", ["token:hunter2", "hunter2", "=hunter2", " = hunter2", "\nhunter2\n"])
def test_no_message_shows_an_item(secret: str) -> None:
    """What is no pair may be a secret, whatever it looks like."""
    with pytest.raises(ValueError, match="in item 3$") as caught:
        parse_kv_args(["a=1", "b=2", secret])
    assert "hunter2" not in str(caught.value)


SIGNATURES: list[Callable[..., Any]] = [
    lambda params: params,
    lambda params, /: params,
    lambda *, params: params,
    lambda a, params: (a, params),
    lambda params, a=1: (params, a),
    lambda params, *args: (params, args),
    lambda params, **kwargs: (params, kwargs),
    lambda params, /, **kwargs: (params, kwargs),
    lambda *args, params, **kwargs: (args, params, kwargs),
    lambda **kwargs: kwargs,
    lambda params=None: params,
    lambda a, /, b, *args, params=None, c=3, **kwargs: (a, b, args, params, c, kwargs),
]
CALLS: list[tuple[tuple[Any, ...], dict[str, Any]]] = [
    (args, kwargs)
    for args in ((), ({},), (None,), ({}, 1), (1, 2, {}))
    for kwargs in ({}, {"params": {}}, {"params": None}, {"a": 1}, {"params": {}, "b": 2, "z": 9})
]


@pytest.mark.parametrize("func", SIGNATURES, ids=lambda func: str(inspect.signature(func)))
def test_arguments_arrive_as_without_the_decorator(func: Callable[..., Any]) -> None:
    """Every way to call: the same result, or a TypeError on the arguments where there was one."""
    decorated = normalize_params(func)
    for args, kwargs in CALLS:
        try:
            expected = func(*args, **kwargs)
        except TypeError:
            with pytest.raises(TypeError):
                decorated(*args, **kwargs)
            continue
        try:
            actual = decorated(*args, **kwargs)
        except TypeError as error:
            assert "Parameter 'params' must be" in str(error)
        else:
            assert actual == expected


def test_a_default_is_read_anew_at_each_call() -> None:
    """A function may change the dict that it got by default."""

    @normalize_params
    def change(params: Any = "{}") -> object:
        params["n"] = len(params)
        return params

    assert change() == change() == {"n": 0}


def test_a_positional_parameter_is_not_a_keyword_of_the_same_name() -> None:
    """A collected keyword of the same name is another argument."""

    @normalize_params
    def collect(params: object, /, **kwargs: object) -> object:
        return params, kwargs

    assert collect("{}", params="{}") == ({}, {"params": "{}"})


def test_without_parameters_nothing_is_normalized() -> None:
    """An empty decorator leaves all arguments alone."""
    assert normalize_input()(lambda value: value)("{}") == "{}"


@pytest.mark.parametrize(
    ("call", "problem"),
    [
        (lambda echo: echo(), "missing a required argument: 'params'"),
        (lambda echo: echo("{}", 1), "too many positional arguments"),
        (lambda echo: echo("{}", a=1), "got an unexpected keyword argument 'a'"),
    ],
)
def test_arguments_that_do_not_fit_name_the_function(call: Any, problem: str) -> None:
    """As Python itself words it, with the qualified name."""

    @normalize_params
    def echo(params: object) -> object:
        return params

    with pytest.raises(TypeError) as caught:
        call(echo)
    assert str(caught.value) == f"{echo.__qualname__}() {problem}"
    assert caught.value.__suppress_context__


@pytest.mark.parametrize(
    ("name", "near"),
    [("param", "params"), ("nam", "name"), ("args", "params"), ("Name", "name")],
)
def test_unknown_parameters_are_refused(name: str, near: str) -> None:
    """The error names function, parameter and the nearest one."""

    def add(name: str, params: object, *args: object) -> object:
        return name, params, args

    with pytest.raises(TypeError) as caught:
        normalize_input(**{name: DICT_ONLY})(add)
    problem = f"{add.__qualname__}() has no parameter '{name}' to normalize"
    assert str(caught.value) == f"{problem}. Did you mean '{near}'?"


@pytest.mark.parametrize("name", ["args", "kwargs", "other"])
def test_what_collects_arguments_is_no_parameter(name: str) -> None:
    """Only single parameters can be normalized; keywords that are collected count as such."""

    def collect(*args: object, **kwargs: object) -> object:
        return args, kwargs

    decorate = normalize_input(**{name: DICT_OR_JSON})
    if name == "other":
        assert decorate(collect)(other="{}") == ((), {"other": {}})
        return
    with pytest.raises(TypeError, match=f"no parameter '{name}' to normalize$"):
        decorate(collect)


@pytest.mark.parametrize("spec", ["dict_or_json", None, [], {}, InputFormat, 1])
def test_what_is_no_format_is_refused(spec: Any) -> None:
    """At once, not at the first call."""
    expected = f"'params' must be an InputFormat, got {type(spec).__name__}$"
    with pytest.raises(TypeError, match=expected):
        normalize_input(params=spec)


class Base(abc.ABC):
    """Methods of every sort, in both orders of decorators."""

    @normalize_params
    @abc.abstractmethod
    def method(self, params: object) -> object: ...

    @normalize_params
    @classmethod
    def above_class_method(cls, params: object) -> object:
        return cls, params

    @classmethod
    @normalize_params
    def below_class_method(cls, params: object) -> object:
        return cls, params

    @normalize_params
    @staticmethod
    def above_static_method(params: object) -> object:
        return Own, params

    @staticmethod
    @normalize_params
    def below_static_method(params: object) -> object:
        return Own, params

    @property
    @normalize_params
    def reading(self, params: object = '{"a": 1}') -> object:
        return params


class Own(Base):
    """A subclass: class methods get it, and super() works."""

    @normalize_params
    def method(self, params: object) -> object:
        super().method(params)
        return type(self), params


METHODS = [name for name in vars(Base) if name.endswith("method")]


@pytest.mark.parametrize("name", METHODS)
def test_methods(name: str) -> None:
    """By position and by name; the signature is that of the method."""
    bound = getattr(Own(), name)
    assert bound('{"a": 1}') == bound(params='{"a": 1}') == (Own, {"a": 1})
    assert list(inspect.signature(bound).parameters) == ["params"]


def test_abstract_methods_stay_abstract() -> None:
    """What marks a function is copied."""
    assert Base.__abstractmethods__ == {"method"}
    assert Own().reading == {"a": 1}


@pytest.mark.parametrize(
    "given",
    [Own, abc.ABC, functools.partialmethod(Own.method), property(Own.method), 1, None, "text"],
    ids=lambda given: type(given).__name__,
)
def test_what_is_no_function_is_refused(given: Any) -> None:
    """A class would be one no more, a property or partialmethod is no function yet."""
    with pytest.raises(TypeError, match="^normalize_input is for functions, not for "):
        normalize_params(given)


class Callable_:
    """An object that can be called."""

    async def __call__(self, params: object) -> object:
        return params


def test_other_callables() -> None:
    """A partial, an object, a bound method, a builtin class's method."""
    partial = functools.partial(lambda a, params: (a, params), 1)
    assert normalize_params(partial)(params="{}") == (1, {})
    assert normalize_params(Own().method)("{}") == (Own, {})
    assert asyncio.run(normalize_params(Callable_())("{}")) == {}


@normalize_params
async def coroutine_function(params: object, seconds: float = 0) -> object:
    await asyncio.sleep(seconds)
    return params


def test_coroutine_functions_run_on_a_loop() -> None:
    """Side by side, cancelled, and with an error that comes when they are awaited."""

    async def use() -> None:
        both = await asyncio.gather(coroutine_function("{}"), coroutine_function('{"a": 1}'))
        assert both == [{}, {"a": 1}]
        task = asyncio.create_task(coroutine_function("{}", 60))
        await asyncio.sleep(0)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
        coroutine = coroutine_function("{")
        with pytest.raises(ValueError, match="got invalid JSON"):
            await coroutine

    asyncio.run(use())


def scripted(log: list[object], params: object) -> Generator[object, object, object]:
    try:
        while True:
            try:
                log.append((yield params))
            except LookupError as error:
                log.append(type(error))
    finally:
        log.append("closed")


async def scripted_async(log: list[object], params: object) -> AsyncGenerator[object, object]:
    try:
        while True:
            await asyncio.sleep(0)
            try:
                log.append((yield params))
            except LookupError as error:
                log.append(type(error))
    finally:
        await asyncio.sleep(0)
        log.append("closed")


STEPS = [("send", None), ("send", 1), ("throw", KeyError()), ("send", 2), ("throw", IndexError())]
ENDINGS: list[tuple[str, tuple[Any, ...]]] = [
    ("close", ()),
    ("throw", (ValueError("e"),)),
    ("throw", (GeneratorExit(),)),
    ("throw", (asyncio.CancelledError(),)),
]


def play(generator: Any, ending: tuple[str, tuple[Any, ...]], log: list[object]) -> list[object]:
    """What comes of every step, and of the last one."""
    seen = [getattr(generator, step)(given) for step, given in STEPS]
    try:
        seen.append(getattr(generator, ending[0])(*ending[1]))
    except BaseException as error:
        seen.append(repr(error))
    return [*seen, *log]


async def play_async(
    generator: Any, ending: tuple[str, tuple[Any, ...]], log: list[object]
) -> list[object]:
    seen = [await getattr(generator, f"a{step}")(given) for step, given in STEPS]
    try:
        seen.append(await getattr(generator, f"a{ending[0]}")(*ending[1]))
    except BaseException as error:
        seen.append(repr(error))
    return [*seen, *log]


@pytest.mark.parametrize("ending", ENDINGS, ids=repr)
def test_generators_do_as_without_the_decorator(ending: tuple[str, tuple[Any, ...]]) -> None:
    """Send, throw and close: the same values, the same errors, the same cleanup."""
    plain: list[object] = []
    expected = play(scripted(plain, {}), ending, plain)
    log: list[object] = []
    assert play(normalize_params(scripted)(log, "{}"), ending, log) == expected


@pytest.mark.parametrize("ending", ENDINGS, ids=repr)
def test_async_generators_do_as_without_the_decorator(
    ending: tuple[str, tuple[Any, ...]],
) -> None:
    """The same, with a loop that waits in between."""

    async def use() -> None:
        plain: list[object] = []
        expected = await play_async(scripted_async(plain, {}), ending, plain)
        log: list[object] = []
        decorated = normalize_params(scripted_async)
        assert await play_async(decorated(log, "{}"), ending, log) == expected

    asyncio.run(use())


def test_the_result_of_a_generator_comes_back() -> None:
    """What `yield from` gives is what the function returned."""

    @normalize_params
    def count(params: Any) -> Generator[object, None, int]:
        yield from params
        return len(params)

    def delegate() -> Generator[object, None, int]:
        return (yield from count('{"a": 1}'))

    generator = delegate()
    assert next(generator) == "a"
    with pytest.raises(StopIteration) as caught:
        next(generator)
    assert caught.value.value == 1


def test_generators_raise_when_first_iterated() -> None:
    """Calling raises nothing, as calling a generator function does."""

    async def use() -> None:
        generator = normalize_params(scripted_async)([], 1)
        with pytest.raises(TypeError, match="Parameter 'params'"):
            await anext(generator)

    asyncio.run(use())
    generator = normalize_params(scripted)([], 1)
    with pytest.raises(TypeError, match="Parameter 'params'"):
        next(generator)


def test_an_empty_async_generator_ends() -> None:
    """One that yields nothing is one that yields nothing."""

    @normalize_params
    async def nothing(params: object) -> AsyncGenerator[object, None]:
        for value in ():
            yield value

    async def use() -> list[object]:
        return [value async for value in nothing("{}")]

    assert asyncio.run(use()) == []


@pytest.mark.parametrize(
    ("func", "is_kind"),
    [
        (lambda params: params, inspect.isfunction),
        (inspect.unwrap(coroutine_function), inspect.iscoroutinefunction),
        (scripted, inspect.isgeneratorfunction),
        (scripted_async, inspect.isasyncgenfunction),
    ],
)
def test_what_inspect_says_stays_the_same(func: Any, is_kind: Callable[[object], bool]) -> None:
    """Kind, signature, names, documentation and module."""
    decorated = normalize_params(func)
    kinds = (inspect.iscoroutinefunction, inspect.isgeneratorfunction, inspect.isasyncgenfunction)
    assert is_kind(decorated)
    assert [kind(decorated) for kind in kinds] == [kind(func) for kind in kinds]
    assert inspect.signature(decorated) == inspect.signature(func)
    for name in functools.WRAPPER_ASSIGNMENTS:
        assert getattr(decorated, name, None) == getattr(func, name, None)


def test_numbers_are_those_of_json() -> None:
    """Floats as Python reads them, integers whole."""
    read: Any = normalize(DICT_OR_JSON, '{"a": [1e308, -0.0, 1E-400, 12345678901234567890]}')
    assert read["a"] == [1e308, -0.0, 0.0, 12345678901234567890]
    assert math.copysign(1, read["a"][1]) == -1
    assert [type(number) for number in read["a"]] == [float, float, float, int]
    assert sys.float_info.max > 1e308
