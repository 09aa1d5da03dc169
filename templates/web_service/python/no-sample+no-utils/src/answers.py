"""How requests are refused."""

from collections.abc import Callable, Coroutine, Mapping
from typing import Any

from fastapi import Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from pydantic import BaseModel, Field

Handler = Callable[[Request, Any], Coroutine[Any, Any, Any]]


class Problem(BaseModel):
    """Why a request was refused."""

    detail: str = Field(description="What is wrong, for people.")


def make_refusal(status: int, message: str) -> JSONResponse:
    """Return the answer to a request that is refused."""
    return JSONResponse({"detail": message}, status)


async def refuse_invalid(
    _request: Request, error: RequestValidationError
) -> JSONResponse:
    """Answer a request that FastAPI or a model refuses."""
    problem = error.errors()[0]
    place = ".".join(map(str, problem["loc"]))
    return make_refusal(422, f"{place}: {problem['msg']}")


EXCEPTION_HANDLERS: dict[int | type[Exception], Handler] = {
    RequestValidationError: refuse_invalid,
}


def describe(refusals: Mapping[int, str]) -> dict[int | str, dict[str, Any]]:
    """Describe what may be answered instead, by status, for the OpenAPI document."""
    return {s: {"model": Problem, "description": text} for s, text in refusals.items()}
