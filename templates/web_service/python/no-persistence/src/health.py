"""Whether the service works, for monitoring."""

from typing import Literal

from fastapi import APIRouter
from pydantic import BaseModel

from . import __version__

router = APIRouter(tags=["health"])


class Health(BaseModel):
    """How the service is."""

    status: Literal["ok"] = "ok"
    version: str = __version__


@router.get("/health", summary="Tell whether the service works")
async def get_health() -> Health:
    """Answer, and say which version does."""
    return Health()
