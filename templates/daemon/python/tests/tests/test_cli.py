"""Tests of the command line."""

import json
import os
import pwd
import runpy
import sys
from pathlib import Path

import pytest

from <%- packageName %> import __version__
from <%- packageName %>.cli import main
from <%- packageName %>.single_instance import only_instance

VARIABLE = "<%- envPrefix %>_STATE_DIR"


def test_prints_the_version(capsys: pytest.CaptureFixture[str]) -> None:
    """`--version` prints the version of the package that is installed."""
    with pytest.raises(SystemExit):
        main(["--version"])
    assert capsys.readouterr().out == f"{__version__}\n"


def test_runs_as_a_module(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """`python -m` and the package's name run it without an installed command."""
    monkeypatch.setattr(sys, "argv", ["<%- projectName %>", "--version"])
    with pytest.raises(SystemExit):
        runpy.run_module("<%- packageName %>", run_name="__main__")
    assert capsys.readouterr().out == f"{__version__}\n"


def test_prints_the_status_as_json(
    directory: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The status of a folder that does not exist does not make it."""
    main(["status", "--dir", str(directory)])
    status = json.loads(capsys.readouterr().out)
    assert status["running"] is False
    assert status["pid"] is None
    assert not directory.exists()


def test_takes_its_folder_from_the_environment(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Without `--dir` the folder is the one of the environment."""
    monkeypatch.setenv(VARIABLE, str(tmp_path / "here"))
    with pytest.raises(SystemExit):
        main(["run", "--help"])
    assert "here" in capsys.readouterr().out


def test_takes_its_folder_from_the_platform(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Without either it is the place that the platform has for it."""
    monkeypatch.delenv(VARIABLE, raising=False)
    monkeypatch.setenv("COLUMNS", "200")
    with pytest.raises(SystemExit):
        main(["run", "--help"])
    assert "<%- projectName %>)" in capsys.readouterr().out


def test_needs_no_home_where_it_has_a_folder(
    directory: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """An account without a home works with `--dir`, and is told so without it."""
    monkeypatch.setattr(pwd, "getpwuid", {}.__getitem__)
    for name in (VARIABLE, "XDG_STATE_HOME", "HOME"):
        monkeypatch.delenv(name, raising=False)
    main(["status", "--dir", str(directory)])
    assert json.loads(capsys.readouterr().out)["running"] is False
    with pytest.raises(SystemExit, match=rf"set {VARIABLE}, or .* --dir"):
        main(["status"])


@pytest.mark.parametrize("command", ["run", "status"])
def test_says_that_a_folder_is_no_folder(tmp_path: Path, command: str) -> None:
    """A file in place of the folder is named, with what to do."""
    (tmp_path / "file").touch()
    with pytest.raises(SystemExit, match=r"cannot work in .*file: .* --dir"):
        main([command, "--dir", str(tmp_path / "file")])


def test_says_who_works_on_a_folder(directory: Path) -> None:
    """A second instance ends with the process id of the first."""
    pid = os.getpid()
    with only_instance(directory), pytest.raises(SystemExit, match=f"pid {pid}"):
        main(["run", "--dir", str(directory)])


@pytest.mark.parametrize("text", ["0", "-1", "nan", "inf", "soon"])
def test_refuses_other_intervals(text: str, capsys: pytest.CaptureFixture[str]) -> None:
    """An interval is a number of seconds above 0."""
    with pytest.raises(SystemExit):
        main(["run", f"--interval={text}"])
    assert f"'{text}' is not a number above 0" in capsys.readouterr().err
