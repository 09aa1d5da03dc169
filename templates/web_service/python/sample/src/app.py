"""The web application."""

from collections.abc import Collection

from fastapi import FastAPI, Request
from fastapi.responses import JSONResponse

from . import __version__, health, readiness, routes
from .answers import EXCEPTION_HANDLERS, describe, make_refusal
from .guard import LOCAL_HOSTS, REFUSALS, Guard, Refusal
from .task_queue import TaskQueue, open_queue

FAILURE = Refusal(500, "The server has failed; its log says at what.")


def create_app(
    queue: TaskQueue | None = None, hosts: Collection[str] = LOCAL_HOSTS
) -> FastAPI:
    """Return an application that serves the queue.

    Args:
        queue: The tasks; no other application may serve them at the same time.
            The queue of this machine's user unless given.
        hosts: The names that the server goes by; "*" is any.

    Raises:
        OSError: If the queue's file cannot be read or written.
    """
    app = FastAPI(
        title="<%- projectName %>",
        version=__version__,
        description="A queue of tasks: clients add them, workers claim and do them.",
        exception_handlers={**EXCEPTION_HANDLERS, Exception: answer_failure},
        responses=describe({**REFUSALS, FAILURE.status: FAILURE.message}),
    )
    app.add_middleware(Guard, hosts=hosts)
    app.state.queue = open_queue() if queue is None else queue
    app.include_router(routes.router)
    app.include_router(health.router)
    app.include_router(readiness.router)
    return app


async def answer_failure(_request: Request, _error: Exception) -> JSONResponse:
    """Answer without the error: the server logs it, and clients are not to see it."""
    return make_refusal(*FAILURE)
