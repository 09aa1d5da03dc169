"""The web application."""

from collections.abc import Collection

from fastapi import FastAPI, Request
from fastapi.responses import JSONResponse

from . import __version__, health
from .answers import EXCEPTION_HANDLERS, describe, make_refusal
from .guard import LOCAL_HOSTS, REFUSALS, Guard, Refusal

FAILURE = Refusal(500, "The server has failed; its log says at what.")


def create_app(hosts: Collection[str] = LOCAL_HOSTS) -> FastAPI:
    """Return the application.

    Args:
        hosts: The names that the server goes by; "*" is any.
    """
    app = FastAPI(
        title="<%- projectName %>",
        version=__version__,
        exception_handlers={**EXCEPTION_HANDLERS, Exception: answer_failure},
        responses=describe({**REFUSALS, FAILURE.status: FAILURE.message}),
    )
    app.add_middleware(Guard, hosts=hosts)
    app.include_router(health.router)
    return app


async def answer_failure(_request: Request, _error: Exception) -> JSONResponse:
    """Answer without the error: the server logs it, and clients are not to see it."""
    return make_refusal(*FAILURE)
