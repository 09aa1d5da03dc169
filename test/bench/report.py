"""The results as Markdown, and their place in docs/benchmarks.md."""

import os
import platform
import re
from collections.abc import Iterable
from pathlib import Path

from measured import Measurement, Row

HEADING = "## Results"


def as_markdown(rows: list[Row]) -> str:
    places = list(dict.fromkeys(row.place for row in rows))
    tables = [table(verb, [row for row in rows if row.verb == verb], places) for verb in ("save", "load")]
    return "\n".join([HEADING, "", *machine(), "", *tables])


def machine() -> list[str]:
    version = f"{platform.python_implementation()} {platform.python_version()}"
    return [f"{cpu_model()}, {os.cpu_count()} cores, {platform.system()} {platform.release()}, {version}."]


def table(verb: str, rows: list[Row], places: list[Path]) -> str:
    others = [name for name in rows[0].times if name != "floor"]
    compared = [title for name in others for title in (name.capitalize(), "Ratio")]
    titles = ["On", "State", "Size", "Floor", *compared]
    lines = [f"### {verb.capitalize()}", "", row_of(titles), row_of("---" for _ in titles)]
    lines += [row_of(cells(row, others)) for place in places for row in rows if row.place == place]
    return "\n".join([*lines, ""])


def cells(row: Row, others: list[str]) -> list[str]:
    floor = row.times["floor"]
    compared = [text for name in others for text in compare(row.times[name], floor)]
    return [file_system(row.place), row.shape, row.size, milliseconds(floor), *compared]


def compare(mine: Measurement, floor: Measurement) -> tuple[str, str]:
    low, ratio, high = mine.ratio_to(floor)
    return milliseconds(mine), f"**{ratio:.2f}** ({low:.2f} to {high:.2f})"


def milliseconds(measurement: Measurement) -> str:
    value = measurement.median * 1000
    return f"{value:.3f} ms" if value < 1 else f"{value:.2f} ms"


def row_of(texts: Iterable[str]) -> str:
    return f"| {' | '.join(texts)} |"


def cpu_model() -> str:
    try:
        found = re.search(r"^model name\s*: (.*)$", Path("/proc/cpuinfo").read_text(), re.MULTILINE)
    except OSError:
        found = None
    return found[1] if found else platform.processor() or platform.machine()


def file_system(folder: Path) -> str:
    """Its type, from the longest mount point that the folder lies under."""
    try:
        mounts = [line.split()[1:3] for line in Path("/proc/mounts").read_text().splitlines()]
    except OSError:
        return "disk"
    above = [(point, kind) for point, kind in mounts if folder.is_relative_to(point)]
    return max(above, key=lambda mount: len(mount[0]))[1]


def write_into(path: Path, text: str) -> None:
    """Replace the section of the results, up to the next heading of its level."""
    before, _, rest = path.read_text().partition(f"{HEADING}\n")
    after = re.search(r"^## ", rest, re.MULTILINE)
    path.write_text(before + text.rstrip() + ("\n\n" + rest[after.start() :] if after else "\n"))
