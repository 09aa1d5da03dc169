"""Recover each state file named on standard input: load, save, load again."""

import json
import logging
import sys

from subject import Subject, save

logging.disable()
NEXT = "the next save"


def recover(path: str) -> dict:
    """Say what was loaded, and what after the next save."""
    try:
        state = Subject(path)
        loaded = state.value
        save(state, NEXT)
        return {"loaded": loaded, "reloaded": Subject(path).value}
    except Exception as error:
        return {"error": f"{type(error).__name__}: {error}"}


for line in sys.stdin:
    print(json.dumps(recover(line.rstrip("\n"))))
