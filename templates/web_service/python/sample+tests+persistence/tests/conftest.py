"""What the tests share."""

from pathlib import Path

import pytest

VARIABLE = "<%- envPrefix %>_STATE_DIR"


@pytest.fixture(autouse=True)
def state_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Keep the queue in a folder of the test; return the file that it gets."""
    monkeypatch.setenv(VARIABLE, str(tmp_path))
    return tmp_path / "tasks.json"
