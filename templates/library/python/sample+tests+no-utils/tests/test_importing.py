"""Tests of notes from elsewhere."""

import pytest

from <%- packageName %> import Note, Notebook, import_notes


def test_takes_dicts(notebook: Notebook) -> None:
    """A note may be a dict, as JSON gives it."""
    given = {"name": "tea", "text": "Green", "tags": ["shop"]}
    assert import_notes(notebook, [given]) == ["tea"]
    assert notebook.get("tea") == Note("tea", "Green", ("shop",))


def test_adds_none_if_one_is_wrong(notebook: Notebook) -> None:
    """A wrong note is an error, and leaves the notebook as it was."""
    with pytest.raises(ValueError, match="a note is a dict"):
        import_notes(notebook, [{"name": "jam", "text": "Plum"}, {"name": "tea"}])
    assert len(notebook) == 0


def test_says_that_there_are_none(notebook: Notebook) -> None:
    """Where there are no notes, the error for a missing one says so."""
    with pytest.raises(LookupError, match="no note 'x'; there are: none"):
        notebook.get("x")
