"""The routes of the tasks."""

from collections.abc import Callable, Coroutine, Mapping
from http import HTTPStatus
from typing import Annotated, Any, Generic, Literal, TypeVar

from fastapi import APIRouter, Body, Depends, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from pydantic import BaseModel, Field, ValidationError
from starlette.exceptions import HTTPException

from .dependencies import CurrentQueue, get_queue
from .task_queue import ADD_ERRORS, CLAIM_ERRORS, REMOVE_ERRORS
from .tasks import (
    InvalidRequestError,
    NewTask,
    QueueError,
    Task,
    UnknownTaskError,
)
from .utils import ErrorFormatter, InputFormat, Response, normalize_input

Handler = Callable[[Request, Any], Coroutine[Any, Any, Any]]

router = APIRouter(prefix="/tasks", tags=["tasks"])

# What clients may get wrong, and what would be right.
EXPECTED = {
    "body": "object or JSON text of one",
    "task_id": "integer",
    "text": "string of 1 to 1000 characters",
}

Data = TypeVar("Data")


class Success(BaseModel, Generic[Data]):
    """What `Response.success` returns."""

    status: Literal["success"]
    action: str = Field(description="What was done.")
    data: Data
    metadata: dict[str, Any]
    timestamp: float = Field(description="In seconds since 1970.")


class Refusal(BaseModel):
    """What `Response.error` returns."""

    status: Literal["error"]
    error_code: str = Field(description="What is wrong, for programs.")
    message: str = Field(description="What is wrong, for people.")
    recoverable: bool
    details: dict[str, Any]
    timestamp: float = Field(description="In seconds since 1970.")


async def refuse(request: Request, error: QueueError) -> JSONResponse:
    """Answer a request that the queue refuses."""
    message = str(error)
    if isinstance(error, UnknownTaskError):
        queue = await get_queue(request)
        known = [task.id for task in queue.tasks()]
        message = ErrorFormatter.not_found("task", error.task_id, known)
    return make_refusal(error.status, message)


async def refuse_invalid(
    request: Request, error: RequestValidationError
) -> JSONResponse:
    """Answer a request that FastAPI or a model refuses."""
    problem = error.errors()[0]
    name = next((part for part in problem["loc"] if part in EXPECTED), "body")
    if problem["type"] == "missing":
        message = ErrorFormatter.missing_required_field(name)
    else:
        value = error.body if name == "body" else problem["input"]
        message = ErrorFormatter.invalid_parameter(
            name, value, EXPECTED[name], hint=problem["msg"]
        )
    return await refuse(request, InvalidRequestError(message))


async def refuse_unrouted(_request: Request, error: HTTPException) -> JSONResponse:
    """Answer a request for which there is no path or no method."""
    return make_refusal(error.status_code, error.detail, error.headers)


def make_refusal(
    status: int, message: str, headers: Mapping[str, str] | None = None
) -> JSONResponse:
    """Return an error in the form of all others."""
    # Python 3.13 gave the status 422 another name.
    code = "invalid_request" if status == 422 else HTTPStatus(status).name.lower()
    return JSONResponse(Response.error(code, message), status, headers)


EXCEPTION_HANDLERS: dict[int | type[Exception], Handler] = {
    QueueError: refuse,
    RequestValidationError: refuse_invalid,
    HTTPException: refuse_unrouted,
}


def document(*errors: type[QueueError]) -> dict[int | str, dict[str, Any]]:
    """Describe what may be answered instead, for the OpenAPI document."""
    return {e.status: {"model": Refusal, "description": e.__doc__} for e in errors}


@normalize_input(body=InputFormat.DICT_OR_JSON)
def parse_task(body: dict[str, Any] | str) -> NewTask:
    """Read a task, given as an object or as JSON text of one.

    Raises:
        pydantic.ValidationError: If a field is missing or wrong.
        ValueError: If the text is no JSON object.
    """
    return NewTask.model_validate(body)


async def get_new_task(
    body: Annotated[dict[str, Any] | str, Body(examples=[{"text": "Buy milk"}])],
) -> NewTask:
    """Return the task that the client sends."""
    try:
        return parse_task(body)
    except ValidationError as error:
        raise RequestValidationError(error.errors()) from error
    except ValueError as error:
        raise InvalidRequestError(str(error)) from error


@router.post(
    "",
    status_code=201,
    response_model=Success[Task],
    summary="Add a task",
    responses=document(InvalidRequestError, *ADD_ERRORS),
)
async def add_task(
    task: Annotated[NewTask, Depends(get_new_task)], queue: CurrentQueue
) -> Mapping[str, Any]:
    """Put a task at the end of the queue; JSON text of the object does, too."""
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
