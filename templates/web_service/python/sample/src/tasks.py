"""What a task is, and why the queue may refuse a request."""

from typing import Annotated, ClassVar, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

# How many tasks the queue holds at most.
CAPACITY = 1000

State = Literal["pending", "claimed", "done"]
Text = Annotated[
    str,
    StringConstraints(strip_whitespace=True, min_length=1, max_length=1000),
]


class NewTask(BaseModel):
    """A task as a client sends it."""

    text: Text = Field(description="What is to be done.", examples=["Buy milk"])


class Task(BaseModel):
    """A task as the queue has it."""

    model_config = ConfigDict(frozen=True)

    id: int = Field(description="Its number; a later task has a higher one.")
    text: str = Field(description="What is to be done.", examples=["Buy milk"])
    state: State = Field(description="A task that is done leaves the queue.")

    def become(self, state: State) -> "Task":
        """Return the same task in another state."""
        return self.model_copy(update={"state": state})


class QueueError(Exception):
    """A request that the queue refuses; its text says why, for people.

    The first line of a subclass's docstring is shown in the OpenAPI document.

    Attributes:
        status: The HTTP status of the answer.
    """

    status: ClassVar[int]


class InvalidRequestError(QueueError):
    """The request is not as documented."""

    status = 422


class UnknownTaskError(QueueError):
    """The queue has no such task: it is done, deleted, or never was."""

    status = 404

    def __init__(self, task_id: int) -> None:
        """Remember which task was wanted."""
        super().__init__(f"There is no task {task_id} in the queue.")
        self.task_id = task_id


class NothingPendingError(QueueError):
    """No task is pending."""

    status = 404

    def __init__(self) -> None:
        """Say so."""
        super().__init__("No task is pending. Ask again later.")


class QueueFullError(QueueError):
    """The queue is full."""

    status = 507

    def __init__(self) -> None:
        """Say how many tasks there is room for."""
        super().__init__(f"The queue is full: {CAPACITY} tasks. Try again later.")
