"""What the generated test of the error messages leaves out: every limit, every order, time and length."""

from __future__ import annotations

import hashlib
import random
import time

import pytest

from acme.utils import errors
from acme.utils.errors import ErrorFormatter

COUNT = 10_000
HASHES = [hashlib.sha256(str(n).encode()).hexdigest() for n in range(COUNT)]
VERBS = ["list", "get", "create", "update"]
NOUNS = ["server", "region", "user", "tenant", "node", "secret", "config"]
NAMES = {
    "numbers": [f"server-{number:05}" for number in range(COUNT)],
    "hashes": [text[:36] for text in HASHES],
    "words": [f"{VERBS[n % 4]}_{NOUNS[n % 7]}_{n}" for n in range(COUNT)],
    "same start": [f"gardener-{text[:8]}" for text in HASHES],
}
HUGE = "ab" * 50_000


def measure_common(one: str, other: str) -> int:
    """The longest common subsequence, by the textbook."""
    above = [0] * (len(other) + 1)
    for letter in one:
        row = [0]
        for place, match in enumerate(other):
            row.append(above[place] + 1 if letter == match else max(row[-1], above[place + 1]))
        above = row
    return above[-1]


def test_similarity_is_that_of_the_textbook() -> None:
    """Twice the common letters by the length of both, for texts of every sort."""
    chance = random.Random(7)
    for _ in range(1500):
        one, other = ("".join(chance.choices("abcd", k=chance.randrange(40))) for _ in range(2))
        expected = 2 * measure_common(one, other) / max(len(one) + len(other), 1)
        assert errors._rate_similarity(one, {"name": other}) == {"name": expected}


@pytest.mark.parametrize("names", NAMES.values(), ids=NAMES)
def test_finds_one_of_many(names: list[str]) -> None:
    """A letter too few, too many, changed or swapped is forgiven."""
    name = names[COUNT // 2]
    for wrong in (
        name[:1] + name[2:],
        f"{name[:3]}x{name[3:]}",
        f"{name[:4]}#{name[5:]}",
        name[:2] + name[3] + name[2] + name[4:],
    ):
        message = ErrorFormatter.not_found("job", wrong, names)
        assert f"'{name}'" in message.partition("Did you mean ")[2]


@pytest.mark.parametrize("wanted", ["typo", "gardener", "x" * 40])
@pytest.mark.parametrize("names", NAMES.values(), ids=NAMES)
def test_is_fast(names: list[str], wanted: str) -> None:
    """10,000 names take about 0.1 seconds; the limit is for a busy machine."""
    if wanted == "typo":
        wanted = names[COUNT // 2].replace("e", "x")
    assert time_not_found(wanted, names) < 0.4


def test_is_fast_with_long_names() -> None:
    """A hundred names of 1,000 letters, alike as can be, take far less than those 10,000."""
    names = ["a" * number + "ab" * 500 for number in range(100)]
    assert time_not_found("ab" * 500, names) < 0.1
    assert time_not_found(HUGE, [HUGE + str(number) for number in range(100)]) < 0.1


def time_not_found(wanted: str, names: list[str]) -> float:
    durations = []
    for _ in range(3):
        start = time.thread_time()
        ErrorFormatter.not_found("job", wanted, names)
        durations.append(time.thread_time() - start)
    return min(durations)


@pytest.mark.parametrize(
    "message",
    [
        ErrorFormatter.not_found("user", HUGE, []),
        ErrorFormatter.not_found("user", "x", [f"{HUGE}{number}" for number in range(9)]),
        ErrorFormatter.not_found("user", HUGE, [f"{number}{HUGE}" for number in range(9)]),
        ErrorFormatter.already_exists("user", HUGE, HUGE),
        ErrorFormatter.invalid_parameter(HUGE, HUGE, "integer"),
        ErrorFormatter.missing_required_field(HUGE),
        ErrorFormatter.invalid_combination(HUGE, HUGE, "pick one"),
        ErrorFormatter.not_found("user", "\x00" * 100_000, ["\x9f" * 100_000]),
    ],
)
def test_no_message_is_long(message: str) -> None:
    """Whatever comes in, what goes out fits on a screen and has no control characters."""
    assert len(message) < 1000
    assert message.isprintable()


@pytest.mark.parametrize("wanted", ["", "a", "ab", "abc"])
@pytest.mark.parametrize("names", [[""], ["", "a"], ["a", "ab"], ["abcdefgh"], ["ABCDEFGH"]])
def test_a_short_start_is_none(wanted: str, names: list[str]) -> None:
    """From three letters on, the start of a name stands for it; nothing divides by zero."""
    message = ErrorFormatter.not_found("user", wanted, names)
    assert ("'abcdefgh'?" in message.lower()) == (wanted == "abc" and len(names[0]) == 8)


def test_lists_what_begins_so_even_where_others_are_more_similar() -> None:
    """A name that begins with the text is suggested however long it is."""
    message = ErrorFormatter.not_found("job", "build", ["builds", "build" + "-windows" * 5])
    assert message.endswith("one of: 'builds', 'build-windows-windows-windows-windows-windows'?")


def test_leaves_out_what_is_much_less_similar() -> None:
    """A name that would do alone is left out where another is much closer."""
    assert "'abcdef'?" in ErrorFormatter.not_found("job", "abcdxx", ["abcdef"])
    assert "mean 'abcdxy'?" in ErrorFormatter.not_found("job", "abcdxx", ["abcdef", "abcdxy"])


def test_suggests_those_that_are_nearly_as_similar() -> None:
    """A letter more or less is no reason to leave a name out."""
    names = ["server-123", "server-12", "gateway"]
    message = ErrorFormatter.not_found("job", "server-1x", names)
    assert message.endswith("one of: 'server-12', 'server-123'?")
