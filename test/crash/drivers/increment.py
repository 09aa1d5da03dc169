"""Add one to a shared state, many times, each in a transaction."""

import sys

from subject import Subject

counter = Subject(sys.argv[2])
for _ in range(int(sys.argv[3])):
    with counter._transaction():
        counter.value = (counter.value or 0) + 1
