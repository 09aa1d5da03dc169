"""What the tests share."""

from pathlib import Path

import pytest


@pytest.fixture(autouse=True)
def history_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give each test, and the programs it starts, a history of their own."""
    folder = str(tmp_path)
    monkeypatch.setenv("<%- envPrefix %>_STATE_DIR", folder)
    return tmp_path / "history.json"
