"""The queue of tasks, on disk."""

from pathlib import Path
from typing import Any, BinaryIO

from pydantic import BaseModel, ConfigDict, ValidationError

from .places import state_dir
from .server_lock import lock_out_others
from .tasks import (
    CAPACITY,
    NothingPendingError,
    QueueError,
    QueueFullError,
    Task,
    UnknownTaskError,
)
from .utils import StateConflictError, StatefulObject, StateNotLoadedError


class TaskBusyError(QueueError):
    """Another request is changing the task."""

    status = 409

    def __init__(self, task_id: int) -> None:
        """Say which task it is."""
        super().__init__(f"Another request is changing task {task_id}. Try again.")


class NotSavedError(QueueError):
    """The queue cannot be saved."""

    status = 503

    def __init__(self, reason: str, unchanged: bool = True) -> None:
        """Say why, and whether that is sure."""
        effect = "is unchanged" if unchanged else "may have been changed"
        super().__init__(f"The queue {effect}, for it cannot be saved: {reason}.")


# What the changes may be refused for.
ADD_ERRORS = (QueueFullError, NotSavedError)
CLAIM_ERRORS = (NothingPendingError, NotSavedError)
REMOVE_ERRORS = (UnknownTaskError, TaskBusyError, NotSavedError)


class SavedQueue(BaseModel):
    """The form of the state file."""

    model_config = ConfigDict(extra="forbid")

    last_id: int
    tasks: list[Task]


class TaskQueue(StatefulObject):
    """Tasks in the order in which they came.

    A change is made in memory once it is on disk: nobody sees one that a full
    disk or a crash could take back, and one that fails just goes away.
    """

    def __init__(self, state_file: Path, lock: BinaryIO | None = None) -> None:
        """Load the queue; tasks that were claimed are pending again.

        Args:
            state_file: Where the queue is kept.
            lock: What locks out other servers as long as it is open.

        Raises:
            OSError: If the file cannot be written.
            StateNotLoadedError: If it cannot be read, or a newer version wrote it.
            pydantic.ValidationError: If it holds something else.
        """
        self._lock = lock
        self._last_id = 0
        self._tasks: dict[int, Task] = {}
        # Changes on their way to the disk; None takes a task out.
        self._changes: dict[int, Task | None] = {}
        super().__init__(state_file)
        self._tasks = {i: task.become("pending") for i, task in self._tasks.items()}
        self._save_state()

    def tasks(self) -> list[Task]:
        """Return all tasks, oldest first."""
        return list(self._tasks.values())

    def get(self, task_id: int) -> Task:
        """Return a task.

        Raises:
            UnknownTaskError: If it is not in the queue.
        """
        try:
            return self._tasks[task_id]
        except KeyError:
            raise UnknownTaskError(task_id) from None

    async def add(self, text: str) -> Task:
        """Add a task, pending; it is on disk when this returns.

        Raises:
            QueueFullError: If there is no room for it.
            NotSavedError: If it cannot be saved.
        """
        if len(self._tasks.keys() | self._changes.keys()) >= CAPACITY:
            raise QueueFullError
        self._last_id += 1
        task = Task(id=self._last_id, text=text, state="pending")
        await self._change(task.id, task)
        return task

    async def claim(self) -> Task:
        """Claim the oldest pending task.

        Raises:
            NothingPendingError: If there is none.
            NotSavedError: If the claim cannot be saved.
        """
        for task in self._tasks.values():
            if task.state == "pending" and task.id not in self._changes:
                claimed = task.become("claimed")
                await self._change(task.id, claimed)
                return claimed
        raise NothingPendingError

    async def remove(self, task_id: int) -> Task:
        """Take a task out of the queue, claimed or not, and return it.

        Raises:
            UnknownTaskError: If it is not in the queue.
            TaskBusyError: If another request is claiming or removing it.
            NotSavedError: If the removal cannot be saved.
        """
        task = self.get(task_id)
        if task_id in self._changes:
            raise TaskBusyError(task_id)
        await self._change(task_id, None)
        return task

    async def save(self) -> None:
        """Save the queue as it is, to find out whether that works.

        Raises:
            NotSavedError: If it does not.
        """
        before = self._version()
        try:
            # Requests that come while a save is running share the next one.
            await self._save_state_async()
        except StateConflictError as error:
            reason = "another process changed or deleted its file; restart the server"
            raise NotSavedError(reason) from error
        except OSError as error:
            # Replaced, but not all the way to the disk: a power loss decides.
            unchanged = self._version() == before
            raise NotSavedError(error.strerror or str(error), unchanged) from error

    def _version(self) -> tuple[int, int] | None:
        """Return what another version of the file would have another one of."""
        try:
            status = self._state_file.stat()
        except FileNotFoundError:
            return None
        return status.st_ino, status.st_mtime_ns

    async def _change(self, task_id: int, task: Task | None) -> None:
        """Change a task that nobody else is changing, first on disk."""
        self._changes[task_id] = task
        try:
            await self.save()
            self._tasks = self._changed({task_id: task})
        finally:
            del self._changes[task_id]

    def _changed(self, changes: dict[int, Task | None]) -> dict[int, Task]:
        merged = {**self._tasks, **changes}
        return {i: task for i, task in merged.items() if task is not None}

    def _get_state(self) -> dict[str, Any]:
        tasks = list(self._changed(self._changes).values())
        return SavedQueue(last_id=self._last_id, tasks=tasks).model_dump()

    def _set_state(self, state: dict[str, Any]) -> None:
        saved = SavedQueue.model_validate(state)
        self._last_id = saved.last_id
        self._tasks = {task.id: task for task in saved.tasks}


def open_queue() -> TaskQueue:
    """Return the queue of a server that starts, as it was left.

    Raises:
        OSError: If its file cannot be read or written, holds something else, or is
            another server's.
    """
    state_file = state_dir() / "tasks.json"
    lock = lock_out_others(state_file)
    try:
        return TaskQueue(state_file, lock)
    except ValidationError as error:
        raise OSError(f"{state_file} holds no queue; move it away") from error
    except (OSError, StateConflictError, StateNotLoadedError) as error:
        raise OSError(f"cannot use the queue: {error}") from error
