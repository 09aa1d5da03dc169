"""Whether the service works, for monitoring."""

from typing import Literal

from fastapi import APIRouter, Response
from pydantic import BaseModel, Field

from . import __version__
from .dependencies import CurrentQueue
from .task_queue import NotSavedError

router = APIRouter(tags=["health"])


class Health(BaseModel):
    """How the service is."""

    status: Literal["ok", "failing"] = "ok"
    version: str = __version__
    writable: bool = Field(default=True, description="Whether tasks can be saved.")


@router.get(
    "/health",
    summary="Tell whether the service works",
    responses={503: {"model": Health, "description": "Tasks cannot be saved."}},
)
async def get_health(queue: CurrentQueue, response: Response) -> Health:
    """Save the queue as it is, the only way to know that it can be saved."""
    try:
        await queue.save()
    except NotSavedError as error:
        response.status_code = error.status
        return Health(status="failing", writable=False)
    return Health()
