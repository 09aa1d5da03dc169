"""The smallest helper that passes the crash test: where its proof of itself plants bugs, one by one."""

import contextlib
import errno
import fcntl
import json
import os
from collections.abc import Iterator


def sync_folder(folder: str) -> None:
    """Make the names in a folder durable, where the file system offers it."""
    fd = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(fd)
    except OSError as error:
        if error.errno != errno.EINVAL:
            raise
    finally:
        os.close(fd)


def make_folder(folder: str) -> None:
    """Make a folder and those above it, durably."""
    if os.path.isdir(folder):
        return
    parent = os.path.dirname(folder)
    make_folder(parent)
    os.mkdir(folder)
    sync_folder(parent)


def write_all(fd: int, data: bytes) -> None:
    """Write until nothing is left."""
    while data:
        data = data[os.write(fd, data) :]


def keep_attributes(fd: int, path: str) -> None:
    """Give the new file the mode and the owner of the old one."""
    with contextlib.suppress(FileNotFoundError):
        old = os.stat(path)
        with contextlib.suppress(PermissionError):
            os.fchown(fd, old.st_uid, old.st_gid)
        os.fchmod(fd, old.st_mode & 0o7777)


def sweep(folder: str, name: str) -> None:
    """Remove what killed processes left."""
    for entry in os.listdir(folder):
        if entry.startswith(f".{name}.") and entry.endswith(".tmp"):
            process = entry.split(".")[-2]
            if os.path.exists(f"/proc/{process}"):
                continue
            os.unlink(f"{folder}/{entry}")


def replace_file(path: str, data: bytes) -> None:
    """Put a new file in the place of the old one."""
    folder, name = os.path.split(path)
    make_folder(folder)
    sweep(folder, name)
    temp = f"{folder}/.{name}.{os.getpid()}.tmp"
    fd = os.open(temp, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        try:
            write_all(fd, data)
            keep_attributes(fd, path)
            os.fsync(fd)
        finally:
            os.close(fd)
        os.replace(temp, path)
    except BaseException:
        os.unlink(temp)
        raise
    sync_folder(folder)


class StatefulObject:
    """State in a JSON file."""

    def __init__(self, state_file: str) -> None:
        self._path = os.path.realpath(state_file)
        self._unread = False
        self._load_state()

    def _load_state(self) -> None:
        try:
            with open(self._path, "rb") as file:
                self.__dict__.update(json.loads(file.read()))
        except FileNotFoundError:
            pass
        except OSError:
            self._unread = True
        except ValueError:
            os.rename(self._path, f"{self._path}.corrupt-1")

    def _save_state(self) -> None:
        if self._unread:
            raise PermissionError(errno.EACCES, "not overwritten: it could not be read", self._path)
        state = {name: value for name, value in vars(self).items() if not name.startswith("_")}
        replace_file(self._path, json.dumps(state).encode())

    def _clear_state(self) -> None:
        os.unlink(self._path)
        sync_folder(os.path.dirname(self._path))

    @contextlib.contextmanager
    def _transaction(self) -> Iterator[None]:
        with open(f"{self._path}.lock", "w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            self._load_state()
            yield
            self._save_state()
