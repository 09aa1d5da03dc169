"""Real SIGALRM handlers that raise, or save, in the middle of saves, transactions and loads."""

from __future__ import annotations

import os
import random
import signal
import sys
import time
import warnings
from itertools import count

from common import CLASSES, finish, interrupt, new_path, read_tokens

from acme.utils.persistence import StateConflictError

warnings.simplefilter("ignore", ResourceWarning)
SECONDS = float(sys.argv[2])


def do(store: object, operation: str, token: int) -> None:
    """Do one thing to the state."""
    if operation == "save":
        store.tokens.append(token)
        store._save_state()
    elif operation == "transaction":
        with store._transaction():
            store.tokens = [*store.tokens, token]
    else:
        store._load_state(discard=True)


def campaign(kind: type, violations: set[str]) -> None:
    """Interrupt one object for some time."""
    path = new_path()
    store = kind(path)
    numbers = random.Random(1)
    acked: set[int] = set()
    end = time.monotonic() + SECONDS
    token = 0
    while not violations and time.monotonic() < end:
        token += 1
        operation = numbers.choice(["save", "transaction", "load"])
        before = list(store.tokens[-20:])
        if len(store.tokens) > 40:
            store._load_state(discard=True)
            store.tokens, acked = [], set()
            store._save_state()
            before = []

        def work(operation: str = operation, token: int = token) -> None:
            do(store, operation, token)
            if operation != "load":
                acked.add(token)

        try:
            interrupt(work, numbers.uniform(1e-5, 5e-4))
        except Exception as error:
            violations.add(f"{operation} raised {type(error).__name__}")
        disk = read_tokens(path)
        if not acked <= set(disk):
            violations.add("an acknowledged save is lost")
            acked = set(disk)
        if operation == "transaction" and store.tokens[-20:] not in (before, disk[-20:]):
            violations.add("memory is neither as before nor as the file")
    if len(list(path.parent.iterdir())) > 2:
        violations.add("temp files are left")


def campaign_of_saves(kind: type, violations: set[str]) -> None:
    """Let handlers save, too; one that is told that it cannot has not saved."""
    path = new_path()
    store = kind(path)
    numbers = random.Random(1)
    tokens = count(1)
    acked: set[int] = set()

    def save(*_: object) -> None:
        token = next(tokens)
        store.tokens.append(token)
        try:
            store._save_state()
        except StateConflictError:
            violations.add("a handler is told of a conflict that nobody made")
        except RuntimeError:
            return
        acked.add(token)

    signal.signal(signal.SIGALRM, save)
    end = time.monotonic() + SECONDS / 3
    while not violations and time.monotonic() < end:
        signal.setitimer(signal.ITIMER_REAL, numbers.uniform(1e-5, 5e-4))
        if numbers.random() < 0.5:
            save()
        else:
            with store._transaction():
                store.tokens.append(next(tokens))
        signal.setitimer(signal.ITIMER_REAL, 0)
        if not acked <= set(read_tokens(path)):
            violations.add("an acknowledged save of a handler is lost")


found: set[str] = set()
opened = len(os.listdir("/proc/self/fd"))
for each in CLASSES:
    campaign(each, found)
    campaign_of_saves(each, found)
if len(os.listdir("/proc/self/fd")) > opened:
    found.add("descriptors leaked")
finish(found)
