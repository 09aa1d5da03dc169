"""Tests of StatefulObject and of the modules that it is made of."""

from __future__ import annotations

import asyncio
import copy
import errno
import gc
import importlib.util
import json
import logging
import os
import stat
import subprocess
import sys
import threading
import time
import weakref
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any, Literal, NoReturn, cast

import pytest

from <%- importPath %> import (
    atomic_file,
    file_lock,
)
from <%- importPath %>.persistence import (
    StateConflictError,
    StatefulObject,
    StateNotLoadedError,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from contextlib import AbstractContextManager
    from types import ModuleType

posix_only = pytest.mark.skipif(
    sys.platform == "win32",
    reason="Windows has no such files, modes or signals",
)

LONG_NAMES = ["x" * 255, "é" * 127, "🌍" * 63 + ".js"]
DEEP = "[" * 200_000
HIDDEN = "hunter2"

# What child processes run before their own lines.
CHILD = """
import os, sys, time
from <%- importPath %>.persistence import StatefulObject

class Counter(StatefulObject):
    def __init__(self, path):
        super().__init__(path)
        self.count = getattr(self, "count", 0)

counter = Counter(sys.argv[1])
"""

SAVE_UNICODE = r"""
counter.text = "\u4e16\ud800"
counter._save_state()
"""

SAVE_TOO_MUCH = """
import resource
resource.setrlimit(resource.RLIMIT_FSIZE, (5000, 5000))
counter.text = "x" * 10000
try:
    counter._save_state()
except OSError as error:
    print(error.errno)
"""

COUNT_TO_25 = """
for _ in range(25):
    with counter._transaction():
        counter.count += 1
"""

HOLD_THE_LOCK = """
with counter._transaction():
    counter.count = 5
    print("ready", flush=True)
    time.sleep(60)
"""

HANG_WHILE_SAVING = """
def hang(fd):
    print("ready", flush=True)
    time.sleep(60)

os.fsync = hang
counter.count = 99
counter._save_state()
"""

JSON_OF_STORE = """\
{
  "count": 1,
  "items": ["é",{"b": [1.5,null],"a": true}],
  "also": null
}
"""


class Store(StatefulObject):
    """A counter and a list, with a public name for all that is protected."""

    def __init__(self, state_file: str | Path) -> None:
        """Take what was loaded, or begin with nothing."""
        super().__init__(state_file=state_file)
        self.count: int = getattr(self, "count", 0)
        self.items: list[Any] = getattr(self, "items", [])

    @property
    def path(self) -> Path:
        """Where the state is."""
        return self._state_file

    def increment(self) -> None:
        """Count one more, and save."""
        self.count += 1
        self._save_state()

    def save(self) -> None:
        """Save."""
        self._save_state()

    async def save_async(self) -> None:
        """Save without blocking the event loop."""
        await self._save_state_async()

    def load(self) -> None:
        """Load once more."""
        self._load_state()

    def clear(self) -> None:
        """Delete the file."""
        self._clear_state()

    def transaction(
        self,
        timeout: float | None = 30.0,
    ) -> AbstractContextManager[None]:
        """Begin a transaction."""
        return self._transaction(timeout=timeout)


class StrictStore(Store):
    """A store that does not overwrite what others wrote."""

    STATE_CONFLICT = "raise"


class SecondStore(Store):
    """A store of the second version, in which `number` became `count`."""

    STATE_VERSION = 2

    def _migrate_state(
        self,
        state: dict[str, Any],
        from_version: int,
    ) -> dict[str, Any]:
        if "fail" in state:
            raise LookupError(from_version)
        return {"count": state["number"]}


class Settings(StatefulObject):
    """An object that selects what it saves."""

    def __init__(self, state_file: Path) -> None:
        """Take what was loaded, or begin with nothing."""
        super().__init__(state_file)
        self.config: dict[str, Any] = getattr(self, "config", {})
        self.cache: dict[str, Any] = {}

    def _get_state(self) -> dict[str, Any]:
        return {"config": self.config}

    def _set_state(self, state: dict[str, Any]) -> None:
        self.config = state.get("config", {})

    def save(self) -> None:
        """Save."""
        self._save_state()


class FakeMsvcrt:
    """Locks as Windows has them, made of those that are there."""

    LK_NBLCK = 1
    LK_UNLCK = 2

    def __init__(self) -> None:
        """Begin with no locks."""
        self.held: dict[tuple[int, int], int] = {}

    def locking(self, fd: int, mode: int, count: int) -> None:
        """Lock or unlock the first byte of a file."""
        assert count == 1
        status = os.fstat(fd)
        file = status.st_dev, status.st_ino
        if mode == self.LK_UNLCK:
            assert self.held.pop(file) == fd
        elif self.held.setdefault(file, fd) != fd:
            raise PermissionError(errno.EACCES, "held")


@pytest.fixture(name="path")
def state_path(tmp_path: Path) -> Path:
    """Return where the state of a test goes."""
    return tmp_path / "state.json"


@pytest.fixture(name="spawn")
def spawn_children() -> Iterator[Callable[..., subprocess.Popen[str]]]:
    """Start child processes that are killed when the test ends."""
    children: list[subprocess.Popen[str]] = []

    def spawn(
        script: str,
        path: Path,
        *arguments: str,
        **variables: str,
    ) -> subprocess.Popen[str]:
        libraries = os.pathsep.join(sys.path)
        child = subprocess.Popen(
            [sys.executable, "-c", CHILD + script, str(path), *arguments],
            env={**os.environ, "PYTHONPATH": libraries, **variables},
            stdout=subprocess.PIPE,
            text=True,
            encoding="utf-8",
        )
        children.append(child)
        return child

    yield spawn
    for child in children:
        child.kill()
        child.communicate()


@pytest.fixture(name="synced")
def record_syncs(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Return a list of what is synced, by its inode number."""
    synced: list[int] = []
    real_sync = os.fsync

    def sync(fd: int) -> None:
        synced.append(os.fstat(fd).st_ino)
        real_sync(fd)

    monkeypatch.setattr(os, "fsync", sync)
    return synced


@pytest.fixture(name="deny")
def deny_access(
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[Callable[[Path], None]]:
    """Make a file unreadable or a directory read-only, for root, too."""
    real_open = os.open
    modes: dict[Path, int] = {}

    def deny(path: Path) -> None:
        modes[path] = path.stat().st_mode

        def refuse(
            file: str | Path,
            flags: int,
            mode: int = 0o777,
        ) -> int:
            is_denied = Path(file) == path and path.is_file()
            is_made_there = flags & os.O_CREAT and Path(file).parent == path
            if is_denied or is_made_there:
                raise PermissionError(errno.EACCES, "denied", str(file))
            return real_open(file, flags, mode)

        path.chmod(0o500 if path.is_dir() else 0)
        monkeypatch.setattr(os, "open", refuse)

    yield deny
    for path, mode in modes.items():
        path.chmod(stat.S_IMODE(mode))


def names_in(directory: Path) -> list[str]:
    """Return the names of all files in a directory, hidden ones too."""
    return sorted(each.name for each in directory.iterdir())


def content_of(path: Path) -> dict[str, Any]:
    """Return what a state file holds."""
    return cast("dict[str, Any]", json.loads(path.read_bytes()))


def with_fields(status: os.stat_result, **fields: int) -> SimpleNamespace:
    """Return the status of a file with some fields changed."""
    names = [name for name in dir(status) if name.startswith("st_")]
    found = {name: getattr(status, name) for name in names}
    return SimpleNamespace(**{**found, **fields})


def fail_with(number: int) -> Callable[..., NoReturn]:
    """Return a function that fails as the operating system does."""

    def fail(*_: object, **__: object) -> NoReturn:
        raise OSError(number, os.strerror(number))

    return fail


def make_fifo(path: Path) -> None:
    """Make a named pipe, where there are such things."""
    if sys.platform != "win32":
        os.mkfifo(path)


def wait_for_line(child: subprocess.Popen[str]) -> str:
    """Return the next line that a child process prints."""
    assert child.stdout is not None
    return child.stdout.readline().strip()


def copy_for(
    monkeypatch: pytest.MonkeyPatch,
    module: ModuleType,
    platform: str,
) -> ModuleType:
    """Return a copy of a module that believes to be on another platform."""
    monkeypatch.setattr(sys, "platform", platform)
    name = f"{module.__name__}_on_{platform}"
    spec = importlib.util.spec_from_file_location(name, module.__file__)
    assert spec is not None
    assert spec.loader is not None
    result = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(result)
    return result


class TestStatefulObjectInitialization:
    """How an object begins."""

    def test_makes_parent_directories(self, tmp_path: Path) -> None:
        """Missing parent directories are made."""
        Store(tmp_path / "nested" / "dirs" / "state.json")
        assert (tmp_path / "nested" / "dirs").is_dir()

    def test_refuses_a_file_as_parent(self, tmp_path: Path) -> None:
        """A file where a parent directory should be is an error."""
        (tmp_path / "file").touch()
        with pytest.raises(OSError, match="file"):
            Store(tmp_path / "file" / "state.json")

    def test_expands_tilde(
        self,
        tmp_path: Path,
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        """A tilde stands for the home directory."""
        monkeypatch.setenv("HOME", str(tmp_path))
        monkeypatch.setenv("USERPROFILE", str(tmp_path))
        store = Store("~/.myapp/state.json")
        assert store.path == tmp_path / ".myapp" / "state.json"

    def test_stays_at_its_path(
        self,
        tmp_path: Path,
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        """A relative path is that of the directory at the beginning."""
        monkeypatch.chdir(tmp_path)
        store = Store("state.json")
        (tmp_path / "elsewhere").mkdir()
        monkeypatch.chdir(tmp_path / "elsewhere")
        store.save()
        assert content_of(tmp_path / "state.json")["count"] == 0

    def test_begins_fresh_without_file(self, path: Path) -> None:
        """Without a file nothing is loaded and none is made."""
        store = Store(path)
        assert store.count == 0
        assert not path.exists()

    def test_loads_existing_state(self, path: Path) -> None:
        """A file that is there is loaded."""
        path.write_text('{"count": 42}', encoding="utf-8")
        assert Store(path).count == 42

    def test_is_a_cooperative_mixin(self, path: Path) -> None:
        """Other keyword arguments go to the next class."""

        class Named:
            def __init__(self, *, name: str) -> None:
                self.name = name

        class NamedStore(StatefulObject, Named):
            pass

        assert vars(NamedStore(path, name="n"))["name"] == "n"

    def test_adds_no_public_attribute(self, path: Path) -> None:
        """The mixin itself has no public attribute."""

        class Plain(StatefulObject):
            pass

        assert all(name.startswith("_") for name in vars(Plain(path)))


class TestStatefulObjectSaving:
    """What a save does."""

    def test_creates_a_private_file(self, path: Path) -> None:
        """The first save creates the file, for its owner alone."""
        Store(path).increment()
        assert path.is_file()
        if sys.platform != "win32":
            assert stat.S_IMODE(path.stat().st_mode) == 0o600

    def test_writes_plain_json(self, path: Path) -> None:
        """Attributes are at top level, in their order, one a line."""
        store = Store(path)
        store.items = ["é", {"b": [1.5, None], "a": True}]
        vars(store)["also"] = None
        store.increment()
        assert path.read_bytes() == JSON_OF_STORE.encode()

    def test_overwrites(self, path: Path) -> None:
        """A later save replaces an earlier one."""
        store = Store(path)
        for number in (10, 20):
            store.count = number
            store.save()
            assert content_of(path)["count"] == number

    def test_leaves_no_other_file(self, path: Path) -> None:
        """Nothing but the state file is left by saves."""
        store = Store(path)
        store.increment()
        store.increment()
        assert names_in(path.parent) == ["state.json"]

    def test_syncs_before_and_after_renaming(
        self,
        tmp_path: Path,
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        """File, rename, directory: that is the order of a durable save."""
        steps: list[str] = []
        real_sync, real_replace = os.fsync, Path.replace

        def sync(fd: int) -> None:
            is_dir = stat.S_ISDIR(os.fstat(fd).st_mode)
            steps.append("directory" if is_dir else "file")
            real_sync(fd)

        def replace(source: Path, target: Path) -> Path:
            steps.append("rename")
            return real_replace(source, target)

        store = Store(tmp_path / "state.json")
        store.save()
        monkeypatch.setattr(os, "fsync", sync)
        monkeypatch.setattr(Path, "replace", replace)
        store.save()
        assert steps == ["file", "rename", "directory"]

    @posix_only
    def test_syncs_the_directory_that_another_one_made(
        self,
        path: Path,
        synced: list[int],
    ) -> None:
        """A first save makes durable what a killed process may have made."""
        atomic_file.replace_file(path, b"{}")
        assert path.parent.parent.stat().st_ino in synced
        synced.clear()
        atomic_file.replace_file(path, b"{}")
        assert path.parent.parent.stat().st_ino not in synced

    @posix_only
    def test_syncs_the_directories_it_makes(
        self,
        tmp_path: Path,
        synced: list[int],
    ) -> None:
        """Every new directory is made durable in its parent."""
        atomic_file.make_directories(tmp_path / "a" / "b")
        expected = [tmp_path, tmp_path / "a"]
        assert synced == [each.stat().st_ino for each in expected]

    def test_makes_a_deleted_directory_again(self, tmp_path: Path) -> None:
        """A directory that was deleted is made again."""
        store = Store(tmp_path / "gone" / "state.json")
        (tmp_path / "gone").rmdir()
        store.increment()
        assert content_of(store.path)["count"] == 1

    @posix_only
    @pytest.mark.parametrize("mode", [0o640, 0o604, 0o444])
    def test_keeps_the_mode(self, path: Path, mode: int) -> None:
        """The mode of the old file is the mode of the new one."""
        path.write_text("{}", encoding="utf-8")
        path.chmod(mode)
        Store(path).save()
        assert stat.S_IMODE(path.stat().st_mode) == mode

    @posix_only
    @pytest.mark.parametrize(
        ("allowed", "tried", "mode"),
        [
            ([7, -1], [7], 0o664),
            ([-1], [7, -1], 0o664),
            ([], [7, -1], 0o644),
        ],
    )
    def test_keeps_the_owner_if_permitted(
        self,
        path: Path,
        monkeypatch: pytest.MonkeyPatch,
        allowed: list[int],
        tried: list[int],
        mode: int,
    ) -> None:
        """Owner and group are kept, else the group, else its rights shrink."""
        owners: list[int] = []
        real_stat = Path.stat

        def belongs_to_seven(path: Path, **more: bool) -> SimpleNamespace:
            found = real_stat(path, **more)
            return with_fields(found, st_uid=7, st_gid=7)

        def change_owner(_: int, owner: int, group: int) -> None:
            owners.append(owner)
            assert group == 7
            if owner not in allowed:
                raise PermissionError

        path.write_text("{}", encoding="utf-8")
        path.chmod(0o664)
        store = Store(path)
        monkeypatch.setattr(os, "fchown", change_owner)
        with monkeypatch.context() as patch:
            patch.setattr(Path, "stat", belongs_to_seven)
            store.save()
        assert owners == tried
        assert stat.S_IMODE(path.stat().st_mode) == mode

    @posix_only
    @pytest.mark.parametrize("dangling", [False, True])
    def test_writes_through_a_symlink(
        self,
        tmp_path: Path,
        *,
        dangling: bool,
    ) -> None:
        """The file that a link leads to is written, the link stays."""
        real, link = tmp_path / "real" / "a.json", tmp_path / "link.json"
        if not dangling:
            Store(real).save()
        link.symlink_to(real)
        store = Store(link)
        store.increment()
        assert link.is_symlink()
        assert content_of(real)["count"] == 1
        store.clear()
        assert names_in(real.parent) == []

    @posix_only
    def test_refuses_a_circle_of_links(self, path: Path) -> None:
        """Links that lead in a circle are an error, and stay."""
        path.symlink_to(path)
        store = Store(path)
        with pytest.raises(OSError, match="symbolic links"):
            store.save()
        assert path.is_symlink()

    @pytest.mark.parametrize("name", LONG_NAMES)
    def test_takes_the_longest_names(
        self,
        tmp_path: Path,
        name: str,
    ) -> None:
        """Names up to the limit of the file system work."""
        store = Store(tmp_path / name)
        store.increment()
        with store.transaction():
            store.count += 1
        assert Store(tmp_path / name).count == 2
        (tmp_path / name).write_text("?", encoding="utf-8")
        assert Store(tmp_path / name).count == 0
        assert any(".corrupt-" in each for each in names_in(tmp_path))

    def test_works_in_the_c_locale(
        self,
        tmp_path: Path,
        spawn: Callable[..., subprocess.Popen[str]],
    ) -> None:
        """Neither path nor state has to be ASCII where the locale is."""
        child = spawn(
            SAVE_UNICODE,
            tmp_path / "é" / "世.json",
            LC_ALL="C",
            PYTHONUTF8="0",
            PYTHONCOERCECLOCALE="0",
        )
        assert child.wait(timeout=60) == 0
        text = content_of(tmp_path / "é" / "世.json")["text"]
        assert text == "世\ud800"

    @posix_only
    def test_has_a_new_version_every_time(
        self,
        path: Path,
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        """Versions differ in time although the clock stands still."""
        _, moment, _ = atomic_file.replace_file(path, b"a")
        real_fstat = os.fstat

        def stopped(fd: int) -> SimpleNamespace:
            return with_fields(real_fstat(fd), st_mtime_ns=moment)

        monkeypatch.setattr(os, "fstat", stopped)
        for later in (1, 2):
            atomic_file.replace_file(path, b"b")
            assert path.stat().st_mtime_ns == moment + later

    @posix_only
    @pytest.mark.skipif(
        sys.platform != "win32" and os.geteuid() != 0,
        reason="only root may give files away",
    )
    def test_keeps_the_owner_as_root(self, path: Path) -> None:
        """A file of another user stays theirs when root saves."""
        path.write_text("{}", encoding="utf-8")
        if sys.platform != "win32":
            os.chown(path, 1, 2)
        path.chmod(0o660)
        Store(path).save()
        status = path.stat()
        assert (status.st_uid, status.st_gid) == (1, 2)
        assert stat.S_IMODE(status.st_mode) == 0o660


class TestStatefulObjectLoading:
    """What a load does."""

    def test_restores_attributes(self, path: Path) -> None:
        """Every key becomes an attribute."""
        path.write_text('{"count": 123, "name": "test"}', encoding="utf-8")
        store = Store(path)
        assert store.count == 123
        assert vars(store)["name"] == "test"

    def test_leaves_defaults_of_missing_attributes(self, path: Path) -> None:
        """An attribute that the file lacks has its default."""
        path.write_text('{"other_field": "value"}', encoding="utf-8")
        store = Store(path)
        assert store.count == 0
        assert vars(store)["other_field"] == "value"

    @pytest.mark.parametrize(
        "content",
        [
            b"",
            b'{"invalid": json content}',
            b'{"count": 1',
            b'{"count": "\xff"}',
            b"[1]",
            b"null",
            DEEP.encode(),
            b'{"count": ' + b"9" * 5000 + b"}",
        ],
        ids=["empty", "wrong", "cut", "latin", "list", "null", "deep", "long"],
    )
    def test_moves_unreadable_content_aside(
        self,
        path: Path,
        caplog: pytest.LogCaptureFixture,
        content: bytes,
    ) -> None:
        """What cannot be understood is kept beside a fresh start."""
        if content.startswith(b'{"count": 9') and sys.version_info < (3, 11):
            content = b"9"
        path.write_bytes(content)
        with caplog.at_level(logging.ERROR):
            store = Store(path)
        assert caplog.records
        assert store.count == 0
        (aside,) = names_in(path.parent)
        assert aside.startswith("state.json.corrupt-")
        store.increment()
        assert (path.parent / aside).read_bytes() == content
        assert Store(path).count == 1

    @posix_only
    def test_moves_aside_durably(
        self,
        path: Path,
        synced: list[int],
    ) -> None:
        """Moving aside is on disk before anything can take the name."""
        path.write_text("bad", encoding="utf-8")
        atomic_file.set_aside(path, "corrupt")
        assert synced == [path.parent.stat().st_ino]

    def test_accepts_a_byte_order_mark(self, path: Path) -> None:
        """A file that an editor of Windows saved is loaded."""
        path.write_text('{"count": 3}', encoding="utf-8-sig")
        assert Store(path).count == 3

    def test_never_moves_a_newer_file_aside(
        self,
        path: Path,
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        """If a good file has replaced the bad one, it is loaded instead."""
        path.write_text("bad", encoding="utf-8")
        real_decode = atomic_file.decode_object

        def decode(data: bytes) -> dict[str, Any]:
            if data == b"bad":
                atomic_file.replace_file(path, b'{"count": 5}')
            return real_decode(data)

        monkeypatch.setattr(atomic_file, "decode_object", decode)
        assert Store(path).count == 5
        assert names_in(path.parent) == ["state.json"]

    @pytest.mark.parametrize(
        "number",
        [errno.EACCES, errno.EIO, errno.ESTALE],
    )
    def test_never_overwrites_what_it_could_not_read(
        self,
        path: Path,
        monkeypatch: pytest.MonkeyPatch,
        caplog: pytest.LogCaptureFixture,
        number: int,
    ) -> None:
        """Saving is an error until the file has been loaded."""
        Store(path).increment()
        with monkeypatch.context() as patch:
            patch.setattr(os, "fdopen", fail_with(number))
            with caplog.at_level(logging.ERROR):
                store = Store(path)
        assert "Failed to load" in caplog.text
        assert store.count == 0
        for _ in range(2):
            with pytest.raises(StateNotLoadedError, match=r"state\.json"):
                store.save()
        store.load()
        store.increment()
        assert content_of(path)["count"] == 2

    def test_saves_when_the_unread_file_is_gone(
        self,
        path: Path,
        deny: Callable[[Path], None],
    ) -> None:
        """Where nothing can be lost any more, saving works again."""
        path.write_text('{"count": 3}', encoding="utf-8")
        deny(path)
        store = Store(path)
        path.unlink()
        path.touch()
        with pytest.raises(StateNotLoadedError):
            store.save()
        path.unlink()
        store.save()
        path.chmod(0o600)
        assert content_of(path)["count"] == 0

    def test_blocks_saves_if_it_cannot_move_aside(
        self,
        path: Path,
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        """Unreadable content is not overwritten where it must stay."""
        path.write_text("bad", encoding="utf-8")
        with monkeypatch.context() as patch:
            patch.setattr(Path, "rename", fail_with(errno.EROFS))
            store = Store(path)
        with pytest.raises(StateNotLoadedError):
            store.save()
        assert path.read_text(encoding="utf-8") == "bad"

    def test_does_not_apply_reserved_names(
        self,
        path: Path,
        caplog: pytest.LogCaptureFixture,
    ) -> None:
        """Methods, properties, private names and settings stay as they are."""

        class WithKind(Store):
            class Kind:
                pass

        reserved = ["save", "path", "Kind", "_state_file", "__class__"]
        reserved += ["STATE_VERSION", "STATE_CONFLICT"]
        state = {**dict.fromkeys(reserved, HIDDEN), "register": 1, "mro": 2}
        path.write_text(json.dumps(state), encoding="utf-8")
        store = WithKind(path)
        assert all(name in caplog.text for name in reserved)
        assert HIDDEN not in caplog.text
        assert [each.levelname for each in caplog.records] == ["WARNING"]
        assert vars(store)["register"] == 1
        assert vars(store)["mro"] == 2
        store.save()
        store.load()
        assert store.path == path

    def test_applies_over_class_attributes(self, path: Path) -> None:
        """A plain class attribute is a default, not a reserved name."""

        class WithDefault(Store):
            level = 1

        path.write_text('{"level": 2}', encoding="utf-8")
        assert WithDefault(path).level == 2

    def test_removes_what_is_gone(self, path: Path) -> None:
        """A load removes the attributes that the file has no longer."""
        store = Store(path)
        store.save()
        vars(store)["local"] = 1
        path.write_text('{"count": 4}', encoding="utf-8")
        store.load()
        assert not hasattr(store, "items")
        assert vars(store)["local"] == 1

    def test_keeps_memory_without_file(self, path: Path) -> None:
        """A load without a file changes nothing in memory."""
        store = Store(path)
        store.increment()
        path.unlink()
        store.load()
        assert store.count == 1


class TestCustomStateMethods:
    """Hooks that a subclass may override."""

    def test_selects_what_is_saved(self, path: Path) -> None:
        """Only what `_get_state` returns is saved."""
        settings = Settings(path)
        settings.config = {"key": "value"}
        settings.cache = {"temp": "data"}
        settings.save()
        assert content_of(path) == {"config": {"key": "value"}}

    def test_selects_what_is_restored(self, path: Path) -> None:
        """Only what `_set_state` takes is restored."""
        path.write_text('{"config": {"a": 1}, "ignored": 2}', encoding="utf-8")
        settings = Settings(path)
        assert settings.config == {"a": 1}
        assert not hasattr(settings, "ignored")

    def test_excludes_private_attributes(self, path: Path) -> None:
        """By default, attributes that begin with `_` are not saved."""
        store = Store(path)
        vars(store)["_private"] = HIDDEN
        store.save()
        assert set(content_of(path)) == {"count", "items"}

    @pytest.mark.parametrize("method", ["_set_state", "_migrate_state"])
    def test_propagates_what_hooks_raise(
        self,
        path: Path,
        monkeypatch: pytest.MonkeyPatch,
        method: str,
    ) -> None:
        """An error of a hook is raised, and nothing saved over the file."""
        store = SecondStore(path)
        path.write_text('{"number": 1}', encoding="utf-8")
        with monkeypatch.context() as patch:
            patch.setattr(SecondStore, method, fail_with(errno.EDOM))
            with pytest.raises(OSError, match=os.strerror(errno.EDOM)):
                store.load()
        with pytest.raises(StateNotLoadedError):
            store.save()
        assert content_of(path) == {"number": 1}
        store.load()
        assert store.count == 1

    def test_migrates(self, path: Path) -> None:
        """A file without version is of version 1, and is migrated."""
        path.write_text('{"number": 7}', encoding="utf-8")
        store = SecondStore(path)
        assert store.count == 7
        store.save()
        saved = content_of(path)
        assert saved == {"_state_version": 2, "count": 7, "items": []}
        assert SecondStore(path).count == 7

    def test_migrates_to_the_same_by_default(self, path: Path) -> None:
        """Without `_migrate_state`, an old state is taken as it is."""

        class Later(Store):
            STATE_VERSION = 3

        path.write_text('{"count": 7}', encoding="utf-8")
        assert Later(path).count == 7

    def test_raises_what_migration_raises(self, path: Path) -> None:
        """An object whose state cannot be migrated is not made."""
        path.write_text('{"fail": 1}', encoding="utf-8")
        with pytest.raises(LookupError, match="1"):
            SecondStore(path)
        assert content_of(path) == {"fail": 1}

    @pytest.mark.parametrize("version", [2, "x", None])
    def test_refuses_newer_versions(
        self,
        path: Path,
        version: object,
    ) -> None:
        """A file of a newer version is neither loaded nor overwritten."""
        store = Store(path)
        content = json.dumps({"_state_version": version, "count": 5})
        path.write_text(content, encoding="utf-8")
        with pytest.raises(StateNotLoadedError, match="version"):
            Store(path)
        with pytest.raises(StateNotLoadedError, match="version"):
            store.load()
        with pytest.raises(StateNotLoadedError, match=r"state\.json"):
            store.save()
        with (
            pytest.raises(StateNotLoadedError),
            store.transaction(),
        ):
            pytest.fail("the body is not run")
        assert path.read_text(encoding="utf-8") == content


class TestStateClear:
    """What clearing does."""

    def test_removes_the_file(self, path: Path) -> None:
        """The file is deleted, and memory stays."""
        store = Store(path)
        store.increment()
        store.clear()
        assert names_in(path.parent) == []
        assert store.count == 1

    def test_is_no_error_without_file(self, path: Path) -> None:
        """Clearing twice is no error."""
        store = Store(path)
        store.clear()
        assert not path.exists()

    def test_what_was_taken_in_a_failed_transaction_is_not_saved(
        self,
        path: Path,
    ) -> None:
        """A save that another task began in the body writes nothing."""
        store = Store(path)
        store.increment()

        async def save_and_fail() -> None:
            with store.transaction():
                store.count = 99
                saving = asyncio.create_task(asyncio.to_thread(save))
                await asyncio.sleep(0.05)
                raise KeyError
            await saving

        def save() -> None:
            asyncio.run(store.save_async())

        with pytest.raises(KeyError):
            asyncio.run(save_and_fail())
        assert content_of(path)["count"] == 1

    def test_a_save_may_come_in_the_middle_of_a_save(self, path: Path) -> None:
        """As of a signal handler: nothing waits for itself for ever."""

        class Reentrant(Store):
            """Saves once more while its state is taken."""

            _entered = False

            def _get_state(self) -> dict[str, Any]:
                if not self._entered:
                    self._entered = True
                    self.save()
                return super()._get_state()

        store = Reentrant(path)
        store.increment()
        assert content_of(path)["count"] == 1

    def test_refuses_what_is_no_file(self, path: Path) -> None:
        """What has taken the file's place is not deleted."""
        store = Store(path)
        path.mkdir()
        with pytest.raises(atomic_file.NotRegularFileError):
            store.clear()
        assert names_in(path.parent) == ["state.json"]

    def test_allows_the_next_save(
        self,
        path: Path,
        caplog: pytest.LogCaptureFixture,
    ) -> None:
        """After clearing, there is nothing to warn of or to refuse."""
        path.write_text('{"_state_version": 2}', encoding="utf-8")
        store = StrictStore(path.with_name("other.json"))
        store.increment()
        store.clear()
        store.save()
        assert content_of(store.path)["count"] == 1
        assert not caplog.records

    def test_wins_over_earlier_saves(
        self,
        path: Path,
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        """A save that began before is not finished after clearing."""
        store = Store(path)
        real_to_thread = asyncio.to_thread

        async def after_clearing(
            function: Callable[..., object],
            *arguments: object,
        ) -> object:
            store.clear()
            return await real_to_thread(function, *arguments)

        monkeypatch.setattr(asyncio, "to_thread", after_clearing)
        asyncio.run(store.save_async())
        assert names_in(path.parent) == []

    def test_never_deletes_what_was_set_aside(self, path: Path) -> None:
        """Files that were moved aside survive clearing and sweeping."""
        path.write_text("bad", encoding="utf-8")
        store = Store(path)
        before = names_in(path.parent)
        store.save()
        store.clear()
        Store(path)
        assert names_in(path.parent) == before


class TestErrorHandling:
    """What happens when something fails."""

    @pytest.mark.parametrize(
        ("value", "error", "text"),
        [
            (object(), TypeError, r"state\['items'\]\[0\]: .*object"),
            ({"a": [1, {2}]}, TypeError, r"\[0\]\['a'\]\[1\]: .*set"),
            ({(1,): 2}, TypeError, r"\[0\]: .*tuple"),
            (float("nan"), ValueError, r"\[0\]: .*float"),
            (({"x": float("-inf")},), ValueError, r"\[0\]\[0\]\['x'\]: "),
        ],
    )
    def test_names_what_cannot_be_saved(
        self,
        path: Path,
        value: object,
        error: type[Exception],
        text: str,
    ) -> None:
        """The path of an offending value is named, and nothing written."""
        store = Store(path)
        store.increment()
        before = path.read_bytes()
        store.items = [value]
        with pytest.raises(error, match=text):
            store.save()
        assert path.read_bytes() == before
        assert names_in(path.parent) == ["state.json"]

    def test_names_a_circle(self, path: Path) -> None:
        """Something that contains itself is refused."""
        store = Store(path)
        store.items.append({"again": store.items})
        with pytest.raises(ValueError, match="contains itself"):
            store.save()

    def test_refuses_keys_that_are_no_strings(self) -> None:
        """Top-level keys are strings, or they would not come back."""
        with pytest.raises(TypeError, match="keys must be strings"):
            atomic_file.encode_object({1: "a"})

    def test_read_only_directory_raises(
        self,
        tmp_path: Path,
        deny: Callable[[Path], None],
    ) -> None:
        """Where no file can be made, a save raises and the old file stays."""
        store = Store(tmp_path / "dir" / "state.json")
        store.increment()
        deny(store.path.parent)
        with pytest.raises(PermissionError):
            store.increment()
        assert names_in(store.path.parent) == ["state.json"]
        assert content_of(store.path)["count"] == 1

    def test_unreadable_file_starts_fresh(
        self,
        path: Path,
        deny: Callable[[Path], None],
    ) -> None:
        """A file without permission to read is a fresh start, not an error."""
        path.write_text('{"count": 99}', encoding="utf-8")
        deny(path)
        assert Store(path).count == 0

    @pytest.mark.parametrize(
        ("module", "call"),
        [(os, "write"), (os, "fsync"), (Path, "replace"), (os, "close")],
    )
    def test_failed_save_leaves_the_old_file(
        self,
        path: Path,
        monkeypatch: pytest.MonkeyPatch,
        caplog: pytest.LogCaptureFixture,
        module: object,
        call: str,
    ) -> None:
        """Whatever fails, there is the old state or the new, and no more."""
        store = Store(path)
        store.increment()
        with monkeypatch.context() as patch:
            patch.setattr(module, call, fail_with(errno.EIO))
            with pytest.raises(OSError, match=os.strerror(errno.EIO)):
                store.increment()
        assert names_in(path.parent) == ["state.json"]
        assert content_of(path)["count"] == (2 if call == "close" else 1)
        assert "Failed to save" in caplog.text

    @posix_only
    @pytest.mark.parametrize(
        ("number", "raises"),
        [
            (errno.EINVAL, False),
            (errno.ENOTSUP, False),
            (errno.ENOSYS, False),
            (errno.EIO, True),
            (errno.ENOSPC, True),
        ],
    )
    def test_fsync_of_the_directory_may_be_missing(
        self,
        path: Path,
        monkeypatch: pytest.MonkeyPatch,
        number: int,
        *,
        raises: bool,
    ) -> None:
        """An fsync that fails is an error, one that is not offered none."""
        real_sync = os.fsync

        def sync(fd: int) -> None:
            if stat.S_ISDIR(os.fstat(fd).st_mode):
                raise OSError(number, os.strerror(number))
            real_sync(fd)

        store = Store(path)
        store.save()
        monkeypatch.setattr(os, "fsync", sync)
        if raises:
            with pytest.raises(OSError, match=os.strerror(number)):
                store.increment()
        else:
            store.increment()
        assert content_of(path)["count"] == 1
        assert names_in(path.parent) == ["state.json"]

    @posix_only
    def test_directory_that_cannot_be_opened_is_not_changed(
        self,
        path: Path,
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        """What could not be made durable is not begun."""
        store = Store(path)
        monkeypatch.setattr(os, "open", fail_with(errno.EACCES))
        with pytest.raises(PermissionError):
            store.increment()
        assert names_in(path.parent) == []

    @posix_only
    def test_short_write_on_a_full_disk(
        self,
        path: Path,
        spawn: Callable[..., subprocess.Popen[str]],
    ) -> None:
        """A write that is cut short is no save."""
        Store(path).increment()
        child = spawn(SAVE_TOO_MUCH, path)
        assert wait_for_line(child) == str(errno.EFBIG)
        assert content_of(path)["count"] == 1
        assert names_in(path.parent) == ["state.json"]

    def test_short_writes_are_continued(
        self,
        path: Path,
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        """All bytes are written, in however many pieces."""
        real_write = os.write

        def write(fd: int, data: memoryview) -> int:
            return real_write(fd, data[:7])

        monkeypatch.setattr(os, "write", write)
        atomic_file.replace_file(path, b"0123456789" * 3)
        assert path.read_bytes() == b"0123456789" * 3

    @posix_only
    @pytest.mark.parametrize("kind", ["directory", "fifo", "device"])
    def test_refuses_what_is_no_file(self, path: Path, kind: str) -> None:
        """Anything but a file raises at once and never blocks."""
        store = Store(path)
        if kind == "directory":
            path.mkdir()
        elif kind == "fifo":
            make_fifo(path)
        else:
            path.symlink_to(os.devnull)
        with pytest.raises(atomic_file.NotRegularFileError):
            Store(path)
        with pytest.raises(atomic_file.NotRegularFileError):
            store.save()
        with pytest.raises(atomic_file.NotRegularFileError):
            store.load()
        with pytest.raises(StateNotLoadedError):
            store.save()

    @posix_only
    def test_looks_again_after_opening(
        self,
        path: Path,
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        """A FIFO that takes the place of a file does not block."""
        regular = path.with_name("regular")
        regular.touch()
        status = regular.stat()
        make_fifo(path)

        def stat_before(*_: object, **__: object) -> os.stat_result:
            return status

        monkeypatch.setattr(Path, "stat", stat_before)
        with pytest.raises(atomic_file.NotRegularFileError):
            atomic_file.read_file(path)

    def test_never_logs_contents(
        self,
        path: Path,
        caplog: pytest.LogCaptureFixture,
    ) -> None:
        """No log record holds a value of the state."""
        caplog.set_level(logging.DEBUG)
        store = Store(path)
        store.items = [HIDDEN]
        store.save()
        Store(path)
        store.items.append({HIDDEN: {HIDDEN}})
        with pytest.raises(TypeError):
            store.save()
        path.write_text(f'{{"{HIDDEN}": {HIDDEN}', encoding="utf-8")
        store.load()
        store.clear()
        assert {each.levelname for each in caplog.records} == {
            "DEBUG",
            "ERROR",
        }
        assert HIDDEN not in caplog.text


class TestIntegrationScenarios:
    """Objects, threads, tasks and processes that share a file."""

    def test_persists_across_instances(self, path: Path) -> None:
        """A new object goes on where the last one ended."""
        for count in (1, 2, 3):
            store = Store(path)
            store.increment()
            assert store.count == count

    def test_restores_nested_state(self, path: Path) -> None:
        """Nested structures come back as they were."""
        nested = {"prod": {"port": 443, "tags": ["a", None, -1.5, True]}}
        store = Store(path)
        store.items = [nested, {"\x7fodd": '"\x7f'}, {"\x7f\x7f": 1}]
        store.save()
        assert Store(path).items == store.items

    @pytest.mark.parametrize("change", ["changed", "deleted"])
    @pytest.mark.parametrize("conflict", ["warn", "raise"])
    def test_notices_conflicts(
        self,
        path: Path,
        caplog: pytest.LogCaptureFixture,
        change: str,
        conflict: Literal["warn", "raise"],
    ) -> None:
        """What another process did is overwritten with a word, or never."""
        first = (Store if conflict == "warn" else StrictStore)(path)
        first.increment()
        first.increment()
        assert not caplog.records
        second = Store(path)
        if change == "changed":
            second.increment()
        else:
            second.clear()
        if conflict == "raise":
            with pytest.raises(StateConflictError, match=r"state\.json"):
                first.increment()
            assert path.exists() == (change == "changed")
            first.load()
            first.save()
        else:
            first.increment()
            assert caplog.records[0].levelname == "WARNING"
            assert content_of(path)["count"] == 3

    def test_transaction_sees_other_processes(self, path: Path) -> None:
        """A transaction begins with what others saved, and removed."""
        store, other = Store(path), Store(path)
        store.save()
        with other.transaction():
            other.count = 10
            del other.items
        with store.transaction():
            assert not hasattr(store, "items")
            store.count += 1
            store.save()
            assert content_of(path)["count"] == 10
            with store.transaction():
                store.count += 1
            assert content_of(path)["count"] == 10
        assert content_of(path) == {"count": 12}

    @pytest.mark.parametrize("exists", [False, True])
    def test_failed_transaction_changes_nothing(
        self,
        path: Path,
        caplog: pytest.LogCaptureFixture,
        *,
        exists: bool,
    ) -> None:
        """If the body raises, memory is as reloaded and nothing is saved."""
        store = SecondStore(path)
        store.items.append(1)
        if exists:
            store.save()
            SecondStore(path).increment()
        before = names_in(path.parent)

        def fail() -> NoReturn:
            with store.transaction():
                store.count += 5
                store.items.append(2)
                vars(store)["extra"] = 1
                raise KeyError

        with pytest.raises(KeyError):
            fail()
        assert store.count == int(exists)
        assert store.items == [1]
        assert not hasattr(store, "extra")
        assert not caplog.records
        assert set(names_in(path.parent)) - set(before) <= {".state.json.lock"}
        if exists:
            assert content_of(path)["count"] == 1

    def test_failed_transaction_restores_what_is_no_state(
        self,
        path: Path,
    ) -> None:
        """Public attributes that are not saved are as before, too."""

        class Counter(Store):
            def _get_state(self) -> dict[str, Any]:
                return {"count": self.count}

        store = Counter(path)

        def fail() -> NoReturn:
            with store.transaction():
                store.items = [1]
                raise KeyError

        with pytest.raises(KeyError):
            fail()
        assert store.items == []

    def test_failed_save_rolls_back(
        self,
        path: Path,
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        """A transaction whose save fails leaves memory as reloaded."""
        store = Store(path)
        monkeypatch.setattr(os, "fsync", fail_with(errno.EIO))
        with (
            pytest.raises(OSError, match=os.strerror(errno.EIO)),
            store.transaction(),
        ):
            store.count = 9
        assert store.count == 0

    def test_transaction_has_a_time_limit(self, path: Path) -> None:
        """Another holder of the lock is waited for, but not for ever."""
        store, other = Store(path), Store(path)
        with other.transaction():
            begin = time.monotonic()
            with (
                pytest.raises(TimeoutError, match=r"state\.json"),
                store.transaction(timeout=0.05),
            ):
                pytest.fail("the body is not run")
            assert time.monotonic() - begin >= 0.05
        with store.transaction(timeout=None):
            store.count = 3
        assert content_of(path)["count"] == 3

    def test_time_limit_is_for_all_locks(self) -> None:
        """What one lock took is not left for the next."""
        lock = threading.Lock()
        lock.acquire()
        threading.Timer(0.05, lock.release).start()
        with file_lock.lock_within(lock, 10) as rest:
            assert rest is not None
            assert 0 < rest < 10
        with file_lock.lock_within(lock, None) as no_limit:
            assert no_limit is None

    def test_strict_saves_wait_for_each_other(self, path: Path) -> None:
        """No other process comes between a check and what follows it."""
        store = StrictStore(path)
        thread = threading.Thread(target=store.increment)
        with file_lock.FileLock.beside(path):
            thread.start()
            thread.join(timeout=0.05)
            assert not path.exists()
        thread.join()
        assert content_of(path)["count"] == 1

    def test_other_threads_wait(self, path: Path) -> None:
        """A transaction keeps the saves of other threads out."""
        store = Store(path)
        thread = threading.Thread(target=store.increment)
        errors: list[type[Exception]] = []

        def try_it() -> None:
            try:
                with store.transaction(timeout=0.01):
                    store.count = 100
            except TimeoutError as error:
                errors.append(type(error))

        impatient = threading.Thread(target=try_it)
        with store.transaction():
            thread.start()
            impatient.start()
            impatient.join()
            store.count = 5
        thread.join()
        assert errors == [TimeoutError]
        assert content_of(path)["count"] == store.count

    def test_threads_never_save_an_older_state(self, path: Path) -> None:
        """After many saves at once, the file holds the last state."""
        store = Store(path)

        def work() -> None:
            for _ in range(10):
                with store.transaction():
                    store.count += 1
                store.save()

        threads = [threading.Thread(target=work) for _ in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert store.count == 40
        assert content_of(path)["count"] == 40

    def test_processes_never_lose_an_update(
        self,
        path: Path,
        spawn: Callable[..., subprocess.Popen[str]],
    ) -> None:
        """Transactions of several processes follow one another."""
        children = [spawn(COUNT_TO_25, path) for _ in range(4)]
        assert [child.wait(timeout=60) for child in children] == [0] * 4
        assert Store(path).count == 100
        assert names_in(path.parent) == [".state.json.lock", "state.json"]

    @posix_only
    def test_lock_of_a_killed_process_is_free(
        self,
        path: Path,
        spawn: Callable[..., subprocess.Popen[str]],
    ) -> None:
        """The death of its holder frees the lock."""
        child = spawn(HOLD_THE_LOCK, path)
        assert wait_for_line(child) == "ready"
        store = Store(path)
        with pytest.raises(TimeoutError), store.transaction(timeout=0):
            pytest.fail("the body is not run")
        child.kill()
        child.wait(timeout=60)
        with store.transaction(timeout=0):
            assert store.count == 0

    @posix_only
    @pytest.mark.parametrize("name", ["state.json", *LONG_NAMES])
    def test_temp_file_is_swept_after_death_only(
        self,
        tmp_path: Path,
        spawn: Callable[..., subprocess.Popen[str]],
        name: str,
    ) -> None:
        """A living process keeps its temp file, a killed one does not."""
        Store(tmp_path / name).increment()
        child = spawn(HANG_WHILE_SAVING, tmp_path / name)
        assert wait_for_line(child) == "ready"
        (temp,) = set(names_in(tmp_path)) - {name}
        assert temp.startswith(f".{name[:30]}")
        assert temp.endswith(".tmp")
        Store(tmp_path / name)
        Store(tmp_path / f"{name[:-1]}y")
        assert temp in names_in(tmp_path)
        child.kill()
        child.wait(timeout=60)
        Store(tmp_path / f"{name[:-1]}y")
        assert temp in names_in(tmp_path)
        assert Store(tmp_path / name).count == 1
        assert names_in(tmp_path) == [name]

    def test_async_saves_are_durable_and_few(
        self,
        path: Path,
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        """Calls at one time share saves that hold the states of all."""
        store = Store(path)
        written: list[bytes] = []
        real_replace = atomic_file.replace_file

        def replace(file: Path, data: bytes) -> tuple[int, int, int]:
            written.append(data)
            return real_replace(file, data)

        async def add(number: int) -> None:
            store.items.append(number)
            await store.save_async()
            assert number in content_of(path)["items"]

        async def add_all() -> None:
            await asyncio.gather(*(add(number) for number in range(50)))

        monkeypatch.setattr(atomic_file, "replace_file", replace)
        asyncio.run(add_all())
        asyncio.run(add(50))
        assert content_of(path)["items"] == list(range(51))
        assert len(written) <= 3

    def test_async_saves_leave_the_loop_alone(
        self,
        path: Path,
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        """Other tasks run while a save waits for the disk."""
        store = Store(path)
        free = threading.Event()
        real_sync = os.fsync

        def sync(fd: int) -> None:
            assert free.wait(timeout=10)
            real_sync(fd)

        async def save_and_free() -> None:
            saving = asyncio.create_task(store.save_async())
            await asyncio.sleep(0.01)
            assert not saving.done()
            free.set()
            await saving

        monkeypatch.setattr(os, "fsync", sync)
        asyncio.run(save_and_free())
        assert content_of(path)["count"] == 0

    def test_cancelled_callers_do_not_harm_others(self, path: Path) -> None:
        """Those who still wait get their save."""
        store = Store(path)

        async def save_some() -> None:
            tasks = [asyncio.create_task(store.save_async()) for _ in range(9)]
            await asyncio.sleep(0)
            store.count = 7
            last = asyncio.create_task(store.save_async())
            for task in tasks:
                task.cancel()
            await asyncio.wait(tasks)
            await last
            assert content_of(path)["count"] == 7

        asyncio.run(save_some())
        assert content_of(path)["count"] == 7

    def test_errors_reach_all_who_wait(
        self,
        path: Path,
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        """A save that fails is an error of everyone who called for it."""
        store = Store(path)
        monkeypatch.setattr(os, "fsync", fail_with(errno.EIO))

        async def save_all() -> list[BaseException | None]:
            calls = (store.save_async() for _ in range(5))
            return await asyncio.gather(*calls, return_exceptions=True)

        results = asyncio.run(save_all())
        assert all(isinstance(each, OSError) for each in results)

    def test_older_async_save_yields(
        self,
        path: Path,
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        """A state taken earlier is never written over a later one."""
        store = Store(path)
        real_to_thread = asyncio.to_thread

        async def after_another(
            function: Callable[..., object],
            *arguments: object,
        ) -> object:
            store.increment()
            return await real_to_thread(function, *arguments)

        monkeypatch.setattr(asyncio, "to_thread", after_another)
        asyncio.run(store.save_async())
        assert content_of(path)["count"] == 1

    def test_async_save_waits_for_the_transaction(self, path: Path) -> None:
        """Inside a transaction its end saves."""
        store = Store(path)

        async def save_inside() -> None:
            with store.transaction():
                store.count = 2
                await store.save_async()
                assert names_in(path.parent) == [".state.json.lock"]

        asyncio.run(save_inside())
        assert content_of(path)["count"] == 2


class TestEdgeCases:
    """What is rare."""

    def test_empty_state(self, path: Path) -> None:
        """An object without attributes has an empty file."""
        store = Store(path)
        del store.count, store.items
        store.save()
        assert content_of(path) == {}
        assert Store(path).count == 0

    @pytest.mark.parametrize("text", ["Hello 世界 🌍", "\udce9", "\0\u2028"])
    def test_unicode(self, path: Path, text: str) -> None:
        """Any string comes back, lone surrogates too."""
        store = Store(path)
        store.items = [text, {text: text}]
        store.save()
        assert Store(path).items == store.items
        assert path.read_text(encoding="utf-8").isprintable() is False

    def test_large_state(self, path: Path) -> None:
        """A large state comes back."""
        store = Store(path)
        store.items = [{"id": i, "value": f"item_{i}"} for i in range(20000)]
        store.save()
        assert Store(path).items == store.items

    def test_copies_have_locks_of_their_own(
        self,
        path: Path,
        caplog: pytest.LogCaptureFixture,
    ) -> None:
        """A copy knows the file, but is not inside the same transaction."""
        store = Store(path)
        store.increment()
        for copied in (copy.copy, copy.deepcopy):
            twin = copied(store)
            with store.transaction():
                twin.count += 7
                twin.save()
                assert not caplog.records
                store.load()
        assert content_of(path)["count"] == 15

    def test_sweep_spares_the_files_of_others(self, tmp_path: Path) -> None:
        """Files that only look like temp files stay."""
        names = [
            ".state.json.notes.tmp",
            ".state.json.0123456789abcdef.tmp",
            ".state.json.x.0123456789abcdef.tmp",
            ".state.json.tmp",
            "state.json.0123456789abcdef.tmp",
        ]
        for name in names:
            (tmp_path / name).touch()
        Store(tmp_path / "state.json").increment()
        Store(tmp_path / "state.json")
        assert names_in(tmp_path) == sorted([*names, "state.json"])

    @posix_only
    def test_creation_yields_to_a_sweep(
        self,
        path: Path,
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        """A temp file swept before it is locked is replaced by another."""
        real_open = os.open
        swept: list[str] = []

        def open_and_sweep(file: str, flags: int, mode: int = 0o777) -> int:
            fd = real_open(file, flags, mode)
            if flags & os.O_EXCL and not swept:
                swept.append(Path(file).name)
                file_lock.sweep_temp_files(path)
                assert names_in(path.parent) == []
            return fd

        monkeypatch.setattr(os, "open", open_and_sweep)
        temp, fd = file_lock.create_temp_file(path)
        os.close(fd)
        assert swept != [temp.name]
        assert names_in(path.parent) == [temp.name]

    @posix_only
    def test_file_systems_without_locks(
        self,
        path: Path,
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        """Saves need no locks, sweeps do nothing, transactions fail."""
        store = Store(path)
        module: Any = file_lock
        monkeypatch.setattr(module.fcntl, "flock", fail_with(errno.ENOLCK))
        store.increment()
        temp, fd = file_lock.create_temp_file(path)
        os.close(fd)
        store.load()
        assert temp.exists()
        with (
            pytest.raises(OSError, match=os.strerror(errno.ENOLCK)),
            store.transaction(),
        ):
            pytest.fail("the body is not run")

    @posix_only
    @pytest.mark.parametrize("made_again", [False, True])
    def test_lock_notices_deletion_of_its_file(
        self,
        tmp_path: Path,
        monkeypatch: pytest.MonkeyPatch,
        *,
        made_again: bool,
    ) -> None:
        """A lock on a file that was deleted meanwhile does not count."""
        path = tmp_path / "a.lock"
        module: Any = file_lock
        real_flock = module.fcntl.flock
        deleted: list[Path] = []

        def delete_and_lock(fd: int, how: int) -> None:
            if not deleted:
                deleted.append(path)
                path.unlink()
                if made_again:
                    path.touch()
            real_flock(fd, how)

        monkeypatch.setattr(module.fcntl, "flock", delete_and_lock)
        with file_lock.FileLock(path):
            assert path.exists()
            with pytest.raises(TimeoutError):
                file_lock.FileLock(path, timeout=0).acquire()

    @posix_only
    def test_drive_cache_of_macos_is_flushed(
        self,
        path: Path,
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        """On macOS F_FULLFSYNC is used where it is offered."""
        module = copy_for(monkeypatch, atomic_file, "darwin")
        asked: list[int] = []

        def full_sync(_: int, command: int) -> None:
            asked.append(command)
            if len(asked) > 1:
                raise OSError(errno.ENOTSUP, "not here")

        fcntl = module.fcntl
        monkeypatch.setattr(fcntl, "F_FULLFSYNC", 51, raising=False)
        monkeypatch.setattr(fcntl, "fcntl", full_sync)
        path.write_bytes(b"")
        module.replace_file(path, b"a")
        assert asked == [51, 51]
        assert path.read_bytes() == b"a"

    @posix_only
    def test_release_frees_inherited_locks(
        self,
        path: Path,
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        """A released lock is free though a child has a copy of it."""
        copies: list[int] = []
        real_open = os.open

        def open_and_copy(file: Path, flags: int, mode: int = 0o777) -> int:
            fd = real_open(file, flags, mode)
            copies.append(os.dup(fd))
            return fd

        with monkeypatch.context() as patch:
            patch.setattr(os, "open", open_and_copy)
            with file_lock.FileLock(path):
                pass
        with file_lock.FileLock(path, timeout=0):
            pass
        for fd in copies:
            os.close(fd)

    def test_closed_event_loops_are_forgotten(self) -> None:
        """A lock between tasks keeps no loop that is closed."""
        lock = file_lock.TaskLock()
        loops: list[weakref.ref[asyncio.AbstractEventLoop]] = []

        async def take() -> None:
            loops.append(weakref.ref(asyncio.get_running_loop()))
            assert lock.here() is lock.here()

        asyncio.run(take())
        asyncio.run(take())
        gc.collect()
        assert loops[0]() is None

    def test_lock_is_not_reentrant(self, tmp_path: Path) -> None:
        """To acquire twice is an error, to release twice is none."""
        lock = file_lock.FileLock(tmp_path / "a.lock")
        with lock:
            with pytest.raises(RuntimeError, match=r"a\.lock"):
                lock.acquire()
            lock.release()
        with lock:
            pass

    @posix_only
    def test_locks_of_windows(
        self,
        path: Path,
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        """With msvcrt as with fcntl, a lock keeps others out until freed."""
        monkeypatch.setitem(sys.modules, "msvcrt", FakeMsvcrt())
        module = copy_for(monkeypatch, file_lock, "win32")
        with module.FileLock(path), pytest.raises(TimeoutError):
            module.FileLock(path, timeout=0.01).acquire()
        with module.FileLock(path, timeout=0):
            pass

    @posix_only
    def test_sweep_of_windows(
        self,
        path: Path,
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        """A closed temp file is swept when it is too old to be in use."""
        monkeypatch.setitem(sys.modules, "msvcrt", FakeMsvcrt())
        module = copy_for(monkeypatch, file_lock, "win32")
        temp, fd = module.create_temp_file(path)
        os.close(fd)
        module.sweep_temp_files(path)
        assert temp.exists()
        os.utime(temp, (0, 0))
        module.sweep_temp_files(path)
        assert not temp.exists()

    @posix_only
    @pytest.mark.parametrize("times", [0, 2, 99])
    def test_renaming_of_windows(
        self,
        path: Path,
        monkeypatch: pytest.MonkeyPatch,
        times: int,
    ) -> None:
        """While a reader has the file open, renaming is tried again."""
        path.write_bytes(b"old")
        module = copy_for(monkeypatch, atomic_file, "win32")
        pauses: list[float] = []
        real_replace = Path.replace

        def replace(source: Path, target: Path) -> Path:
            if len(pauses) < times:
                raise PermissionError(errno.EACCES, "sharing violation")
            return real_replace(source, target)

        monkeypatch.setattr(Path, "replace", replace)
        monkeypatch.setattr(time, "sleep", pauses.append)
        if times == 99:
            with pytest.raises(PermissionError):
                module.replace_file(path, b"new")
        else:
            module.replace_file(path, b"new")
        assert path.read_bytes() == (b"old" if times == 99 else b"new")
        assert names_in(path.parent) == ["state.json"]
        assert len(pauses) <= 6
