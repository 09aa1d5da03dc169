"""Time the helper's saves and loads against the floor: the least that a durable save must do.

Usage: bench.py [--write] [--quick]. Prints Markdown; --write puts it into docs/benchmarks.md.
Standard library only.
"""

import argparse
import gc
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from measured import Measurement, Row
from report import as_markdown, write_into
from shapes import SHAPES
from subjects import ROOT, load_subjects, prepare, save_subjects

# Bytes of compact JSON, and how often each subject runs in the interleaved rounds.
SIZES = {"1 KB": (1_000, 300), "100 KB": (100_000, 150), "10 MB": (10_000_000, 11)}
QUICK_SHARE = 10
MIN_ROUNDS = 5
BUDGET = 10.0  # seconds for all rounds of one line, once there were enough of them


def main() -> None:
    options = parse_options()
    rows: list[Row] = []
    with tempfile.TemporaryDirectory(dir=cache_folder(), prefix="bench-") as disk:
        for place in [Path(disk), *memory_folders()]:
            rows += measure_place(place, options.quick)
    text = as_markdown(rows)
    sys.stdout.write(text)
    if options.write:
        write_into(ROOT / "docs" / "benchmarks.md", text)


def parse_options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--write", action="store_true", help="put the results into docs/benchmarks.md")
    parser.add_argument("--quick", action="store_true", help="a tenth of the rounds, to try the script")
    return parser.parse_args()


def cache_folder() -> Path:
    folder = ROOT / ".cache"
    folder.mkdir(exist_ok=True)
    return folder


def memory_folders() -> list[Path]:
    folder = Path("/dev/shm")
    return [folder] if folder.is_dir() else []


def measure_place(place: Path, quick: bool) -> Iterator[Row]:
    for shape, build in SHAPES.items():
        for size, (byte_count, rounds) in SIZES.items():
            folder = Path(tempfile.mkdtemp(dir=place, prefix="chora-bench-"))
            prepared = prepare(folder, build(byte_count))
            count = rounds // QUICK_SHARE if quick else rounds
            for verb, subjects in (("save", save_subjects), ("load", load_subjects)):
                times = interleave(subjects(prepared), count)
                yield Row(verb, place, shape, size, times)
            shutil.rmtree(folder)


def interleave(subjects: dict[str, Callable[[], None]], rounds: int) -> dict[str, Measurement]:
    """Run all subjects once a round, each round starting with another one."""
    times: dict[str, list[float]] = {name: [] for name in subjects}
    names = list(subjects)
    start = time.perf_counter()
    gc.collect()
    gc.disable()
    for at in range(max(MIN_ROUNDS, rounds) + 1):
        if at > MIN_ROUNDS and time.perf_counter() - start > BUDGET:
            break
        first = at % len(names)
        for name in names[first:] + names[:first]:
            times[name].append(time_once(subjects[name]))
        gc.collect(0)
    gc.enable()
    return {name: Measurement(tuple(seconds[1:])) for name, seconds in times.items()}  # the first warms up


def time_once(action: Callable[[], None]) -> float:
    start = time.perf_counter()
    action()
    return time.perf_counter() - start


if __name__ == "__main__":
    main()
