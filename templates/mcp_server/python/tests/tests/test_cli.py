"""The command, as hosts and people start it."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple, TextIO

import pytest
from mcp import StdioServerParameters

from <%- packageName %> import __version__
from <%- packageName %>.cli import main


class Terminal(NamedTuple):
    """What a person types on, and what the command reads."""

    keyboard: int
    stdin: TextIO


@pytest.fixture
def terminal() -> Iterator[Terminal]:
    """Make a pseudo-terminal."""
    pty = pytest.importorskip("pty", reason="Windows has no pseudo-terminals")
    keyboard, end = pty.openpty()
    with os.fdopen(end) as stdin:
        yield Terminal(keyboard, stdin)
    os.close(keyboard)


@pytest.fixture(autouse=True)
def interrupt_handler() -> Iterator[None]:
    """Give pytest back its own way to handle Ctrl-C."""
    handler = signal.getsignal(signal.SIGINT)
    yield
    signal.signal(signal.SIGINT, handler)


def test_it_prints_its_version(capsys: pytest.CaptureFixture[str]) -> None:
    """`--version` prints the version, and ends."""
    with pytest.raises(SystemExit, match=r"^0$"):
        main(["--version"])
    assert capsys.readouterr().out == f"{__version__}\n"


def test_help_has_the_configuration(capsys: pytest.CaptureFixture[str]) -> None:
    """What `--help` shows can be pasted into a host's configuration."""
    with pytest.raises(SystemExit, match=r"^0$"):
        main(["--help"])
    text = capsys.readouterr().out
    configuration = json.loads(text[text.index("{") : text.rindex("}") + 1])
    server = configuration["mcpServers"]["<%- projectName %>"]
    assert server["command"] == "uv"
    assert server["args"][-1] == "<%- projectName %>"


def test_it_ends_with_stdin(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """It serves until stdin is closed, and prints nothing of its own."""
    (tmp_path / "empty").touch()
    with (tmp_path / "empty").open() as stdin:
        monkeypatch.setattr(sys, "stdin", stdin)
        main([])
    assert capsys.readouterr() == ("", "")


def test_a_person_is_told_what_it_waits_for(
    terminal: Terminal,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """On a terminal it says in a line what to do; Ctrl-D ends it."""
    os.write(terminal.keyboard, b"\x04")
    monkeypatch.setattr(sys, "stdin", terminal.stdin)
    main([])
    printed = capsys.readouterr()
    assert printed.out == ""
    assert printed.err.startswith("waiting for an MCP client on stdin; --help says")
    assert printed.err.count("\n") == 1


def test_it_ends_with_ctrl_c(
    terminal: Terminal, command: StdioServerParameters
) -> None:
    """Ctrl-C ends it at once, without a traceback."""
    arguments = [command.command, *command.args]
    with subprocess.Popen(
        arguments, stdin=terminal.stdin, stderr=subprocess.PIPE
    ) as server:
        assert server.stderr
        assert server.stderr.readline().startswith(b"waiting")
        server.send_signal(signal.SIGINT)
        assert server.stderr.read() == b""
    assert server.returncode == -signal.SIGINT
