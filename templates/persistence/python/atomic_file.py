"""Durable replacement of whole files, safe from crashes and power loss.

The order of steps is that of SQLite's "Atomic Commit In SQLite"
(https://sqlite.org/atomiccommit.html) for a file that is replaced as a whole:
write a new file, fsync it, rename it over the old one, fsync the directory.
"""

from __future__ import annotations

import errno
import json
import os
import stat
import sys
import time
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Any, TypeAlias, cast

from .file_lock import create_temp_file, follow_link, shorten_name

if sys.platform == "darwin":
    import fcntl

if TYPE_CHECKING:
    from collections.abc import Generator, Iterable, Mapping, Sequence
    from pathlib import Path

__all__ = [
    "FileVersion",
    "NotRegularFileError",
    "decode_object",
    "encode_object",
    "make_directories",
    "read_file",
    "remove_file",
    "replace_file",
    "set_aside",
    "version_at",
]

# Inode number, time of modification and size tell versions of a file apart.
FileVersion: TypeAlias = tuple[int, int, int]

# How file systems answer that cannot fsync a directory.
_NOT_OFFERED = {errno.EINVAL, errno.ENOTSUP, errno.EOPNOTSUPP, errno.ENOSYS}
_ONE_SECOND = 1_000_000_000
_WINDOWS_PAUSES = (0.01, 0.02, 0.05, 0.1, 0.2, 0.5)
_READ_FLAGS: int = getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
# Made once, for json.dumps makes one in each call that has options. A circle
# need not be looked for: it ends in a RecursionError.
_to_json = json.JSONEncoder(
    check_circular=False,
    ensure_ascii=False,
    allow_nan=False,
    separators=(",", ": "),
).encode


class NotRegularFileError(OSError):
    """A directory, FIFO, socket or device is where a file should be."""


def replace_file(path: Path, data: bytes) -> FileVersion:
    """Make `data` the content of the file, wholly or not at all.

    When it returns, the content survives power loss. When it raises, the old
    file is intact (or, if only the last fsync of the directory failed, the
    new one is there) and no temp file is left. Mode and, where permitted,
    owner of the old file are kept; a new file gets mode 0600. Missing parent
    directories are made, and symbolic links are written through.

    Args:
        path: The file to create or replace.
        data: Its new content.

    Returns:
        The version that the file has now, as `version_at` tells it.

    Raises:
        NotRegularFileError: If something other than a file is there.
        OSError: If writing, fsync or renaming fails.

    Example:
        >>> import tempfile
        >>> from pathlib import Path
        >>> path = Path(tempfile.mkdtemp()) / "a.txt"
        >>> replace_file(path, b"hello") == version_at(path)
        True

    """
    target = follow_link(path)
    previous = _status_at(target)
    if previous is None:
        make_directories(target.parent)
        # Who made the directory may have died before its entry was durable;
        # one whose parent may not be read was made by another user.
        above = target.parent.parent
        with suppress(PermissionError), _synced_directory(above):
            pass
    else:
        _check_regular(previous, target)
    with _synced_directory(target.parent):
        temp, fd = create_temp_file(target)
        try:
            try:
                _write_all(fd, data)
                if previous is not None:
                    _keep_attributes(fd, previous)
                _sync(fd)
                version = _version_of(os.fstat(fd))
                if sys.platform != "win32":
                    # While it is open, for a sweep leaves open files alone.
                    temp.replace(target)
            finally:
                os.close(fd)
            if sys.platform == "win32":
                _replace_on_windows(temp, target)
        except BaseException:
            with suppress(OSError):
                temp.unlink()
            raise
    return version


def read_file(path: Path) -> tuple[bytes, FileVersion]:
    """Read a whole file, never blocking on a FIFO or device.

    Args:
        path: The file to read.

    Returns:
        The content, and the version that it is the content of.

    Raises:
        NotRegularFileError: If something other than a file is there.
        OSError: If it is missing or cannot be read.

    """
    _check_regular(path.stat(), path)
    fd = os.open(path, os.O_RDONLY | _READ_FLAGS)
    with os.fdopen(fd, "rb") as opened:
        # Checked again: it may have been exchanged before it was opened.
        status = os.fstat(fd)
        _check_regular(status, path)
        return opened.read(), _version_of(status)


def version_at(path: Path) -> FileVersion | None:
    """Tell which version of a file is there.

    Args:
        path: The file.

    Returns:
        What differs between any two versions, or None if it is missing.

    Raises:
        OSError: If it cannot be found out.

    """
    status = _status_at(path)
    return None if status is None else _version_of(status)


def remove_file(path: Path) -> None:
    """Delete a file durably; a missing one is no error.

    Args:
        path: The file; of a symbolic link, the file that it leads to.

    Raises:
        NotRegularFileError: If something other than a file is there.
        OSError: If deletion or fsync fails.

    """
    target = follow_link(path)
    status = _status_at(target)
    if status is not None:
        _check_regular(status, target)
        with suppress(FileNotFoundError), _synced_directory(target.parent):
            target.unlink()


def set_aside(path: Path, label: str) -> Path:
    """Rename a file durably to a new name beside it.

    Args:
        path: The file; of a symbolic link, the file that it leads to.
        label: What the new name says, as in `state.json.LABEL-…`.

    Returns:
        The new path.

    Raises:
        OSError: If renaming or fsync fails.

    """
    target = follow_link(path)
    moment = time.strftime("%Y%m%dT%H%M%SZ", time.gmtime())
    end = f".{label}-{moment}-{os.urandom(4).hex()}"
    aside = target.with_name(shorten_name(target.name, len(end)) + end)
    with _synced_directory(target.parent):
        target.rename(aside)
    return aside


def make_directories(path: Path) -> None:
    """Make a directory and its missing parents, durably.

    Args:
        path: The directory; an existing one is no error.

    Raises:
        OSError: If one of them cannot be made, or is a file.

    """
    missing = [p for p in (path, *path.parents) if not p.is_dir()]
    for each in reversed(missing):
        with _synced_directory(each.parent):
            each.mkdir(exist_ok=True)


def encode_object(state: Mapping[Any, object]) -> bytes:
    """Encode as JSON for people and diffs: one top-level item a line.

    Args:
        state: What to encode; its items stay in their order.

    Returns:
        The text in UTF-8, with a newline at its end.

    Raises:
        TypeError: If a value is not JSON serializable; it names the path.
        ValueError: If a number is NaN or infinite, or something contains
            itself.

    Example:
        >>> print(encode_object({"b": [1, 2], "a": None}).decode(), end="")
        {
          "b": [1,2],
          "a": null
        }

    """
    try:
        return _encode_lines(state)
    except (TypeError, ValueError) as error:
        msg = f"state{_path_to_refused(state)}: {error}"
        raise type(error)(msg) from error
    except RecursionError as error:
        msg = "state contains itself, or is nested too deeply"
        raise ValueError(msg) from error


def decode_object(data: bytes) -> dict[str, Any]:
    """Decode a JSON object.

    Args:
        data: JSON in UTF-8.

    Returns:
        The object.

    Raises:
        ValueError: If it is not JSON in UTF-8.
        TypeError: If it is JSON, but not an object.
        RecursionError: If it is nested too deeply.

    """
    value: object = json.loads(data.decode("utf-8-sig"))
    if not isinstance(value, dict):
        msg = "not a JSON object"
        raise TypeError(msg)
    return cast("dict[str, Any]", value)


def _encode_lines(state: Mapping[Any, object]) -> bytes:
    """Mark the top-level keys, and make the marks line ends.

    For the C encoder knows no lines, and a call of it for each item is slow.
    """
    if not all(issubclass(kind, str) for kind in set(map(type, state))):
        msg = "keys must be strings"
        raise TypeError(msg)
    mark = "\x7f"
    while True:
        text = _to_json({mark + key: value for key, value in state.items()})
        # A lone surrogate, as in the name of a file, becomes its JSON escape.
        data = text.encode("utf-8", "backslashreplace")
        items = data.split(f'"{mark}'.encode())
        if len(items) == len(state) + 1:
            return b'\n  "'.join(items)[:-1] + b"\n}\n"
        # Some string begins with the mark.
        mark += mark


def _path_to_refused(value: object) -> str:
    """Go down to the innermost value that the encoder refuses."""
    inner: Iterable[tuple[object, object]] = ()
    if isinstance(value, dict):
        inner = cast("dict[object, object]", value).items()
    elif isinstance(value, (list, tuple)):
        inner = enumerate(cast("Sequence[object]", value))
    for key, item in inner:
        if _is_refused(item):
            return f"[{key!r}]{_path_to_refused(item)}"
    return ""


def _is_refused(value: object) -> bool:
    with suppress(TypeError, ValueError):
        _to_json(value)
        return False
    return True


def _check_regular(status: os.stat_result, path: Path) -> None:
    if not stat.S_ISREG(status.st_mode):
        raise NotRegularFileError(errno.EINVAL, "no regular file", str(path))


def _version_of(status: os.stat_result) -> FileVersion:
    return status.st_ino, status.st_mtime_ns, status.st_size


def _status_at(path: Path) -> os.stat_result | None:
    with suppress(FileNotFoundError):
        return path.stat()
    return None


def _write_all(fd: int, data: bytes) -> None:
    rest = memoryview(data)
    while rest:
        # A full disk or a size limit cuts a write short without an error.
        rest = rest[os.write(fd, rest) :]


def _keep_attributes(fd: int, previous: os.stat_result) -> None:
    if sys.platform == "win32":
        return
    status = os.fstat(fd)
    mode = stat.S_IMODE(previous.st_mode)
    if (status.st_uid, status.st_gid) != (previous.st_uid, previous.st_gid):
        for owner in (previous.st_uid, -1):
            with suppress(PermissionError):
                os.fchown(fd, owner, previous.st_gid)
                break
        else:
            # Another group: it gets no more than everybody.
            mode &= ~stat.S_IRWXG | (mode & stat.S_IRWXO) << 3
    if mode != stat.S_IMODE(status.st_mode):
        os.fchmod(fd, mode)
    # A clock ticks slowly. The new time must be another one, so that inode
    # number, time and size together tell any two versions apart.
    if 0 <= previous.st_mtime_ns - status.st_mtime_ns < _ONE_SECOND:
        later = previous.st_mtime_ns + 1
        os.utime(fd, ns=(later, later))


def _sync(fd: int) -> None:
    if sys.platform == "darwin":
        # fsync of macOS leaves the data in the cache of the drive.
        with suppress(OSError):
            fcntl.fcntl(fd, fcntl.F_FULLFSYNC)
            return
    os.fsync(fd)


@contextmanager
def _synced_directory(directory: Path) -> Generator[None]:
    """Fsync a directory after the body has changed its entries.

    It is opened first, so that nothing is changed if it cannot be.
    """
    if sys.platform == "win32":
        # Windows offers no fsync of directories.
        yield
        return
    fd = os.open(directory, os.O_RDONLY | os.O_DIRECTORY)
    try:
        yield
        try:
            _sync(fd)
        except OSError as error:
            if error.errno not in _NOT_OFFERED:
                raise
    finally:
        os.close(fd)


def _replace_on_windows(temp: Path, target: Path) -> None:
    """Rename again and again while a reader has the target open."""
    for pause in _WINDOWS_PAUSES:
        with suppress(PermissionError):
            temp.replace(target)
            return
        time.sleep(pause)
    temp.replace(target)
