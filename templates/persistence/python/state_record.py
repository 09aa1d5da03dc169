"""Who is using a stateful object, and what of it is state.

Signal handlers, finalizers, other threads and forks come between any two
calls: a turn is taken by one atomic operation and given back without a call.
"""

from __future__ import annotations

import asyncio
import inspect
import os
import threading
import weakref
from contextlib import suppress
from copy import copy
from functools import cached_property
from types import MemberDescriptorType
from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias

from .file_lock import deadline, wait_until
from .state_file import StateConflictError

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine, Iterable

    from .atomic_file import FileVersion
    from .state_file import State, StateFile

# The right of one call to use the file of an object: its thread, and itself.
Turn: TypeAlias = tuple[int | None, object]
Saving: TypeAlias = "asyncio.Task[None]"

_records: weakref.WeakSet[Record] = weakref.WeakSet()


class Names(NamedTuple):
    """The public names of a class that are no plain attributes.

    Those in slots are not in `vars`; computed are cached properties, which are
    no state. No state can have a fixed name, of a method or a property. Shared
    holds state that would not be saved. Custom has a `_get_state` of its own.
    """

    slots: set[str]
    computed: set[str]
    fixed: set[str]
    shared: set[str]
    custom: bool

    @classmethod
    def of(cls, owner: type, base: type) -> Names:
        """Look through a class and its bases; `base` is not its user's."""
        find = inspect.getattr_static
        custom = find(owner, "_get_state") is not find(base, "_get_state")
        names = cls(set(), set(), set(vars(base)), set(), custom)
        for each in reversed(owner.__mro__):
            own = issubclass(each, base) and each is not base
            for name, value in vars(each).items():
                names.shared.discard(name)
                derived = isinstance(value, (property, cached_property))
                if isinstance(value, MemberDescriptorType):
                    names.slots.add(name)
                elif isinstance(value, cached_property):
                    names.computed.add(name)
                elif own and _holds_state(each, name, value):
                    names.shared.add(name)
                if derived or callable(value):
                    names.fixed.add(name)
        return names

    def attributes_of(self, owner: object) -> State:
        """Return all attributes of an object, those in slots too."""
        found = {n: getattr(owner, n) for n in self.slots if hasattr(owner, n)}
        return {**vars(owner), **found}

    def state_of(self, owner: object) -> State:
        """Return the public attributes; TypeError if some are shared."""
        found = self.attributes_of(owner)
        if shared := sorted(self.shared - found.keys()):
            msg = f"not of the object, but of {type(owner).__name__}: {shared}"
            raise TypeError(msg)
        for name in [n for n in found if n[:1] == "_" or n in self.computed]:
            found.pop(name)
        return found

    def remove(self, owner: object, names: Iterable[str]) -> None:
        """Remove attributes, past what the class does about it."""
        for name in names:
            if name in self.slots:
                object.__delattr__(owner, name)
            else:
                vars(owner).pop(name, None)

    def put_back(self, owner: object, attributes: dict[str, Any]) -> None:
        """Make these the attributes again, and no others."""
        now = self.attributes_of(owner)
        self.remove(owner, now.keys() - attributes.keys())
        for name, value in attributes.items():
            if name in self.slots:
                object.__setattr__(owner, name, value)
            else:
                vars(owner)[name] = value


class Record:
    """What an object knows of its state, and who is using it.

    `defaults` is the JSON of the state before the first load, and `saved` that
    at the last load or save. `replaced` counts how often memory was, by a load
    or a failed transaction; `changing` is during those. `shared` is the last
    save of a task, and the `replaced` that may share it, until it is taken.
    """

    # While it is somebody's turn, the instance has this attribute.
    turn: Turn | None = None

    def __init__(self, owner: object, file: StateFile, names: Names) -> None:
        """Begin with the defaults, and in nobody's use."""
        self.owner: Callable[[], object] = weakref.ref(owner)
        self.file, self.names, self.defaults = file, names, b"{}"
        self.saved: bytes | None = None
        self.replaced = 0
        self.shared: tuple[Saving | None, int | None] = (None, None)
        self.transaction: tuple[int, object] | None = None
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
            own = Record(owner, copy(record.file), record.names)
            own.defaults, own.saved = record.defaults, record.saved
            vars(owner)["_state_info"] = record = own
        return record

    def __getstate__(self) -> dict[str, object]:
        """Leave out who is using the object."""
        facts = ("file", "names", "defaults", "saved")
        return {name: getattr(self, name) for name in facts}

    def __setstate__(self, facts: dict[str, object]) -> None:
        """Wait for the object to make a record of its own."""
        vars(self).update(facts, owner=lambda: None)

    def take_turn(self, turn: Turn) -> bool:
        """Take the turn if it is nobody's; `del record.turn` gives it back."""
        if vars(self).setdefault("turn", turn) is turn:
            return True
        holder = self.turn
        if holder and turn[0] is not None and holder[0] == turn[0]:
            # It would wait for ever.
            msg = "this thread is saving, loading or in a transaction already"
            raise RuntimeError(msg)
        return False

    def joins(self, *, deletes: bool) -> bool:
        """Leave it to the end of the transaction that the caller is in."""
        if inside := bool(self.transaction) and self.transaction == caller():
            self.ends_deleted = deletes
        return inside

    def alone(self, work: Callable[[], None]) -> None:
        """Do something in a turn."""
        turn: Turn = (threading.get_ident(), object())
        try:
            wait_until(lambda: self.take_turn(turn), deadline(), "the object")
            work()
        finally:
            if self.turn is turn:
                del self.turn

    def share(self, save: Callable[..., Coroutine[Any, Any, None]]) -> Saving:
        """Return the next save of this loop's tasks, a new one if need be."""
        loop, (last, count) = asyncio.get_running_loop(), self.shared
        if last is None or last.done() or last.get_loop() is not loop:
            last = None
        elif count == self.replaced:
            return last
        task = loop.create_task(save(last, self.replaced))
        self.shared = task, self.replaced
        return task

    def write(self, data: bytes | None, turn: Turn | None = None) -> None:
        """Do `replace`, and give a turn back if there is one."""
        try:
            with self.file.lock():
                self.replace(data)
        finally:
            if turn and self.turn is turn:
                del self.turn

    def replace(self, data: bytes | None) -> None:
        """Write a state, or delete the file, in a lock."""
        if data is None:
            # States that were taken before are void.
            self.file.delete()
            self.note_replaced()
        else:
            self.file.replace(data)
            self.saved = data

    def note_loaded(self, data: bytes, version: FileVersion | None) -> None:
        """Note that memory has the state of the file, and its JSON."""
        versions = frozenset({version})
        if self.saved is not None:
            self.note_replaced()
        # Without a call, so that no signal handler comes in between.
        self.saved, self.file.unloaded = data, None
        self.file.versions = versions

    def note_replaced(self) -> None:
        """Note that this thread has replaced what is in memory."""
        self.replaced += 1
        self._seen.count = self.replaced

    def check_saved(self, take: Callable[[], bytes]) -> None:
        """Refuse to load over changes; StateConflictError if there are any."""
        if self.saved is not None and take() != self.saved:
            msg = f"save changes to {self.file.path}, or load with discard"
            raise StateConflictError(msg)

    def check_memory(self) -> None:
        """Refuse, before waiting for a lock, to save what is not whole.

        Another thread that reloaded it may have taken changes from it. That is
        refused once: what this thread changes afterwards is in memory.
        """
        if not self.file.versions:
            self.file.check_loaded()
        seen, self._seen.count = getattr(self._seen, "count", 0), self.replaced
        if seen < self.replaced:
            msg = f"another thread reloaded {self.file.path}: redo it"
            raise StateConflictError(msg)


def caller() -> tuple[int, object]:
    """Tell who calls: the thread, and the task if there is one."""
    task = None
    with suppress(RuntimeError):
        task = asyncio.current_task()
    return threading.get_ident(), task


def _holds_state(owner: type, name: str, value: object) -> bool:
    """Tell whether an attribute of a class looks like state of its objects."""
    settable = hasattr(type(value), "__set__")
    if name.startswith("_") or name.isupper():
        return False
    if isinstance(value, property):
        return value.fset is not None
    if isinstance(value, (list, dict, set)):
        with suppress(NameError):
            annotation = inspect.get_annotations(owner).get(name, "")
            return "ClassVar" not in str(annotation)
    return settable


def _after_fork_in_child() -> None:
    """Forget who was using objects: they live in the parent only."""
    for record in _records:
        if record.changing:
            record.file.versions = frozenset()
            record.file.unloaded = "was being loaded or changed at a fork"
        record.changing, record.transaction = False, None
        record.shared = None, None
        vars(record).pop("turn", None)


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_after_fork_in_child)
