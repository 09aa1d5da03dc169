"""How settings are read, and how answers are worded."""

import json
from collections.abc import Iterable, Sequence

from .utils import ErrorFormatter, Response, parse_kv_args


def parse_settings(pairs: Sequence[str]) -> dict[str, str]:
    """Read `key=value` texts.

    Raises:
        ValueError: If one has no `=` or no key, or a key repeats.
    """
    return parse_kv_args(list(pairs))


def not_found(kind: str, name: str, known: Iterable[str]) -> str:
    """Say that something does not exist, and what was probably meant."""
    return ErrorFormatter.not_found(kind, name, known)


def to_json(greeting: str, profile: str) -> str:
    """Return a greeting as the JSON text of a `Response`."""
    data = {"greeting": greeting, "profile": profile}
    return json.dumps(Response.success("greeted", data))
