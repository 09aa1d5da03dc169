"""A notebook in memory."""

from .messages import not_found
from .note import Note


class Notebook:
    """Notes by their names."""

    def __init__(self) -> None:
        """Begin without notes."""
        self._notes: dict[str, Note] = {}

    def __len__(self) -> int:
        """Return the number of notes."""
        return len(self._notes)

    def add(self, *notes: Note) -> None:
        """Add notes; one replaces another of the same name."""
        self._notes.update({note.name: note for note in notes})

    def get(self, name: str) -> Note:
        """Return a note.

        Raises:
            LookupError: If there is none of that name.
        """
        if name not in self._notes:
            raise LookupError(not_found(name, self._notes))
        return self._notes[name]

    def remove(self, name: str) -> Note:
        """Take a note out, and return it.

        Raises:
            LookupError: If there is none of that name.
        """
        note = self.get(name)
        del self._notes[name]
        return note

    def search(self, word: str) -> list[Note]:
        """Return the notes that mention a word, in the order they were added."""
        return [note for note in self._notes.values() if note.mentions(word)]
