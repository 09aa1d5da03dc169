"""What the library says when something is wrong."""

from collections.abc import Iterable

from .utils import ErrorFormatter


def not_found(name: str, known: Iterable[str]) -> str:
    """Say that there is no such note, and which was probably meant."""
    return ErrorFormatter.not_found("note", name, known)
