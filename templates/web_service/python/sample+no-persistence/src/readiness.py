"""Whether the service takes tasks, for load balancers."""

from typing import Literal

from fastapi import APIRouter
from pydantic import BaseModel

router = APIRouter(tags=["health"])


class Readiness(BaseModel):
    """Whether tasks can be added."""

    status: Literal["ready"] = "ready"


@router.get("/ready", summary="Tell whether the service takes tasks")
async def get_readiness() -> Readiness:
    """Answer: what is in memory can always be changed."""
    return Readiness()
