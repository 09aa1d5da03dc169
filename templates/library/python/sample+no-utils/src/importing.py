"""Take over notes from elsewhere."""

from collections.abc import Iterable, Mapping

from .note import Note
from .notebook import Notebook


def import_notes(
    notebook: Notebook, given: Iterable[Mapping[str, object]]
) -> list[str]:
    """Add notes to a notebook, all of them or none.

    Args:
        notebook: Where they go.
        given: Notes as dicts with a "name", a "text" and perhaps "tags".

    Returns:
        The names of the notes.

    Raises:
        ValueError: If one of them is no note.
    """
    notes = [Note.from_dict(fields) for fields in given]
    notebook.add(*notes)
    return [note.name for note in notes]
