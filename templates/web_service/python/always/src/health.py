"""Whether the service works, for monitoring."""

from typing import Literal

from fastapi import APIRouter
from pydantic import BaseModel

from . import __version__

router = APIRouter(tags=["health"])


class Health(BaseModel):
    """That the service runs."""

    status: Literal["ok"] = "ok"
    version: str = __version__


@router.get("/health", summary="Tell whether the service runs")
async def get_health() -> Health:
    """Answer, and do nothing else: restart the server where this fails."""
    return Health()
