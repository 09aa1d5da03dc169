"""Make the virtual environment of this project's tests, or wait for the process that is making it.

Usage: create_environment.py FOLDER REQUIREMENTS STAMP. Standard library only, and it prints nothing
but errors. FOLDER/stamp holds STAMP once the environment is complete.
"""

import fcntl
import os
import subprocess
import sys
import venv
from pathlib import Path

PIP_OPTIONS = ["--quiet", "--disable-pip-version-check", "--no-input"]


def main(folder: Path, requirements: Path, stamp: str) -> None:
    folder.parent.mkdir(parents=True, exist_ok=True)
    with folder.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)  # the kernel frees it, however this process ends
        if read_stamp(folder) != stamp:
            create(folder, requirements)
            (folder / "stamp").write_text(stamp)


def read_stamp(folder: Path) -> str:
    try:
        return (folder / "stamp").read_text()
    except OSError:
        return ""


def create(folder: Path, requirements: Path) -> None:
    venv.EnvBuilder(clear=True, symlinks=True, with_pip=True).create(folder)
    python = folder / "bin" / "python"
    install = [python, "-m", "pip", "install", *PIP_OPTIONS, "--requirement", requirements]
    subprocess.run(install, check=True, stdin=subprocess.DEVNULL)


if __name__ == "__main__":
    os.umask(0o022)
    main(Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3])
