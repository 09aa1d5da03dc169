"""How requests are refused."""

from collections.abc import Callable, Coroutine, Mapping
from typing import Any

from fastapi import Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from pydantic import BaseModel, Field

from .tasks import InvalidRequestError, QueueError

Handler = Callable[[Request, Any], Coroutine[Any, Any, Any]]


class Problem(BaseModel):
    """Why a request was refused."""

    detail: str = Field(description="What is wrong, for people.")


def make_refusal(status: int, message: str) -> JSONResponse:
    """Return the answer to a request that is refused."""
    return JSONResponse({"detail": message}, status)


async def refuse(_request: Request, error: QueueError) -> JSONResponse:
    """Answer a request that the queue refuses."""
    return make_refusal(error.status, str(error))


async def refuse_invalid(
    request: Request, error: RequestValidationError
) -> JSONResponse:
    """Answer a request that FastAPI or a model refuses."""
    problem = error.errors()[0]
    place = ".".join(map(str, problem["loc"]))
    return await refuse(request, InvalidRequestError(f"{place}: {problem['msg']}"))


EXCEPTION_HANDLERS: dict[int | type[Exception], Handler] = {
    QueueError: refuse,
    RequestValidationError: refuse_invalid,
}


def document(*errors: type[QueueError]) -> dict[int | str, dict[str, Any]]:
    """Describe errors that may be answered instead, for the OpenAPI document."""
    return describe({error.status: error.__doc__ or "" for error in errors})


def describe(refusals: Mapping[int, str]) -> dict[int | str, dict[str, Any]]:
    """Describe what may be answered instead, by status, for the OpenAPI document."""
    return {s: {"model": Problem, "description": text} for s, text in refusals.items()}
