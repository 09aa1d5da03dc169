"""Tests of notes."""

import json
from dataclasses import asdict

import pytest

from <%- packageName %> import Note


@pytest.mark.parametrize("note", [Note("a", "b"), Note("é", "", ("x", "y"))])
def test_comes_back_from_json(note: Note) -> None:
    """A note is the same after its way through JSON."""
    assert Note.from_dict(json.loads(json.dumps(asdict(note)))) == note


@pytest.mark.parametrize(
    ("fields", "problem"),
    [
        ([], "a note is a dict"),
        ({"name": "a"}, "'text'"),
        ({"name": 1, "text": "b"}, "'name'"),
        ({"name": "a", "text": "b", "tag": "x"}, "'a' has unknown fields: tag"),
        ({"name": "a", "text": "b", "tags": "x"}, "tags of note 'a'"),
        ({"name": "a", "text": "b", "tags": [1]}, "tags of note 'a'"),
    ],
)
def test_refuses_what_is_no_note(fields: object, problem: str) -> None:
    """What is no note is refused with the reason."""
    with pytest.raises(ValueError, match=problem):
        Note.from_dict(fields)


@pytest.mark.parametrize("word", ["milk", "BUY", "sho"])
def test_mentions_words_anywhere(word: str) -> None:
    """Name, text and tags count, a part of a word is enough, case is not."""
    note = Note("Milk", "buy it", ("shop",))
    assert note.mentions(word)
    assert not note.mentions("tea")
