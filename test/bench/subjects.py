"""What is timed: the floor, the helper as it is copied into projects, and the way of its ancestor."""

import importlib
import json
import os
import shutil
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from shapes import State

ROOT = next(folder for folder in Path(__file__).resolve().parents if (folder / "biome.json").exists())
MODULES = Path(os.environ.get("CHORA_PERSISTENCE", ROOT / "templates" / "persistence" / "python"))

Subjects = dict[str, Callable[[], None]]


@dataclass(frozen=True)
class Prepared:
    """A folder, a state and a helper object that holds it."""

    folder: Path
    state: State
    helper: Any


def prepare(folder: Path, state: State) -> Prepared:
    helper = stateful_class()(folder / "helper.json")
    vars(helper).update(state)
    return Prepared(folder, state, helper)


def save_subjects(prepared: Prepared) -> Subjects:
    folder, state = prepared.folder, prepared.state
    return {
        "floor": partial(save_floor, folder / "floor.json", state),
        "helper": prepared.helper._save_state,
        "ancestor": partial(save_ancestor, folder / "ancestor.json", state),
    }


def load_subjects(prepared: Prepared) -> Subjects:
    save_floor(prepared.folder / "floor.json", prepared.state)
    prepared.helper._save_state()
    return {
        "floor": partial(load_floor, prepared.folder / "floor.json"),
        "helper": prepared.helper._load_state,
    }


def save_floor(path: Path, state: State) -> None:
    """The least that survives a power loss: no check, no clean-up, no mode, no symlink, no lock."""
    data = json.dumps(state, separators=(",", ":")).encode()
    temporary = f"{path}.tmp"
    file = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    os.write(file, data)
    os.fsync(file)
    os.close(file)
    os.replace(temporary, path)
    sync_folder(path.parent)


def save_ancestor(path: Path, state: State) -> None:
    """As durable, but encoded as the ancestor did: indented and sorted, to a file object."""
    with open(f"{path}.tmp", "w", encoding="utf-8") as file:
        json.dump(state, file, indent=2, sort_keys=True)
        file.flush()
        os.fsync(file.fileno())
    os.replace(f"{path}.tmp", path)
    sync_folder(path.parent)


def sync_folder(folder: Path) -> None:
    file = os.open(folder, os.O_RDONLY)
    os.fsync(file)
    os.close(file)


def load_floor(path: Path) -> None:
    with open(path, "rb") as file:
        json.loads(file.read())


def stateful_class() -> type:
    """A subclass of the helper's class, imported from a package as the generator lays it out."""
    if "acme.utils.persistence" not in sys.modules:
        folder = Path(tempfile.mkdtemp(prefix="chora-bench-"))
        no_modules = shutil.ignore_patterns("test_*", "*.md", "__pycache__")
        package = shutil.copytree(MODULES, folder / "acme" / "utils", ignore=no_modules)
        (package / "__init__.py").touch()
        sys.path.insert(0, str(folder))
        importlib.import_module("acme.utils.persistence")
        shutil.rmtree(folder)
    return type("Timed", (sys.modules["acme.utils.persistence"].StatefulObject,), {})
