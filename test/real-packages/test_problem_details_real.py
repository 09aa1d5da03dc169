"""Errors as problem details (RFC 9457), through FastAPI and through Starlette alone."""

from __future__ import annotations

from typing import Any

import pytest
from fastapi import FastAPI
from fastapi.exceptions import RequestValidationError
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route
from starlette.testclient import TestClient

from acme.utils.responses import Response

MEDIA_TYPE = "application/problem+json"
SERVERS = {"venus": 80}


class NoServerError(LookupError):
    """What the endpoints raise."""


def answer(request: Request, error: Any, status: int, **members: object) -> JSONResponse:
    members.setdefault("instance", request.url.path)
    problem = Response.to_problem_details(error, status, **members)
    return JSONResponse(problem, status, media_type=MEDIA_TYPE)


def answer_missing(request: Request, error: Exception) -> JSONResponse:
    response = Response.error("not_found", str(error), available=list(SERVERS))
    return answer(request, response, 404, type="https://example.org/problems/no-server")


def answer_http_error(request: Request, error: Any) -> JSONResponse:
    response = Response.error("http_error", error.detail, recoverable=False)
    return answer(request, response, error.status_code)


def answer_invalid(request: Request, error: Any) -> JSONResponse:
    response = Response.error("invalid_request", "The request is not valid.")
    places = [".".join(map(str, each["loc"])) for each in error.errors()]
    return answer(request, response, 422, errors=places)


def find(name: str) -> dict[str, Any]:
    if name not in SERVERS:
        raise NoServerError(f"There is no server {name!r}.")
    return {**Response.success("read", SERVERS[name])}


HANDLERS: dict[Any, Any] = {NoServerError: answer_missing, HTTPException: answer_http_error}


def make_fastapi() -> FastAPI:
    app = FastAPI(exception_handlers={**HANDLERS, RequestValidationError: answer_invalid})

    @app.get("/servers/{name}", responses={404: {"content": {MEDIA_TYPE: {}}}})
    def read_server(name: str, limit: int = 1) -> dict[str, Any]:
        return find(name)

    return app


def make_starlette() -> Starlette:
    async def read_server(request: Request) -> JSONResponse:
        return JSONResponse(find(request.path_params["name"]))

    return Starlette(routes=[Route("/servers/{name}", read_server)], exception_handlers=HANDLERS)


@pytest.fixture(params=[make_fastapi, make_starlette], ids=["fastapi", "starlette"])
def client(request: pytest.FixtureRequest) -> TestClient:
    return TestClient(request.param())


def test_an_error_is_a_problem(client: TestClient) -> None:
    """Status, media type and members are those of the standard; the details come along."""
    response = client.get("/servers/mars")
    problem = response.json()
    assert (response.status_code, response.headers["content-type"]) == (404, MEDIA_TYPE)
    assert isinstance(problem.pop("timestamp"), float)
    assert problem == {
        "type": "https://example.org/problems/no-server",
        "title": "Not found",
        "status": 404,
        "detail": "There is no server 'mars'.",
        "instance": "/servers/mars",
        "error_code": "not_found",
        "recoverable": True,
        "details": {"available": ["venus"]},
    }


def test_errors_of_the_framework_are_problems_too(client: TestClient) -> None:
    """A path that nobody serves."""
    problem = client.get("/nothing").json()
    assert (problem["status"], problem["detail"]) == (404, "Not Found")
    assert (problem["type"], problem["recoverable"]) == ("about:blank", False)


def test_a_success_is_none(client: TestClient) -> None:
    """What is no error is answered as ever."""
    response = client.get("/servers/venus")
    assert (response.status_code, response.json()["data"]) == (200, 80)
    assert response.headers["content-type"] == "application/json"


def test_what_fastapi_refuses_is_a_problem_with_an_extension() -> None:
    """Its own validation, with the places as one more member; the OpenAPI page names the media type."""
    client = TestClient(make_fastapi())
    problem = client.get("/servers/venus?limit=x").json()
    assert (problem["status"], problem["errors"]) == (422, ["query.limit"])
    answers = client.get("/openapi.json").json()["paths"]["/servers/{name}"]["get"]["responses"]
    assert MEDIA_TYPE in answers["404"]["content"]
