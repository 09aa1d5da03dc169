"""Tests of notes from elsewhere."""

import json
from typing import Any

import pytest

from <%- packageName %> import Note, Notebook, import_notes


@pytest.mark.parametrize(
    "given",
    [
        {"name": "tea", "text": "Green", "tags": ["shop"]},
        '{"name": "tea", "text": "Green", "tags": ["shop"]}',
    ],
)
def test_takes_dicts_and_json(notebook: Notebook, given: dict[str, Any] | str) -> None:
    """A note may be a dict, or the same as JSON text."""
    assert import_notes(notebook, [given])["succeeded"] == ["tea"]
    assert notebook.get("tea") == Note("tea", "Green", ("shop",))


@pytest.mark.parametrize("wrong", ["{", "[]", "", '{"name": "tea"}', {}])
def test_goes_on_after_a_wrong_note(
    notebook: Notebook, wrong: dict[str, Any] | str
) -> None:
    """A wrong note is reported with its number, and the others are added."""
    right = '{"name": "jam", "text": "Plum"}'
    report = import_notes(notebook, [wrong, right])
    assert report["status"] == "partial"
    assert report["succeeded"] == ["jam"]
    assert report["failed"][0]["item"] == 1
    assert report["metadata"] == {"succeeded_count": 1, "failed_count": 1}
    assert len(notebook) == 1


def test_report_is_ready_for_json(notebook: Notebook) -> None:
    """The report can be sent as JSON as it is."""
    report = import_notes(notebook, ["?"])
    assert json.loads(json.dumps(report)) == report
