"""How requests are refused: with the problem details of RFC 9457."""

from collections.abc import Callable, Coroutine, Mapping
from http import HTTPStatus
from typing import Any

from fastapi import Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from pydantic import BaseModel, Field
from starlette.exceptions import HTTPException

from .utils import Response

Handler = Callable[[Request, Any], Coroutine[Any, Any, Any]]

MEDIA_TYPE = "application/problem+json"

# Where the name of the status is another one in Python 3.13, or says too little.
ERROR_CODES = {413: "content_too_large", 422: "invalid_request"}


class Problem(BaseModel):
    """What `Response.to_problem_details` returns."""

    type: str = Field(description="A page on it, or about:blank.")
    title: str
    status: int
    detail: str = Field(description="What is wrong, for people.")
    error_code: str = Field(description="What is wrong, for programs.")
    recoverable: bool
    details: dict[str, Any]
    timestamp: float = Field(description="In seconds since 1970.")


def make_refusal(
    status: int, message: str, headers: Mapping[str, str] | None = None
) -> JSONResponse:
    """Return the answer to a request that is refused."""
    code = ERROR_CODES.get(status) or HTTPStatus(status).name.lower()
    error = Response.error(code, message, recoverable=status != 500)
    problem = Response.to_problem_details(error, status)
    return JSONResponse(problem, status, headers, MEDIA_TYPE)


async def refuse_invalid(
    _request: Request, error: RequestValidationError
) -> JSONResponse:
    """Answer a request that FastAPI or a model refuses."""
    problem = error.errors()[0]
    place = ".".join(map(str, problem["loc"]))
    return make_refusal(422, f"{place}: {problem['msg']}")


async def refuse_unrouted(_request: Request, error: HTTPException) -> JSONResponse:
    """Answer a request for which there is no path or no method."""
    return make_refusal(error.status_code, error.detail, error.headers)


EXCEPTION_HANDLERS: dict[int | type[Exception], Handler] = {
    RequestValidationError: refuse_invalid,
    HTTPException: refuse_unrouted,
}


def describe(refusals: Mapping[int, str]) -> dict[int | str, dict[str, Any]]:
    """Describe what may be answered instead, by status, for the OpenAPI document."""
    content = {MEDIA_TYPE: {"schema": Problem.model_json_schema()}}
    return {
        status: {"description": text, "content": content}
        for status, text in refusals.items()
    }
