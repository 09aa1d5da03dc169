"""Do the actions of a scenario, one by one, and say what happens."""

import errno
import json
import os
import sys
import tempfile

from subject import Subject, save, say


def become(uid: int) -> None:
    """Go on as another user, who may not be allowed to read what Python would import only now."""
    with tempfile.TemporaryDirectory() as folder:
        save(Subject(f"{folder}/state.json"), "warm")
        Subject(f"{folder}/state.json")
    os.setgroups([])
    os.setresgid(uid, uid, uid)
    os.setresuid(uid, uid, uid)


def change(state: Subject, action: dict) -> None:
    """Save, in one of three ways."""
    if action["do"] == "clear":
        state._clear_state()
    elif action["do"] == "save":
        save(state, action["value"])
    else:
        with state._transaction():
            state.value = action["value"]


def act(state: Subject | None, action: dict) -> Subject | None:
    """Do one action; the state is that of the last open."""
    if action["do"] == "become":
        become(action["uid"])
    elif action["do"] == "open":
        state = Subject(action["path"])
        say("LOADED", state.value)
    elif state is not None:
        say("BEGIN", action.get("value"))
        change(state, action)
        say("ACK", action.get("value"))
    return state


def main() -> None:
    """Say FAILED for an action that raised, and go on with the next."""
    state = None
    for action in json.loads(sys.argv[2]):
        try:
            state = act(state, action)
        except Exception as error:
            number = errno.errorcode.get(getattr(error, "errno", None))
            say("FAILED", {"error": type(error).__name__, "errno": number, "message": str(error)})


main()
