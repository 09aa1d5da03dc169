"""How settings are read, and how answers are worded."""

import json
from collections.abc import Iterable, Sequence


def parse_settings(pairs: Sequence[str]) -> dict[str, str]:
    """Read `key=value` texts.

    Raises:
        ValueError: If one has no `=`, or a key repeats.
    """
    settings: dict[str, str] = {}
    for pair in pairs:
        key, separator, value = pair.partition("=")
        if not separator:
            raise ValueError(f"expected KEY=VALUE, got '{pair}'")
        if key in settings:
            raise ValueError(f"'{key}' is set more than once")
        settings[key] = value
    return settings


def not_found(kind: str, name: str, known: Iterable[str]) -> str:
    """Say that something does not exist, and what does."""
    return f"no {kind} '{name}', choose one of: {', '.join(known)}"


def to_json(greeting: str, profile: str) -> str:
    """Return a greeting as JSON text."""
    return json.dumps({"greeting": greeting, "profile": profile})
