"""A state file: its JSON, and which of its versions memory contains.

What JSON cannot hold is refused, never bent.
"""

from __future__ import annotations

import json
import logging
import os
import reprlib
from collections import Counter
from contextlib import nullcontext, suppress
from functools import partial
from itertools import chain
from typing import TYPE_CHECKING, Any, NoReturn, TypeAlias, cast

from . import atomic_file
from .file_lock import deadline, lock_beside

if TYPE_CHECKING:
    from collections.abc import Mapping
    from contextlib import AbstractContextManager
    from pathlib import Path

    from .atomic_file import FileVersion

    State: TypeAlias = dict[str, Any]

logger = logging.getLogger(__name__)

VERSION_KEY = "_state_version"
_CONTAINERS: tuple[type[object], ...] = (dict, list, tuple)
_VALUES = dict[str, Any].values
_LEAVES = {str, int, float, bool, type(None)}
# Made once, not in each call. A circle ends in a RecursionError.
_encoder = partial(json.JSONEncoder, ensure_ascii=False, allow_nan=False)
_to_json = _encoder(check_circular=False, separators=(",", ":")).encode
_to_lines = _encoder(separators=(",\n  ", ":")).encode


class StateConflictError(RuntimeError):
    """Somebody else's change is in the way; nothing was written."""


class StateNotLoadedError(RuntimeError):
    """The file cannot be loaded, and saving would overwrite it."""


class AmbiguousError(ValueError):
    """A key is there twice, or a number that JSON does not have."""


class StateFile:
    """A state file, and which of its versions memory contains.

    None in `versions` is no file. If the file must not be overwritten,
    `unloaded` says why. `attempt` is what a save began to write.
    """

    def __init__(self, path: Path, *, over: bool) -> None:
        """Begin with no file; write `over` what others wrote, or not."""
        self.path, self.over = path, over
        self.versions: frozenset[FileVersion | None] = frozenset({None})
        self.unloaded: str | None = None
        self.attempt: FileVersion | None = None

    def lock(self, end: float | None = None) -> AbstractContextManager[None]:
        """Lock out other objects and processes; see `lock_beside`."""
        target, status = atomic_file.find_file(self.path)
        if not status:
            atomic_file.make_directories(target.parent)
        return lock_beside(target, status, deadline() if end is None else end)

    def version(self) -> FileVersion | None:
        """Return the version that the file has now; None is no file."""
        return atomic_file.version_of(atomic_file.find_file(self.path))

    def read(self, *, locked: bool) -> tuple[State, FileVersion | None]:
        """Read the state; a file that is no JSON object is moved aside."""
        version = None
        try:
            data, version = atomic_file.read_file(self.path)
            return decode_object(data), version
        except FileNotFoundError:
            return {}, None
        except atomic_file.NotRegularFileError:
            raise
        except (OSError, RecursionError, AmbiguousError) as error:
            self.refuse(f"cannot be loaded ({type(error).__name__})", error)
        except (TypeError, ValueError) as error:
            reason = type(error).__name__
        with nullcontext() if locked else self.lock():
            # Another process may have been faster, and have saved.
            if self.version() == version:
                aside = atomic_file.set_aside(self.path, "corrupt")
                text = "%s was no JSON object (%s), moved it to %s"
                logger.error(text, self.path, reason, aside)
            return self.read(locked=True)

    def replace(self, data: bytes) -> None:
        """Write a state, in a lock."""
        found = atomic_file.find_file(self.path)
        if atomic_file.version_of(found) not in self.versions:
            self.check_loaded()
            msg = f"another object or process changed or deleted {self.path}"
            if not self.over:
                raise StateConflictError(msg)
            logger.warning("%s; the last write wins", msg)
        version = atomic_file.replace_file(found, data, self._announce)
        self.versions = frozenset({version})
        logger.debug("Saved state to %s", self.path)

    def delete(self) -> None:
        """Delete the file, in a lock."""
        self.versions |= {None}
        atomic_file.remove_file(self.path)
        self.versions, self.unloaded = frozenset({None}), None
        logger.debug("Deleted state file %s", self.path)

    def has_attempt(self, error: BaseException) -> bool:
        """Tell whether the file has, durably, what a failed save wrote."""
        if self.attempt and not isinstance(error, atomic_file.NotDurableError):
            with suppress(OSError):
                return self.version() == self.attempt
        return False

    def check_loaded(self) -> None:
        """Raise StateNotLoadedError if the file must not be overwritten."""
        if self.unloaded:
            self.refuse(self.unloaded)

    def refuse(self, reason: str, cause: Exception | None = None) -> NoReturn:
        """Note that the file must not be overwritten, and raise why."""
        self.unloaded, self.versions = reason, frozenset({None})
        msg = f"{self.path} {reason}: it is kept as it is"
        raise StateNotLoadedError(msg) from cause

    def _announce(self, version: FileVersion) -> None:
        # Before it is there: whatever interrupts the renaming.
        self.versions, self.attempt = self.versions | {version}, version


def encode_object(state: Mapping[str, object]) -> bytes:
    """Encode as JSON for people and diffs: one top-level item a line.

    TypeError and ValueError name the top-level keys that JSON cannot hold.
    """
    try:
        # A lone surrogate, as in the name of a file, becomes its JSON escape.
        return _encode_lines(state).encode("utf-8", "backslashreplace")
    except RecursionError as error:
        msg = "state contains itself, or is nested too deeply"
        raise ValueError(msg) from error
    except (TypeError, ValueError) as error:
        refused = [key for key in state if _is_refused({key: state[key]})]
        msg = f"cannot save {reprlib.repr(refused)}: {error}"
        raise type(error)(msg) from error


def decode_object(data: bytes) -> State:
    """Decode a JSON object in UTF-8; TypeError if it is something else."""
    value: object = json.loads(
        data.decode("utf-8-sig"),
        object_pairs_hook=_to_dict,
        parse_constant=_refuse_constant,
    )
    if not isinstance(value, dict):
        msg = "not a JSON object"
        raise TypeError(msg)
    return cast("State", value)


def _encode_lines(state: Mapping[str, object]) -> str:
    """Mark the top-level keys for the C encoder, and make them line ends."""
    if state and _LEAVES.issuperset(map(type, state.values())):
        _check_keys(state, 1)
        return f"{{\n  {_to_lines(state)[1:-1]}\n}}\n"
    mark = os.urandom(8).hex()
    marked = {mark + key: value for key, value in state.items()}
    items = _to_json(marked).split(f'"{mark}')
    if len(items) > len(state) + 1:
        # By a rare chance, some string begins with the mark.
        return _encode_lines(state)
    items[-1] = items[-1][:-1] + "\n}\n"
    text = '\n  "'.join(items)
    _check_keys(state, text.count("{"))
    return text


def _check_keys(state: Mapping[str, object], braces: int) -> None:
    """Refuse keys that JSON would make strings of: they would come back so."""
    # Level by level in C: quick, and no other thread comes in between. There
    # are no more dicts than opening braces in the JSON.
    level: list[Any] = [state]
    while level:
        dicts = cast("list[State]", [v for v in level if isinstance(v, dict)])
        # A join takes nothing but strings.
        "".join(chain.from_iterable(dicts))
        braces -= len(dicts)
        if not braces:
            return
        lists = [v for v in level if not isinstance(v, dict)]
        values = list(chain(*map(_VALUES, dicts), *lists))
        level = [v for v in values if isinstance(v, _CONTAINERS)]


def _is_refused(state: Mapping[str, object]) -> bool:
    with suppress(TypeError, ValueError):
        return not _encode_lines(state)
    return True


def _refuse_constant(text: str) -> object:
    msg = f"{text} is no JSON"
    raise AmbiguousError(msg)


def _to_dict(pairs: list[tuple[str, object]]) -> dict[str, object]:
    found = dict(pairs)
    if len(found) < len(pairs):
        twice = Counter(key for key, _ in pairs).most_common(1)[0][0]
        msg = f"the key {reprlib.repr(twice)} occurs twice"
        raise AmbiguousError(msg)
    return found
