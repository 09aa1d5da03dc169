"""The states that are saved: values as applications have them, the same in every run."""

import json
from collections.abc import Callable
from typing import Any

State = dict[str, Any]


VALUES = ["on", True, 0.75, None, "/var/lib/acme/data", 8080, "Zürich", "a longer text, with a comma"]
SECTION = 50


def settings(byte_count: int) -> State:
    """Small values in sections, an attribute a section, as a configuration manager has them."""
    values = list(attributes(byte_count).items())
    sections = range(0, len(values), SECTION)
    return {f"section_{at}": dict(values[at : at + SECTION]) for at in sections}


def attributes(byte_count: int) -> State:
    """Every small value an attribute of its own: the hardest case, as each one's name is looked at."""
    size = len(compact({f"setting_{at:06}": value_of(at) for at in range(64)})) / 64
    count = max(1, round(byte_count / size))
    return {f"setting_{at:06}": value_of(at) for at in range(count)}


def value_of(at: int) -> Any:
    return VALUES[at % len(VALUES)]


def records(byte_count: int) -> State:
    """A few attributes, one of them a list of records, as a registry or a queue has them."""
    size = len(compact([record(at) for at in range(64)])) / 64
    count = max(1, round(byte_count / size))
    return {"next_id": count, "title": "Servers", "servers": [record(at) for at in range(count)]}


def record(at: int) -> State:
    return {
        "id": at,
        "name": f"server-{at:05}",
        "address": f"10.0.{at // 250 % 250}.{at % 250}",
        "ports": [80, 443, 8000 + at % 1000],
        "active": at % 3 != 0,
        "load": at % 97 / 97,
        "note": None,
    }


def compact(value: Any) -> str:
    return json.dumps(value, separators=(",", ":"))


SHAPES: dict[str, Callable[[int], State]] = {
    "settings": settings,
    "records": records,
    "attributes": attributes,
}
