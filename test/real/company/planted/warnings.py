"""A test that passes alone, and not where warnings are errors."""

import warnings
from pathlib import Path


def test_takes_warnings_for_harmless() -> None:
    warnings.warn("text", DeprecationWarning, stacklevel=1)


def test_takes_an_encoding_for_granted(tmp_path: Path) -> None:
    (tmp_path / "own.txt").write_text("text")
