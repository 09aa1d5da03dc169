"""Durable replacement of whole files, safe from crashes and power loss.

As https://sqlite.org/atomiccommit.html has it: write a new file, fsync it,
rename it over the old one, fsync the directory.
"""

from __future__ import annotations

import errno
import os
import stat
import sys
import time
import zlib
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from .file_lock import Status, beside, give_owner, open_file, shorten_name

if sys.platform == "darwin":
    import fcntl

if TYPE_CHECKING:
    from collections.abc import Callable, Generator
    from io import FileIO

# Where a path leads to, and the status of a file that is there.
Found: TypeAlias = tuple[Path, Status]
# How file systems answer that cannot fsync a directory.
_NOT_OFFERED = {errno.EINVAL, errno.ENOTSUP, errno.EOPNOTSUPP, errno.ENOSYS}
_HINTS = {
    errno.EBUSY: "it is mounted alone: mount the folder that it is in",
    errno.EPERM: "the folder lets only its owner replace it",
    errno.EACCES: "the folder must be readable and writable",
}
# File systems without finer time have round numbers; in nanoseconds.
_COARSE = 1_000_000
_ACL = "system.posix_acl_access"
# On Windows, a file that somebody reads is in the way for a moment.
_PAUSES = (0.01, 0.02, 0.05, 0.1, 0.2, 0.5)


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
    found: Found,
    data: bytes,
    announce: Callable[[FileVersion], object] = id,
) -> FileVersion:
    """Make `data` the content of a file whose lock is held, wholly or not.

    When it returns the new version, the content survives power loss. When it
    raises OSError, the old file is intact (or, if only what follows the
    renaming failed, the new one is there) and no temp file is left. Mode,
    access list and, where permitted, owner are kept; a new file gets mode
    0600. The version is announced before the renaming.
    """
    target, previous = found
    if not previous:
        # Who made the directory may have died before its entry was durable;
        # one whose parent may not be read was made by another user.
        with suppress(PermissionError), _changed(target.parent.parent):
            pass
    directory, _, temp = beside(target)
    with _changed(directory) as opened:
        try:
            with _open_new(temp) as file:
                _write(file.fileno(), data)
                _set_time(file.fileno(), previous)
                if previous:
                    _keep_attributes(file.fileno(), target, previous)
                _sync(file.fileno())
                version = _stamp_own(file.fileno(), temp, data)
            announce(version)
            _rename(temp, target, *opened)
        except BaseException:
            with suppress(OSError):
                temp.unlink()
            raise
    return version


def read_file(path: Path) -> tuple[bytes, FileVersion]:
    """Read a file and its version, never blocking on a FIFO or device."""
    _check_regular(path.stat(), path)
    with open_file(path, "rb") as file:
        # Checked again: it may have been exchanged before it was opened.
        status = os.fstat(file.fileno())
        _check_regular(status, path)
        data = file.readall()
    return data, _stamp(status, data)


def version_of(found: Found) -> FileVersion | None:
    """Return the version of what `find_file` found; None is no file."""
    path, status = found
    if status and status.st_mtime_ns % _COARSE:
        return _stamp(status, b"")
    with suppress(FileNotFoundError):
        return read_file(path)[1]
    return None


def remove_file(path: Path) -> None:
    """Delete a file durably; a missing one is no error."""
    target, status = find_file(path)
    if status:
        with _changed(target.parent):
            target.unlink(missing_ok=True)


def set_aside(path: Path, label: str) -> Path:
    """Rename a file durably to `NAME.LABEL-…` beside it; return that."""
    target, _ = find_file(path)
    moment = time.strftime("%Y%m%dT%H%M%SZ", time.gmtime())
    end = f".{label}-{moment}-{os.urandom(4).hex()}"
    aside = target.with_name(shorten_name(target.name, len(end)) + end)
    with _changed(target.parent) as opened:
        _rename(target, aside, *opened)
    return aside


def find_file(path: Path) -> Found:
    """Follow a link, a dangling one too; return the status of a file."""
    try:
        status = os.lstat(path)
    except FileNotFoundError:
        return path, None
    if not stat.S_ISLNK(status.st_mode):
        _check_regular(status, path)
        return path, status
    target = Path(os.path.realpath(path))
    if target.is_symlink():
        raise OSError(errno.ELOOP, os.strerror(errno.ELOOP), str(path))
    return find_file(target)


def make_directories(path: Path) -> None:
    """Make a directory and its missing parents, durably."""
    missing = [p for p in (path, *path.parents) if not p.is_dir()]
    for each in reversed(missing):
        with _changed(each.parent):
            each.mkdir(exist_ok=True)


def _check_regular(status: os.stat_result, path: Path) -> None:
    if not stat.S_ISREG(status.st_mode):
        raise NotRegularFileError(errno.EINVAL, "no regular file", str(path))


def _stamp(status: os.stat_result, data: bytes) -> FileVersion:
    stamp = (status.st_ino, status.st_mtime_ns, status.st_size)
    # Where time may be coarser than saves follow each other, content counts.
    fine = status.st_mtime_ns % _COARSE
    return FileVersion(*stamp, 0 if fine else zlib.crc32(data))


def _stamp_own(fd: int, temp: Path, data: bytes) -> FileVersion:
    status = os.fstat(fd)
    if not status.st_nlink:
        # Another process removed it, for it could lock another one.
        raise OSError(errno.EAGAIN, "its lock file was deleted", str(temp))
    return _stamp(status, data)


def _open_new(temp: Path) -> FileIO:
    with suppress(FileExistsError):
        return open_file(temp, "xb")
    # It is from a process that was killed.
    temp.unlink()
    return open_file(temp, "xb")


def _write(fd: int, data: bytes) -> None:
    rest = memoryview(data)
    while rest:
        # A full disk or a size limit cuts a write short without an error.
        written = os.write(fd, rest)
        rest = rest[written:]


def _set_time(fd: int, previous: os.stat_result | None) -> None:
    """Give a file a time of its own, for the clocks of disks are slow."""
    now = time.time_ns()
    if previous and now <= previous.st_mtime_ns < now + 1_000_000_000:
        now = previous.st_mtime_ns + 1_000
    if sys.platform != "win32":
        with suppress(OSError):
            os.utime(fd, ns=(now, now))


def _keep_attributes(fd: int, target: Path, previous: os.stat_result) -> None:
    mode = stat.S_IMODE(previous.st_mode)
    listed, status = _keep_access_list(fd, target), os.fstat(fd)
    if not give_owner(fd, status, previous) or not listed:
        # Another group, or no list: it gets no more than everybody.
        mode &= ~stat.S_IRWXG | (mode & stat.S_IRWXO) << 3
    if sys.platform != "win32" and mode != stat.S_IMODE(status.st_mode):
        os.fchmod(fd, mode)


def _keep_access_list(fd: int, target: Path) -> bool:
    """Copy a POSIX access list, or remove one that the directory gave."""
    listed = False
    if sys.platform == "linux":
        try:
            listed = _ACL in os.listxattr(target)
            if listed:
                os.setxattr(fd, _ACL, os.getxattr(target, _ACL))
            elif _ACL in os.listxattr(fd):
                os.removexattr(fd, _ACL)
        except OSError:
            return not listed
    return True


def _sync(fd: int) -> None:
    if sys.platform == "darwin":
        # fsync of macOS leaves the data in the cache of the drive.
        with suppress(OSError):
            fcntl.fcntl(fd, fcntl.F_FULLFSYNC)
            return
    os.fsync(fd)


@contextmanager
def _changed(directory: Path) -> Generator[list[int]]:
    """Fsync a directory, opened before the body changes its entries."""
    files: list[int] = []
    try:
        if sys.platform != "win32":
            # Without an assignment, before which a handler could raise.
            files += map(os.open, [directory], [os.O_RDONLY | os.O_DIRECTORY])
        yield files
        for fd in files:
            _sync_directory(fd, directory)
    except OSError as error:
        if error.filename2:
            error.filename = str(directory / error.filename)
        hint = _HINTS.get(error.errno or 0)
        if hint and not isinstance(error, NotDurableError):
            error.strerror = f"{error.strerror}: {hint}"
        raise
    finally:
        for fd in files:
            os.close(fd)


def _sync_directory(fd: int, directory: Path) -> None:
    try:
        _sync(fd)
    except OSError as error:
        if error.errno not in _NOT_OFFERED:
            raise NotDurableError(*error.args, str(directory)) from error


def _rename(path: Path, target: Path, fd: int | None = None) -> None:
    """Rename a file in a directory, of which POSIX gives a descriptor."""
    if fd is not None:
        os.replace(path.name, target.name, src_dir_fd=fd, dst_dir_fd=fd)
        return
    for pause in _PAUSES:
        with suppress(PermissionError):
            path.replace(target)
            return
        time.sleep(pause)
    path.replace(target)
