"""The styles of greeting."""

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace

from .replies import not_found


@dataclass(frozen=True)
class Profile:
    """A style of greeting."""

    greeting: str
    punctuation: str

    def greet(self, name: str) -> str:
        """Return the greeting for somebody.

        Raises:
            ValueError: If the name is blank.
        """
        if not name.strip():
            raise ValueError("NAME is blank: say who is to be greeted")
        return f"{self.greeting}, {name}{self.punctuation}"


PROFILES = {
    "formal": Profile("Good day", "."),
    "friendly": Profile("Hello", "!"),
    "pirate": Profile("Ahoy", "!!"),
}
DEFAULT_PROFILE = "friendly"


def choose_profile(name: str, changes: Mapping[str, str]) -> Profile:
    """Return a profile of the table, with some of its parts changed.

    Args:
        name: A key of `PROFILES`.
        changes: New values by the names of the fields of `Profile`.

    Raises:
        ValueError: If there is no such profile, or no such field.
    """
    if name not in PROFILES:
        raise ValueError(not_found("profile", name, PROFILES))
    parts = [field.name for field in fields(Profile)]
    for key in changes:
        if key not in parts:
            raise ValueError(not_found("setting", key, parts))
    return replace(PROFILES[name], **changes)
