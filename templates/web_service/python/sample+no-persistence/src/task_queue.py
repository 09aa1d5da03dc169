"""The queue of tasks, in memory."""

from .tasks import (
    CAPACITY,
    NothingPendingError,
    QueueFullError,
    Task,
    UnknownTaskError,
)

# What the changes may be refused for.
ADD_ERRORS = (QueueFullError,)
CLAIM_ERRORS = (NothingPendingError,)
REMOVE_ERRORS = (UnknownTaskError,)


class TaskQueue:
    """Tasks in the order in which they came; they end with the process."""

    def __init__(self) -> None:
        """Make an empty queue."""
        self._last_id = 0
        self._tasks: dict[int, Task] = {}

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
        """Add a task, pending.

        Raises:
            QueueFullError: If there is no room for it.
        """
        if len(self._tasks) >= CAPACITY:
            raise QueueFullError
        self._last_id += 1
        task = Task(id=self._last_id, text=text, state="pending")
        self._tasks[task.id] = task
        return task

    async def claim(self) -> Task:
        """Claim the oldest pending task.

        Raises:
            NothingPendingError: If there is none.
        """
        for task in self._tasks.values():
            if task.state == "pending":
                self._tasks[task.id] = task.become("claimed")
                return self._tasks[task.id]
        raise NothingPendingError

    async def remove(self, task_id: int) -> Task:
        """Take a task out of the queue, claimed or not, and return it.

        Raises:
            UnknownTaskError: If it is not in the queue.
        """
        task = self.get(task_id)
        del self._tasks[task_id]
        return task


def open_queue() -> TaskQueue:
    """Return the queue of a server that starts: an empty one."""
    return TaskQueue()
