"""What a notebook is made of."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Note:
    """A text under a name, with tags to find it by."""

    name: str
    text: str
    tags: tuple[str, ...] = ()

    @classmethod
    def from_dict(cls, fields: object) -> Note:
        """Make a note of what JSON gives: `dataclasses.asdict` the other way.

        Args:
            fields: A dict of the name, the text and, if there are any, the tags.

        Raises:
            ValueError: If it is something else.
        """
        match fields:
            case {"name": str(name), "text": str(text), **rest}:
                tags = rest.pop("tags", ())
            case _:
                raise ValueError("a note is a dict with the texts 'name' and 'text'")
        if rest:
            unknown = ", ".join(map(str, rest))
            raise ValueError(f"note '{name}' has unknown fields: {unknown}")
        match tags:
            case [*items] if all(isinstance(item, str) for item in items):
                return cls(name, text, tuple(map(str, items)))
            case _:
                raise ValueError(f"the tags of note '{name}' are not a list of strings")

    def mentions(self, word: str) -> bool:
        """Say whether the word is in the name, the text or a tag; case aside."""
        parts = (self.name, self.text, *self.tags)
        return any(word.casefold() in part.casefold() for part in parts)
