"""What the campaigns share: the classes under test, and how violations are said."""

from __future__ import annotations

import json
import logging
import signal
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

sys.path.insert(0, sys.argv[1])
if TYPE_CHECKING:
    from collections.abc import Callable

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


class Tick(Exception):
    """What the handler of a timer raises."""


ARMED = [False]


def tick(*_: object) -> None:
    """Raise, wherever the program is; one that comes late is not for what looks at the outcome."""
    if ARMED[0]:
        raise Tick


def interrupt(work: Callable[[], None], seconds: float) -> None:
    """Do something, and let a signal handler raise in the middle of it."""
    signal.signal(signal.SIGALRM, tick)
    try:
        try:
            ARMED[0] = True
            signal.setitimer(signal.ITIMER_REAL, seconds)
            work()
        finally:
            ARMED[0] = False
            signal.setitimer(signal.ITIMER_REAL, 0)
    except Tick:
        pass


def finish(violations: set[str]) -> None:
    """Say what went wrong."""
    print(json.dumps(sorted(violations)))
