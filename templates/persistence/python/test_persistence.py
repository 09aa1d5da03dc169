"""Tests of StatefulObject: what it promises alone and in company."""

from __future__ import annotations

import asyncio
import copy
import json
import logging
import os
import stat
import subprocess
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

import pytest

from <%- importPath %> import state_file
from <%- importPath %>.persistence import (
    StateConflictError,
    StatefulObject,
    StateNotLoadedError,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine, Generator, Iterator
    from contextlib import AbstractContextManager
    from pathlib import Path

posix_only = pytest.mark.skipif(
    sys.platform == "win32",
    reason="Windows has no such files, modes or signals",
)

# What child processes run before their own lines.
CHILD = """
import os, sys, time
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

FORK_IN_TRANSACTION = """
try:
    with counter._transaction():
        counter.count = 1
        child = os.fork()
        if child:
            status = os.waitpid(child, 0)[1]
            raise SystemExit(os.waitstatus_to_exitcode(status))
except RuntimeError:
    os._exit(5)
"""


class Store(StatefulObject):
    """A counter and a list, with a public name for all that is protected."""

    def __init__(self, state_file: str | Path) -> None:
        """Begin with nothing, or with what is loaded."""
        self.count = 0
        self.items: list[Any] = []
        super().__init__(state_file)

    def save(self, count: int | None = None) -> None:
        """Save, after a change if there is one."""
        self.count = self.count if count is None else count
        self._save_state()

    async def save_async(self) -> None:
        """Save without blocking the event loop."""
        await self._save_state_async()

    def load(self, *, discard: bool = False) -> None:
        """Load once more."""
        self._load_state(discard=discard)

    def clear(self) -> None:
        """Delete the file."""
        self._clear_state()

    def transaction(
        self,
        timeout: float | None = 30.0,
    ) -> AbstractContextManager[None]:
        """Begin a transaction."""
        return self._transaction(timeout)


class Careless(Store):
    """A store that overwrites, and goes on without what it cannot read."""

    STATE_CONFLICT = "warn"
    STATE_UNREADABLE = "defaults"


class Second(Store):
    """A store of the second version, in which `number` became `count`."""

    STATE_VERSION = 2

    def _migrate_state(
        self,
        state: dict[str, Any],
        from_version: int,
    ) -> dict[str, Any]:
        assert from_version == 1
        return {"count": state["number"]}


class Selected(Store):
    """A store that saves what its hooks select."""

    def _get_state(self) -> dict[str, Any]:
        return {"first": self.items[:1]}

    def _set_state(self, state: dict[str, Any]) -> None:
        self.items = [*state["first"], "more"]


@dataclass(slots=True)
class Slotted(StatefulObject):
    """An object whose attributes are in slots."""

    path: str
    count: int = 0

    def __post_init__(self) -> None:
        """Load."""
        StatefulObject.__init__(self, self.path)

    def save(self) -> None:
        """Save."""
        self._save_state()


@pytest.fixture(name="path")
def state_path(tmp_path: Path) -> Path:
    """Return where the state of a test goes."""
    return tmp_path / "own" / "state.json"


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


def run_loop(main: Callable[[], Coroutine[Any, Any, None]]) -> None:
    """Run a coroutine in a thread, for this one may have a running loop."""
    with ThreadPoolExecutor(1) as pool:
        pool.submit(lambda: asyncio.run(main())).result()


class Collector(logging.Handler):
    """Keeps what is logged."""

    def __init__(self, level: int) -> None:
        """Begin with nothing."""
        super().__init__(level)
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        """Keep a message."""
        self.lines.append(record.getMessage())


@contextmanager
def logged(level: int) -> Generator[list[str]]:
    """Collect what the modules log at a level."""
    handler = Collector(level)
    disabled = logging.root.manager.disable
    names = (StatefulObject.__module__, state_file.__name__)
    loggers = [logging.getLogger(name) for name in names]
    before = [(each.level, each.disabled) for each in loggers]
    logging.disable(logging.NOTSET)
    for each in loggers:
        each.addHandler(handler)
        each.setLevel(level)
        each.disabled = False
    try:
        yield handler.lines
    finally:
        logging.disable(disabled)
        for each, settings in zip(loggers, before, strict=True):
            each.removeHandler(handler)
            each.setLevel(settings[0])
            each.disabled = settings[1]


def test_another_object_loads_what_was_saved(path: Path) -> None:
    """A new object has the attributes that the last one saved."""
    store = Store(path)
    store.items = ["é", {"a": [1.5, None]}]
    store.save(3)
    assert vars(Store(path))["items"] == ["é", {"a": [1.5, None]}]
    assert Store(path).count == 3
    assert names_beside(path) == {"state.json", ".state.json.lock"}


def test_file_has_an_item_a_line(path: Path) -> None:
    """The file is JSON with one top-level item a line."""
    store = Store(path)
    store.items = ["é", '"']
    store.save()
    text = '{\n  "count": 0,\n  "items": ["é","\\""]\n}\n'
    assert path.read_text(encoding="utf-8") == text


def test_missing_keys_have_the_defaults(path: Path) -> None:
    """A key that the file does not have has the default of the class."""
    path.parent.mkdir()
    path.write_text('{"items": [1]}', encoding="utf-8")
    store = Store(path)
    assert (store.count, store.items) == (0, [1])
    path.write_text("{}", encoding="utf-8")
    store.load()
    assert store.items == []


@posix_only
def test_modes_are_kept(path: Path) -> None:
    """A new file is private; an old one, and its lock, keep its mode."""
    store = Store(path)
    store.save()
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    path.chmod(0o660)
    store.save()
    lock = path.with_name(".state.json.lock")
    modes = [stat.S_IMODE(each.stat().st_mode) for each in (path, lock)]
    assert modes == [0o660, 0o660]


@posix_only
def test_links_are_written_through(path: Path, tmp_path: Path) -> None:
    """A symbolic link stays one, and what it leads to is replaced."""
    link = tmp_path / "link.json"
    link.symlink_to(path)
    Store(link).save(1)
    assert link.is_symlink()
    assert read(path)["count"] == 1


def test_long_names_work(tmp_path: Path) -> None:
    """A name as long as the file system allows is no obstacle."""
    path = tmp_path / ("x" * 130)
    Store(path).save(1)
    assert Store(path).count == 1


@pytest.mark.parametrize("step", ["fsync", "write", "fstat"])
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
    """A killed save leaves the old state, and its temp file not for long."""
    Store(path).save(1)
    assert run_child(DIE_WHILE_SAVING, path) == 7
    assert len(names_beside(path)) == 3
    assert Store(path).count == 1
    assert run_child("", path) == 0
    assert names_beside(path) == {"state.json", ".state.json.lock"}


@pytest.mark.parametrize("text", ["", '{"count": ', "[1]", '{"count": "\xff'])
def test_corrupt_file_is_moved_aside(path: Path, text: str) -> None:
    """What is no JSON object is kept under another name, and reported."""
    path.parent.mkdir()
    path.write_bytes(text.encode("latin-1"))
    with logged(logging.ERROR) as lines:
        Store(path).save(1)
    assert len(lines) == 1
    [aside] = path.parent.glob("state.json.corrupt-*")
    assert aside.read_bytes() == text.encode("latin-1")
    assert Store(path).count == 1


@pytest.mark.parametrize(
    "text",
    [
        "[" * 200_000,
        '{"count": 1, "count": 2}',
        '{"count": NaN}',
        '{"_state_version": 2}',
        '{"save": 1}',
        '{"_hidden": 1}',
    ],
)
def test_file_that_cannot_be_loaded_is_kept(path: Path, text: str) -> None:
    """It raises, or is reported, and is not saved over."""
    path.parent.mkdir()
    path.write_text(text, encoding="utf-8")
    with pytest.raises(StateNotLoadedError):
        Store(path)
    with logged(logging.ERROR) as lines:
        careless = Careless(path)
    assert len(lines) == 1
    for change in (careless.save, careless.transaction().__enter__):
        with pytest.raises(StateNotLoadedError):
            change()
    assert path.read_text(encoding="utf-8") == text
    path.unlink()
    careless.save(1)
    assert Store(path).count == 1


def test_directory_is_no_state(path: Path) -> None:
    """A directory where the file should be is refused, and stays."""
    path.mkdir(parents=True)
    with pytest.raises(OSError, match="no regular file"):
        Store(path)
    assert path.is_dir()


def test_older_state_is_migrated(path: Path) -> None:
    """The state of an older version is converted, and saved as a new one."""
    path.parent.mkdir()
    path.write_text('{"number": 4}', encoding="utf-8")
    store = Second(path)
    store.save()
    assert read(path) == {"count": 4, "items": [], "_state_version": 2}
    assert Second(path).count == 4


@pytest.mark.parametrize(
    ("value", "message"),
    [
        ({404: 1}, r"\['items'\]\[0\]: keys"),
        ([{"a": {1}}], r"\['items'\]\[0\]\[0\]\['a'\]"),
        (float("nan"), r"\['items'\]\[0\]"),
        (float("-inf"), "JSON"),
    ],
)
def test_what_json_has_not_is_refused(
    path: Path,
    value: object,
    message: str,
) -> None:
    """A save raises, and names the path, rather than bend a value."""
    store = Store(path)
    store.save(1)
    before = path.read_bytes()
    store.items = [value]
    with pytest.raises((TypeError, ValueError), match=message):
        store.save()
    assert path.read_bytes() == before


def test_circle_is_refused(path: Path) -> None:
    """What contains itself cannot be saved."""
    store = Store(path)
    store.items.append(store.items)
    with pytest.raises(ValueError, match="contains itself"):
        store.save()


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


def test_change_in_the_same_tick_is_a_conflict(path: Path) -> None:
    """A change is seen even if time, size and inode number stay the same."""
    store = Store(path)
    store.save(1)
    status = path.stat()
    path.write_bytes(path.read_bytes().replace(b"1", b"2"))
    os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns))
    with pytest.raises(StateConflictError):
        store.save(3)


def test_last_write_wins_if_that_is_wanted(path: Path) -> None:
    """With "warn" a conflict is a warning."""
    one, two = Store(path), Careless(path)
    one.save(1)
    with logged(logging.WARNING) as lines:
        two.save(2)
    assert len(lines) == 1
    assert read(path)["count"] == 2


def test_transactions_of_threads_add_up(path: Path) -> None:
    """What threads add to one object and to others is not lost."""
    shared = Store(path)

    def add(store: Store) -> None:
        for _ in range(10):
            with store.transaction():
                store.count += 1

    stores = [shared, shared, Store(path)]
    threads = [threading.Thread(target=add, args=[each]) for each in stores]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    assert Store(path).count == 30


def test_transactions_of_processes_add_up(path: Path) -> None:
    """What another process adds meanwhile is loaded first."""
    store = Store(path)
    raised: list[int] = []
    other = threading.Thread(
        target=lambda: raised.append(run_child(COUNT_TO_10, path)),
    )
    other.start()
    for _ in range(10):
        with store.transaction():
            store.count += 1
    other.join()
    assert raised == [0]
    assert Store(path).count == 20


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


def test_inner_transactions_join(path: Path) -> None:
    """What is saved inside a transaction is written at its end."""
    store = Store(path)
    with store.transaction():
        with store.transaction():
            store.save(1)
        assert not path.exists()
    assert read(path)["count"] == 1


def test_transaction_does_not_wait_for_ever(path: Path) -> None:
    """Another thread raises at the end of its time, this one at once."""
    store, other = Store(path), Store(path)
    with store.transaction():
        for each in (store, other):
            error = in_thread(each.transaction(timeout=0.05).__enter__)
            assert isinstance(error, TimeoutError)
        with pytest.raises(RuntimeError, match="already"):
            other.transaction().__enter__()
    with pytest.raises(ValueError, match="negative"):
        store.transaction(timeout=-1).__enter__()


def test_transaction_does_not_drop_changes(path: Path) -> None:
    """It raises if loading would drop what this object has not saved."""
    one, two = Store(path), Store(path)
    one.save(1)
    two.items.append("mine")
    with pytest.raises(StateConflictError):
        two.transaction().__enter__()
    assert two.items == ["mine"]


def test_save_after_a_rollback_elsewhere_raises(path: Path) -> None:
    """What another thread has rolled back may have been changed here."""
    store = Store(path)

    def fail() -> None:
        with store.transaction():
            raise KeyError

    assert isinstance(in_thread(fail), KeyError)
    with pytest.raises(StateConflictError):
        store.save(1)
    store.save(1)


def test_save_inside_a_save_raises(path: Path) -> None:
    """A signal handler that saves in the middle of a save cannot."""
    store = Store(path)

    class Interrupt(list[int]):
        def __iter__(self) -> Iterator[int]:
            store.save()
            return super().__iter__()

    vars(store)["items"] = {"a": Interrupt([1])}
    with pytest.raises(RuntimeError, match="already"):
        store.save()


def test_tasks_share_saves(path: Path) -> None:
    """What every task has saved is in the file, in fewer writes."""
    store = Store(path)

    async def add(number: int) -> None:
        store.items.append(number)
        await store.save_async()

    async def main() -> None:
        await asyncio.gather(*(add(number) for number in range(20)))

    with logged(logging.DEBUG) as lines:
        run_loop(main)
    assert sorted(read(path)["items"]) == list(range(20))
    assert sum(line.startswith("Saved") for line in lines) < 20


def test_tasks_do_not_join_a_transaction(path: Path) -> None:
    """In one thread, only who began a transaction is in it."""
    store = Store(path)

    async def save() -> None:
        store.save(1)

    def run() -> None:
        with store.transaction(), pytest.raises(RuntimeError, match="already"):
            asyncio.run(save())

    assert in_thread(run) is None


def test_waiting_saves_notice_a_deletion(path: Path) -> None:
    """A save that waits while the file is deleted does not bring it back."""
    store = Store(path)
    waits, ends = threading.Event(), threading.Event()

    async def main() -> None:
        task = asyncio.create_task(store.save_async())
        await asyncio.sleep(0.01)
        ends.set()
        with pytest.raises(StateConflictError):
            await task

    def delete() -> None:
        with store.transaction():
            waits.set()
            ends.wait(10.0)
            store.clear()

    with ThreadPoolExecutor(1) as pool:
        deletion = pool.submit(delete)
        waits.wait(10.0)
        run_loop(main)
        deletion.result()
    assert not path.exists()


def test_deleted_file_stays_deleted(path: Path) -> None:
    """Other objects do not write back what was cleared."""
    one = Store(path)
    one.save(1)
    two = Store(path)
    one.clear()
    assert (path.exists(), one.count) == (False, 1)
    with pytest.raises(StateConflictError):
        two.save()
    with two.transaction():
        assert two.count == 0
    one.load(discard=True)
    one.save(2)
    assert read(path)["count"] == 2


@posix_only
def test_fork_in_a_transaction_is_refused(path: Path) -> None:
    """A child that was forked in a transaction cannot save its half."""
    Store(path).save(5)
    assert run_child(FORK_IN_TRANSACTION, path) == 5
    assert read(path)["count"] == 5


def test_hooks_choose_what_is_saved(path: Path) -> None:
    """A class decides on its own state."""
    store = Selected(path)
    store.items = [1, 2]
    store.save()
    assert read(path) == {"first": [1]}
    assert Selected(path).items == [1, "more"]


def test_slots_are_saved(tmp_path: Path) -> None:
    """Attributes in slots are state as others are."""
    path = str(tmp_path / "slots.json")
    one, two = Slotted(path), Slotted(path)
    one.count = 4
    one.save()
    assert Slotted(path).count == 4
    with pytest.raises(StateConflictError):
        two.save()


def test_derived_values_are_no_state(path: Path) -> None:
    """A cached property is computed anew after a load."""

    class Derived(Store):
        @cached_property
        def double(self) -> int:
            return 2 * self.count

    one, two = Derived(path), Derived(path)
    assert (one.double, two.double) == (0, 0)
    one.save(1)
    assert "double" not in read(path)
    two.load()
    assert two.double == 2


def test_shared_attributes_are_refused(path: Path) -> None:
    """What is not the object's own would not be saved: it raises at once."""
    shared = type("Shared", (Store,), {"names": []})
    with pytest.raises(TypeError, match="names"):
        shared(path)


def test_copies_are_objects_of_their_own(path: Path) -> None:
    """A copy conflicts with the original, as other objects do."""
    store = Store(path)
    for twin in (copy.copy, copy.deepcopy):
        store.save(1)
        twin(store).save(2)
        with pytest.raises(StateConflictError):
            store.save(3)
        store.load(discard=True)
        assert store.count == 2


def test_settings_must_mean_something(path: Path) -> None:
    """A setting with another value is an error of the class."""
    with pytest.raises(ValueError, match="STATE_CONFLICT"):
        type("Wrong", (Store,), {"STATE_CONFLICT": "Raise"})
    with pytest.raises(RuntimeError, match="__init__"):
        Store.__new__(Store).clear()
    assert not path.exists()
