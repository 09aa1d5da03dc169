"""Who is using a stateful object, and what its attributes are.

Signal handlers, finalizers, other threads and forks come between any two
calls. So a turn is taken by one atomic operation and given back without a
call.
"""

from __future__ import annotations

import asyncio
import inspect
import os
import threading
import weakref
import zlib
from contextlib import suppress
from copy import copy
from functools import cached_property
from types import MemberDescriptorType
from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias

from .file_lock import pauses, wait_until
from .state_file import StateConflictError, encode_state

if TYPE_CHECKING:
    from collections.abc import Callable, Container, Iterable, Iterator

    from .atomic_file import FileVersion
    from .state_file import StateFile

__all__ = ["Names", "Record", "Turn", "caller"]

Caller: TypeAlias = tuple[int, object]

_FACTS = ("file", "names", "defaults", "saved")
_records: weakref.WeakSet[Record] = weakref.WeakSet()


class Turn(NamedTuple):
    """The right to use an object's file, of one call of a method."""

    thread: int | None
    call: object

    @classmethod
    def of_thread(cls) -> Turn:
        """Make a turn of the thread that calls."""
        return cls(threading.get_ident(), object())


class Names(NamedTuple):
    """The public names of a class that are no plain attributes.

    Those in slots are not in `vars`; computed are the cached properties, which
    are, but are no state. No state can have a fixed name: of methods,
    properties and settings. Shared is what holds state that is not in `vars`.
    The hooks are `custom` if the class has a `_get_state` of its own.
    """

    slots: set[str]
    computed: set[str]
    fixed: set[str]
    shared: set[str]
    custom: bool

    @classmethod
    def of(cls, owner: type, base: type) -> Names:
        """Look through a class and its bases; `base` is not its user's."""
        slots, computed, shared = set[str](), set[str](), set[str]()
        fixed, custom = set(vars(base)), False
        for each in reversed(owner.__mro__):
            own = issubclass(each, base) and each is not base
            custom = custom or (own and "_get_state" in vars(each))
            for name, value in vars(each).items():
                shared.discard(name)
                if isinstance(value, MemberDescriptorType):
                    slots.add(name)
                elif isinstance(value, cached_property):
                    computed.add(name)
                elif own and _holds_state(each, name, value):
                    shared.add(name)
                derived = isinstance(value, (property, cached_property))
                if derived or callable(value):
                    fixed.add(name)
        return cls(slots, computed, fixed, shared, custom)

    def attributes_of(self, owner: object) -> dict[str, Any]:
        """Return all attributes of an object, those in slots too."""
        found = {n: getattr(owner, n) for n in self.slots if hasattr(owner, n)}
        return {**vars(owner), **found}

    def state_of(self, owner: object) -> dict[str, Any]:
        """Return the public attributes; TypeError if some are shared."""
        attributes = self.attributes_of(owner)
        shared = sorted(self.shared - attributes.keys())
        if shared:
            msg = f"not of the object, but of {type(owner).__name__}: {shared}"
            raise TypeError(msg)
        items, out = attributes.items(), self.computed
        return {k: v for k, v in items if k[:1] != "_" and k not in out}

    def drop_others(self, owner: object, state: Container[str]) -> None:
        """Remove what is derived from the state, and what it has no more."""
        known = {} if self.custom else self.state_of(owner)
        gone = {name for name in known if name not in state}
        self.remove(owner, gone | self.computed)

    def remove(self, owner: object, names: Iterable[str]) -> None:
        """Remove attributes, past what the class does about it."""
        for name in names:
            if name in self.slots:
                object.__delattr__(owner, name)
            else:
                vars(owner).pop(name, None)

    def put_back(self, owner: object, attributes: dict[str, Any]) -> None:
        """Make these the attributes of an object again, and no others."""
        now = self.attributes_of(owner)
        self.remove(owner, now.keys() - attributes.keys())
        for name in self.slots & attributes.keys():
            object.__setattr__(owner, name, attributes[name])
        plain = attributes.keys() - self.slots
        vars(owner).update({name: attributes[name] for name in plain})


class Record:
    """What an object knows of its state, and who is using it.

    `defaults` is the JSON of the state before the first load, and `saved` the
    checksum of that at the last load or save. `taken` counts the states that
    were taken to be saved, `written` is the one in the file. `replaced` counts
    how often memory was, by a load or a failed transaction; it is `changing`
    during those.
    """

    # While it is somebody's turn, the instance has this attribute.
    turn: Turn | None = None

    def __init__(self, owner: object, file: StateFile, names: Names) -> None:
        """Begin with the defaults, and in nobody's use."""
        self.owner: Callable[[], object] = weakref.ref(owner)
        self.file, self.names = file, names
        self.defaults = b"{}"
        self.saved: int | None = None
        self.taken = self.written = self.replaced = 0
        self.transaction: Caller | None = None
        self.ends_deleted = self.changing = False
        self._seen = threading.local()
        _records.add(self)

    @classmethod
    def of(cls, owner: object) -> Record:
        """Return the record of an object; a copy gets one of its own."""
        record: Record | None = vars(owner).get("_state_info")
        if record is None:
            msg = "super().__init__(state_file) has not been called"
            raise RuntimeError(msg)
        if record.owner() is not owner:
            # A copy, or a pickle, brought that of another object.
            record = record.for_copy(owner)
            vars(owner)["_state_info"] = record
        return record

    def for_copy(self, owner: object) -> Record:
        """Make a record that knows the same, for a copy of the object."""
        record = Record(owner, copy(self.file), self.names)
        record.defaults, record.saved = self.defaults, self.saved
        return record

    def __getstate__(self) -> dict[str, object]:
        """Leave out who is using the object."""
        return {name: getattr(self, name) for name in _FACTS}

    def __setstate__(self, facts: dict[str, object]) -> None:
        """Wait for the object to make a record of its own."""
        vars(self).update(facts, owner=lambda: None)

    def take_turn(self, turn: Turn) -> bool:
        """Take the turn if it is nobody's, and tell whether it was.

        To give it back, `del record.turn`. Raises RuntimeError if the same
        thread has it: a signal handler or a task would wait for ever.
        """
        if vars(self).setdefault("turn", turn) is turn:
            return True
        holder = self.turn
        if holder and turn.thread is not None and holder.thread == turn.thread:
            msg = "this thread is saving, loading or in a transaction already"
            raise RuntimeError(msg)
        return False

    def wait(self, turn: Turn, waits: Iterator[float]) -> None:
        """Wait for the turn; TimeoutError once `waits` ends."""
        wait_until(lambda: self.take_turn(turn), waits, "the object")

    def alone(self, work: Callable[[], None]) -> None:
        """Do something in a turn."""
        turn = Turn.of_thread()
        try:
            self.wait(turn, pauses())
            work()
        finally:
            # Without a call, so that no signal handler comes in between.
            if self.turn is turn:
                del self.turn

    def encode(self, state: dict[str, Any], version: int) -> bytes:
        """Return the JSON of a state that was taken."""
        self.taken += 1
        return encode_state(state, version)

    def waits_for_end(self, *, deleted: bool) -> bool:
        """Leave what is asked for to the end of the caller's transaction."""
        inside = self.transaction == caller()
        if inside:
            self.ends_deleted = deleted
        return inside

    def write(self, data: bytes, turn: Turn | None = None) -> None:
        """Write a state, and give a turn back if there is one."""
        try:
            with self.file.lock():
                self.replace(data)
        finally:
            if turn and self.turn is turn:
                del self.turn

    def replace(self, data: bytes) -> None:
        """Write the last state taken, in a lock."""
        self.file.replace(data)
        self.saved, self.written = zlib.crc32(data), self.taken

    def delete(self) -> None:
        """Delete the file, in a lock; states taken before are void."""
        self.file.delete()
        self.note_replaced()

    def note_loaded(self, data: bytes, version: FileVersion | None) -> None:
        """Note that memory has the state of the file, and its JSON."""
        saved, versions = zlib.crc32(data), frozenset({version})
        if self.saved is not None:
            self.note_replaced()
        # Without a call, so that no signal handler comes in between.
        self.saved, self.file.unloaded = saved, None
        self.file.versions = versions

    def note_replaced(self) -> None:
        """Note that this thread has replaced what is in memory."""
        self.replaced += 1
        self._seen.count = self.replaced

    def check_saved(self, data: bytes) -> None:
        """Refuse to load over changes; StateConflictError if there are any."""
        if self.saved is not None and zlib.crc32(data) != self.saved:
            msg = (
                f"changes since the last save would be lost by loading"
                f" {self.file.path}: save first, or _load_state(discard=True)"
            )
            raise StateConflictError(msg)

    def check_memory(self) -> None:
        """Refuse to save what another thread may have taken changes from.

        It refuses once: what this thread changes after that is in memory.
        """
        if self.file.unloaded and not self.file.versions:
            self.file.refuse(self.file.unloaded)
        seen, self._seen.count = getattr(self._seen, "count", 0), self.replaced
        if seen < self.replaced:
            msg = f"another thread reloaded {self.file.path}: redo it"
            raise StateConflictError(msg)

    def after_fork(self) -> None:
        """Forget who was using the object: they live in the parent only."""
        if self.changing:
            self.file.versions = frozenset()
            self.file.unloaded = "was being loaded or changed at a fork"
        self.changing, self.transaction = False, None
        vars(self).pop("turn", None)


def caller() -> Caller:
    """Tell who calls: the thread, and the task if there is one."""
    task = None
    with suppress(RuntimeError):
        task = asyncio.current_task()
    return threading.get_ident(), task


def _holds_state(owner: type, name: str, value: object) -> bool:
    """Tell whether an attribute of a class looks like state of its objects."""
    settable = hasattr(type(value), "__set__")
    if name.startswith("_"):
        return False
    if isinstance(value, property):
        return value.fset is not None
    if isinstance(value, (list, dict, set)):
        with suppress(NameError):
            annotation = inspect.get_annotations(owner).get(name, "")
            return not name.isupper() and "ClassVar" not in str(annotation)
    return settable


def _after_fork_in_child() -> None:
    for record in _records:
        record.after_fork()


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_after_fork_in_child)
