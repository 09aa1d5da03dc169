"""Read by type checkers, not run: lines that end in `# wrong` have to be errors, all others not."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Mapping
from typing import Any

from acme.utils.responses import ErrorResponse, Response, SuccessResponse
from acme.utils.validation import InputFormat, normalize_input, parse_kv_args

normalize_params = normalize_input(params=InputFormat.DICT_OR_JSON)


@normalize_params
def function(params: dict[str, Any] | str, *, count: int = 1) -> int:
    return count


@normalize_params
async def coroutine_function(params: str) -> int:
    return len(params)


@normalize_params
def generator_function(params: str) -> Iterator[int]:
    yield len(params)


@normalize_params
async def async_generator_function(params: str) -> AsyncIterator[int]:
    yield len(params)


class Methods:
    @normalize_params
    def method(self, params: str) -> int:
        return len(params)

    @normalize_params
    @classmethod
    def above_class_method(cls, params: str) -> int:
        return len(params)

    @classmethod
    @normalize_params
    def below_class_method(cls, params: str) -> int:
        return len(params)

    @normalize_params
    @staticmethod
    def above_static_method(params: str) -> int:
        return len(params)

    @staticmethod
    @normalize_params
    def below_static_method(params: str) -> int:
        return len(params)


number: int = function({}, count=2)
number = function("{}")
function(1)  # wrong
function({}, count="2")  # wrong
function({}, other=1)  # wrong
text: str = function({})  # wrong

awaitable: Awaitable[int] = coroutine_function("{}")
coroutine_function()  # wrong
iterator: Iterator[int] = generator_function("{}")
generator_function(1)  # wrong
async_iterator: AsyncIterator[int] = async_generator_function("{}")
async_generator_function(1)  # wrong

calls: list[Callable[[str], int]] = [
    Methods().method,
    Methods().above_class_method,
    Methods.above_class_method,
    Methods.below_class_method,
    Methods().above_static_method,
    Methods.above_static_method,
    Methods.below_static_method,
]
Methods().method(1)  # wrong
Methods.above_class_method(1)  # wrong
Methods.below_class_method(1)  # wrong
Methods.above_static_method(1)  # wrong
Methods.below_static_method(1)  # wrong

normalize_input(params="dict_or_json")  # wrong
parse_kv_args("a=1")  # wrong
pairs: dict[str, str] = parse_kv_args(("a=1",))


def answer(found: bool) -> SuccessResponse | ErrorResponse:
    if found:
        return Response.success("read", 1, count=1)
    return Response.error("not_found", "No.", False, name="a")


def describe(response: SuccessResponse | ErrorResponse) -> str:
    if response["status"] == "error":
        return response["message"]
    return response["message"]  # wrong


mapping: Mapping[str, Any] = answer(found=True)
plain: dict[str, Any] = {**Response.success("read")}
not_plain: dict[str, Any] = Response.success("read")  # wrong
timestamp: float = Response.partial("sent", [], [])["timestamp"]
