"""Tests of the daemon as its users meet it: a process that gets signals."""

import signal
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

Start = Callable[[], subprocess.Popen[bytes]]
Drop = Callable[..., Path]
Until = Callable[[Callable[[], object]], None]


def names_in(folder: Path) -> list[str]:
    """Return the names in a folder."""
    return sorted(each.name for each in folder.iterdir())


def test_does_what_is_dropped(
    directory: Path, start: Start, drop: Drop, until: Until
) -> None:
    """A job that is dropped while the daemon runs is done."""
    start()
    drop("a", job="echo", text="hello")
    until((directory / "done/a.job").exists)
    assert names_in(directory / "done") == ["a.job", "a.result"]
    assert names_in(directory / "inbox") == []
    assert "hello" in (directory / "done/a.result").read_text()


def test_goes_on_after_a_bad_job(
    directory: Path, start: Start, drop: Drop, until: Until
) -> None:
    """A bad job gets a reason beside it, and the next one is done."""
    drop("a").write_bytes(b"\xff")
    drop("b", job="echo", text="hello")
    start()
    until((directory / "done/b.job").exists)
    assert names_in(directory / "failed") == ["a.job", "a.reason"]
    assert "decode" in (directory / "failed/a.reason").read_text()


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_stops_cleanly(start: Start, log: Path, number: signal.Signals) -> None:
    """SIGTERM and SIGINT end an idle daemon with status 0."""
    daemon = start()
    daemon.send_signal(number)
    assert daemon.wait() == 0
    assert number.name in log.read_text()
    assert "Traceback" not in log.read_text()


def test_finishes_the_job_at_hand(
    directory: Path, tmp_path: Path, log: Path, start: Start, drop: Drop, until: Until
) -> None:
    """After two signals in a row it finishes one job, and begins no other."""
    begun, go = tmp_path / "begun", tmp_path / "go"
    drop("a", job="wait", begun=str(begun), go=str(go))
    drop("b", job="echo", text="later")
    daemon = start()
    until(lambda: begun.exists() and begun.read_text())
    daemon.send_signal(signal.SIGTERM)
    daemon.send_signal(signal.SIGINT)
    until(lambda: "stopping" in log.read_text())
    go.touch()
    assert daemon.wait() == 0
    assert names_in(directory / "done") == ["a.job", "a.result"]
    assert names_in(directory / "inbox") == ["b.job"]


def test_a_later_signal_ends_a_job_that_hangs(
    directory: Path, tmp_path: Path, start: Start, drop: Drop, until: Until
) -> None:
    """A second SIGTERM does not wait for the job, which stays in the inbox."""
    begun = tmp_path / "begun"
    drop("a", job="wait", begun=str(begun), go=str(tmp_path / "never"))
    daemon = start()
    until(lambda: begun.exists() and begun.read_text())

    def stops() -> bool:
        daemon.send_signal(signal.SIGTERM)
        return daemon.poll() is not None

    until(stops)
    assert daemon.returncode == -signal.SIGTERM
    assert names_in(directory / "inbox") == ["a.job"]


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
def test_begins_no_job_on_a_full_disk(
    directory: Path, tmp_path: Path, log: Path, start: Start, drop: Drop, until: Until
) -> None:
    """A job is not done before there is room for its report, and then once."""
    begun = tmp_path / "begun"
    drop("a", job="wait", begun=str(begun), go=str(log))
    (directory / "report.tmp").symlink_to("/dev/full")
    start()
    until(lambda: "'a.job' stays in the inbox for now: [Errno 28]" in log.read_text())
    assert not begun.exists()
    (directory / "report.tmp").unlink()
    until((directory / "done/a.job").exists)
    assert begun.read_text() == "begun\n"


def test_loses_no_job_when_killed(
    directory: Path, tmp_path: Path, start: Start, drop: Drop, until: Until
) -> None:
    """A job in whose middle the daemon is killed is done by the next one."""
    begun, go = tmp_path / "begun", tmp_path / "go"
    drop("a", job="wait", begun=str(begun), go=str(go))
    drop("b", job="echo", text="later")
    daemon = start()
    until(lambda: begun.exists() and begun.read_text())
    daemon.kill()
    assert daemon.wait() == -signal.SIGKILL
    assert names_in(directory / "inbox") == ["a.job", "b.job"]
    go.touch()
    start()
    until((directory / "done/b.job").exists)
    assert names_in(directory / "done") == ["a.job", "a.result", "b.job", "b.result"]
    assert begun.read_text() == "begun\n" * 2


@pytest.mark.parametrize("count", [1, 10, 25])
def test_files_each_job_with_its_result(
    directory: Path, start: Start, drop: Drop, until: Until, count: int
) -> None:
    """A kill at any time leaves each job in the inbox, or with its result."""
    names = {f"{number:02}" for number in range(30)}
    for name in names:
        drop(name, job="echo", text=f"number {name}")
    inbox, done = directory / "inbox", directory / "done"
    daemon = start()
    until(lambda: len(list(done.glob("*.job"))) >= count)
    daemon.kill()
    daemon.wait()
    waiting = {each.stem for each in inbox.iterdir()}
    filed = {each.stem for each in done.glob("*.job")}
    assert waiting ^ filed == names
    for name in filed:
        assert f"number {name}" in (done / f"{name}.result").read_text()
    start()
    until(lambda: names_in(inbox) == [])
    assert {each.stem for each in done.glob("*.result")} == names


def test_refuses_a_second_instance(
    directory: Path, command: list[str], start: Start
) -> None:
    """The second instance names the process of the first, which goes on."""
    first = start()
    second = subprocess.run(command, capture_output=True, text=True, check=False)
    assert second.returncode == 1
    assert f"another instance (pid {first.pid}) works on {directory}" in second.stderr
    assert first.poll() is None


def test_starts_after_a_kill(directory: Path, start: Start) -> None:
    """A killed instance leaves no lock behind."""
    killed = start()
    killed.kill()
    killed.wait()
    pid = start().pid
    assert (directory / "lock").read_text() == f"{pid}\n"


@pytest.mark.parametrize(("journal", "first"), [("8:1", "INFO"), (None, "20")])
def test_leaves_the_time_to_the_journal(
    start: Start,
    log: Path,
    monkeypatch: pytest.MonkeyPatch,
    journal: str | None,
    first: str,
) -> None:
    """Log lines begin with the time, unless the journal of systemd adds it."""
    monkeypatch.delenv("JOURNAL_STREAM", raising=False)
    if journal is not None:
        monkeypatch.setenv("JOURNAL_STREAM", journal)
    start()
    assert log.read_text().startswith(first)
