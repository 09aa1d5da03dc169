"""Tests of the command line."""

import json
import subprocess
import sys
import sysconfig
from pathlib import Path

import pytest

from <%- packageName %> import __version__
from <%- packageName %>.cli import main
from <%- packageName %>.profiles import PROFILES

COMMAND = "<%- projectName %>"


def exit_status(*arguments: str) -> object:
    """Run the command line in this process, and return its exit status."""
    with pytest.raises(SystemExit) as caught:
        main(arguments)
    return caught.value.code


def test_greets_in_the_default_style(capsys: pytest.CaptureFixture[str]) -> None:
    """Without options, the greeting is friendly."""
    assert exit_status("greet", "Ada") == 0
    assert capsys.readouterr().out == "Hello, Ada!\n"


def test_greets_in_a_chosen_style(capsys: pytest.CaptureFixture[str]) -> None:
    """The profile and its changed parts make the greeting."""
    changes = ["--set", "punctuation=!", "--set", "greeting=Dear"]
    assert exit_status("greet", "Ada", "--profile", "formal", *changes) == 0
    assert capsys.readouterr().out == "Dear, Ada!\n"


@pytest.mark.parametrize("name", PROFILES)
def test_every_profile_greets_by_name(
    name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """Every profile of the table makes a greeting that has the name in it."""
    assert exit_status("greet", "Ada", "--profile", name) == 0
    assert "Ada" in capsys.readouterr().out


def test_answers_programs_with_json(capsys: pytest.CaptureFixture[str]) -> None:
    """A program finds the greeting and its profile in the JSON."""
    assert exit_status("greet", "Zoë", "--json", "--set", "punctuation==") == 0
    answer = json.loads(capsys.readouterr().out)
    found = answer.get("data", answer)
    assert found == {"greeting": "Hello, Zoë=", "profile": "friendly"}


@pytest.mark.parametrize(
    ("arguments", "problem"),
    [
        ([], "NAME"),
        ([" "], "NAME is blank"),
        (["Ada", "--profile", "x"], "formal, friendly, pirate"),
        (["Ada", "--profile", "frendly"], "friendly"),
        (["Ada", "--set", "loud"], "="),
        (["Ada", "--set", "x=1"], "greeting, punctuation"),
        (["Ada", "--set", "greeting=A", "--set", "greeting=B"], "'greeting'"),
        (["Ada", "--volume", "11"], "--volume"),
    ],
)
def test_refuses_bad_usage(
    arguments: list[str], problem: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """Bad usage is status 2 and a message on stderr that names the problem."""
    assert exit_status("greet", *arguments) == 2
    captured = capsys.readouterr()
    assert captured.out == ""
    assert problem in captured.err


@pytest.mark.parametrize("command", [[], ["greet"]])
def test_help_has_an_example(
    command: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    """Every help text shows an example."""
    assert exit_status(*command, "--help") == 0
    assert "greet Ada" in capsys.readouterr().out


def test_shows_the_version(capsys: pytest.CaptureFixture[str]) -> None:
    """The version is that of the installed distribution."""
    assert exit_status("--version") == 0
    expected = f"<%- projectName %> {__version__}\n"
    assert capsys.readouterr().out == expected


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
@pytest.mark.parametrize("arguments", [["greet", "Ada"], ["--version"], ["--help"]])
def test_says_in_a_line_that_it_cannot_print(arguments: list[str]) -> None:
    """Where nothing can be printed, that is the error, and no part of the program."""
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            [sys.executable, "-m", "<%- packageName %>", *arguments],
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
        )
    assert done.returncode == 1
    (line,) = done.stderr.splitlines()
    assert line.startswith("Error: cannot print: ")
    assert "No space left" in line


@pytest.mark.parametrize(
    "program",
    [
        [Path(sysconfig.get_path("scripts"), COMMAND)],
        [sys.executable, "-m", "<%- packageName %>"],
    ],
)
def test_runs_from_end_to_end(program: list[str | Path]) -> None:
    """The installed command does, and so does the package."""
    done = subprocess.run(
        [*program, "greet", "Ada"], capture_output=True, text=True, check=True
    )
    assert done.stdout == "Hello, Ada!\n"
    assert done.stderr == ""
