"""Tests of input validation."""

from __future__ import annotations

import asyncio
import inspect
from typing import TYPE_CHECKING, Any

import pytest

from <%- importPath %>.validation import (
    InputFormat,
    normalize_input,
    parse_kv_args,
)

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator, Callable, Generator

DICT_ONLY = InputFormat.DICT_ONLY
DICT_OR_JSON = InputFormat.DICT_OR_JSON
KV_PAIRS = InputFormat.KV_PAIRS
DICT_OR_KV = InputFormat.DICT_OR_KV

NO_DICT = "Parameter 'value' must be dict, got"
NO_JSON = "Parameter 'value' must be dict or JSON object text, got"
NO_PAIRS = "Parameter 'value' must be list of 'key=value' strings, got"
NO_DICT_OR_PAIRS = NO_PAIRS.replace("list", "dict or list")

normalize_params = normalize_input(params=DICT_OR_JSON)


def normalize(input_format: InputFormat, value: object) -> object:
    """Return what a function gets when it is called with the value."""

    @normalize_input(value=input_format)
    def echo(value: object) -> object:
        return value

    return echo(value)


@normalize_params
def function(params: object = '{"a": 1}', /, *, other: str = "x") -> object:
    """Return the parameters."""
    return params, other


@normalize_params
async def coroutine_function(params: object) -> object:
    """Return the parameter, later."""
    await asyncio.sleep(0)
    return params


@normalize_params
def generator_function(params: object) -> Generator[object, object, object]:
    """Yield the parameter, what was sent and what was thrown; return it."""
    received: list[object] = []
    try:
        received.append((yield params))
        received.append((yield received[-1]))
    except KeyError as error:
        received.append((yield error))
    finally:
        received.append("closed")
    return received


@normalize_params
async def async_generator_function(
    params: object,
    log: list[object],
) -> AsyncGenerator[object, object]:
    """Yield the parameter, what was sent and what was thrown; log it."""
    try:
        log.append((yield params))
        log.append((yield log[-1]))
    except KeyError as error:
        log.append((yield error))
    finally:
        log.append("closed")


class Methods:
    """Methods of every sort, in both orders of decorators."""

    @normalize_params
    def method(self, params: object) -> object:
        """Return who was called with what."""
        return type(self), params

    @normalize_params
    @classmethod
    def above_class_method(cls, params: object) -> object:
        """Return who was called with what."""
        return cls, params

    @classmethod
    @normalize_params
    def below_class_method(cls, params: object) -> object:
        """Return who was called with what."""
        return cls, params

    @normalize_params
    @staticmethod
    def above_static_method(params: object) -> object:
        """Return who was called with what."""
        return Methods, params

    @staticmethod
    @normalize_params
    def below_static_method(params: object) -> object:
        """Return who was called with what."""
        return Methods, params


class TestFormats:
    """What the formats accept, and what the function gets."""

    @pytest.mark.parametrize(
        ("input_format", "value", "expected"),
        [
            (DICT_ONLY, {}, {}),
            (DICT_ONLY, {"a": [1]}, {"a": [1]}),
            (DICT_OR_JSON, {"a": 1}, {"a": 1}),
            (DICT_OR_JSON, "{}", {}),
            (DICT_OR_JSON, ' {"a": {"b": null}} ', {"a": {"b": None}}),
            (DICT_OR_JSON, '{"a": 1.5, "b": [1e3]}', {"a": 1.5, "b": [1e3]}),
            (DICT_OR_JSON, '{"a": {"x": 1}, "x": 2}', {"a": {"x": 1}, "x": 2}),
            (KV_PAIRS, [], {}),
            (KV_PAIRS, ["a=1", "b=2"], {"a": "1", "b": "2"}),
            (KV_PAIRS, ("a=1",), {"a": "1"}),
            (KV_PAIRS, ["a="], {"a": ""}),
            (KV_PAIRS, ["a=b=c", "d=="], {"a": "b=c", "d": "="}),
            (KV_PAIRS, [" a = b c "], {"a": "b c"}),
            (KV_PAIRS, ['a={"b": 1}'], {"a": '{"b": 1}'}),
            (DICT_OR_KV, {"a": 1}, {"a": 1}),
            (DICT_OR_KV, ["a=1"], {"a": "1"}),
            (DICT_OR_KV, ("a=1",), {"a": "1"}),
        ],
    )
    def test_makes_a_dict(
        self,
        input_format: InputFormat,
        value: object,
        expected: object,
    ) -> None:
        """Each format reads what it stands for."""
        assert normalize(input_format, value) == expected

    @pytest.mark.parametrize("input_format", InputFormat)
    def test_passes_none(self, input_format: InputFormat) -> None:
        """None passes through in every format."""
        assert normalize(input_format, None) is None

    @pytest.mark.parametrize(
        "input_format",
        [DICT_ONLY, DICT_OR_JSON, DICT_OR_KV],
    )
    def test_passes_the_same_dict(self, input_format: InputFormat) -> None:
        """A dict is handed on, not copied."""
        value = {"a": 1}
        assert normalize(input_format, value) is value

    @pytest.mark.parametrize(
        ("input_format", "value", "message"),
        [
            (DICT_ONLY, "{}", f"{NO_DICT} str"),
            (DICT_ONLY, ["a=1"], f"{NO_DICT} list"),
            (DICT_OR_JSON, 1, f"{NO_JSON} int"),
            (DICT_OR_JSON, b"{}", f"{NO_JSON} bytes"),
            (DICT_OR_JSON, ["a=1"], f"{NO_JSON} list"),
            (KV_PAIRS, "a=1", f"{NO_PAIRS} str"),
            (KV_PAIRS, {"a": "1"}, f"{NO_PAIRS} dict"),
            (DICT_OR_KV, "a=1", f"{NO_DICT_OR_PAIRS} str"),
            (DICT_OR_KV, {"a"}, f"{NO_DICT_OR_PAIRS} set"),
        ],
    )
    def test_refuses_other_types(
        self,
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
            ("", "an empty string"),
            (" \n", "an empty string"),
            ("[1]", "JSON list"),
            ('"a"', "JSON str"),
            ("1", "JSON int"),
            ("1.5", "JSON float"),
            ("true", "JSON bool"),
            ("null", "JSON NoneType"),
            (
                '{"a": }',
                "invalid JSON: Expecting value: line 1 column 7 (char 6)",
            ),
            ('{"a": 1, "a": 2}', "invalid JSON: key 'a' more than once"),
            ('[{"a": 1, "a": 2}]', "invalid JSON: key 'a' more than once"),
            ('{"a": NaN}', "invalid JSON: NaN is not a finite number"),
            (
                '{"a": -Infinity}',
                "invalid JSON: -Infinity is not a finite number",
            ),
            ('{"a": 1e999}', "invalid JSON: 1e999 is not a finite number"),
        ],
    )
    def test_refuses_other_json(self, text: str, got: str) -> None:
        """Text that is no JSON object is a ValueError."""
        with pytest.raises(ValueError, match="Parameter 'value'") as caught:
            normalize(DICT_OR_JSON, text)
        assert str(caught.value) == f"{NO_JSON} {got}"

    def test_refuses_deeply_nested_json(self) -> None:
        """JSON that is too deep to read is a ValueError too."""
        with pytest.raises(ValueError, match="got invalid JSON: maximum"):
            normalize(DICT_OR_JSON, '{"a":' * 200_000)

    @pytest.mark.parametrize(
        ("items", "got"),
        [
            (["a=1", "b"], "'b' as item 2"),
            ([""], "'' as item 1"),
            ([7], "int as item 1"),
            ([{"a": "secret"}], "dict as item 1"),
            (["=secret"], "an empty key in item 1"),
            (["a=1", " = "], "an empty key in item 2"),
            (["a=1", "a =2"], "key 'a' more than once"),
        ],
    )
    def test_refuses_other_items(self, items: object, got: str) -> None:
        """An item that is no pair is a ValueError."""
        with pytest.raises(ValueError, match="Parameter 'value'") as caught:
            normalize(KV_PAIRS, items)
        assert str(caught.value) == f"{NO_PAIRS} {got}"


class TestArguments:
    """Which arguments are normalized."""

    @pytest.mark.parametrize(
        ("args", "kwargs", "expected"),
        [
            ((), {}, ({"a": 1}, "x")),
            (('{"b": 2}',), {}, ({"b": 2}, "x")),
            ((None,), {"other": "{}"}, (None, "{}")),
        ],
    )
    def test_normalizes_positional_arguments_and_defaults(
        self,
        args: tuple[Any, ...],
        kwargs: dict[str, Any],
        expected: object,
    ) -> None:
        """A default counts like an argument; other parameters are left."""
        assert function(*args, **kwargs) == expected

    def test_reads_a_default_anew_at_each_call(self) -> None:
        """A function may change the dict that it got by default."""

        @normalize_params
        def change(params: dict[str, int] | str = "{}") -> object:
            assert isinstance(params, dict)
            params["n"] = len(params)
            return params

        assert change() == change() == {"n": 0}

    def test_normalizes_keyword_only_and_collected_arguments(self) -> None:
        """Names that only `**kwargs` takes may be given or not."""

        @normalize_input(a=DICT_OR_JSON, b=KV_PAIRS, c=DICT_ONLY)
        def collect(*args: object, a: object, **kwargs: object) -> object:
            return args, a, kwargs

        assert collect("{}", a="{}", b=["x=1"]) == (
            ("{}",),
            {},
            {"b": {"x": "1"}},
        )

    def test_tells_a_positional_parameter_from_a_keyword(self) -> None:
        """A collected keyword of the same name is another argument."""

        @normalize_params
        def collect(params: object, /, **kwargs: object) -> object:
            return params, kwargs

        assert collect("{}", params="{}") == ({}, {"params": "{}"})

    def test_does_nothing_without_parameters(self) -> None:
        """A decorator without parameters leaves all arguments alone."""

        @normalize_input()
        def echo(value: object) -> object:
            return value

        assert echo("{}") == "{}"

    @pytest.mark.parametrize(
        ("args", "names", "problem"),
        [
            ([], [], "missing a required argument: 'params'"),
            (["{}", 1], [], "too many positional arguments"),
            (["{}"], ["a"], "got an unexpected keyword argument 'a'"),
        ],
    )
    def test_names_the_function_when_arguments_do_not_fit(
        self,
        args: list[Any],
        names: list[str],
        problem: str,
    ) -> None:
        """Arguments that do not fit the signature are a TypeError."""

        @normalize_params
        def echo(params: object) -> object:
            return params

        with pytest.raises(TypeError, match=rf"echo\(\) {problem}$"):
            echo(*args, **dict.fromkeys(names))


class TestDecoration:
    """What is checked and kept when a function is decorated."""

    @pytest.mark.parametrize(
        ("name", "hint"),
        [
            ("parms", ". Did you mean 'params'?"),
            ("nme", ". Did you mean 'name'?"),
            ("args", ". Did you mean 'params'?"),
        ],
    )
    def test_refuses_unknown_parameters(self, name: str, hint: str) -> None:
        """The error names function, parameter and the nearest one."""

        def add(name: str, params: object, *args: object) -> object:
            return name, params, args

        with pytest.raises(TypeError) as caught:
            normalize_input(**{name: DICT_ONLY})(add)
        problem = f"{add.__qualname__}() has no parameter '{name}'"
        assert str(caught.value) == f"{problem} to normalize{hint}"

    @pytest.mark.parametrize("name", ["args", "kwargs"])
    def test_refuses_what_collects_arguments(self, name: str) -> None:
        """Only single parameters can be normalized."""

        def collect(*args: object, **kwargs: object) -> object:
            return args, kwargs

        with pytest.raises(TypeError, match=f"no parameter '{name}' to no"):
            normalize_input(**{name: DICT_ONLY})(collect)

    def test_refuses_what_is_no_format(self) -> None:
        """The error names the parameter and the type that came."""
        specs: dict[str, Any] = {"params": "dict_or_json"}
        expected = "'params' must be an InputFormat, got str"
        with pytest.raises(TypeError, match=expected):
            normalize_input(**specs)

    @pytest.mark.parametrize(
        ("decorated", "is_kind"),
        [
            (function, inspect.isfunction),
            (coroutine_function, inspect.iscoroutinefunction),
            (generator_function, inspect.isgeneratorfunction),
            (async_generator_function, inspect.isasyncgenfunction),
        ],
    )
    def test_keeps_the_kind_and_the_signature(
        self,
        decorated: Callable[..., Any],
        is_kind: Callable[[object], bool],
    ) -> None:
        """What inspect says of a function stays the same."""
        original = inspect.unwrap(decorated)
        assert original is not decorated
        assert is_kind(decorated)
        assert inspect.signature(decorated) == inspect.signature(original)
        assert decorated.__qualname__ == original.__qualname__
        assert decorated.__doc__ == original.__doc__

    @pytest.mark.parametrize(
        "name",
        [
            "method",
            "above_class_method",
            "below_class_method",
            "above_static_method",
            "below_static_method",
        ],
    )
    def test_decorates_methods(self, name: str) -> None:
        """Above and below `@classmethod` and `@staticmethod`."""
        bound = getattr(Methods(), name)
        assert bound('{"a": 1}') == (Methods, {"a": 1})
        assert bound(params="{}") == (Methods, {})
        assert list(inspect.signature(bound).parameters) == ["params"]


class TestKinds:
    """How functions of each kind run, and when they raise."""

    def test_awaits_coroutine_functions(self) -> None:
        """An async function returns what it returned before."""
        assert asyncio.run(coroutine_function('{"a": 1}')) == {"a": 1}

    def test_raises_when_awaited(self) -> None:
        """Calling an async function raises nothing, awaiting it does."""
        coroutine = coroutine_function(1)
        with pytest.raises(TypeError, match="Parameter 'params'"):
            asyncio.run(coroutine)

    def test_hands_on_what_a_generator_gets(self) -> None:
        """What is sent or thrown arrives, and the result comes back."""
        generator = generator_function("{}")
        error = KeyError("k")
        assert next(generator) == {}
        assert generator.send("sent") == "sent"
        assert generator.throw(error) is error
        with pytest.raises(StopIteration) as caught:
            next(generator)
        assert caught.value.value == ["sent", None, "closed"]

    def test_raises_when_first_iterated(self) -> None:
        """Calling a generator function raises nothing, iterating does."""
        generator = generator_function(1)
        with pytest.raises(TypeError, match="Parameter 'params'"):
            next(generator)

    def test_hands_on_what_an_async_generator_gets(self) -> None:
        """What is sent or thrown arrives, as without the decorator."""
        log: list[object] = []
        error = KeyError("k")

        async def use() -> None:
            generator = async_generator_function("{}", log)
            assert await anext(generator) == {}
            assert await generator.asend("sent") == "sent"
            assert await generator.athrow(error) is error
            with pytest.raises(StopAsyncIteration):
                await anext(generator)

        asyncio.run(use())
        assert log == ["sent", None, "closed"]

    def test_closes_an_async_generator(self) -> None:
        """Closing the generator runs its cleanup at once."""
        log: list[object] = []

        async def use() -> None:
            generator = async_generator_function("{}", log)
            assert await anext(generator) == {}
            await generator.aclose()
            assert log == ["closed"]

        asyncio.run(use())

    def test_raises_when_first_iterated_async(self) -> None:
        """Calling an async generator function raises nothing."""

        async def use() -> None:
            generator = async_generator_function(1, [])
            with pytest.raises(TypeError, match="Parameter 'params'"):
                await anext(generator)

        asyncio.run(use())


class TestParseKvArgs:
    """`parse_kv_args`, for command lines."""

    @pytest.mark.parametrize(
        ("args", "expected"),
        [
            ([], {}),
            (("host=local", "port=80"), {"host": "local", "port": "80"}),
            (["filter=a=b", "n= J D "], {"filter": "a=b", "n": "J D"}),
        ],
    )
    def test_makes_a_dict(
        self,
        args: list[str] | tuple[str, ...],
        expected: dict[str, str],
    ) -> None:
        """Values stay text, in the order given."""
        assert parse_kv_args(args) == expected

    def test_names_the_bad_item(self) -> None:
        """The error says which item is no pair."""
        with pytest.raises(ValueError, match=r"'args' must .* 'b' as item 2$"):
            parse_kv_args(["a=1", "b"])
