"""Objects whose attributes survive the process, crashes and power loss.

A save that returned is in the file, or in a later save that contains it;
whatever else happens raises.
"""

from __future__ import annotations

import asyncio
import logging
import threading
import time
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar, Literal

from .atomic_file import make_directories
from .file_lock import TIMEOUT, deadline, wait_until
from .state_file import (
    VERSION_KEY,
    StateConflictError,
    StateFile,
    StateNotLoadedError,
    decode_object,
    encode_object,
)
from .state_record import Names, Record, caller

if TYPE_CHECKING:
    from collections.abc import Generator

    from _typeshed import StrPath

    from .atomic_file import FileVersion
    from .state_file import State
    from .state_record import Saving, Turn

__all__ = ["StateConflictError", "StateNotLoadedError", "StatefulObject"]

logger = logging.getLogger(__name__)

_CHOICES = {
    "STATE_CONFLICT": ("raise", "warn"),
    "STATE_UNREADABLE": ("raise", "defaults"),
}


class StatefulObject:
    """Mixin for objects that keep their public attributes in a JSON file.

    Set the attributes' defaults before `super().__init__()`, which replaces
    them by what the file holds. Names that start with `_` are not saved;
    override `_get_state` and `_set_state` to select or convert.

    Attributes:
        STATE_VERSION: Version of the state's form; see `_migrate_state`.
        STATE_CONFLICT: What a save does over what another object or process
            changed: "raise" raises, "warn" logs a WARNING and overwrites it.
        STATE_UNREADABLE: What a load does about a file that cannot be read:
            "raise" raises, "defaults" logs an ERROR, and only a save raises.

    Example:
        >>> import tempfile
        >>> class Counter(StatefulObject):
        ...     def __init__(self, state_file: str) -> None:
        ...         self.count = 0
        ...         super().__init__(state_file)
        ...
        ...     def increment(self) -> None:
        ...         self.count += 1
        ...         self._save_state()
        >>> path = f"{tempfile.mkdtemp()}/counter.json"
        >>> Counter(path).increment()
        >>> Counter(path).count
        1

    """

    STATE_VERSION: ClassVar[int] = 1
    STATE_CONFLICT: ClassVar[Literal["raise", "warn"]] = "raise"
    STATE_UNREADABLE: ClassVar[Literal["raise", "defaults"]] = "raise"

    _state_file: Path
    _state_info: Record

    def __init_subclass__(cls, **kwargs: object) -> None:
        """Check the settings of a class."""
        super().__init_subclass__(**kwargs)
        for name, values in _CHOICES.items():
            if getattr(cls, name) not in values:
                msg = f"{cls.__name__}.{name} must be one of {values}"
                raise ValueError(msg)

    def __init__(self, state_file: StrPath, **kwargs: object) -> None:
        """Load the state, if there is any.

        Args:
            state_file: The JSON file; `~` is expanded, and missing parent
                directories are made.
            **kwargs: Passed on to the next class.

        Raises:
            OSError: If something other than a file is there.
            StateNotLoadedError: If the file cannot be read, or a newer
                version wrote it.
            TypeError: If an attribute could not be saved.

        """
        super().__init__(**kwargs)
        path = Path(state_file).expanduser().absolute()
        file = StateFile(path, over=self.STATE_CONFLICT == "warn")
        record = Record(self, file, Names.of(type(self), StatefulObject))
        vars(self).update(_state_file=path, _state_info=record)
        record.defaults = self.__take()
        make_directories(path.parent)
        self._load_state()

    def _save_state(self) -> None:
        """Save durably: once it returns, the state survives power loss.

        Inside a `_transaction` it waits for the transaction's end.

        Raises:
            TypeError: If a value is not JSON serializable; it names the key.
            ValueError: If a number is NaN or infinite, or for a circle.
            OSError: If writing fails; the old file is intact then.
            StateConflictError: If another object or process changed the file,
                or another thread or task reloaded this object meanwhile.
            StateNotLoadedError: If there is a file that could not be loaded.
            TimeoutError: If others keep the file for more than 30 seconds.
            RuntimeError: In a signal handler that interrupted a save.

        """
        record = Record.of(self)
        if not record.joins(deletes=False):
            record.alone(self.__save)

    async def _save_state_async(self) -> None:
        """Save as `_save_state` does, without blocking the event loop.

        Calls that come while a save is running share the next one, which
        holds the changes of all of them, and goes on if one is cancelled.
        """
        record = Record.of(self)
        if not record.joins(deletes=False):
            await asyncio.shield(record.share(self.__save_next))

    @contextmanager
    def _transaction(self, timeout: float | None = TIMEOUT) -> Generator[None]:
        """Lock out others, load what they changed, run the body, save.

        If the body raises, nothing is saved and every attribute is as it was
        before it. An inner transaction joins the outer one. Do not `await`
        inside: other tasks cannot use the object meanwhile.

        Args:
            timeout: Seconds to wait for others; None waits for ever.

        Raises:
            TimeoutError: If they did not finish in time.
            StateConflictError: If the object has changes that are not saved,
                and another one changed the file.
            StateNotLoadedError: If the file cannot be loaded.
            RuntimeError: In another task of a thread that is in one.

        """
        record, end = Record.of(self), deadline(timeout)
        if record.transaction == caller():
            yield
            return
        turn: Turn = (threading.get_ident(), object())
        try:
            wait_until(lambda: record.take_turn(turn), end, "the object")
            file = record.file
            with file.lock(end):
                if file.unloaded or file.version() not in file.versions:
                    self.__load(locked=True)
                file.check_loaded()
                before = record.names.attributes_of(self)
                data = self.__take()
                file.attempt, record.ends_deleted = None, False
                record.transaction, record.changing = caller(), True
                try:
                    yield
                    # A handler that saves from here on would come too late.
                    record.transaction, gone = None, record.ends_deleted
                    record.replace(None if gone else self.__take())
                except BaseException as error:
                    if not file.has_attempt(error):
                        self.__roll_back(before, data)
                    raise
                finally:
                    record.transaction, record.changing = None, False
        finally:
            if record.turn is turn:
                del record.turn

    def _load_state(self, *, discard: bool = False) -> None:
        """Load the state from the file; `__init__` has done it already.

        Without a file, or for keys that it does not have, the defaults that
        were set before `super().__init__()` hold. A file with invalid content
        is moved aside. Over changes that are not saved it raises
        StateConflictError, unless they may be discarded.
        """
        Record.of(self).alone(lambda: self.__load(discard=discard))

    def _clear_state(self) -> None:
        """Delete the file, durably; attributes stay as they are.

        Saves that wait meanwhile raise, and so do those of other objects.
        Inside a `_transaction`, its end deletes the file.
        """
        record = Record.of(self)
        if not record.joins(deletes=True):
            record.alone(lambda: record.write(None))

    def _get_state(self) -> State:
        """Return what is to be saved: by default, all public attributes.

        Override it to select or convert. Keys must be strings, those of
        nested dictionaries too. The same state must give the same result.
        """
        return Record.of(self).names.state_of(self)

    def _set_state(self, state: State) -> None:
        """Restore what was loaded: by default, every key as an attribute.

        Override it to select, check or convert. It gets what `_get_state`
        had returned, after its way through JSON.
        """
        record = Record.of(self)
        for key in state:
            if key[:1] == "_" or key in record.names.fixed:
                record.file.refuse(f"has a key that cannot be state, {key!r}")
        for key, value in state.items():
            setattr(self, key, value)

    def _migrate_state(self, state: State, from_version: int) -> State:
        """Convert the state that an older `STATE_VERSION` wrote.

        Override it to return what `_set_state` of this version expects.
        """
        logger.debug("State of version %d is taken as it is", from_version)
        return state

    def __save(self) -> None:
        record = Record.of(self)
        record.check_memory()
        record.write(self.__take())

    async def __save_next(self, last: Saving | None, replaced: int) -> None:
        """Save after the last one, for all tasks that ask until then."""
        record = Record.of(self)
        turn, writing = (None, object()), False
        # Tasks that ask at the same moment share it too.
        await (asyncio.wait([last]) if last else asyncio.sleep(0))
        end = deadline()
        try:
            while not record.take_turn(turn):
                await asyncio.sleep(0.005)
                if time.monotonic() > end:
                    msg = f"{record.file.path} was not free in time"
                    raise TimeoutError(msg)
            if record.replaced != replaced:
                msg = f"{record.file.path} was reloaded or deleted meanwhile"
                raise StateConflictError(msg)
            record.check_memory()
            # Taken in the loop's thread, where no other task interferes.
            record.shared = record.shared[0], None
            data = self.__take()
            run = asyncio.get_running_loop().run_in_executor
            saving = run(None, record.write, data, turn)
            writing = True
            await asyncio.shield(saving)
        finally:
            if record.turn is turn and not writing:
                del record.turn

    def __take(self) -> bytes:
        """Return the JSON of the state of now, which is copied once."""
        state = dict(self._get_state())
        if self.STATE_VERSION != 1:
            state[VERSION_KEY] = self.STATE_VERSION
        return encode_object(state)

    def __load(self, *, discard: bool = False, locked: bool = False) -> None:
        file = Record.of(self).file
        if not discard:
            Record.of(self).check_saved(self.__take)
        try:
            state, version = file.read(locked=locked)
            if version:
                state = self.__migrated(state)
            self.__apply(state, version)
        except StateNotLoadedError:
            if self.STATE_UNREADABLE == "raise":
                raise
            logger.exception("Going on without %s", file.path)

    def __apply(self, state: State, version: FileVersion | None) -> None:
        record = Record.of(self)
        before, record.changing = record.names.attributes_of(self), True
        try:
            if version or record.saved is not None:
                state = {**decode_object(record.defaults), **state}
                state.pop(VERSION_KEY, None)
                # Away with what is derived, and what the state does not have.
                names = record.names
                own = {} if names.custom else names.state_of(self)
                gone = own.keys() - state.keys()
                names.remove(self, gone | names.computed)
                self._set_state(state)
            record.note_loaded(self.__take(), version)
        except BaseException:
            record.names.put_back(self, before)
            raise
        finally:
            record.changing = False

    def __migrated(self, state: State) -> State:
        version: object = state.pop(VERSION_KEY, 1)
        if not isinstance(version, int) or version > self.STATE_VERSION:
            file = Record.of(self).file
            file.refuse(f"is of version {version!r}, which needs newer code")
        if version < self.STATE_VERSION:
            return self._migrate_state(state, version)
        return state

    def __roll_back(self, attributes: dict[str, Any], data: bytes) -> None:
        record = Record.of(self)
        file = record.file
        versions, unloaded = file.versions, file.unloaded
        # In case that something interrupts it.
        file.versions = frozenset()
        file.unloaded = "was neither saved by a transaction nor rolled back"
        record.names.put_back(self, attributes)
        record.note_replaced()
        try:
            if self.__take() != data:
                # Something in an attribute has changed, not the attribute.
                self._set_state(self.__migrated(decode_object(data)))
        except Exception:
            logger.exception("Not rolled back: the object of %s", file.path)
        else:
            file.versions, file.unloaded = versions, unloaded
