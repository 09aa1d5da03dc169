"""Whether the service takes tasks, for load balancers."""

from typing import Literal

from fastapi import APIRouter, Response
from pydantic import BaseModel

from .dependencies import CurrentQueue
from .task_queue import NotSavedError

router = APIRouter(tags=["health"])


class Readiness(BaseModel):
    """Whether tasks can be added."""

    status: Literal["ready", "failing"] = "ready"


@router.get(
    "/ready",
    summary="Tell whether the service takes tasks",
    responses={503: {"model": Readiness, "description": "Tasks cannot be saved."}},
)
async def get_readiness(queue: CurrentQueue, response: Response) -> Readiness:
    """Save the queue as it is, the only way to know that it can be saved."""
    try:
        await queue.save()
    except NotSavedError as error:
        response.status_code = error.status
        return Readiness(status="failing")
    return Readiness()
