"""What the generated test of StatefulObject leaves out: odd files, odd classes, and who comes in between."""

from __future__ import annotations

import asyncio
import copy
import fcntl
import json
import os
import pickle
import stat
import struct
import sys
import threading
import time
import tracemalloc
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, ClassVar

import attrs
import pytest

from acme.utils.atomic_file import find_file, read_file, replace_file
from acme.utils.persistence import StateConflictError, StatefulObject, StateNotLoadedError

ACL = "system.posix_acl_access"


class Store(StatefulObject):
    """A counter and a list."""

    def __init__(self, path: Path) -> None:
        self.count = 0
        self.items: list[Any] = []
        super().__init__(path)

    def save(self, count: int) -> None:
        self.count = count
        self._save_state()


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

    def _migrate_state(self, state: dict[str, Any], from_version: int) -> dict[str, Any]:
        return {"first": [from_version, *state["items"]]}


@dataclass(slots=True)
class Slotted(StatefulObject):
    """An object whose attributes are in slots."""

    path: str
    count: int = 0
    items: tuple[int, ...] = ()

    def __post_init__(self) -> None:
        StatefulObject.__init__(self, self.path)


@attrs.define
class Defined(StatefulObject):
    """The same, by attrs."""

    path: str
    count: int = 0
    items: tuple[int, ...] = ()

    def __attrs_post_init__(self) -> None:
        StatefulObject.__init__(self, self.path)


class Shape(ABC):
    """A base with a metaclass."""

    @abstractmethod
    def area(self) -> int: ...


class Square(Shape, Store):
    """A store with two bases."""

    def area(self) -> int:
        return self.count**2


@pytest.fixture(name="path")
def state_path(tmp_path: Path) -> Path:
    return tmp_path / "own" / "state.json"


def in_thread(work: Callable[[], object]) -> BaseException | None:
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(work).exception()


def fail_in_transaction(store: StatefulObject, change: Callable[[], object] = lambda: None) -> None:
    with pytest.raises(KeyError), store._transaction():
        change()
        raise KeyError


def access_list(user: int) -> bytes:
    """Return a POSIX access list: its owner all but execution, user 12345 something, all others nothing."""
    anybody = 0xFFFFFFFF
    entries = [(1, 6, anybody), (2, user, 12345), (4, 0, anybody), (16, user, anybody), (32, 0, anybody)]
    return struct.pack("<I", 2) + b"".join(struct.pack("<HHI", *entry) for entry in entries)


def levels(caplog: pytest.LogCaptureFixture) -> list[str]:
    return [record.levelname for record in caplog.records if record.levelname != "DEBUG"]


def write(path: Path, text: str) -> None:
    path.parent.mkdir()
    path.write_text(text, encoding="utf-8")


def test_missing_keys_have_the_defaults(path: Path) -> None:
    write(path, '{"items": [1]}')
    store = Store(path)
    assert (store.count, store.items) == (0, [1])
    path.write_text("{}", encoding="utf-8")
    store._load_state()
    assert store.items == []


def test_modes_are_kept(path: Path) -> None:
    store = Store(path)
    store.save(1)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    path.chmod(0o660)
    store.save(2)
    lock = path.with_name(".state.json.lock")
    assert [stat.S_IMODE(each.stat().st_mode) for each in (path, lock)] == [0o660, 0o660]


def test_a_save_whose_fsync_fails_changes_nothing(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store = Store(path)
    store.save(1)
    before = path.read_bytes()

    def fail(_: int) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", fail)
        with pytest.raises(OSError, match="No space"):
            store.save(2)
    assert path.read_bytes() == before
    assert {each.name for each in path.parent.iterdir()} == {"state.json", ".state.json.lock"}


def test_after_a_failed_fsync_of_the_folder_a_retry_is_no_conflict(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The object knows the file as its own, and a transaction that is tried again adds once."""
    store = Store(path)
    store.save(1)
    real = os.fsync

    def fail(fd: int) -> None:
        if stat.S_ISDIR(os.fstat(fd).st_mode):
            raise OSError(5, "Input/output error")
        real(fd)

    def add() -> None:
        with store._transaction():
            store.count += 1

    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", fail)
        for work in (add, store._save_state):
            with pytest.raises(OSError, match="Input/output"):
                work()
    store._save_state()
    add()
    assert Store(path).count == 2


def test_access_lists_are_kept(path: Path) -> None:
    """Those of the file; a list that the folder would give to a new file is none of them."""
    store = Store(path)
    store.save(1)
    os.setxattr(path.parent, "system.posix_acl_default", access_list(user=6))
    store.save(2)
    assert ACL not in os.listxattr(path)
    os.setxattr(path, ACL, access_list(user=4))
    store.save(3)
    assert os.getxattr(path, ACL) == access_list(user=4)


def test_access_is_not_widened(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where a list cannot be kept, the group gets no more than everybody."""
    store = Store(path)
    store.save(1)
    os.setxattr(path, ACL, access_list(user=6))
    assert stat.S_IMODE(path.stat().st_mode) == 0o660

    def fail(*_: object) -> None:
        raise OSError(95, "Operation not supported")

    monkeypatch.setattr(os, "setxattr", fail)
    store.save(2)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


@pytest.mark.parametrize(("number", "hint"), [(16, "mount the folder"), (1, "only its owner"), (13, "readable and writable")])
def test_a_file_that_cannot_be_replaced_says_why(
    path: Path, monkeypatch: pytest.MonkeyPatch, number: int, hint: str
) -> None:
    """Because it is mounted alone, another user's in a sticky folder, or in one that may not be read."""
    store = Store(path)

    def fail(name: str, other: str, **_: int) -> None:
        raise OSError(number, "no", name, None, other)

    monkeypatch.setattr(os, "replace", fail)
    with pytest.raises(OSError, match=f"{hint}.*'{path.parent}/"):
        store.save(1)


def test_a_corrupt_file_is_reported(path: Path, caplog: pytest.LogCaptureFixture) -> None:
    write(path, '{"count": ')
    Store(path)
    assert levels(caplog) == ["ERROR"]


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
def test_what_cannot_be_loaded_is_kept(path: Path, text: str, caplog: pytest.LogCaptureFixture) -> None:
    write(path, text)
    with pytest.raises(StateNotLoadedError):
        Store(path)
    careless = Careless(path)
    assert levels(caplog) == ["ERROR"]
    with pytest.raises(StateNotLoadedError):
        careless.save(1)
    with pytest.raises(StateNotLoadedError):
        careless._transaction().__enter__()
    assert path.read_text(encoding="utf-8") == text


def test_hooks_choose_and_migrate(path: Path) -> None:
    write(path, '{"items": [2]}')
    store = Second(path)
    assert store.items == [1, 2, "more"]
    store.save(0)
    assert json.loads(path.read_bytes()) == {"first": [1], "_state_version": 2}
    assert Second(path).items == [1, "more"]


def test_the_last_write_wins_if_that_is_wanted(path: Path, caplog: pytest.LogCaptureFixture) -> None:
    one, two = Store(path), Careless(path)
    one.save(1)
    two.save(2)
    assert levels(caplog) == ["WARNING"]
    assert Store(path).count == 2


def test_a_cleared_state_is_loaded_as_the_defaults(path: Path) -> None:
    one = Store(path)
    one.save(1)
    two = Store(path)
    one._clear_state()
    two._load_state()
    assert two.count == 0


def test_new_attributes_are_taken_back(path: Path) -> None:
    store = Store(path)
    fail_in_transaction(store, lambda: vars(store).update(more=3))
    assert not hasattr(store, "more")


def test_keys_are_no_attributes(path: Path) -> None:
    """A class whose keys are data keeps an attribute of the same name, whatever is loaded or taken back."""

    class Hosts(Store):
        def _get_state(self) -> dict[str, Any]:
            return {name: 1 for name in self.items}

        def _set_state(self, state: dict[str, Any]) -> None:
            self.items = list(state)

    one, two = Hosts(path), Hosts(path)
    one.count = two.count = 7
    one.items = ["count"]
    one._save_state()
    two._load_state()
    one.items = []
    one._save_state()
    two._load_state()
    fail_in_transaction(two, lambda: two.items.append("items"))
    assert (two.count, two.items) == (7, [])


def test_taking_back_asks_no_class(path: Path) -> None:
    """A class that refuses assignments cannot put its error in the place of the body's."""

    class Frozen(Store):
        def __setattr__(self, name: str, value: object) -> None:
            if "_frozen" in vars(self):
                raise LookupError
            super().__setattr__(name, value)

    store = Frozen(path)
    vars(store)["_frozen"] = True
    fail_in_transaction(store, lambda: vars(store).update(count=3))
    assert store.count == 0


def test_no_folder_is_listed(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder of many states costs no more than one of a single state."""

    def fail(*_: object) -> None:
        raise AssertionError

    for name in ("listdir", "scandir"):
        monkeypatch.setattr(os, name, fail)
    store = Store(path)
    store.save(1)
    with store._transaction():
        store.count = 2
    Store(path)._clear_state()


def test_text_needs_little_memory(path: Path) -> None:
    """Not a hundred times as much, whatever its characters are."""
    store = Store(path)
    store.items = ["\x7f" * 1_000_000]
    tracemalloc.start()
    store._save_state()
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 10_000_000


def test_links_are_written_through(path: Path, tmp_path: Path) -> None:
    """A symbolic link stays one, and what it leads to is replaced."""
    link = tmp_path / "link.json"
    link.symlink_to(path)
    Store(link).save(1)
    assert link.is_symlink()
    assert Store(path).count == 1


def test_links_in_a_circle_are_refused(path: Path) -> None:
    """A link that leads to itself is named."""
    path.parent.mkdir()
    path.symlink_to(path)
    with pytest.raises((OSError, StateNotLoadedError), match="state.json"):
        Store(path).save(1)


@pytest.mark.parametrize("name", ["x" * 130, "é" * 70, "x" * 250])
def test_long_names_work(tmp_path: Path, name: str) -> None:
    """A name as long as the file system allows is no obstacle."""
    Store(tmp_path / name).save(1)
    assert Store(tmp_path / name).count == 1
    (tmp_path / name).write_text("no JSON", encoding="utf-8")
    assert Store(tmp_path / name).count == 0
    assert len([each for each in os.listdir(tmp_path) if ".corrupt-" in each]) == 1


@pytest.mark.parametrize("make", [Path.mkdir, lambda path: os.mkfifo(path)])
def test_only_files_are_states(path: Path, make: Callable[[Path], None]) -> None:
    """A directory or a FIFO where the file should be is refused, and stays."""
    path.parent.mkdir()
    make(path)
    with pytest.raises(OSError, match="no regular file"):
        Store(path)
    assert path.exists()


def test_a_lock_file_that_is_a_link_is_refused(path: Path, tmp_path: Path) -> None:
    """Nobody can have another file made, opened or changed by linking to it."""
    path.parent.mkdir()
    other = tmp_path / "other"
    path.with_name(".state.json.lock").symlink_to(other)
    with pytest.raises(OSError, match="lock"):
        Store(path).save(1)
    assert not other.exists()


def test_a_file_that_cannot_be_locked_says_why(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As in a kernel or on a file system that has no such locks."""

    def fail(*_: object) -> None:
        raise OSError(22, "Invalid argument")

    for name in ("fcntl", "flock"):
        monkeypatch.setattr(fcntl, name, fail)
    with pytest.raises(OSError, match="local disk.*/.state.json.lock"):
        Store(path).save(1)
    assert not path.exists()


def test_what_a_signal_handler_raises_in_a_lock_comes_as_it_is(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is an OSError, too, but has nothing to do with the lock."""

    def expire(*_: object) -> None:
        raise TimeoutError

    for name in ("fcntl", "flock"):
        monkeypatch.setattr(fcntl, name, expire)
    with pytest.raises(TimeoutError):
        Store(path).save(1)


def test_a_key_that_occurs_twice_is_found_in_no_time(path: Path) -> None:
    """A hostile file costs no more than a good one: to count each key took minutes."""
    path.parent.mkdir(exist_ok=True)
    keys = [f'"k{number}":0' for number in range(100_000)]
    path.write_text("{" + ",".join([*keys, keys[-1]]) + "}")
    begun = time.monotonic()
    with pytest.raises(StateNotLoadedError, match="AmbiguousError"):
        Store(path)
    assert time.monotonic() - begun < 10


def test_a_temp_file_that_is_a_link_is_replaced(path: Path, tmp_path: Path) -> None:
    """A prepared link is not followed."""
    path.parent.mkdir()
    other = tmp_path / "other"
    other.write_text("mine", encoding="utf-8")
    path.with_name(".state.json.tmp").symlink_to(other)
    Store(path).save(1)
    assert other.read_text(encoding="utf-8") == "mine"
    assert not path.is_symlink()


def test_a_deleted_lock_file_ends_in_an_error(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """If a lock file is deleted in the middle of a save, no half of another's goes into the file."""
    Store(path).save(1)
    real = os.fsync

    def let_in(fd: int) -> None:
        monkeypatch.setattr(os, "fsync", real)
        path.with_name(".state.json.lock").unlink()
        temp = path.with_name(".state.json.tmp")
        temp.unlink()
        temp.write_text("half of ano", encoding="utf-8")

    store = Store(path)
    monkeypatch.setattr(os, "fsync", let_in)
    with pytest.raises(OSError, match="lock file was deleted"):
        store.save(2)
    assert Store(path).count == 1


def test_a_folder_that_is_moved_in_the_middle_of_a_save_has_it(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The folder that is fsynced is the one that was changed, whatever has its path by then."""
    store, real = Store(path), os.fsync
    store.save(1)
    moved = path.parent.with_name("moved")

    def move(fd: int) -> None:
        monkeypatch.setattr(os, "fsync", real)
        path.parent.rename(moved)
        path.parent.mkdir()
        real(fd)

    monkeypatch.setattr(os, "fsync", move)
    store.save(2)
    assert Store(moved / path.name).count == 2
    assert list(path.parent.iterdir()) == []


@pytest.mark.parametrize("text", ['{"_hidden": 1}', '{"_save_state": 1}', '{"STATE_VERSION": 3}'])
def test_keys_that_are_no_state_are_refused(path: Path, text: str) -> None:
    """A file cannot set what is private, a method or a setting; mended, it is loaded."""
    path.parent.mkdir()
    path.write_text(text, encoding="utf-8")
    with pytest.raises(StateNotLoadedError, match="cannot be state"):
        Store(path)
    path.write_text('{"count": 2}', encoding="utf-8")
    assert Store(path).count == 2


def test_a_file_that_could_not_be_loaded_may_be_deleted(path: Path) -> None:
    """After that a save works."""
    path.parent.mkdir()
    path.write_text('{"count": NaN}', encoding="utf-8")
    careless = type("Careless", (Store,), {"STATE_UNREADABLE": "defaults"})(path)
    with pytest.raises(StateNotLoadedError):
        careless.save(1)
    path.unlink()
    careless.save(1)
    assert Store(path).count == 1


@pytest.mark.parametrize("state", [{1: 2}, {"a": [{404: 1}]}, {"a": float("inf")}, {"a": [{(1, 2): 3}]}, {"a": object()}])
def test_what_json_has_not_is_refused(path: Path, state: dict[Any, Any]) -> None:
    """Whatever a hook returns."""
    kind = type("Odd", (Store,), {"_get_state": lambda _: state})
    with pytest.raises((TypeError, ValueError), match="cannot save"):
        kind(path)


def test_a_dict_that_another_thread_changes_is_saved(path: Path) -> None:
    """At whatever moment that is: who changes it saves it, too."""
    jobs: dict[str, str] = {}

    class Watched(str):
        @property
        def __class__(self) -> type[str]:
            # Between two items, when another thread may have its turn.
            jobs[f"{len(jobs)}"] = "new"
            return str

    # With a brace, so that there could be more dicts.
    jobs.update(one=Watched("{"), two="old")
    store = Store(path)
    store.items = [jobs]
    store._save_state()
    assert Store(path).items[0]["two"] == "old"


def test_the_refused_attribute_is_named(path: Path) -> None:
    """And not its value, which may be long or secret."""
    store = Store(path)
    vars(store).update(good="secret", bad={"secret"})
    with pytest.raises(TypeError, match=r"^cannot save \['bad'\]: Object of type set"):
        store._save_state()


def test_a_circle_is_refused(path: Path) -> None:
    """What contains itself cannot be saved."""
    store = Store(path)
    store.items.append(store.items)
    with pytest.raises(ValueError, match="contains itself"):
        store._save_state()


@pytest.mark.parametrize("text", ["\ud800", "\x7f" * 100_000, "\u2028", '"\\', "\U0001f600"])
def test_all_text_comes_back(path: Path, text: str) -> None:
    """Lone surrogates, too, as in names of files."""
    store = Store(path)
    store.items = [text, {text: text}]
    store._save_state()
    assert Store(path).items == store.items


@pytest.mark.parametrize("tick", [1_000_000, 10_000_000, 2_000_000_000])
def test_change_in_the_same_tick_is_a_conflict(path: Path, tick: int) -> None:
    """Where time is coarse, a change is seen even if time, size and inode number stay the same."""
    store = Store(path)
    store.save(1)
    now = path.stat().st_mtime_ns // tick * tick
    os.utime(path, ns=(now, now))
    store._load_state()
    path.write_bytes(path.read_bytes().replace(b"1", b"2"))
    os.utime(path, ns=(now, now))
    with pytest.raises(StateConflictError):
        store.save(3)


def test_a_deletion_while_content_is_compared_is_a_conflict(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where time is coarse, the file may be gone between the look at its time and the reading."""
    store = Store(path)
    store.save(1)
    os.utime(path, ns=(0, 0))
    store._load_state()
    real = os.open

    def open_late(opened: str, *args: Any) -> int:
        if Path(opened) == path:
            path.unlink()
        return real(opened, *args)

    monkeypatch.setattr(os, "open", open_late)
    with pytest.raises(StateConflictError):
        store.save(2)


@pytest.mark.parametrize("step", [1, 100, 256, 1_000, 1_000_000, 2_000_000_000])
@pytest.mark.parametrize("deleted", [False, True])
def test_what_another_saved_is_a_conflict(path: Path, monkeypatch: pytest.MonkeyPatch, step: int, deleted: bool) -> None:
    """However coarse the times of a file system are, and if a new file has the inode number and size of the old one."""
    coarsen_times(monkeypatch, step)
    one, other = Store(path), Store(path)
    one.save(1)
    other._load_state()
    if deleted:
        other._clear_state()
    other.save(2)
    with pytest.raises(StateConflictError):
        one.save(3)


def coarsen_times(monkeypatch: pytest.MonkeyPatch, step: int) -> None:
    """Let the clock of the file system stand still, times have no finer steps, and all files one inode number."""
    tick, write = time.time_ns(), os.write

    def write_in_tick(fd: int, data: bytes) -> int:
        written = write(fd, data)
        os.utime(fd, ns=(tick, tick))
        return written

    def rounded(call: Callable[..., os.stat_result]) -> Callable[..., os.stat_result]:
        def coarse(*args: Any, **kwargs: Any) -> os.stat_result:
            status = call(*args, **kwargs)
            moment = status.st_mtime_ns // step * step
            return os.stat_result((status.st_mode, 1, *status[2:10]), {"st_mtime_ns": moment})

        return coarse

    monkeypatch.setattr(os, "write", write_in_tick)
    # pathlib of Python 3.10 has an os.stat of its own.
    for owner, name in ((os, "stat"), (os, "lstat"), (os, "fstat"), (Path, "stat")):
        monkeypatch.setattr(owner, name, rounded(getattr(owner, name)))


def test_versions_of_one_tick_differ(path: Path) -> None:
    """Replacing a file makes its time a later one, also where the clock was a little ahead."""
    path.parent.mkdir()
    soon = time.time_ns() + 300_000_000
    path.touch()
    os.utime(path, ns=(soon, soon))
    assert replace_file(find_file(path), b"").mtime_ns > soon


def test_a_file_system_that_lets_no_time_be_set_is_no_obstacle(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is saved all the same."""

    def fail(*_: object, **__: object) -> None:
        raise PermissionError(1, "Operation not permitted")

    monkeypatch.setattr(os, "utime", fail)
    Store(path).save(1)
    assert Store(path).count == 1


def test_versions_are_those_of_the_file(path: Path) -> None:
    """What a save notes is what a load finds."""
    path.parent.mkdir()
    version = replace_file(find_file(path), b"one")
    assert read_file(path) == (b"one", version)


def test_another_object_in_a_transaction_does_not_wait(path: Path) -> None:
    store, other = Store(path), Store(path)
    with store._transaction(), pytest.raises(RuntimeError, match="already"):
        other._transaction().__enter__()


def test_inner_transactions_join(path: Path) -> None:
    """What is saved inside a transaction is written at its end."""
    store = Store(path)
    with store._transaction():
        with store._transaction():
            store.save(1)
        assert not path.exists()
    assert Store(path).count == 1


def test_a_transaction_may_delete(path: Path) -> None:
    """At its end; a save after that, in the same one, wins."""
    store = Store(path)
    store.save(1)
    with store._transaction():
        store._clear_state()
        assert path.exists()
    assert not path.exists()
    with store._transaction():
        store._clear_state()
        store.save(2)
    assert Store(path).count == 2


def test_timeouts_are_checked(path: Path) -> None:
    """No number of seconds that means nothing."""
    store = Store(path)
    for wrong in (-1, float("nan")):
        with pytest.raises(ValueError, match="negative"):
            store._transaction(timeout=wrong).__enter__()
    with store._transaction(timeout=None):
        store.count = 1
    assert Store(path).count == 1


def test_save_after_a_rollback_elsewhere_raises(path: Path) -> None:
    """What another thread has rolled back may have been changed here."""
    store = Store(path)
    assert in_thread(lambda: fail_in_transaction(store)) is None
    with pytest.raises(StateConflictError):
        store.save(1)
    store.save(1)


def test_save_inside_a_save_raises(path: Path) -> None:
    """A signal handler that saves in the middle of a save cannot."""
    store = Store(path)
    ticks = iter([store._save_state])

    class Interrupt(list[int]):
        def __iter__(self) -> Iterator[int]:
            for handler in ticks:
                handler()
            return super().__iter__()

    vars(store)["items"] = {"a": Interrupt([1])}
    with pytest.raises(RuntimeError, match="already"):
        store._save_state()


def test_a_save_in_the_end_of_a_transaction_raises(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A signal handler that comes once the state is taken is too late to join."""
    store = Store(path)
    real = os.fsync

    def interrupt(fd: int) -> None:
        monkeypatch.setattr(os, "fsync", real)
        with pytest.raises(RuntimeError, match="already"):
            store.save(2)
        real(fd)

    with store._transaction():
        store.count = 1
        monkeypatch.setattr(os, "fsync", interrupt)
    assert Store(path).count == 1


def test_tasks_do_not_join_a_transaction(path: Path) -> None:
    """In one thread, only who began a transaction is in it."""
    store = Store(path)

    async def save() -> None:
        store.save(1)

    def run() -> None:
        with store._transaction(), pytest.raises(RuntimeError, match="already"):
            asyncio.run(save())

    assert in_thread(run) is None


def test_async_saves_wait_for_a_transaction(path: Path) -> None:
    """The loop goes on meanwhile; a deletion in it makes them raise, and the file stays deleted."""
    store = Store(path)
    waits, ends = threading.Event(), threading.Event()

    async def main() -> None:
        task = asyncio.create_task(store._save_state_async())
        await asyncio.sleep(0.01)
        ends.set()
        with pytest.raises(StateConflictError):
            await task

    def delete() -> None:
        with store._transaction():
            waits.set()
            ends.wait(10.0)
            store._clear_state()

    with ThreadPoolExecutor(1) as pool:
        deletion = pool.submit(delete)
        waits.wait(10.0)
        asyncio.run(main())
        deletion.result()
    assert not path.exists()


def test_async_saves_do_not_share_what_was_taken_before(path: Path) -> None:
    """A state that another thread is taking may be older than what the task has changed."""
    taken, changed = threading.Event(), threading.Event()

    class Slow(Store):
        def _get_state(self) -> dict[str, Any]:
            state = {"items": list(self.items)}
            if self.count:
                taken.set()
                changed.wait(10.0)
                self.count = 0
            return state

    store = Slow(path)

    async def main() -> None:
        store.items.append("mine")
        task = asyncio.create_task(store._save_state_async())
        await asyncio.sleep(0.05)
        changed.set()
        await task

    with ThreadPoolExecutor(1) as pool:
        other = pool.submit(store.save, 1)
        taken.wait(10.0)
        asyncio.run(main())
        other.result()
    assert Store(path).items == ["mine"]


def test_async_saves_share_no_save_of_other_memory(path: Path) -> None:
    """After a reload elsewhere a task raises, even where another save has written in between."""
    store = Store(path)
    inside, asked = threading.Event(), threading.Event()

    def save() -> None:
        with store._transaction():
            inside.set()
            asked.wait(10.0)

    async def main() -> None:
        task = asyncio.create_task(store._save_state_async())
        await asyncio.sleep(0.05)
        asked.set()
        with pytest.raises(StateConflictError):
            await task

    assert in_thread(lambda: store._load_state(discard=True)) is None
    with ThreadPoolExecutor(1) as pool:
        other = pool.submit(save)
        inside.wait(10.0)
        asyncio.run(main())
        other.result()


def test_async_saves_do_not_share_what_is_being_written(path: Path) -> None:
    """A change made while a save is under way is in the file when its own save returns."""

    class Noting(Store):
        def _get_state(self) -> dict[str, Any]:
            vars(self)["_takes"] = vars(self).get("_takes", 0) + 1
            return {"count": self.count}

    store = Noting(path)

    async def main() -> None:
        before = vars(store)["_takes"]
        store.count = 1
        first = asyncio.create_task(store._save_state_async())
        while vars(store)["_takes"] == before:
            await asyncio.sleep(0)
        store.count = 2
        await store._save_state_async()
        assert json.loads(path.read_bytes())["count"] == 2
        await first

    asyncio.run(main())


def test_a_thousand_async_saves_are_one_write(path: Path) -> None:
    """Tasks that ask at the same moment share a save."""
    writes = 0

    class Counting(Store):
        def _get_state(self) -> dict[str, Any]:
            nonlocal writes
            writes += 1
            return {"count": self.count, "items": self.items}

    store = Counting(path)
    writes = 0

    async def add(number: int) -> None:
        store.items.append(str(number))
        await store._save_state_async()

    async def main() -> None:
        await asyncio.gather(*map(add, range(1000)))

    asyncio.run(main())
    assert writes == 1
    assert len(Counting(path).items) == 1000


def test_async_saves_after_a_reload_of_their_own_are_no_conflict(path: Path) -> None:
    """The save that was asked for before it is one; a later one has nothing to do with that."""
    store = Store(path)

    async def main() -> None:
        before = asyncio.create_task(store._save_state_async())
        await asyncio.sleep(0)
        store._load_state(discard=True)
        store.count = 5
        await store._save_state_async()
        with pytest.raises(StateConflictError, match="reloaded"):
            await before

    store.save(0)
    asyncio.run(main())
    assert Store(path).count == 5


def test_async_saves_time_out(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An async save does not wait for ever, either."""
    monkeypatch.setattr(sys.modules[StatefulObject.__module__], "deadline", lambda *_: 0.0)
    store = Store(path)

    async def main() -> None:
        with pytest.raises(TimeoutError, match="not free"):
            await store._save_state_async()

    with store._transaction():
        assert in_thread(lambda: asyncio.run(main())) is None


def test_a_cancelled_save_goes_on(path: Path) -> None:
    """What was begun is written; the next save is none in between."""
    store = Store(path)

    async def main() -> None:
        store.count = 1
        task = asyncio.create_task(store._save_state_async())
        await asyncio.sleep(0)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
        store.count = 2
        await store._save_state_async()

    asyncio.run(main())
    assert Store(path).count == 2


def test_async_saves_join_a_transaction(path: Path) -> None:
    """That its own task has begun."""
    store = Store(path)

    async def main() -> None:
        with store._transaction():
            store.count = 4
            await store._save_state_async()
            assert not path.exists()

    asyncio.run(main())
    assert Store(path).count == 4


def test_transactions_load_a_deletion(path: Path) -> None:
    """And begin with the defaults."""
    one = Store(path)
    one.save(1)
    two = Store(path)
    one._clear_state()
    with two._transaction():
        assert two.count == 0
        two.count = 5
    assert Store(path).count == 5


def test_a_child_of_a_transaction_cannot_save(path: Path) -> None:
    """It has half of one; a later load makes it whole."""
    store = Store(path)
    store.save(5)
    with store._transaction():
        store.count = 6
        child = os.fork()
        if not child:
            try:
                store._save_state()
            except StateNotLoadedError:
                store._load_state(discard=True)
                os._exit(store.count)
            os._exit(1)
        assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 5
    assert Store(path).count == 6


@pytest.mark.parametrize("kind", [Slotted, Defined])
def test_slots_are_saved_and_taken_back(tmp_path: Path, kind: type[Slotted | Defined]) -> None:
    """Attributes in slots are state as others are."""
    path = str(tmp_path / "slots.json")
    one, two = kind(path), kind(path)
    one.count = 4
    one._save_state()
    assert kind(path).count == 4
    with pytest.raises(StateConflictError):
        two._save_state()
    fail_in_transaction(one, lambda: setattr(one, "count", 9))
    assert one.count == 4
    fail_in_transaction(one, lambda: delattr(one, "count"))
    assert one.count == 4


def test_abstract_bases_go_with_it(path: Path) -> None:
    """It has no metaclass of its own, which could conflict with theirs."""
    Square(path).save(3)
    assert Square(path).area() == 9


def test_derived_values_are_no_state(path: Path) -> None:
    """A cached property is computed anew after a load."""

    class Derived(Store):
        @cached_property
        def double(self) -> int:
            return 2 * self.count

    one, two = Derived(path), Derived(path)
    assert (one.double, two.double) == (0, 0)
    one.save(1)
    assert b"double" not in path.read_bytes()
    two._load_state()
    assert two.double == 2


def test_shared_attributes_are_refused(path: Path) -> None:
    """What is not the object's own would not be saved: it raises at once."""
    theme = property(lambda _: "dark", lambda *_: None)
    for wrong in ({"names": []}, {"theme": theme}):
        with pytest.raises(TypeError, match=next(iter(wrong))):
            type("Shared", (Store,), wrong)(path)


def test_constants_are_no_state(path: Path) -> None:
    """Lists of the class that say so are not refused."""

    class Constant(Store):
        NAMES = ["a"]  # noqa: RUF012 (that is the test)
        kinds: ClassVar[list[str]] = ["b"]

    Constant(path).save(1)
    assert Constant(path).count == 1


def test_copies_are_objects_of_their_own(path: Path) -> None:
    """A copy, or a pickle, conflicts with the original, as other objects do."""
    store = Store(path)
    for twin in (copy.copy, copy.deepcopy, lambda one: pickle.loads(pickle.dumps(one))):
        store.save(1)
        twin(store).save(2)
        with pytest.raises(StateConflictError):
            store.save(3)
        store._load_state(discard=True)
        assert store.count == 2


def test_settings_must_mean_something(path: Path) -> None:
    """A setting with another value is an error of the class."""
    with pytest.raises(ValueError, match="STATE_CONFLICT"):
        type("Wrong", (Store,), {"STATE_CONFLICT": "Raise"})
    with pytest.raises(RuntimeError, match="__init__"):
        Store.__new__(Store)._clear_state()
    assert not path.exists()


def test_a_hook_that_fails_changes_nothing(path: Path) -> None:
    """A load that fails half-way leaves the attributes as they were."""

    class Picky(Store):
        def _set_state(self, state: dict[str, Any]) -> None:
            super()._set_state(state)
            if self.count > 1:
                raise LookupError

    store = Picky(path)
    store.save(1)
    path.write_text('{"count": 2, "items": []}', encoding="utf-8")
    with pytest.raises(LookupError):
        store._load_state()
    assert store.count == 1
    with pytest.raises(StateConflictError):
        store.save(3)


def test_what_cannot_be_rolled_back_is_not_saved(path: Path) -> None:
    """The exception of the body is raised; until a load, saves are refused."""

    class Stubborn(Store):
        def _set_state(self, state: dict[str, Any]) -> None:
            if self.items:
                raise LookupError
            super()._set_state(state)

    store = Stubborn(path)
    store.save(1)
    fail_in_transaction(store, lambda: store.items.append(1))
    with pytest.raises(StateNotLoadedError, match="rolled back"):
        store._save_state()
    assert Store(path).items == []
