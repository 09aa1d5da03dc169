"""The routes of the tasks."""

from collections.abc import Mapping
from typing import Any, Generic, Literal, TypeVar

from fastapi import APIRouter
from pydantic import BaseModel, Field

from .answers import document
from .dependencies import CurrentQueue
from .task_queue import ADD_ERRORS, CLAIM_ERRORS, REMOVE_ERRORS
from .tasks import InvalidRequestError, NewTask, Task, UnknownTaskError
from .utils import Response

router = APIRouter(prefix="/tasks", tags=["tasks"])

Data = TypeVar("Data")


class Success(BaseModel, Generic[Data]):
    """What `Response.success` returns."""

    status: Literal["success"]
    action: str = Field(description="What was done.")
    data: Data
    metadata: dict[str, Any]
    timestamp: float = Field(description="In seconds since 1970.")


@router.post(
    "",
    status_code=201,
    response_model=Success[Task],
    summary="Add a task",
    responses=document(InvalidRequestError, *ADD_ERRORS),
)
async def add_task(task: NewTask, queue: CurrentQueue) -> Mapping[str, Any]:
    """Put a task at the end of the queue."""
    return Response.success("added", await queue.add(task.text))


@router.get("", response_model=Success[list[Task]], summary="List the tasks")
async def list_tasks(queue: CurrentQueue) -> Mapping[str, Any]:
    """List pending and claimed tasks, oldest first."""
    tasks = queue.tasks()
    return Response.success("listed", tasks, count=len(tasks))


@router.get(
    "/{task_id}",
    response_model=Success[Task],
    summary="Show a task",
    responses=document(InvalidRequestError, UnknownTaskError),
)
async def show_task(task_id: int, queue: CurrentQueue) -> Mapping[str, Any]:
    """Show a task that is in the queue."""
    return Response.success("shown", queue.get(task_id))


@router.post(
    "/next/claim",
    response_model=Success[Task],
    summary="Claim the oldest pending task",
    responses=document(*CLAIM_ERRORS),
)
async def claim_task(queue: CurrentQueue) -> Mapping[str, Any]:
    """Take a task to do it; no other worker gets it while the server runs."""
    return Response.success("claimed", await queue.claim())


@router.post(
    "/{task_id}/done",
    response_model=Success[Task],
    summary="Report that a task is done",
    responses=document(InvalidRequestError, *REMOVE_ERRORS),
)
async def finish_task(task_id: int, queue: CurrentQueue) -> Mapping[str, Any]:
    """Take a task that is done out of the queue, whoever claimed it."""
    task = await queue.remove(task_id)
    return Response.success("finished", task.become("done"))


@router.delete(
    "/{task_id}",
    response_model=Success[Task],
    summary="Delete a task",
    responses=document(InvalidRequestError, *REMOVE_ERRORS),
)
async def delete_task(task_id: int, queue: CurrentQueue) -> Mapping[str, Any]:
    """Take a task that nobody is to do out of the queue, even a claimed one."""
    return Response.success("deleted", await queue.remove(task_id))
