"""A notebook in a file."""

from contextlib import AbstractContextManager
from dataclasses import asdict
from os import PathLike
from typing import Any

from .messages import not_found
from .note import Note
from .utils import StatefulObject


class Notebook:
    """Notes by their names, kept in a JSON file.

    A change is on disk once its method returns, whole or not at all, and
    starts from what is on disk: notebooks of several processes on one file
    lose nothing. What others changed is seen from the next own change on.
    """

    def __init__(self, path: str | PathLike[str]) -> None:
        """Open the notebook in a file, or begin without notes.

        Args:
            path: The file, made by the first change; `~` is expanded.

        Raises:
            OSError: If the file's folder cannot be made.
            ValueError: If the file holds something else than notes.
            StateNotLoadedError: If the file cannot be read, or a newer version
                wrote it.
        """
        self._state = _Notes(path)

    def __len__(self) -> int:
        """Return the number of notes."""
        return len(self._state.by_name)

    def add(self, *notes: Note) -> None:
        """Add notes, all of them or none; one replaces another of the same name.

        Raises:
            OSError: If the file cannot be written.
        """
        with self._state.changing():
            self._state.by_name |= {note.name: note for note in notes}

    def get(self, name: str) -> Note:
        """Return a note.

        Raises:
            LookupError: If there is none of that name.
        """
        notes = self._state.by_name
        if name not in notes:
            raise LookupError(not_found(name, notes))
        return notes[name]

    def remove(self, name: str) -> Note:
        """Take a note out, and return it.

        Raises:
            LookupError: If there is none of that name.
            OSError: If the file cannot be written.
        """
        with self._state.changing():
            note = self.get(name)
            del self._state.by_name[name]
        return note

    def search(self, word: str) -> list[Note]:
        """Return the notes that mention a word, in the order they were added."""
        return [note for note in self._state.by_name.values() if note.mentions(word)]


class _Notes(StatefulObject):
    """What a notebook holds, in its file."""

    def __init__(self, path: str | PathLike[str]) -> None:
        self.by_name: dict[str, Note] = {}
        super().__init__(path)

    def changing(self) -> AbstractContextManager[None]:
        """Begin a change: it starts from the file, and is in it at the end."""
        return self._transaction()

    def _get_state(self) -> dict[str, Any]:
        """Return the notes as JSON takes them."""
        return {"notes": [asdict(note) for note in self.by_name.values()]}

    def _set_state(self, state: dict[str, Any]) -> None:
        """Make notes of what the file holds."""
        try:
            match state:
                case {"notes": [*given], **others} if not others:
                    notes = [Note.from_dict(fields) for fields in given]
                case _:
                    raise ValueError("there is no list of notes in it")
        except ValueError as error:
            raise ValueError(f"{self._state_file}: {error}") from error
        self.by_name = {note.name: note for note in notes}
