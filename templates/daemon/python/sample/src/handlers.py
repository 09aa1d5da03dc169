"""The jobs that the daemon can do: to add one, write it and enter it below.

A handler raises ValueError or OSError where a job cannot be done. Its text is
the reason that whoever dropped the job gets to read.
"""

import hashlib
from collections.abc import Callable, Mapping
from pathlib import Path

Request = Mapping[str, object]
Result = dict[str, object]

_CHUNK = 1 << 20  # bytes


def echo(request: Request) -> Result:
    """Give `text` back."""
    return {"text": text_of(request, "text")}


def count(request: Request) -> Result:
    """Count lines, words and bytes of the file at `path`."""
    lines = words = size = 0
    with _file_of(request).open("rb") as file:
        for line in file:
            lines += line.endswith(b"\n")
            words += len(line.split())
            size += len(line)
    return {"lines": lines, "words": words, "bytes": size}


def checksum(request: Request) -> Result:
    """Compute the SHA-256 of the file at `path`."""
    digest = hashlib.sha256()
    with _file_of(request).open("rb") as file:
        while chunk := file.read(_CHUNK):
            digest.update(chunk)
    return {"sha256": digest.hexdigest()}


HANDLERS: dict[str, Callable[[Request], Result]] = {
    "echo": echo,
    "count": count,
    "checksum": checksum,
}


def text_of(request: Request, key: str) -> str:
    """Return a text from a request.

    Raises:
        ValueError: If it is missing, or no text.
    """
    value = request.get(key)
    if isinstance(value, str):
        return value
    problem = "must be text" if key in request else "is missing"
    raise ValueError(f"{key!r} {problem}")


def _file_of(request: Request) -> Path:
    path = Path(text_of(request, "path"))
    # A pipe or a device could keep the daemon waiting for ever.
    if not path.is_file():
        raise ValueError(f"there is no file {str(path)!r}")
    return path
