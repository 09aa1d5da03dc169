"""Tests of the command line."""

import runpy
import subprocess
import sys
import sysconfig
from pathlib import Path

import pytest

from <%- packageName %> import __version__
from <%- packageName %>.cli import main

COMMAND = "<%- projectName %>"


def exit_status(*arguments: str) -> object:
    """Run the command line in this process, and return its exit status."""
    with pytest.raises(SystemExit) as caught:
        main(arguments)
    return caught.value.code


@pytest.mark.parametrize("arguments", [[], ["--help"]])
def test_says_how_it_is_called(
    arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    """Without arguments, and with `--help`, it shows its help with an example."""
    assert exit_status(*arguments) == 0
    assert f"Example: {COMMAND} --version" in capsys.readouterr().out


@pytest.mark.parametrize("argument", ["nonsense", "--nonsense"])
def test_refuses_bad_usage(argument: str, capsys: pytest.CaptureFixture[str]) -> None:
    """Bad usage is status 2 and a message on stderr that names the problem."""
    assert exit_status(argument) == 2
    captured = capsys.readouterr()
    assert captured.out == ""
    assert argument in captured.err


def test_shows_the_version(capsys: pytest.CaptureFixture[str]) -> None:
    """The version is that of the installed distribution."""
    assert exit_status("--version") == 0
    assert capsys.readouterr().out == f"{COMMAND} {__version__}\n"


def test_runs_as_a_module(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """`python -m` and the package's name run it without an installed command."""
    monkeypatch.setattr(sys, "argv", [COMMAND, "--version"])
    with pytest.raises(SystemExit):
        runpy.run_module("<%- packageName %>", run_name="__main__")
    assert capsys.readouterr().out == f"{COMMAND} {__version__}\n"


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
@pytest.mark.parametrize("argument", ["--version", "--help"])
def test_says_in_a_line_that_it_cannot_print(argument: str) -> None:
    """Where nothing can be printed, that is the error, and no part of the program."""
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            [sys.executable, "-m", "<%- packageName %>", argument],
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
        )
    assert done.returncode == 1
    (line,) = done.stderr.splitlines()
    assert line.startswith("Error: cannot print: ")


def test_runs_from_end_to_end() -> None:
    """The installed command does."""
    program = Path(sysconfig.get_path("scripts"), COMMAND)
    done = subprocess.run(
        [program, "--version"], capture_output=True, text=True, check=True
    )
    assert done.stdout == f"{COMMAND} {__version__}\n"
    assert done.stderr == ""
