"""The routes of the tasks."""

from fastapi import APIRouter

from .answers import document
from .dependencies import CurrentQueue
from .task_queue import ADD_ERRORS, CLAIM_ERRORS, REMOVE_ERRORS
from .tasks import InvalidRequestError, NewTask, Task, UnknownTaskError

router = APIRouter(prefix="/tasks", tags=["tasks"])


@router.post(
    "",
    status_code=201,
    summary="Add a task",
    responses=document(InvalidRequestError, *ADD_ERRORS),
)
async def add_task(task: NewTask, queue: CurrentQueue) -> Task:
    """Put a task at the end of the queue."""
    return await queue.add(task.text)


@router.get("", summary="List the tasks")
async def list_tasks(queue: CurrentQueue) -> list[Task]:
    """List pending and claimed tasks, oldest first."""
    return queue.tasks()


@router.get(
    "/{task_id}",
    summary="Show a task",
    responses=document(InvalidRequestError, UnknownTaskError),
)
async def show_task(task_id: int, queue: CurrentQueue) -> Task:
    """Show a task that is in the queue."""
    return queue.get(task_id)


@router.post(
    "/next/claim",
    summary="Claim the oldest pending task",
    responses=document(*CLAIM_ERRORS),
)
async def claim_task(queue: CurrentQueue) -> Task:
    """Take a task to do it; no other worker gets it while the server runs."""
    return await queue.claim()


@router.post(
    "/{task_id}/done",
    summary="Report that a task is done",
    responses=document(InvalidRequestError, *REMOVE_ERRORS),
)
async def finish_task(task_id: int, queue: CurrentQueue) -> Task:
    """Take a task that is done out of the queue, whoever claimed it."""
    task = await queue.remove(task_id)
    return task.become("done")


@router.delete(
    "/{task_id}",
    summary="Delete a task",
    responses=document(InvalidRequestError, *REMOVE_ERRORS),
)
async def delete_task(task_id: int, queue: CurrentQueue) -> Task:
    """Take a task that nobody is to do out of the queue, even a claimed one."""
    return await queue.remove(task_id)
