"""A stateful model: objects of one file, used by threads, tasks, forked children and signal handlers in turn."""

from __future__ import annotations

import asyncio
import os
import sys
from concurrent.futures import ThreadPoolExecutor
from itertools import count

from common import CLASSES, finish, interrupt, new_path, read_tokens
from hypothesis import HealthCheck, Phase, configuration, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from acme.utils.persistence import StateConflictError

configuration.set_hypothesis_home_dir(new_path().parent)
EXAMPLES = int(sys.argv[2])
which = st.integers(0, 2)


class Undone(Exception):
    """Raised by a transaction that is to be taken back."""


class Model(RuleBasedStateMachine):
    """What was acknowledged is in the file, until somebody deletes it."""

    kind = CLASSES[0]

    def __init__(self) -> None:
        super().__init__()
        self.path = new_path()
        self.stores = [self.kind(self.path) for _ in range(3)]
        self.acked: set[int] = set()
        # Whatever the file has ever had.
        self.saved: set[int] = set()
        self.fresh = count(1)

    def acknowledge(self, work: object, *tokens: int) -> None:
        try:
            work()
        except StateConflictError:
            return
        self.acked |= set(tokens)

    @rule(n=which)
    def save(self, n: int) -> None:
        token = next(self.fresh)
        self.stores[n].tokens.append(token)
        self.acknowledge(self.stores[n]._save_state, token)

    @rule(n=which)
    def change_only(self, n: int) -> None:
        self.stores[n].tokens.append(next(self.fresh))

    @rule(n=which)
    def redo(self, n: int) -> None:
        self.stores[n]._load_state(discard=True)
        token = next(self.fresh)
        self.stores[n].tokens.append(token)
        self.stores[n]._save_state()
        self.acked.add(token)

    @rule(n=which)
    def transaction_of_a_clean_object(self, n: int) -> None:
        self.stores[n]._load_state(discard=True)
        other = self.stores[(n + 1) % 3]
        with other._transaction() if other.tokens == self.stores[n].tokens else self.stores[n]._transaction():
            pass
        self.add(self.stores[n])

    @rule(n=which)
    def transaction(self, n: int) -> None:
        store = self.stores[n]
        unsaved = set(store.tokens) - self.saved
        try:
            self.add(store)
        except StateConflictError:
            return
        assert unsaved <= set(store.tokens), "changes were dropped without a word"

    def add(self, store: object) -> None:
        token = next(self.fresh)
        with store._transaction():
            store.tokens.append(token)
        self.acked.add(token)

    @rule(n=which)
    def failed_transaction(self, n: int) -> None:
        store = self.stores[n]
        file = read_tokens(self.path)
        before = list(store.tokens)
        try:
            with store._transaction():
                store.tokens.append(next(self.fresh))
                raise Undone
        except (Undone, StateConflictError):
            assert store.tokens in (before, file), "not taken back"

    @rule(n=which)
    def delete(self, n: int) -> None:
        self.stores[n]._clear_state()
        self.acked = set()

    @rule(n=which)
    def save_in_a_thread(self, n: int) -> None:
        with ThreadPoolExecutor(1) as pool:
            pool.submit(self.save, n).result()

    @rule(n=which)
    def roll_back_in_a_thread(self, n: int) -> None:
        with ThreadPoolExecutor(1) as pool:
            pool.submit(self.failed_transaction, n).result()

    @rule(n=which)
    def save_in_tasks(self, n: int) -> None:
        store = self.stores[n]

        async def one(token: int) -> None:
            store.tokens.append(token)
            try:
                await store._save_state_async()
            except StateConflictError:
                return
            self.acked.add(token)

        async def main() -> None:
            await asyncio.gather(*(one(next(self.fresh)) for _ in range(3)))

        asyncio.run(main())

    @rule(n=which)
    def add_in_a_child(self, n: int) -> None:
        token = next(self.fresh)
        child = os.fork()
        if not child:
            try:
                with self.stores[n]._transaction():
                    self.stores[n].tokens.append(token)
            except BaseException:
                os._exit(1)
            os._exit(0)
        if os.waitpid(child, 0)[1] == 0:
            self.acked.add(token)

    @rule(n=which, seconds=st.floats(2e-5, 4e-4))
    def interrupt(self, n: int, seconds: float) -> None:
        interrupt(lambda: self.save(n), seconds)

    @invariant()
    def nothing_acknowledged_is_lost(self) -> None:
        tokens = set(read_tokens(self.path))
        self.saved |= tokens
        assert self.acked <= tokens, "an acknowledged save is lost"


found: set[str] = set()
for each in CLASSES:
    Model.kind = each
    try:
        run_state_machine_as_test(
            Model,
            settings=settings(
                max_examples=EXAMPLES,
                stateful_step_count=25,
                deadline=None,
                database=None,
                derandomize=True,
                phases=[Phase.generate],
                print_blob=False,
                suppress_health_check=list(HealthCheck),
            ),
        )
    except BaseException as error:
        found.add(f"{type(error).__name__}: {str(error)[:300]}")
finish(found)
