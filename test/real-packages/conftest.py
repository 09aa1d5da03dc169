"""Lays out the package `acme.utils` with all pieces, and reads the example of the guide."""

from __future__ import annotations

import re
import shutil
import sys
import tempfile
from pathlib import Path

import pytest

TEMPLATES = Path(__file__).resolve().parents[2] / "templates"
GUIDE = TEMPLATES / "server-manager" / "python" / "server-manager.md"
PIECES = ("errors", "persistence", "responses", "validation")

library = Path(tempfile.mkdtemp(prefix="chora-real-"))


def pytest_configure() -> None:
    utils = library / "acme" / "utils"
    utils.mkdir(parents=True)
    for folder in (utils.parent, utils):
        (folder / "__init__.py").touch()
    for piece in PIECES:
        for module in find_modules(piece):
            shutil.copy(module, utils)
    (library / "server_manager.py").write_text(read_example(), encoding="utf-8")
    sys.path.insert(0, str(library))


def pytest_unconfigure() -> None:
    shutil.rmtree(library)


def find_modules(piece: str) -> list[Path]:
    return list((TEMPLATES / piece / "python").glob("[!t]*.py"))


def read_example() -> str:
    """The first Python block: the class."""
    blocks = re.findall(r"^```python\n(.*?)^```$", GUIDE.read_text(encoding="utf-8"), re.M | re.S)
    return blocks[0].replace("<%- importPath %>", "acme.utils").replace("<%- packageName %>", "acme")


@pytest.fixture
def library_path() -> str:
    """What a process of its own needs as PYTHONPATH."""
    return str(library)
