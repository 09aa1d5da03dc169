"""The command line."""

import argparse
import asyncio
import json
import logging
import math
import os
import sys
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from . import __version__
from .daemon import serve, status
from .places import state_dir
from .single_instance import FolderError, only_instance

LOG_FORMAT = "%(levelname)s %(name)s: %(message)s"


def main(argv: Sequence[str] | None = None) -> None:
    """Run the program.

    Args:
        argv: The arguments; those of the process if None.

    Raises:
        SystemExit: If the arguments are wrong, or the command fails.
    """
    parser = _parser()
    args = parser.parse_args(argv)
    try:
        directory: Path = args.dir or state_dir()
    except OSError as error:
        sys.exit(f"{parser.prog}: {error}, or choose a folder with --dir")
    try:
        if args.command == "run":
            _run(directory, args.interval)
        else:
            print(json.dumps(status(directory)))
    except FolderError as error:
        sys.exit(f"{parser.prog}: {error}")
    except OSError as error:
        hint = "mend that, or choose another folder with --dir"
        sys.exit(f"{parser.prog}: cannot work in {directory}: {error}; {hint}")


def _run(directory: Path, interval: float) -> None:
    # The journal of systemd adds the time itself.
    moment = "" if "JOURNAL_STREAM" in os.environ else "%(asctime)s "
    logging.basicConfig(level=logging.INFO, format=moment + LOG_FORMAT)
    with only_instance(directory):
        asyncio.run(serve(directory, interval))


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="<%- projectName %>")
    parser.add_argument("--version", action="version", version=__version__)
    commands = parser.add_subparsers(dest="command", required=True)
    run = commands.add_parser("run", help="work until stopped")
    run.add_argument(
        "--interval",
        type=_seconds,
        default=1.0,
        metavar="SECONDS",
        help="time between two looks for work (default: %(default)s)",
    )
    show = commands.add_parser("status", help="say as JSON how the daemon is")
    for command in (run, show):
        command.add_argument(
            "--dir",
            type=Path,
            default=_usual_folder(),
            help="folder to work on (default: %(default)s)",
        )
    return parser


def _usual_folder() -> Path | None:
    """Return none without a home folder: it is not missed where `--dir` is given."""
    with suppress(OSError):
        return state_dir()
    return None


def _seconds(text: str) -> float:
    with suppress(ValueError):
        seconds = float(text)
        if 0 < seconds < math.inf:
            return seconds
    raise argparse.ArgumentTypeError(f"{text!r} is not a number above 0")
