"""Threads, tasks, a second object and a second process, all adding to one file."""

from __future__ import annotations

import asyncio
import os
import random
import sys
import threading
import time
from itertools import count

from common import CLASSES, finish, new_path, read_tokens

from acme.utils.persistence import StateConflictError

SECONDS = float(sys.argv[2])
# A round ends with a look at the file: the fewer seconds, the sooner a violation is found.
ROUND = min(SECONDS, 3.0)


class Undone(Exception):
    """Raised by a transaction that is to be taken back."""


class Actor:
    """Adds tokens to an object in one way or another, and notes what was acknowledged."""

    def __init__(self, store: object, first: int, end: float) -> None:
        self.store, self.end = store, end
        self.tokens = count(first)
        self.acked: list[int] = []
        self.numbers = random.Random(first)

    def run(self) -> None:
        while time.monotonic() < self.end:
            try:
                self.act(next(self.tokens))
            except StateConflictError:
                self.store._load_state(discard=True)
            except Undone:
                pass
            time.sleep(self.numbers.uniform(0, 0.002))

    def act(self, token: int) -> None:
        way = self.numbers.random()
        if way < 0.4:
            self.store.tokens.append(token)
            self.store._save_state()
        else:
            with self.store._transaction():
                # In place: a list of its own would leave out what threads append meanwhile.
                self.store.tokens.append(token)
                if way > 0.8:
                    raise Undone
        self.acked.append(token)

    def run_tasks(self) -> None:
        async def one() -> None:
            while time.monotonic() < self.end:
                token = next(self.tokens)
                try:
                    self.store.tokens.append(token)
                    await self.store._save_state_async()
                    self.acked.append(token)
                except StateConflictError:
                    self.store._load_state(discard=True)
                await asyncio.sleep(self.numbers.uniform(0, 0.002))

        async def main() -> None:
            await asyncio.gather(*(one() for _ in range(5)))

        asyncio.run(main())


def run_all(kind: type, path: object, first: int) -> tuple[list[int], list[BaseException]]:
    """Run threads and tasks on one object, and a thread on another."""
    end = time.monotonic() + ROUND
    shared = kind(path)
    actors = [Actor(each, first + 10_000_000 * n, end) for n, each in enumerate([shared, shared, kind(path), shared])]
    raised: list[BaseException] = []

    def guarded(work: object) -> None:
        try:
            work()
        except BaseException as error:
            raised.append(error)

    works = [actor.run for actor in actors[:-1]] + [actors[-1].run_tasks]
    threads = [threading.Thread(target=guarded, args=[work]) for work in works]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return [token for actor in actors for token in actor.acked], raised


def campaign(kind: type, violations: set[str]) -> None:
    """Let two processes do so at a time."""
    path = new_path()
    reader, writer = os.pipe()
    child = os.fork()
    acked, raised = run_all(kind, path, 1 if child else 1_000_000_000)
    if not child:
        os.write(writer, " ".join(map(str, [len(raised), *acked])).encode())
        os._exit(0)
    os.close(writer)
    with os.fdopen(reader) as pipe:
        failures, *others = map(int, pipe.read().split())
    os.waitpid(child, 0)
    violations |= {f"raised {error!r}" for error in raised}
    if failures:
        violations.add("the other process raised")
    if not {*acked, *others} <= set(read_tokens(path)):
        violations.add("an acknowledged save is lost")
    if not (acked and others):
        violations.add("nothing was acknowledged")


found: set[str] = set()
for each in CLASSES:
    finished = time.monotonic() + SECONDS
    while not found and time.monotonic() < finished:
        campaign(each, found)
finish(found)
