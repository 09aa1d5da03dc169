"""Objects whose attributes survive the process, crashes and power loss."""

from __future__ import annotations

import asyncio
import logging
import threading
from abc import ABC
from contextlib import contextmanager, nullcontext, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar, Literal, NamedTuple

from . import atomic_file
from .file_lock import FileLock, TaskLock, lock_within, sweep_temp_files

if TYPE_CHECKING:
    from collections.abc import Generator

    from _typeshed import StrPath

    _State = dict[str, Any]

__all__ = ["StateConflictError", "StateNotLoadedError", "StatefulObject"]

logger = logging.getLogger(__name__)

_VERSION_KEY = "_state_version"


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
    _state_info: _Record

    def __init__(self, state_file: StrPath, **kwargs: object) -> None:
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
        self._state_info = _Record(_Known())
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
        with self._state_info.lock:
            if self._state_info.transaction is None:
                self.__write(*self.__take())

    async def _save_state_async(self) -> None:
        """Save as `_save_state` does, without blocking the event loop.

        Calls that come while a save is running share the next one, which
        holds the states of all of them. Raises what `_save_state` raises.
        """
        record = self._state_info
        if record.transaction == threading.get_ident():
            return
        wanted = record.taken + 1
        async with record.turn.here():
            if record.written < wanted:
                # Taken in the loop's thread, where no other task interferes.
                taken = self.__take()
                await asyncio.to_thread(self.__write, *taken)

    @contextmanager
    def _transaction(self, timeout: float | None = 30.0) -> Generator[None]:
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
        record = self._state_info
        with lock_within(record.lock, timeout) as rest:
            if record.transaction is not None:
                yield
                return
            lock = FileLock.beside(self._state_file, rest)
            with lock, self.__saved_or_rolled_back():
                yield

    def _load_state(self) -> None:
        """Load the state from the file; `__init__` has done it already.

        Without a file nothing happens. A file with unreadable content is
        moved aside, and one that cannot be read is never saved over.

        Raises:
            OSError: If something other than a file is there.
            StateNotLoadedError: If a newer version wrote the file.

        """
        path, record = self._state_file, self._state_info
        version = None
        with record.lock:
            sweep_temp_files(path)
            # Until it is loaded, the file is not to be overwritten.
            record.known = record.known._replace(loaded=False)
            try:
                data, version = atomic_file.read_file(path)
                state = atomic_file.decode_object(data)
            except FileNotFoundError:
                record.known = _Known()
                logger.debug("No state file %s, starting fresh", path)
            except atomic_file.NotRegularFileError:
                raise
            except (OSError, TypeError, ValueError, RecursionError) as error:
                _log_failure("load", path, error)
                if version is not None:
                    self.__set_aside(version)
            else:
                names = self.__apply_state(state)
                record.known = _Known(version, names)
                logger.debug("Loaded state from %s", path)

    def _clear_state(self) -> None:
        """Delete the file, durably; attributes stay as they are.

        The end of a `_transaction` writes it again.

        Raises:
            OSError: If the file cannot be deleted.

        """
        record = self._state_info
        with record.lock:
            atomic_file.remove_file(self._state_file)
            # What was taken before this is not to be written any more.
            record.known, record.written = _Known(), record.taken
        logger.debug("Cleared state file %s", self._state_file)

    def _get_state(self) -> _State:
        """Return what is to be saved: by default, all public attributes.

        Override it to select or convert. Keys must be strings, those of
        nested dictionaries too: JSON makes strings of numbers.
        """
        # Copied first: another thread may add an attribute meanwhile.
        attributes = vars(self).copy()
        return {k: v for k, v in attributes.items() if not k.startswith("_")}

    def _set_state(self, state: _State) -> None:
        """Restore what was loaded: by default, every key as an attribute.

        Keys that name a method, a property or a private attribute are left
        out with a WARNING. Override it to select, check or convert.

        Args:
            state: What `_get_state` had returned, after its way through JSON.

        """
        taken = self.__taken_names()
        refused = {k for k in state if k.startswith("_") or k in taken}
        if refused:
            text = "Keys in %s not applied, their names are taken: %s"
            logger.warning(text, self._state_file, sorted(refused))
        for key, value in state.items():
            if key not in refused:
                setattr(self, key, value)

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

    def __taken_names(self) -> set[str]:
        """Return the names of methods, properties and settings."""
        found = [i for c in type(self).__mro__ for i in vars(c).items()]
        used = {n for n, a in found if callable(a) or hasattr(a, "__get__")}
        return used | vars(StatefulObject).keys()

    def __set_aside(self, version: atomic_file.FileVersion) -> None:
        if atomic_file.version_at(self._state_file) != version:
            # Another process was faster, and may have saved since then.
            self._load_state()
            return
        with suppress(OSError):
            aside = atomic_file.set_aside(self._state_file, "corrupt")
            self._state_info.known = _Known()
            logger.error("Moved it to %s, starting fresh", aside)

    def __apply_state(self, state: _State) -> frozenset[str]:
        version: object = state.pop(_VERSION_KEY, 1)
        if not isinstance(version, int) or version > self.STATE_VERSION:
            msg = f"version {version!r} of {self._state_file} needs newer code"
            raise StateNotLoadedError(msg)
        if version < self.STATE_VERSION:
            state = self._migrate_state(state, version)
        names = frozenset(state)
        # What another process removed goes here, too.
        removed = self._state_info.known.names - names
        for name in removed & StatefulObject._get_state(self).keys():
            delattr(self, name)
        self._set_state(state)
        return names

    @contextmanager
    def __saved_or_rolled_back(self) -> Generator[None]:
        record = self._state_info
        self._load_state()
        self.__check_file()
        attributes = StatefulObject._get_state(self)
        _, _, data = self.__take()
        record.transaction = threading.get_ident()
        try:
            yield
            self.__write(*self.__take())
        except BaseException:
            for name in StatefulObject._get_state(self):
                delattr(self, name)
            vars(self).update(attributes)
            self.__apply_state(atomic_file.decode_object(data))
            # What other threads took meanwhile is not to be written, either.
            record.written = record.taken
            raise
        finally:
            record.transaction = None

    def __take(self) -> tuple[int, frozenset[str], bytes]:
        """Return the state of now: its number, the names in it, its JSON."""
        record = self._state_info
        # One at a time, so that numbers and contents are in the same order.
        with record.taking:
            record.taken += 1
            state = self._get_state()
            if self.STATE_VERSION != 1:
                state = {**state, _VERSION_KEY: self.STATE_VERSION}
            try:
                data = atomic_file.encode_object(state)
            except (TypeError, ValueError) as error:
                _log_failure("encode", self._state_file, error)
                raise
            return record.taken, frozenset(state), data

    def __write(self, number: int, names: frozenset[str], data: bytes) -> None:
        path, record = self._state_file, self._state_info
        with record.lock:
            # The check and what follows it are one, where that matters.
            exact = self.STATE_CONFLICT == "raise" and not record.transaction
            lock = FileLock.beside(path) if exact else nullcontext()
            # A state that was taken later may be on disk already.
            if number > record.written:
                with lock:
                    self.__check_file()
                    try:
                        version = atomic_file.replace_file(path, data)
                    except OSError as error:
                        _log_failure("save", path, error)
                        raise
                record.known = _Known(version, names)
                record.written = number
                logger.debug("Saved state to %s", path)

    def __check_file(self) -> None:
        path, known = self._state_file, self._state_info.known
        version = atomic_file.version_at(path)
        if version is not None and not known.loaded:
            msg = f"{path} was not loaded, and saving would overwrite it"
            raise StateNotLoadedError(msg)
        if version != known.version:
            msg = f"another process changed or deleted {path} since the load"
            if self.STATE_CONFLICT == "raise":
                raise StateConflictError(msg)
            logger.warning("%s; the last write wins", msg)

    def __getstate__(self) -> _State:
        """Give a copy or pickle a record of its own, with its own locks."""
        return {**vars(self), "_state_info": _Record(self._state_info.known)}


class _Known(NamedTuple):
    """What an object knows of its file."""

    version: atomic_file.FileVersion | None = None
    names: frozenset[str] = frozenset()
    # A file that is there but not loaded must not be overwritten.
    loaded: bool = True


class _Record:
    """What an object knows of its file, and the locks around both."""

    def __init__(self, known: _Known) -> None:
        self.known = known
        # Held while a state is taken and written, and in a transaction.
        self.lock = threading.RLock()
        # The thread that runs a transaction.
        self.transaction: int | None = None
        # Taken again by a signal handler that saves in the middle of a save.
        self.taking = threading.RLock()
        self.taken = self.written = 0
        self.turn = TaskLock()

    def __reduce__(self) -> tuple[type[_Record], tuple[_Known]]:
        return _Record, (self.known,)


def _log_failure(action: str, path: Path, error: Exception) -> None:
    # Only the kind of error: its text might quote the state.
    logger.error("Failed to %s %s: %s", action, path, type(error).__name__)
