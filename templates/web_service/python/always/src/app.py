"""The web application."""

from fastapi import FastAPI

from . import __version__, health, routes
from .task_queue import TaskQueue


def create_app(queue: TaskQueue) -> FastAPI:
    """Return an application that serves the queue.

    Args:
        queue: The tasks; no other application may serve them at the same time.
    """
    app = FastAPI(
        title="<%- projectName %>",
        version=__version__,
        description="A queue of tasks: clients add them, workers claim and do them.",
        exception_handlers=routes.EXCEPTION_HANDLERS,
    )
    app.state.queue = queue
    app.include_router(routes.router)
    app.include_router(health.router)
    return app
