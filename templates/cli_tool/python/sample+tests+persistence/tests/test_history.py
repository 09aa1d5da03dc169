"""Tests of what the program remembers."""

import logging
import os
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from <%- packageName %>.cli import main
from <%- packageName %>.history import KEPT, History
from <%- packageName %>.profiles import DEFAULT_PROFILE

GREET_ADA = "from <%- packageName %>.cli import main; main(['greet', 'Ada'])"

# Greets the numbers from 1 on, in one run after the other.
GREET_NUMBERS = """
from itertools import count
from <%- packageName %>.cli import main

for number in count(1):
    try:
        main(["greet", str(number)])
    except SystemExit:
        pass
"""

# Greets in five runs, under names that begin as the argument says.
GREET_FIVE = """
import sys
from <%- packageName %>.cli import main

for number in range(5):
    try:
        main(["greet", sys.argv[1] + str(number)])
    except SystemExit:
        pass
"""


def exit_status(*arguments: str) -> object:
    """Run the command line in this process, and return its exit status."""
    with pytest.raises(SystemExit) as caught:
        main(arguments)
    return caught.value.code


def test_remembers_the_profile(capsys: pytest.CaptureFixture[str]) -> None:
    """The profile of one run is the default of the next."""
    exit_status("greet", "Ada", "--profile", "formal")
    exit_status("greet", "Grace")
    assert capsys.readouterr().out == "Good day, Ada.\nGood day, Grace.\n"


def test_lists_commands_that_can_be_run_again(
    capsys: pytest.CaptureFixture[str],
) -> None:
    """A listed command gives the same greeting when it is run again."""
    exit_status("greet", "Ada Lovelace", "--set", "greeting=Dear me")
    greeting = capsys.readouterr().out
    assert exit_status("recent") == 0
    exit_status(*shlex.split(capsys.readouterr().out))
    assert capsys.readouterr().out == greeting


def test_lists_names_that_look_like_options(
    capsys: pytest.CaptureFixture[str],
) -> None:
    """The command that greets somebody called -x can be run again, too."""
    assert exit_status("greet", "--", "-x") == 0
    assert exit_status("recent") == 0
    listed = capsys.readouterr().out.splitlines()[-1]
    assert exit_status(*shlex.split(listed)) == 0
    assert capsys.readouterr().out == "Hello, -x!\n"


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such accounts")
def test_says_what_to_do_without_a_home() -> None:
    """An account without a folder of its own is told how to name one."""
    done = subprocess.run(
        [sys.executable, "-c", GREET_ADA],
        env={"HOME": "/dev/null/home", "PATH": os.defpath},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    (line,) = done.stderr.splitlines()
    assert "<%- envPrefix %>_STATE_DIR" in line


def test_keeps_the_last_commands(history_file: Path) -> None:
    """Only the last commands are kept, newest first."""
    history = History(history_file)
    for number in range(KEPT + 2):
        history.add(str(number), "formal", [])
    names = [shlex.split(command)[1] for command in History(history_file).recent]
    assert names == [str(number) for number in range(KEPT + 1, 1, -1)]


def test_forgets(history_file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """After `forget`, all is as it was before the first run."""
    exit_status("greet", "Ada", "--profile", "formal")
    assert exit_status("forget") == 0
    capsys.readouterr()
    exit_status("recent")
    assert capsys.readouterr().out == ""
    assert History(history_file).profile == "friendly"


def test_does_not_remember_bad_usage(history_file: Path) -> None:
    """A command that was refused is not remembered."""
    assert exit_status("greet", "Ada", "--profile", "x") == 2
    assert not history_file.exists()


@pytest.mark.parametrize("greetings", [1, 4, 16])
def test_survives_kill_9(history_file: Path, greetings: int) -> None:
    """A killed program has kept each command whose greeting it has printed."""
    with subprocess.Popen(
        [sys.executable, "-c", GREET_NUMBERS], stdout=subprocess.PIPE, text=True
    ) as program:
        assert program.stdout is not None
        printed = [program.stdout.readline() for _ in range(greetings)]
        program.kill()
        printed += program.stdout.readlines()
    recent = History(history_file).recent
    numbers = [int(shlex.split(command)[1]) for command in recent]
    # One more may have been saved, and killed before it was printed.
    newest = numbers[0]
    assert newest in (len(printed), len(printed) + 1)
    assert numbers == list(range(newest, max(newest - KEPT, 0), -1))


def test_two_at_once_lose_nothing(history_file: Path) -> None:
    """Programs that greet at the same time remember what both did."""
    programs = [
        subprocess.Popen([sys.executable, "-c", GREET_FIVE, name]) for name in "ab"
    ]
    for program in programs:
        assert program.wait(timeout=60) == 0
    recent = History(history_file).recent
    names = {shlex.split(command)[1] for command in recent}
    assert names == {f"{name}{number}" for name in "ab" for number in range(5)}


@pytest.mark.parametrize("content", ["", "{", "[]", '{"recent": ["greet'])
def test_starts_afresh_after_damage(
    history_file: Path, content: str, caplog: pytest.LogCaptureFixture
) -> None:
    """A damaged file is moved aside with a warning, and the program goes on."""
    history_file.write_text(content, encoding="utf-8")
    with caplog.at_level(logging.ERROR):
        assert exit_status("greet", "Ada") == 0
    assert "was no JSON object" in caplog.text
    (aside,) = history_file.parent.glob("history.json.corrupt-*")
    assert aside.read_text(encoding="utf-8") == content


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        ('{"_state_version": 2}', "needs newer code"),
        ('{"x": 1}', "holds no history; delete it"),
        ('{"profile": "formal", "recent": "greet Ada"}', "holds no history"),
        ('{"profile": "formal", "recent": [1]}', "holds no history"),
    ],
)
@pytest.mark.parametrize("command", [["greet", "Ada"], ["recent"], ["forget"]])
def test_leaves_what_it_does_not_know(
    history_file: Path, command: list[str], content: str, problem: str
) -> None:
    """What another version or program wrote is an error, and stays as it is."""
    history_file.write_text(content, encoding="utf-8")
    status = exit_status(*command)
    assert isinstance(status, str)
    assert str(history_file) in status
    assert problem in status
    assert history_file.read_text(encoding="utf-8") == content


@pytest.mark.parametrize("name", ["history.json", ".history.json.lock"])
def test_says_in_one_line_what_it_cannot_use(history_file: Path, name: str) -> None:
    """A file that cannot be read or written is status 1 and one line of text."""
    obstacle = history_file.with_name(name)
    obstacle.mkdir()
    program = [sys.executable, "-c", GREET_ADA]
    done = subprocess.run(program, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert done.stdout == ""
    (line,) = done.stderr.splitlines()
    assert line.startswith("Error: cannot use the history: ")
    assert str(obstacle) in line


def test_forgets_a_profile_that_is_gone(history_file: Path) -> None:
    """A remembered profile that the table has no more is the default one."""
    history_file.write_text('{"profile": "gone", "recent": []}', encoding="utf-8")
    assert History(history_file).profile == DEFAULT_PROFILE
