"""The decorator under FastAPI."""

import sys
from collections.abc import AsyncIterator, Iterator, Mapping
from typing import Annotated, Any

import pytest
from fastapi import Body, Depends, FastAPI, Query, Request
from fastapi.exceptions import FastAPIError
from fastapi.responses import JSONResponse
from fastapi.testclient import TestClient
from pydantic import PydanticUserError

from acme.utils.responses import ErrorResponse, Response, SuccessResponse
from acme.utils.validation import InputFormat, normalize_input

normalize_params = normalize_input(params=InputFormat.DICT_OR_JSON)
app = FastAPI()
client = TestClient(app)
closed: list[str] = []


@app.post("/body")
@normalize_params
async def read_body(params: dict[str, Any] | str) -> Mapping[str, Any]:
    return Response.success("read", params)


@app.post("/field")
@normalize_params
def read_field(params: Annotated[dict[str, Any] | str, Body(embed=True)]) -> Mapping[str, Any]:
    return Response.success("read", params)


@app.post("/dict")
@normalize_params
def read_dict(params: dict[str, Any]) -> Mapping[str, Any]:
    return Response.success("read", params)


@app.get("/query")
@normalize_params
def read_query(params: str = '{"from": "default"}') -> Mapping[str, Any]:
    return Response.success("read", params)


@app.get("/pairs")
@normalize_input(pair=InputFormat.KV_PAIRS)
def read_pairs(pair: Annotated[list[str], Query()]) -> Mapping[str, Any]:
    return Response.success("read", pair)


@normalize_params
def sync_dependency(params: str) -> Iterator[Any]:
    try:
        yield params
    finally:
        closed.append("sync")


@normalize_params
async def async_dependency(params: str) -> AsyncIterator[Any]:
    try:
        yield params
    except LookupError:
        closed.append("async saw the error")
        raise
    finally:
        closed.append("async")


@app.get("/dependencies")
def use_dependencies(
    one: Annotated[Any, Depends(sync_dependency)],
    two: Annotated[Any, Depends(async_dependency)],
) -> Mapping[str, Any]:
    if not one:
        raise LookupError
    return Response.success("read", [one, two])


@app.exception_handler(ValueError)
def answer_bad_input(_request: Request, error: Exception) -> JSONResponse:
    return JSONResponse(Response.error("invalid_parameter", str(error)), status_code=422)


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("/body", {"a": 1}),
        ("/body", '{"a": 1}'),
        ("/field", {"params": {"a": 1}}),
        ("/field", {"params": '{"a": 1}'}),
    ],
)
def test_a_body_is_a_dict(path: str, body: object) -> None:
    """A JSON object, and a JSON string that holds one."""
    response = client.post(path, json=body)
    assert (response.status_code, response.json()["data"]) == (200, {"a": 1})


@pytest.mark.parametrize(
    ("query", "data"),
    [
        ("/query", {"from": "default"}),
        ('/query?params={"a":1}', {"a": 1}),
        ("/pairs?pair=a=1&pair=b=2", {"a": "1", "b": "2"}),
    ],
)
def test_a_query_is_a_dict(query: str, data: object) -> None:
    """A query holds text: annotate what FastAPI reads, `str` or `list[str]`."""
    assert client.get(query).json()["data"] == data


def test_bad_input_is_answered_by_the_handler() -> None:
    """One handler for ValueError makes bad input a 422."""
    response = client.post("/body", json="{bad")
    assert response.status_code == 422
    assert "Parameter 'params' must be" in response.json()["message"]


def test_a_dict_annotation_refuses_text() -> None:
    """FastAPI checks first: hence `dict[str, Any] | str`."""
    assert client.post("/dict", json={"a": 1}).status_code == 200
    assert client.post("/dict", json='{"a": 1}').status_code == 422


def test_dependencies_are_generators_still() -> None:
    """FastAPI enters and leaves them, and throws into them what the endpoint raised."""
    closed.clear()
    assert client.get('/dependencies?params={"a":1}').json()["data"] == [{"a": 1}, {"a": 1}]
    assert closed == ["async", "sync"]
    closed.clear()
    with pytest.raises(LookupError):
        client.get("/dependencies?params={}")
    assert closed == ["async saw the error", "async", "sync"]


@pytest.mark.skipif(sys.version_info >= (3, 12), reason="pydantic's limit up to Python 3.11")
def test_a_typed_dict_as_return_annotation_needs_python_3_12() -> None:
    """Hence `Mapping[str, Any]` above."""

    def endpoint() -> SuccessResponse | ErrorResponse:
        return Response.success("read")

    with pytest.raises((PydanticUserError, FastAPIError)):
        app.get("/typed")(endpoint)
