"""Forks while another thread is in a transaction, and inside of one."""

from __future__ import annotations

import os
import signal
import threading
import time
import sys
import warnings

from common import CLASSES, finish, new_path, read_tokens

from acme.utils.persistence import StateConflictError, StateNotLoadedError

warnings.simplefilter("ignore", DeprecationWarning)
FORKS = int(sys.argv[2])


def in_child(work: object) -> str:
    """Fork, do something, and tell how it ended."""
    child = os.fork()
    if not child:
        signal.alarm(15)
        try:
            work()
        except (StateConflictError, StateNotLoadedError):
            os._exit(2)
        except BaseException:
            os._exit(1)
        os._exit(0)
    return {0: "ok", 2 << 8: "refused"}.get(os.waitpid(child, 0)[1], "failed")


def campaign(kind: type, violations: set[str]) -> None:
    """Fork many times while a thread adds tokens."""
    path = new_path()
    store = kind(path)
    stop = threading.Event()
    acked: list[int] = []

    def add() -> None:
        token = 0
        while not stop.is_set():
            token += 1
            with store._transaction():
                store.tokens = [*store.tokens, token]
            acked.append(token)
            time.sleep(0.002)

    def work() -> None:
        store._load_state(discard=True)
        with store._transaction():
            store.tokens = [*store.tokens, -1]

    thread = threading.Thread(target=add)
    thread.start()
    if any(in_child(work) == "failed" for _ in range(FORKS)):
        violations.add("a child hung or failed")
    stop.set()
    thread.join()
    if not set(acked) <= set(read_tokens(path)):
        violations.add("an acknowledged save is lost")
    # What this thread does next is not what another one has reloaded.
    store._load_state(discard=True)
    with store._transaction():
        if in_child(store._save_state) != "refused":
            violations.add("a save in the middle of the parent's transaction is not refused")
        held = os.fork()
        if not held:
            time.sleep(60)
    started = time.monotonic()
    with kind(path)._transaction():
        pass
    if time.monotonic() - started > 20:
        violations.add("a child kept the lock")
    os.kill(held, signal.SIGKILL)
    os.waitpid(held, 0)


found: set[str] = set()
for each in CLASSES:
    campaign(each, found)
finish(found)
