"""What the tests share."""

from pathlib import Path

import pytest

from <%- packageName %> import Notebook


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Return where a notebook of a test goes."""
    return tmp_path / "notes.json"


@pytest.fixture
def notebook(path: Path) -> Notebook:
    """Return an empty notebook."""
    return Notebook(path)
