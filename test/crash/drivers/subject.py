"""The state that the drivers of the crash test keep, and how they say what happens."""

import json
import os
import sys
from typing import Any

sys.path.insert(0, sys.argv[1])

from acme.utils.persistence import StatefulObject


class Subject(StatefulObject):
    """One value, None after a fresh start."""

    def __init__(self, path: str) -> None:
        self.value: Any = None
        super().__init__(path)


def say(word: str, value: object) -> None:
    """Write a marker in one system call."""
    os.write(1, f"{word} {json.dumps(value)}\n".encode())


def save(state: Subject, value: object) -> None:
    """Save a value."""
    state.value = value
    state._save_state()
