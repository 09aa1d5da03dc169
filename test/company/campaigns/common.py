"""What the campaigns share: the classes under test, and how violations are said."""

from __future__ import annotations

import json
import logging
import sys
import tempfile
from pathlib import Path
from typing import Any

sys.path.insert(0, sys.argv[1])
logging.disable()

from acme.utils.persistence import StatefulObject  # noqa: E402 (the path comes first)


class Plain(StatefulObject):
    """Saves its attributes."""

    def __init__(self, path: Path) -> None:
        self.tokens: list[int] = []
        super().__init__(path)


class Hooked(Plain):
    """Overrides both hooks."""

    def _get_state(self) -> dict[str, Any]:
        return {"of": list(self.tokens)}

    def _set_state(self, state: dict[str, Any]) -> None:
        self.tokens = list(state["of"])


CLASSES = (Plain, Hooked)


def new_path() -> Path:
    """Return where a state goes, on a disk in memory where there is one."""
    memory = Path("/dev/shm")
    return Path(tempfile.mkdtemp(dir=memory if memory.is_dir() else None)) / "state.json"


def read_tokens(path: Path) -> list[int]:
    """Return what the file has."""
    if not path.exists():
        return []
    state = json.loads(path.read_text("utf-8"))
    return state.get("tokens", state.get("of", []))


def finish(violations: set[str]) -> None:
    """Say what went wrong."""
    print(json.dumps(sorted(violations)))
