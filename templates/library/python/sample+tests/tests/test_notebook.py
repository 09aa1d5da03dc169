"""Tests of what every notebook does."""

from importlib.metadata import version

import pytest

from <%- packageName %> import Note, Notebook, __version__

MILK = Note("milk", "Buy oat milk", ("shop",))
TEA = Note("tea", "Buy green tea")


def test_is_empty_at_first(notebook: Notebook) -> None:
    """A new notebook has no notes."""
    assert len(notebook) == 0
    assert notebook.search("") == []


def test_gets_what_was_added(notebook: Notebook) -> None:
    """A note that was added can be had by its name."""
    notebook.add(MILK, TEA)
    assert notebook.get("milk") == MILK
    assert len(notebook) == 2


def test_replaces_a_note(notebook: Notebook) -> None:
    """The last note of a name is the one that stays."""
    notebook.add(MILK)
    notebook.add(Note("milk", "Drink it"))
    assert notebook.get("milk").text == "Drink it"
    assert len(notebook) == 1


def test_removes_a_note(notebook: Notebook) -> None:
    """A note that was removed is returned for the last time."""
    notebook.add(MILK, TEA)
    assert notebook.remove("milk") == MILK
    assert notebook.search("") == [TEA]


def test_finds_notes(notebook: Notebook) -> None:
    """A search returns the notes that mention the word, in their order."""
    notebook.add(TEA, MILK)
    assert notebook.search("buy") == [TEA, MILK]
    assert notebook.search("shop") == [MILK]


@pytest.mark.parametrize("name", ["mlik", "x"])
def test_names_what_is_missing(notebook: Notebook, name: str) -> None:
    """A note that is missing is a LookupError that names one that is there."""
    notebook.add(MILK)
    with pytest.raises(LookupError, match=rf"'{name}'.*milk"):
        notebook.get(name)
    with pytest.raises(LookupError, match=rf"'{name}'.*milk"):
        notebook.remove(name)


def test_has_the_version_of_the_distribution() -> None:
    """The package says which version of the distribution is installed."""
    assert __version__ == version("<%- projectName %>")
