"""A test that passes alone, and not on a file system with timestamps of whole seconds."""

import time
from pathlib import Path


def test_takes_exact_times_for_granted(tmp_path: Path) -> None:
    path = tmp_path / "own.txt"
    times = set()
    for text in ("a", "b", "c"):
        path.write_text(text, encoding="ascii")
        times.add(path.stat().st_mtime_ns)
        time.sleep(0.01)
    assert len(times) == 3
