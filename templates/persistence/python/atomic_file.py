"""Durable replacement of whole files, safe from crashes and power loss.

The order of steps is that of SQLite's "Atomic Commit In SQLite"
(https://sqlite.org/atomiccommit.html) for a file that is replaced as a whole:
write a new file, fsync it, rename it over the old one, fsync the directory.
"""

from __future__ import annotations

import errno
import os
import stat
import sys
import time
import zlib
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, NamedTuple

from .file_lock import create_temp_file, follow_link, open_file, shorten_name

if sys.platform == "darwin":
    import fcntl

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Generator
    from pathlib import Path

__all__ = [
    "FileVersion",
    "NotDurableError",
    "NotRegularFileError",
    "is_at",
    "make_directories",
    "read_file",
    "remove_file",
    "replace_file",
    "set_aside",
]

# How file systems answer that cannot fsync a directory.
_NOT_OFFERED = {errno.EINVAL, errno.ENOTSUP, errno.EOPNOTSUPP, errno.ENOSYS}
_HINTS = {
    errno.EBUSY: "it is mounted alone: mount the folder that it is in",
    errno.EPERM: "the folder lets only its owner replace it",
    errno.EACCES: "the folder must be readable and writable",
}
_ONE_SECOND = 1_000_000_000
# Files up to this size are compared by content, too; in bytes.
_SMALL = 65_536
_ACL = "system.posix_acl_access"
_WINDOWS_PAUSES = (0.01, 0.02, 0.05, 0.1, 0.2, 0.5)


class FileVersion(NamedTuple):
    """What tells versions of a file apart."""

    inode: int
    mtime_ns: int
    size: int
    checksum: int


class NotRegularFileError(OSError):
    """A directory, FIFO, socket or device is where a file should be."""


class NotDurableError(OSError):
    """The file has its new content, but may lose it with the power."""


def replace_file(
    path: Path,
    data: bytes,
    announce: Callable[[FileVersion], object] = id,
) -> FileVersion:
    """Make `data` the content of the file, wholly or not at all.

    When it returns, the content survives power loss. When it raises, the old
    file is intact (or, if only what follows the renaming failed, the new one
    is there) and no temp file is left. Mode, access list and, where permitted,
    owner of the old file are kept; a new file gets mode 0600. Missing parent
    directories are made, and symbolic links are written through.

    Args:
        path: The file to create or replace.
        data: Its new content.
        announce: Called with the new version right before the renaming.

    Returns:
        The version that the file has now.

    Raises:
        NotRegularFileError: If something other than a file is there.
        NotDurableError: If only the last fsync of the directory failed.
        OSError: If writing, fsync or renaming fails.

    Example:
        >>> import tempfile
        >>> from pathlib import Path
        >>> path = Path(tempfile.mkdtemp()) / "a.txt"
        >>> is_at(path, [replace_file(path, b"hello")])
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
    with _explained(target), _synced_directory(target.parent):
        temp, file = create_temp_file(target)
        try:
            with file:
                _write_all(file.fileno(), data)
                if previous is not None:
                    _keep_attributes(file.fileno(), target, previous)
                _sync(file.fileno())
                version = _version_of(os.fstat(file.fileno()), data)
                announce(version)
                if sys.platform != "win32":
                    # While it is open, for a sweep leaves open files alone.
                    temp.replace(target)
            if sys.platform == "win32":
                _replace_on_windows(temp, target)
        except BaseException:
            with suppress(OSError):
                temp.unlink()
            raise
    return version


def read_file(path: Path) -> tuple[bytes, FileVersion]:
    """Read a file and its version, never blocking on a FIFO or device.

    Raises OSError, NotRegularFileError among them.
    """
    _check_regular(path.stat(), path)
    with open_file(path, "rb") as file:
        # Checked again: it may have been exchanged before it was opened.
        status = os.fstat(file.fileno())
        _check_regular(status, path)
        data = file.readall()
    return data, _version_of(status, data)


def is_at(path: Path, versions: Collection[FileVersion | None]) -> bool:
    """Tell whether a file has one of some versions; None is no file.

    Inode number, time and size tell versions apart where time is finer than
    saves follow each other. The content is looked at as well if it is small,
    or if time is in seconds.
    """
    status = _status_at(path)
    if status is None:
        return None in versions
    stamp = (status.st_ino, status.st_mtime_ns, status.st_size)
    alike = [v for v in versions if v and v[:3] == stamp]
    if alike and (status.st_size <= _SMALL or not stamp[1] % _ONE_SECOND):
        with suppress(FileNotFoundError):
            return read_file(path)[1] in alike
        return None in versions
    return bool(alike)


def remove_file(path: Path) -> None:
    """Delete a file durably; a missing one is no error."""
    target = follow_link(path)
    if _status_at(target) is not None:
        with _explained(target), _synced_directory(target.parent):
            target.unlink(missing_ok=True)


def set_aside(path: Path, label: str) -> Path:
    """Rename a file durably to `NAME.LABEL-…` beside it; return that."""
    target = follow_link(path)
    moment = time.strftime("%Y%m%dT%H%M%SZ", time.gmtime())
    end = f".{label}-{moment}-{os.urandom(4).hex()}"
    aside = target.with_name(shorten_name(target.name, len(end)) + end)
    with _explained(target), _synced_directory(target.parent):
        target.rename(aside)
    return aside


def make_directories(path: Path) -> None:
    """Make a directory and its missing parents, durably."""
    if path.is_dir():
        return
    for each in [p for p in (path, *path.parents) if not p.is_dir()][::-1]:
        with _synced_directory(each.parent):
            each.mkdir(exist_ok=True)


def _check_regular(status: os.stat_result, path: Path) -> None:
    if not stat.S_ISREG(status.st_mode):
        raise NotRegularFileError(errno.EINVAL, "no regular file", str(path))


def _version_of(status: os.stat_result, data: bytes) -> FileVersion:
    stamp = (status.st_ino, status.st_mtime_ns, status.st_size)
    return FileVersion(*stamp, zlib.crc32(data))


def _status_at(path: Path) -> os.stat_result | None:
    with suppress(FileNotFoundError):
        status = path.stat()
        _check_regular(status, path)
        return status
    return None


def _write_all(fd: int, data: bytes) -> None:
    rest = memoryview(data)
    while rest:
        # A full disk or a size limit cuts a write short without an error.
        written = os.write(fd, rest)
        rest = rest[written:]


def _keep_attributes(fd: int, target: Path, previous: os.stat_result) -> None:
    if sys.platform == "win32":
        return
    status = os.fstat(fd)
    mode = stat.S_IMODE(previous.st_mode)
    owned = _keep_access_list(fd, target)
    if (status.st_uid, status.st_gid) != (previous.st_uid, previous.st_gid):
        for owner in (previous.st_uid, -1):
            with suppress(OSError):
                os.fchown(fd, owner, previous.st_gid)
                break
        else:
            owned = False
    if not owned:
        # Another group, or no list: it gets no more than everybody.
        mode &= ~stat.S_IRWXG | (mode & stat.S_IRWXO) << 3
    if mode != stat.S_IMODE(os.fstat(fd).st_mode):
        os.fchmod(fd, mode)
    # A clock ticks slowly. The new time must be another one, so that inode
    # number, time and size together tell any two versions apart.
    later = previous.st_mtime_ns + 1
    if 0 < later - status.st_mtime_ns <= _ONE_SECOND:
        os.utime(fd, ns=(later, later))


def _keep_access_list(fd: int, target: Path) -> bool:
    """Copy a POSIX access list, or remove one that the directory gave."""
    if sys.platform != "linux":
        return True
    try:
        entries = os.getxattr(target, _ACL)
    except OSError:
        with suppress(OSError):
            os.removexattr(fd, _ACL)
        return True
    with suppress(OSError):
        os.setxattr(fd, _ACL, entries)
        return True
    return False


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
    # Unpacked, for between a call and its assignment a handler can raise.
    [fd] = map(os.open, (directory,), (os.O_RDONLY | os.O_DIRECTORY,))
    try:
        yield
        try:
            _sync(fd)
        except OSError as error:
            if error.errno not in _NOT_OFFERED:
                raise NotDurableError(*error.args, str(directory)) from error
    finally:
        os.close(fd)


@contextmanager
def _explained(path: Path) -> Generator[None]:
    """Say what may be done about an error, and which file it is about."""
    try:
        yield
    except (NotDurableError, FileNotFoundError):
        raise
    except OSError as error:
        if error.errno not in _HINTS:
            raise
        text = f"{error.strerror}: {_HINTS[error.errno]}"
        raise OSError(error.errno, text, str(path)) from error


def _replace_on_windows(temp: Path, target: Path) -> None:
    """Rename again and again while a reader has the target open."""
    for pause in _WINDOWS_PAUSES:
        with suppress(PermissionError):
            temp.replace(target)
            return
        time.sleep(pause)
    temp.replace(target)
