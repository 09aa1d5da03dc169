"""What survives a kill, a full disk and a second server."""

import asyncio
import errno
import os
import re
import stat
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path

import httpx2
import pytest
from fastapi.testclient import TestClient

from <%- packageName %>.app import create_app
from <%- packageName %>.cli import main
from <%- packageName %>.places import state_dir
from <%- packageName %>.task_queue import (
    NotSavedError,
    TaskBusyError,
    TaskQueue,
    open_queue,
)

PACKAGE = "<%- packageName %>"
SECONDS = 20.0  # after which a test gives up


def reopen() -> TaskQueue:
    """Return the queue as it is on disk, also beside one that is open."""
    return TaskQueue(state_dir() / "tasks.json")


@contextmanager
def running_server(log: Path) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """Run a server in a process of its own; yield it and its address."""
    command = [sys.executable, "-m", PACKAGE, "--port", "0"]
    deadline = time.monotonic() + SECONDS
    with log.open("w") as output:
        server = subprocess.Popen(
            command, stdout=output, stderr=subprocess.STDOUT, text=True
        )
    try:
        while not (found := re.search(r"on (http://\S+)", log.read_text())):
            assert server.poll() is None, log.read_text()
            assert time.monotonic() < deadline, log.read_text()
            time.sleep(0.01)
        yield server, found[1]
    finally:
        server.kill()
        server.wait()


@contextmanager
def full_disk() -> Iterator[None]:
    """Let no file grow beyond 1000 bytes, as on a disk without more space."""
    resource = pytest.importorskip("resource")
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1000, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


def post_until_killed(address: str, name: str, acknowledged: list[str]) -> None:
    """Add tasks one after the other, and note those that were acknowledged."""
    with httpx2.Client(base_url=address, timeout=SECONDS) as client:
        for number in count():
            text = f"{name}-{number}."
            try:
                response = client.post("/tasks", json={"text": text})
            except httpx2.TransportError:
                return
            assert response.status_code == 201
            acknowledged.append(text)


def test_acknowledged_tasks_survive_a_kill(tmp_path: Path) -> None:
    """What was acknowledged before `kill -9` is there after it, once."""
    acknowledged: list[str] = []
    with running_server(tmp_path / "first.log") as (server, address):
        clients = [
            threading.Thread(target=post_until_killed, args=(address, n, acknowledged))
            for n in "abcdefgh"
        ]
        for client in clients:
            client.start()
        deadline = time.monotonic() + SECONDS
        while len(acknowledged) < 100 and time.monotonic() < deadline:
            time.sleep(0.001)
        server.kill()
        for client in clients:
            client.join()
    assert len(acknowledged) >= 100
    with running_server(tmp_path / "second.log") as (_, address):
        listed = httpx2.get(f"{address}/tasks", timeout=SECONDS).text
    assert [listed.count(f'"{text}"') for text in acknowledged] == [1] * len(
        acknowledged
    )


def test_claimed_tasks_are_pending_after_a_restart() -> None:
    """A task that was claimed is claimed again, and keeps its place."""
    queue = reopen()
    asyncio.run(queue.add("a"))
    asyncio.run(queue.add("b"))
    asyncio.run(queue.claim())
    restarted = reopen()
    assert [task.state for task in restarted.tasks()] == ["pending", "pending"]
    assert asyncio.run(restarted.claim()).text == "a"


def test_ids_are_not_used_again() -> None:
    """A worker that reports late cannot finish another task than its own."""
    queue = reopen()
    asyncio.run(queue.add("a"))
    asyncio.run(queue.remove(1))
    assert asyncio.run(reopen().add("b")).id == 2


def test_nobody_sees_a_change_before_it_is_saved() -> None:
    """A task is not listed while it is on its way to the disk."""
    queue = reopen()

    async def look_meanwhile() -> list[int]:
        adding = asyncio.create_task(queue.add("a"))
        await asyncio.sleep(0)
        seen = len(queue.tasks())
        await adding
        return [seen, len(queue.tasks())]

    assert asyncio.run(look_meanwhile()) == [0, 1]


def test_a_task_is_changed_by_one_request_at_a_time() -> None:
    """A task that is being claimed is neither claimed again nor removed."""
    queue = reopen()

    async def change_meanwhile() -> str:
        await queue.add("a")
        await queue.add("b")
        claiming = asyncio.create_task(queue.claim())
        await asyncio.sleep(0)
        with pytest.raises(TaskBusyError, match="changing task 1"):
            await queue.remove(1)
        other = await queue.claim()
        await claiming
        return other.text

    assert asyncio.run(change_meanwhile()) == "b"


def test_requests_at_the_same_time_share_writes(
    caplog: pytest.LogCaptureFixture,
) -> None:
    """A hundred tasks that come at once are saved in one write."""
    queue = reopen()

    async def add_many() -> None:
        await asyncio.gather(*(queue.add("a") for _ in range(100)))

    with caplog.at_level("DEBUG"):
        asyncio.run(add_many())
    assert sum("Saved state" in message for message in caplog.messages) == 1
    assert len(reopen().tasks()) == 100


def test_a_full_disk_changes_nothing() -> None:
    """What cannot be saved is refused, and is neither in memory nor on disk."""
    queue = reopen()
    asyncio.run(queue.add("a" * 1000))

    async def try_changes() -> list[object]:
        changes = [queue.add("b" * 100), queue.add("c" * 100), queue.claim()]
        return await asyncio.gather(*changes, return_exceptions=True)

    with full_disk():
        results = asyncio.run(try_changes())
    assert all(isinstance(result, NotSavedError) for result in results)
    assert [(task.id, task.state) for task in queue.tasks()] == [(1, "pending")]
    assert reopen().tasks() == queue.tasks()


def test_a_full_disk_is_said() -> None:
    """Clients get 503 with the reason, balancers too, until there is space."""
    queue = reopen()
    client = TestClient(create_app(queue), base_url="http://localhost")
    assert client.post("/tasks", json={"text": "a" * 990}).status_code == 201
    with full_disk():
        refused = client.post("/tasks", json={"text": "b"})
        readiness = client.get("/ready")
        health = client.get("/health")
    assert refused.status_code == 503
    assert "The queue is unchanged, for it cannot be saved: " in refused.text
    assert readiness.status_code == 503
    assert readiness.json() == {"status": "failing"}
    assert health.status_code == 200
    assert client.post("/tasks", json={"text": "b"}).status_code == 201
    assert client.get("/ready").json() == {"status": "ready"}


def test_what_may_have_been_saved_is_called_so(
    state_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A change that is in the file, but perhaps not on the disk, is not denied."""
    queue = reopen()
    sync = os.fsync

    def sync_no_folder(descriptor: int) -> None:
        if stat.S_ISDIR(os.fstat(descriptor).st_mode):
            raise OSError(errno.EIO, "Input/output error")
        sync(descriptor)

    monkeypatch.setattr(os, "fsync", sync_no_folder)
    with pytest.raises(NotSavedError, match=r"may have been changed, .* Input/output"):
        asyncio.run(queue.add("milk"))
    assert "milk" in state_file.read_text()


def test_a_file_that_was_deleted_is_said() -> None:
    """A server whose file is gone saves nothing any more."""
    queue = reopen()
    (state_dir() / "tasks.json").unlink()
    with pytest.raises(NotSavedError, match=r"is unchanged, .* restart the server"):
        asyncio.run(queue.add("b"))


def test_a_second_server_is_refused(state_file: Path) -> None:
    """As long as one works on the queue, another one does not start."""
    queue = open_queue()
    with pytest.raises(SystemExit, match=f"another server works on {state_file}"):
        main(["--port", "0"])
    asyncio.run(queue.add("a"))


@pytest.mark.parametrize(
    "content", ['{"x": 1}', '{"tasks": 5}', '{"_state_version": 9}']
)
def test_a_file_of_another_program_is_left_alone(
    state_file: Path, content: str
) -> None:
    """A file that holds no queue ends the program with one line, unchanged."""
    state_file.write_text(content)
    with pytest.raises(SystemExit) as caught:
        main(["--port", "0"])
    message = str(caught.value)
    assert message.startswith("<%- projectName %>: ")
    assert str(state_file) in message
    assert "\n" not in message
    assert state_file.read_text() == content
