"""Tests of StatefulObject: what it promises alone and in company."""

from __future__ import annotations

import asyncio
import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from copy import deepcopy
from typing import TYPE_CHECKING, Any

import pytest

from <%- importPath %>.persistence import (
    StateConflictError,
    StatefulObject,
    StateNotLoadedError,
)

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractContextManager
    from pathlib import Path

posix_only = pytest.mark.skipif(sys.platform == "win32", reason="for POSIX")

# What child processes run before their own lines.
CHILD = """
import os, sys
from <%- importPath %>.persistence import StatefulObject

class Counter(StatefulObject):
    def __init__(self, path):
        self.count = 0
        super().__init__(path)

counter = Counter(sys.argv[1])
"""

COUNT_TO_10 = """
for _ in range(10):
    with counter._transaction():
        counter.count += 1
"""

DIE_WHILE_SAVING = """
os.fsync = lambda fd: os._exit(7)
counter.count = 99
counter._save_state()
"""


class Store(StatefulObject):
    """A counter and a list, with a public name for all that is protected."""

    def __init__(self, state_file: Path) -> None:
        """Begin with nothing, or with what is loaded."""
        self.count = 0
        self.items: list[Any] = []
        super().__init__(state_file)

    def save(self, count: int) -> None:
        """Save a change."""
        self.count = count
        self._save_state()

    async def add(self, item: object) -> None:
        """Save a change without blocking the event loop."""
        self.items.append(item)
        await self._save_state_async()

    def clear(self) -> None:
        """Delete the file."""
        self._clear_state()

    def transaction(self, wait: float = 30.0) -> AbstractContextManager[None]:
        """Begin a transaction."""
        return self._transaction(wait)


@pytest.fixture(name="path")
def state_path(tmp_path: Path) -> Path:
    """Return where the state of a test goes."""
    folder = tmp_path / "own"
    folder.mkdir()
    return folder / "state.json"


def names_beside(path: Path) -> set[str]:
    """Return the names of all files beside a state file."""
    return {each.name for each in path.parent.iterdir()}


def run_child(script: str, path: Path) -> int:
    """Run lines in another process, and return its exit status."""
    return subprocess.call(
        [sys.executable, "-c", CHILD + script, str(path)],
        cwd=path.parent,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
    )


def in_thread(work: Callable[[], object]) -> BaseException | None:
    """Run something in a thread of its own, and return what it raised."""
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(work).exception()


def test_another_object_loads_what_was_saved(path: Path) -> None:
    """A new object has the attributes that the last one saved."""
    store = Store(path)
    store.items = ["é", {"a": [1.5, None]}]
    store.save(3)
    assert vars(Store(path))["items"] == ["é", {"a": [1.5, None]}]
    text = '{\n  "count":3,\n  "items":["é",{"a":[1.5,null]}]\n}\n'
    assert path.read_text(encoding="utf-8") == text


def test_failed_save(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """If a save raises, the old file is intact, and nothing lies beside."""
    store = Store(path)
    store.save(1)
    before = path.read_bytes()

    def fail(*_: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(os, "write", fail)
        with pytest.raises(OSError, match="No space"):
            store.save(2)
    assert path.read_bytes() == before
    assert names_beside(path) == {"state.json", ".state.json.lock"}
    store.save(3)
    assert Store(path).count == 3


@posix_only
def test_link_is_written_through(path: Path) -> None:
    """The file that a link stands for is saved, and the link stays."""
    link = path.with_name("link.json")
    link.symlink_to(path)
    Store(link).save(1)
    path.chmod(0o660)
    Store(link).save(2)
    assert (link.is_symlink(), Store(path).count) == (True, 2)


@posix_only
def test_killed_save_changes_nothing(path: Path) -> None:
    """A killed save leaves the old state; the next one tidies up."""
    Store(path).save(1)
    assert run_child(DIE_WHILE_SAVING, path) == 7
    assert len(names_beside(path)) == 3
    store = Store(path)
    assert store.count == 1
    store.save(2)
    assert names_beside(path) == {"state.json", ".state.json.lock"}


@pytest.mark.parametrize("text", ["", '{"count": ', "[1]"])
def test_corrupt_file_is_moved_aside(path: Path, text: str) -> None:
    """What is no JSON object is kept under another name."""
    path.write_text(text, encoding="utf-8")
    Store(path).save(1)
    [aside] = path.parent.glob("state.json.corrupt-*")
    assert aside.read_text(encoding="utf-8") == text
    assert Store(path).count == 1


@pytest.mark.parametrize(
    "text",
    ['{"count": 1, "count": 2}', '{"_state_version": 2}', '{"save": 1}'],
)
def test_file_that_cannot_be_loaded_is_kept(path: Path, text: str) -> None:
    """What is ambiguous, newer or no state raises, and stays as it is."""
    path.write_text(text, encoding="utf-8")
    with pytest.raises(StateNotLoadedError):
        Store(path)
    assert path.read_text(encoding="utf-8") == text


@pytest.mark.parametrize("value", [{404: 1}, [{"a": {1}}], float("nan")])
def test_what_json_has_not_is_refused(path: Path, value: object) -> None:
    """A save raises, and names the attribute, rather than bend a value."""
    store = Store(path)
    store.items = [value]
    with pytest.raises((TypeError, ValueError), match="'items'"):
        store.save(2)
    assert not path.exists()


def test_what_objects_share_is_refused(path: Path) -> None:
    """A list of the class would not be saved, so it raises."""
    shared = type("Shared", (Store,), {"tags": []})
    with pytest.raises(TypeError, match="tags"):
        shared(path)


def test_copy_is_an_object_of_its_own(path: Path) -> None:
    """A copy has its own state, also of what is in the file."""
    store = Store(path)
    copied = deepcopy(store)
    copied.save(1)
    with pytest.raises(StateConflictError):
        store.save(2)


def test_change_of_another_is_a_conflict(path: Path) -> None:
    """A save over another's state raises, and so does a load over changes."""
    one, two = Store(path), Store(path)
    one.save(1)
    with pytest.raises(StateConflictError):
        two.save(2)
    with pytest.raises(StateConflictError, match="discard"):
        two.transaction().__enter__()
    assert (Store(path).count, two.count) == (1, 2)


def test_transactions_add_up(path: Path) -> None:
    """What threads and processes add, to one object or several, is there."""
    shared = Store(path)

    def add(store: Store) -> None:
        for _ in range(10):
            with store.transaction():
                store.count += 1

    with ThreadPoolExecutor(4) as pool:
        child = pool.submit(run_child, COUNT_TO_10, path)
        list(pool.map(add, [shared, shared, Store(path)]))
    assert child.result() == 0
    assert Store(path).count == 40


def test_failed_transaction_is_taken_back(path: Path) -> None:
    """If the body raises, file and attributes are as before it."""
    store = Store(path)
    store.items = [1]
    store.save(1)
    before = path.read_bytes()

    def fail() -> None:
        with store.transaction():
            store.count = 2
            store.items.append(2)
            raise KeyError

    with pytest.raises(KeyError):
        fail()
    assert (store.count, store.items) == (1, [1])
    assert path.read_bytes() == before


def test_transaction_does_not_wait_for_ever(path: Path) -> None:
    """Another thread raises at the end of its time."""
    store = Store(path)
    with store.transaction():
        for each in (store, Store(path)):
            error = in_thread(each.transaction(wait=0.05).__enter__)
            assert isinstance(error, TimeoutError)


def test_tasks_share_saves(path: Path) -> None:
    """What every task has saved is in the file."""
    store = Store(path)

    async def add_all() -> None:
        await asyncio.gather(*(store.add(number) for number in range(20)))

    # In a thread, for this one may have a loop that is running.
    assert in_thread(lambda: asyncio.run(add_all())) is None
    assert sorted(Store(path).items) == list(range(20))


def test_deleted_file_stays_deleted(path: Path) -> None:
    """Other objects do not write back what was cleared."""
    one = Store(path)
    one.save(1)
    two = Store(path)
    one.clear()
    assert (path.exists(), one.count) == (False, 1)
    with pytest.raises(StateConflictError):
        two.save(1)
