"""Take over notes from elsewhere."""

from collections.abc import Iterable, Mapping
from typing import Any

from .note import Note
from .notebook import Notebook
from .utils import InputFormat, Response, normalize_input


def import_notes(
    notebook: Notebook, given: Iterable[dict[str, Any] | str]
) -> Mapping[str, Any]:
    """Add the notes that are right to a notebook, and report the others.

    Args:
        notebook: Where they go.
        given: Notes as dicts with a "name", a "text" and perhaps "tags", or
            such dicts as JSON text.

    Returns:
        A `Response.partial`: under "succeeded" the names of the notes that were
        added, under "failed" the "item", counted from 1, and the "reason".
    """
    notes, failed = [], []
    for number, note in enumerate(given, 1):
        try:
            notes.append(_read_note(note))
        except (TypeError, ValueError) as error:
            failed.append({"item": number, "reason": str(error)})
    notebook.add(*notes)
    return Response.partial("imported", [note.name for note in notes], failed)


@normalize_input(note=InputFormat.DICT_OR_JSON)
def _read_note(note: dict[str, Any] | str) -> Note:
    return Note.from_dict(note)
