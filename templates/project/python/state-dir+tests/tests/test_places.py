"""Tests of where the program keeps its files."""

from pathlib import Path

import pytest

from <%- packageName %>.places import state_dir

VARIABLE = "<%- envPrefix %>_STATE_DIR"


def test_the_environment_names_the_place(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What the environment says is taken as it is."""
    monkeypatch.setenv(VARIABLE, str(tmp_path / "here"))
    assert state_dir() == tmp_path / "here"


def test_it_has_a_place_of_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where nothing else is said, the state is in the user's own folder."""
    monkeypatch.delenv(VARIABLE, raising=False)
    assert state_dir().is_absolute()
    assert state_dir().name == "<%- projectName %>"


def test_an_account_without_a_home_is_told_what_to_do(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Services run in such accounts: nothing is written beside the program instead."""
    users = pytest.importorskip("pwd", reason="Windows has no such accounts")
    monkeypatch.setattr(users, "getpwuid", {}.__getitem__)
    for name in (VARIABLE, "XDG_STATE_HOME", "HOME"):
        monkeypatch.delenv(name, raising=False)
    with pytest.raises(OSError, match=f"no home folder: set {VARIABLE}"):
        state_dir()
