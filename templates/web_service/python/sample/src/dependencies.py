"""What FastAPI hands to the routes."""

from typing import Annotated

from fastapi import Depends, Request

from .task_queue import TaskQueue


async def get_queue(request: Request) -> TaskQueue:
    """Return the queue that `create_app` was given."""
    queue: TaskQueue = request.app.state.queue
    return queue


CurrentQueue = Annotated[TaskQueue, Depends(get_queue)]
