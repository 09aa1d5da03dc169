"""What the library says when something is wrong."""

from collections.abc import Iterable


def not_found(name: str, known: Iterable[str]) -> str:
    """Say that there is no such note, and which there are."""
    return f"no note '{name}'; there are: {', '.join(known) or 'none'}"
