"""Tests of what survives in a notebook's file."""

import logging
import subprocess
import sys
from pathlib import Path

import pytest

from <%- packageName %> import Note, Notebook
from <%- packageName %>.utils import StateNotLoadedError

# Adds notes with the names 1, 2, 3 and so on, and prints each when it is added.
ADD_NUMBERS = """
import sys
from itertools import count
from <%- packageName %> import Note, Notebook

notebook = Notebook(sys.argv[1])
for number in count(1):
    notebook.add(Note(str(number), "text"))
    print(number, flush=True)
"""

# Adds twenty notes, with names that begin as the argument says.
ADD_TWENTY = """
import sys
from <%- packageName %> import Note, Notebook

notebook = Notebook(sys.argv[1])
for number in range(20):
    notebook.add(Note(sys.argv[2] + str(number), "text"))
"""


def test_keeps_notes(notebook: Notebook, path: Path) -> None:
    """Notes are there again, in their order, when the file is opened again."""
    notes = [Note("b", "1", ("x", "é")), Note("a", "2")]
    notebook.add(*notes, Note("c", "3"))
    notebook.remove("c")
    assert Notebook(path).search("") == notes


@pytest.mark.parametrize("additions", [1, 10, 100])
def test_survives_kill_9(path: Path, additions: int) -> None:
    """A killed process has kept each note that it was told was added."""
    with subprocess.Popen(
        [sys.executable, "-c", ADD_NUMBERS, str(path)],
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout is not None
        printed = [process.stdout.readline() for _ in range(additions)]
        process.kill()
        printed += process.stdout.readlines()
    names = [note.name for note in Notebook(path).search("")]
    # One more may have been added, and killed before it was printed.
    assert len(names) in (len(printed), len(printed) + 1)
    assert names == [str(number) for number in range(1, len(names) + 1)]


def test_two_at_once_lose_nothing(path: Path) -> None:
    """Processes that add to one file at the same time keep all notes."""
    processes = [
        subprocess.Popen([sys.executable, "-c", ADD_TWENTY, str(path), name])
        for name in "ab"
    ]
    for process in processes:
        assert process.wait(timeout=60) == 0
    names = {note.name for note in Notebook(path).search("")}
    assert names == {f"{name}{number}" for name in "ab" for number in range(20)}


def test_sees_others_at_the_next_change(notebook: Notebook, path: Path) -> None:
    """A change starts from what another notebook on the file has saved."""
    Notebook(path).add(Note("a", "theirs"))
    notebook.add(Note("b", "ours"))
    assert notebook.get("a").text == "theirs"


def test_starts_empty_after_damage(
    path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """A file that is no JSON is moved aside, which the log says."""
    path.write_text('{"notes": [{"na', encoding="utf-8")
    with caplog.at_level(logging.ERROR):
        assert len(Notebook(path)) == 0
    assert "was no JSON object" in caplog.text
    (aside,) = path.parent.glob("notes.json.corrupt-*")
    assert aside.read_text(encoding="utf-8") == '{"notes": [{"na'


@pytest.mark.parametrize("content", ['{"x": 1}', '{"notes": {}}', '{"notes": [1]}'])
def test_refuses_what_is_no_notebook(path: Path, content: str) -> None:
    """A file that holds something else is an error, and stays as it is."""
    path.write_text(content, encoding="utf-8")
    with pytest.raises(ValueError, match=r"notes\.json: .*note"):
        Notebook(path)
    assert path.read_text(encoding="utf-8") == content


def test_refuses_what_a_newer_version_wrote(path: Path) -> None:
    """A file of a newer version is an error, and stays as it is."""
    content = '{"_state_version": 2, "notes": []}'
    path.write_text(content, encoding="utf-8")
    with pytest.raises(StateNotLoadedError, match="newer"):
        Notebook(path)
    assert path.read_text(encoding="utf-8") == content
