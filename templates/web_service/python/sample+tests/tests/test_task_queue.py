"""What the queue promises, wherever it keeps the tasks."""

import asyncio

import pytest

from <%- packageName %>.task_queue import TaskQueue, open_queue
from <%- packageName %>.tasks import (
    NothingPendingError,
    QueueFullError,
    UnknownTaskError,
)


@pytest.fixture
def queue() -> TaskQueue:
    """Return the queue of a first start."""
    return open_queue()


def test_tasks_are_listed_in_the_order_in_which_they_came(queue: TaskQueue) -> None:
    """Tasks that are added at the same time keep their order and get new ids."""

    async def add_some() -> None:
        await asyncio.gather(*(queue.add(text) for text in "abc"))
        await queue.remove(2)
        await queue.add("d")

    asyncio.run(add_some())
    assert [(task.id, task.text) for task in queue.tasks()] == [
        (1, "a"),
        (3, "c"),
        (4, "d"),
    ]


def test_each_task_is_claimed_once(queue: TaskQueue) -> None:
    """Workers that claim at the same time get different tasks, oldest first."""

    async def add_and_claim() -> list[int]:
        for text in "abc":
            await queue.add(text)
        claimed = await asyncio.gather(*(queue.claim() for _ in range(3)))
        return [task.id for task in claimed]

    assert asyncio.run(add_and_claim()) == [1, 2, 3]
    assert {task.state for task in queue.tasks()} == {"claimed"}
    with pytest.raises(NothingPendingError):
        asyncio.run(queue.claim())


def test_removed_tasks_are_gone(queue: TaskQueue) -> None:
    """A task can be removed once."""
    asyncio.run(queue.add("a"))
    assert asyncio.run(queue.remove(1)).text == "a"
    assert queue.tasks() == []
    with pytest.raises(UnknownTaskError, match="no task 1"):
        asyncio.run(queue.remove(1))


def test_a_full_queue_takes_no_more(queue: TaskQueue) -> None:
    """The queue holds 1000 tasks, and takes another one when one has left."""

    async def fill() -> None:
        await asyncio.gather(*(queue.add("a") for _ in range(1000)))

    asyncio.run(fill())
    with pytest.raises(QueueFullError, match="full: 1000 tasks"):
        asyncio.run(queue.add("b"))
    asyncio.run(queue.remove(500))
    assert asyncio.run(queue.add("b")).id == 1001
