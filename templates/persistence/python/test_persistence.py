"""Tests of StatefulObject: what it promises alone and in company."""

from __future__ import annotations

import asyncio
import json
import logging
import os
import stat
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Any

import pytest

from <%- importPath %> import state_file
from <%- importPath %>.persistence import (
    StateConflictError,
    StatefulObject,
    StateNotLoadedError,
)

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractContextManager
    from pathlib import Path

posix_only = pytest.mark.skipif(
    sys.platform == "win32",
    reason="Windows has no such modes or signals",
)

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

    def load(self, *, discard: bool = False) -> None:
        """Load once more."""
        self._load_state(discard=discard)

    def clear(self) -> None:
        """Delete the file."""
        self._clear_state()

    def transaction(self, wait: float = 30.0) -> AbstractContextManager[None]:
        """Begin a transaction."""
        return self._transaction(wait)


class Careless(Store):
    """A store that overwrites, and goes on without what it cannot read."""

    STATE_CONFLICT = "warn"
    STATE_UNREADABLE = "defaults"


class Second(Store):
    """A store of the second version, which saves what its hooks select."""

    STATE_VERSION = 2

    def _get_state(self) -> dict[str, Any]:
        return {"first": self.items[:1]}

    def _set_state(self, state: dict[str, Any]) -> None:
        self.items = [*state["first"], "more"]

    def _migrate_state(
        self,
        state: dict[str, Any],
        from_version: int,
    ) -> dict[str, Any]:
        return {"first": [from_version, *state["items"]]}


@pytest.fixture(name="path")
def state_path(tmp_path: Path) -> Path:
    """Return where the state of a test goes."""
    return tmp_path / "own" / "state.json"


@pytest.fixture(name="logged")
def collect_records(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """Collect what is logged, however the project has set up logging."""
    records: list[Any] = []
    for name in (StatefulObject.__module__, state_file.__name__):
        logger = logging.getLogger(name)
        monkeypatch.setattr(logger, "isEnabledFor", bool)
        monkeypatch.setattr(logger, "handle", records.append)
    return records


def levels(records: list[Any]) -> list[str]:
    """Return the levels of what was logged, but for DEBUG."""
    names = [record.levelname for record in records]
    return [name for name in names if name != "DEBUG"]


def write(path: Path, text: str) -> None:
    """Write a file by hand."""
    path.parent.mkdir()
    path.write_text(text, encoding="utf-8")


def read(path: Path) -> dict[str, Any]:
    """Return what is in a state file."""
    return dict(json.loads(path.read_text(encoding="utf-8")))


def names_beside(path: Path) -> set[str]:
    """Return the names of all files beside a state file."""
    return {each.name for each in path.parent.iterdir()}


def run_child(script: str, path: Path) -> int:
    """Run lines in another process, and return its exit status."""
    return subprocess.run(
        [sys.executable, "-c", CHILD + script, str(path)],
        check=False,
        cwd=path.parent,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
    ).returncode


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
    text = '{\n  "count": 3,\n  "items": ["é",{"a": [1.5,null]}]\n}\n'
    assert path.read_text(encoding="utf-8") == text
    assert names_beside(path) == {"state.json", ".state.json.lock"}


def test_missing_keys_have_the_defaults(path: Path) -> None:
    """A key that the file does not have has the default of the class."""
    write(path, '{"items": [1]}')
    store = Store(path)
    assert (store.count, store.items) == (0, [1])
    path.write_text("{}", encoding="utf-8")
    store.load()
    assert store.items == []


@posix_only
def test_modes_are_kept(path: Path) -> None:
    """A new file is private; an old one, and its lock, keep its mode."""
    store = Store(path)
    store.save(1)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    path.chmod(0o660)
    store.save(2)
    lock = path.with_name(".state.json.lock")
    modes = [stat.S_IMODE(each.stat().st_mode) for each in (path, lock)]
    assert modes == [0o660, 0o660]


@pytest.mark.parametrize("step", ["fsync", "write"])
def test_failed_save_changes_nothing(
    path: Path,
    step: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """If a save raises, the old file is intact, and nothing lies beside."""
    store = Store(path)
    store.save(1)
    before = path.read_bytes()

    def fail(*_: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(os, step, fail)
        with pytest.raises(OSError, match="No space"):
            store.save(2)
    assert path.read_bytes() == before
    assert names_beside(path) == {"state.json", ".state.json.lock"}
    store.save(3)
    assert Store(path).count == 3


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
def test_corrupt_file_is_moved_aside(
    path: Path,
    text: str,
    logged: list[Any],
) -> None:
    """What is no JSON object is kept under another name, and reported."""
    write(path, text)
    Store(path).save(1)
    assert levels(logged) == ["ERROR"]
    [aside] = path.parent.glob("state.json.corrupt-*")
    assert aside.read_text(encoding="utf-8") == text
    assert Store(path).count == 1


@pytest.mark.parametrize(
    "text",
    [
        "[" * 200_000,
        '{"count": 1, "count": 2}',
        '{"count": NaN}',
        '{"_state_version": 2}',
        '{"save": 1}',
    ],
)
def test_file_that_cannot_be_loaded_is_kept(
    path: Path,
    text: str,
    logged: list[Any],
) -> None:
    """It raises, or is reported, and is not saved over."""
    write(path, text)
    with pytest.raises(StateNotLoadedError):
        Store(path)
    careless = Careless(path)
    assert levels(logged) == ["ERROR"]
    with pytest.raises(StateNotLoadedError):
        careless.save(1)
    with pytest.raises(StateNotLoadedError):
        careless.transaction().__enter__()
    assert path.read_text(encoding="utf-8") == text


def test_hooks_choose_and_migrate(path: Path) -> None:
    """A class decides what is saved, and reads what older ones saved."""
    write(path, '{"items": [2]}')
    store = Second(path)
    assert store.items == [1, 2, "more"]
    store.save(0)
    assert read(path) == {"first": [1], "_state_version": 2}
    assert Second(path).items == [1, "more"]


@pytest.mark.parametrize("value", [{404: 1}, [{"a": {1}}], float("nan")])
def test_what_json_has_not_is_refused(path: Path, value: object) -> None:
    """A save raises, and names the attribute, rather than bend a value."""
    store = Store(path)
    store.save(1)
    before = path.read_bytes()
    store.items = [value]
    with pytest.raises((TypeError, ValueError), match="'items'"):
        store.save(2)
    assert path.read_bytes() == before


def test_change_of_another_is_a_conflict(path: Path) -> None:
    """A save over what another object wrote raises, until it is loaded."""
    one, two = Store(path), Store(path)
    one.save(1)
    with pytest.raises(StateConflictError):
        two.save(2)
    with pytest.raises(StateConflictError, match="discard"):
        two.load()
    two.load(discard=True)
    assert two.count == 1
    two.save(2)
    assert Store(path).count == 2


def test_last_write_wins_if_that_is_wanted(
    path: Path,
    logged: list[Any],
) -> None:
    """With "warn" a conflict is a warning."""
    one, two = Store(path), Careless(path)
    one.save(1)
    two.save(2)
    assert levels(logged) == ["WARNING"]
    assert read(path)["count"] == 2


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
            vars(store)["more"] = 3
            raise KeyError

    with pytest.raises(KeyError):
        fail()
    assert (store.count, store.items) == (1, [1])
    assert not hasattr(store, "more")
    assert path.read_bytes() == before


def test_transaction_does_not_wait_for_ever(path: Path) -> None:
    """Another thread raises at the end of its time, this one at once."""
    store, other = Store(path), Store(path)
    with store.transaction():
        for each in (store, other):
            error = in_thread(each.transaction(wait=0.05).__enter__)
            assert isinstance(error, TimeoutError)
        with pytest.raises(RuntimeError, match="already"):
            other.transaction().__enter__()


def test_transaction_does_not_drop_changes(path: Path) -> None:
    """It raises if loading would drop what this object has not saved."""
    one, two = Store(path), Store(path)
    one.save(1)
    two.items.append("mine")
    with pytest.raises(StateConflictError):
        two.transaction().__enter__()
    assert two.items == ["mine"]


def test_tasks_share_saves(path: Path, logged: list[Any]) -> None:
    """What every task has saved is in the file, in fewer writes."""
    store = Store(path)

    async def add_all() -> None:
        await asyncio.gather(*(store.add(number) for number in range(20)))

    # In a thread, for this one may have a loop that is running.
    assert in_thread(lambda: asyncio.run(add_all())) is None
    assert sorted(read(path)["items"]) == list(range(20))
    assert len(logged) < 20


def test_deleted_file_stays_deleted(path: Path) -> None:
    """Other objects do not write back what was cleared."""
    one = Store(path)
    one.save(1)
    two = Store(path)
    one.clear()
    assert (path.exists(), one.count) == (False, 1)
    with pytest.raises(StateConflictError):
        two.save(1)
    two.load(discard=True)
    assert two.count == 0
