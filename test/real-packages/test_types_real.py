"""The types of what is decorated are kept: what is wrong without the decorator is wrong with it."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

USES = Path(__file__).with_name("uses_of_types.py")
CHECKERS = {"mypy": [sys.executable, "-m", "mypy", "--strict", "--no-incremental"]}
if pyright := os.environ.get("PYRIGHT"):
    CHECKERS["pyright"] = [pyright, "--pythonpath", sys.executable]


@pytest.mark.parametrize("checker", CHECKERS)
@pytest.mark.parametrize("version", ["3.10", "3.14"])
def test_finds_what_is_wrong_and_nothing_else(
    checker: str, version: str, library_path: str, tmp_path: Path
) -> None:
    """The lines with errors are those marked `# wrong`."""
    option = {"mypy": "--python-version", "pyright": "--pythonversion"}[checker]
    copy = Path(library_path) / USES.name
    copy.write_bytes(USES.read_bytes())
    ran = subprocess.run(
        [*CHECKERS[checker], option, version, copy.name],
        cwd=library_path,
        capture_output=True,
        text=True,
        check=False,
    )
    found = re.findall(rf"{USES.name}:(\d+)\b.*?\berror\b", ran.stdout)
    lines = enumerate(USES.read_text(encoding="utf-8").splitlines(), 1)
    expected = [number for number, line in lines if line.endswith("# wrong")]
    assert sorted({int(number) for number in found}) == expected, ran.stdout + ran.stderr
