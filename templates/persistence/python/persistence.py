"""Objects whose attributes survive the process, crashes and power loss."""

from __future__ import annotations

import asyncio
import inspect
import json
import logging
import threading
import time
from abc import ABC
from contextlib import contextmanager, nullcontext
from copy import copy
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar, Literal, TypeAlias
from weakref import WeakKeyDictionary

from . import atomic_file
from .file_lock import FileLock, hidden_sibling

if TYPE_CHECKING:
    import os
    from collections.abc import Iterator

__all__ = ["StateConflictError", "StateNotLoadedError", "StatefulObject"]

logger = logging.getLogger(__name__)

_VERSION_KEY = "_state_version"
_SETTINGS = {"STATE_VERSION", "STATE_CONFLICT"}
_LOCK_TIMEOUT = 30.0
_State: TypeAlias = dict[str, Any]
# Number in the order of taking, names of the attributes, and JSON.
_Taken: TypeAlias = tuple[int, frozenset[str], bytes]


class StateConflictError(RuntimeError):
    """Another process changed or deleted the file since it was loaded."""


class StateNotLoadedError(RuntimeError):
    """The file cannot be loaded, and saving would overwrite it."""


class StatefulObject(ABC):
    """Mixin for objects that keep their public attributes in a JSON file.

    Attributes whose names start with `_` are not saved; override `_get_state`
    and `_set_state` to select or convert.

    Attributes:
        STATE_VERSION: Version of the state's form; see `_migrate_state`.
        STATE_CONFLICT: What a save does over a file that another process
            changed or deleted since it was loaded: "warn" logs a WARNING and
            the last write wins, "raise" raises `StateConflictError`.

    Example:
        >>> import tempfile
        >>> class Counter(StatefulObject):
        ...     def __init__(self, state_file: str) -> None:
        ...         super().__init__(state_file)
        ...         self.count: int = getattr(self, "count", 0)
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
    STATE_CONFLICT: ClassVar[Literal["warn", "raise"]] = "warn"

    _state_file: Path
    _state_record: _Record

    def __init__(
        self,
        state_file: str | os.PathLike[str],
        **kwargs: object,
    ) -> None:
        """Load the state, if there is any.

        Args:
            state_file: The JSON file; `~` is expanded, and missing parent
                directories are made.
            **kwargs: Passed on to the next class, as a mixin does.

        Raises:
            OSError: If a parent directory cannot be made, or something other
                than a file is there.
            StateNotLoadedError: If a newer version wrote the file.

        """
        super().__init__(**kwargs)
        self._state_file = Path(state_file).expanduser().absolute()
        self._state_record = _Record()
        atomic_file.make_directories(self._state_file.parent)
        self._load_state()

    def _save_state(self) -> None:
        """Save durably: once it returns, the state survives power loss.

        Inside a `_transaction` it waits for the transaction's end.

        Raises:
            TypeError: If a value is not JSON serializable; it names the path.
            ValueError: If a number is NaN or infinite, or for a circle.
            OSError: If writing fails; the old file is intact then.
            StateConflictError: See `STATE_CONFLICT`.
            StateNotLoadedError: If there is a file that could not be loaded.

        """
        with self._state_record.lock:
            if self._state_record.transaction is None:
                self._write_state(self._take_state())

    async def _save_state_async(self) -> None:
        """Save as `_save_state` does, without blocking the event loop.

        Calls that come while a save is running share the next one, which
        holds the states of all of them. Raises what `_save_state` raises.
        """
        record = self._state_record
        if record.transaction == threading.get_ident():
            return
        wanted = record.taken + 1
        async with record.turn():
            if record.written < wanted:
                # Taken in the loop's thread, where no other task interferes.
                taken = self._take_state()
                await asyncio.to_thread(self._write_state, taken)

    @contextmanager
    def _transaction(self, timeout: float | None = 30.0) -> Iterator[None]:
        """Lock out other processes, reload, run the body, save.

        If the body raises, nothing is saved and memory is as reloaded. An
        inner transaction joins the outer one. Do not `await` inside.

        Args:
            timeout: Seconds to wait for other threads and processes; None
                waits for ever.

        Yields:
            Nothing.

        Raises:
            TimeoutError: If they did not finish in time.
            StateNotLoadedError: If the file cannot be loaded.

        Example:
            with self._transaction(timeout=5.0):
                self.count += 1

        """
        record = self._state_record
        start = time.monotonic()
        if not record.lock.acquire(timeout=-1 if timeout is None else timeout):
            msg = f"another thread is using {self._state_file}"
            raise TimeoutError(msg)
        try:
            if record.transaction is not None:
                yield
                return
            if timeout is not None:
                timeout -= time.monotonic() - start
            with self._file_lock(timeout), self._saved_or_rolled_back():
                yield
        finally:
            record.lock.release()

    def _load_state(self) -> None:
        """Load the state from the file; `__init__` has done it already.

        Without a file nothing happens. A file with unreadable content is
        moved aside, and one that cannot be read is never saved over.

        Raises:
            OSError: If something other than a file is there.
            StateNotLoadedError: If a newer version wrote the file.

        """
        with self._state_record.lock:
            atomic_file.sweep_temp_files(self._state_file)
            self._read_state()

    def _clear_state(self) -> None:
        """Delete the file, durably; attributes stay as they are.

        Raises:
            OSError: If the file cannot be deleted.

        """
        with self._state_record.lock:
            atomic_file.remove_file(self._state_file)
            self._state_record.forget_file()
        logger.debug("Cleared state file %s", self._state_file)

    def _get_state(self) -> _State:
        """Return what is to be saved: by default, all public attributes.

        Override it to select or convert. Keys must be strings, those of
        nested dictionaries too: JSON makes strings of numbers.
        """
        attributes = vars(self).copy()
        return {k: v for k, v in attributes.items() if not k.startswith("_")}

    def _set_state(self, state: _State) -> None:
        """Restore what was loaded: by default, every key as an attribute.

        Keys that name a method, a property or a private attribute are left
        out with a WARNING. Override it to select, check or convert.

        Args:
            state: What `_get_state` had returned, after its way through JSON.

        """
        refused = [key for key in state if not self._may_set(key)]
        if refused:
            text = "Keys in %s that are no attributes are not applied: %s"
            logger.warning(text, self._state_file, refused)
        for key in state.keys() - refused:
            setattr(self, key, state[key])

    def _migrate_state(self, state: _State, from_version: int) -> _State:
        """Convert the state of an older version; override it to do so.

        Args:
            state: The state as loaded.
            from_version: The `STATE_VERSION` that wrote it.

        Returns:
            The state as `_set_state` of this version expects it.

        """
        logger.debug("State of version %d is taken as it is", from_version)
        return state

    def _may_set(self, name: str) -> bool:
        if name.startswith("_") or name in _SETTINGS:
            return False
        attribute = inspect.getattr_static(type(self), name, None)
        return not callable(attribute) and not hasattr(attribute, "__get__")

    def _read_state(self) -> None:
        path, record = self._state_file, self._state_record
        try:
            data, status = atomic_file.read_file(path)
        except FileNotFoundError:
            record.forget_file()
            logger.debug("No state file %s, starting fresh", path)
            return
        except atomic_file.NotRegularFileError:
            raise
        except OSError as error:
            record.obstacle = "reading it failed"
            _log_failure("read", path, error)
            return
        record.seen = _signature(status)
        record.obstacle = "loading it failed"
        try:
            state = atomic_file.decode_object(data)
        except (ValueError, RecursionError) as error:
            _log_failure("decode", path, error)
            self._set_file_aside()
            return
        self._apply_state(state)
        record.obstacle = ""
        logger.debug("Loaded state from %s", path)

    def _set_file_aside(self) -> None:
        path, record = self._state_file, self._state_record
        if _signature_at(path) != record.seen:
            # Another process was faster, and has perhaps saved since then.
            self._read_state()
            return
        try:
            aside = atomic_file.set_aside(path, "corrupt")
        except OSError as error:
            _log_failure("move aside", path, error)
            return
        record.forget_file()
        logger.error("Moved it to %s, starting fresh", aside)

    def _apply_state(self, state: _State) -> None:
        record = self._state_record
        version: int = state.pop(_VERSION_KEY, 1)
        if version > self.STATE_VERSION:
            record.obstacle = f"its version {version} is newer than this code"
            raise StateNotLoadedError(record.explain(self._state_file))
        if version < self.STATE_VERSION:
            state = self._migrate_state(state, version)
        # What another process removed goes here, too.
        for name in record.keys - state.keys():
            if not name.startswith("_"):
                vars(self).pop(name, None)
        record.keys = frozenset(state)
        self._set_state(state)

    @contextmanager
    def _saved_or_rolled_back(self) -> Iterator[None]:
        record = self._state_record
        self._read_state()
        if record.obstacle:
            raise StateNotLoadedError(record.explain(self._state_file))
        attributes = vars(self).copy()
        _, _, data = self._take_state()
        record.transaction = threading.get_ident()
        try:
            yield
            self._write_state(self._take_state())
        except BaseException:
            vars(self).clear()
            vars(self).update(attributes)
            self._apply_state(atomic_file.decode_object(data))
            raise
        finally:
            record.transaction = None

    def _take_state(self) -> _Taken:
        record = self._state_record
        with record.taking:
            record.taken += 1
            state = self._get_state()
            if self.STATE_VERSION != 1:
                state = {**state, _VERSION_KEY: self.STATE_VERSION}
            data = atomic_file.encode_object(state)
            return record.taken, frozenset(state), data

    def _file_lock(self, timeout: float | None = _LOCK_TIMEOUT) -> FileLock:
        path = hidden_sibling(self._state_file, "lock")
        return FileLock(path, timeout=timeout)

    def _write_state(self, taken: _Taken) -> None:
        path, record = self._state_file, self._state_record
        exact = self.STATE_CONFLICT == "raise" and record.transaction is None
        with record.lock, self._file_lock() if exact else nullcontext():
            number, keys, data = taken
            if number < record.written:
                # A state taken later is on disk already.
                return
            try:
                self._check_file()
                status = atomic_file.replace_file(path, data)
            except Exception as error:
                _log_failure("save", path, error)
                raise
            record.written, record.keys = number, keys
            record.seen = _signature(status)
        logger.debug("Saved state to %s", path)

    def _check_file(self) -> None:
        path, record = self._state_file, self._state_record
        now = _signature_at(path)
        if record.obstacle and now is not None:
            raise StateNotLoadedError(record.explain(path))
        if now != record.seen:
            msg = f"another process changed or deleted {path} since the load"
            if self.STATE_CONFLICT == "raise":
                raise StateConflictError(msg)
            logger.warning("%s; the last write wins", msg)

    def __getstate__(self) -> _State:
        """Give a copy or pickle a record of its own, with its own locks."""
        return {**vars(self), "_state_record": copy(self._state_record)}


class _Record:
    """What an object knows of its file, and the locks around both."""

    def __init__(
        self,
        seen: tuple[int, int, int] | None = None,
        keys: frozenset[str] = frozenset(),
        obstacle: str = "",
    ) -> None:
        self.seen = seen
        self.keys = keys
        # Why the file that is there was not loaded, and is not overwritten.
        self.obstacle = obstacle
        # Held while a state is taken and written, or in a transaction.
        self.lock = threading.RLock()
        # The thread that runs a transaction.
        self.transaction: int | None = None
        # Held while a state is taken: their numbers are in order.
        self.taking = threading.Lock()
        self.taken = self.written = 0
        self.turns = WeakKeyDictionary[asyncio.AbstractEventLoop, asyncio.Lock]()

    def __reduce__(self) -> tuple[type[_Record], tuple[object, ...]]:
        return _Record, (self.seen, self.keys, self.obstacle)

    def forget_file(self) -> None:
        self.seen, self.keys, self.obstacle = None, frozenset(), ""

    def explain(self, path: Path) -> str:
        return f"{path} is not loaded: {self.obstacle}; move it, or reload"

    def turn(self) -> asyncio.Lock:
        loop = asyncio.get_running_loop()
        with self.taking:
            return self.turns.setdefault(loop, asyncio.Lock())


def _signature(status: os.stat_result) -> tuple[int, int, int]:
    return status.st_ino, status.st_mtime_ns, status.st_size


def _signature_at(path: Path) -> tuple[int, int, int] | None:
    try:
        return _signature(path.stat())
    except FileNotFoundError:
        return None


def _log_failure(action: str, path: Path, error: BaseException) -> None:
    # Only the kind of error: its text might hold contents of the state.
    kind = type(error).__name__
    logger.error("Failed to %s state file %s: %s", action, path, kind)
