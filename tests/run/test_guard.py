"""Nothing that a run started outlives it, and what it needs for a moment lies below OUT."""

from __future__ import annotations

import os
import signal
import tempfile
from pathlib import Path

import pytest

from pipeline.run.batch.guard import stand_guard
from pipeline.run.workspace import Workspace
from tests.run.conftest import Run, write_reports
from tests.run.killed import start_run, wait_for, workers_of

# What a page does when the run ends: waits, or computes so that no other thread gets a turn; what
# it started stays in its group or leaves it.
_WAYS = ("", "spin", "elsewhere", "spin elsewhere")


def _is_gone(process: int) -> bool:
    try:
        status = Path("/proc", str(process), "stat").read_bytes().rpartition(b")")[2]
    except OSError:
        return True
    return status.split()[0] == b"Z"  # dead; whoever inherited it has not looked yet


def _started(marker: Path) -> bool:
    return marker.exists() and bool(marker.read_text(encoding="ascii"))


@pytest.mark.parametrize("way", _WAYS)
def test_what_a_killed_run_started_ends_with_it(
    folder: Path, out: Path, tmp_path: Path, way: str
) -> None:
    marker = tmp_path / "marker"
    write_reports(folder, a=f"{way}\nhang {marker}")
    process = start_run(folder, out)
    wait_for(lambda: _started(marker))

    process.send_signal(signal.SIGKILL)
    process.wait()

    wait_for(lambda: not workers_of(out))
    wait_for(lambda: _is_gone(int(marker.read_text(encoding="ascii"))))


@pytest.mark.parametrize("way", _WAYS)
def test_what_a_late_report_started_ends_with_it(
    folder: Path, out: Path, run: Run, tmp_path: Path, way: str
) -> None:
    marker = tmp_path / "marker"
    write_reports(folder, a=f"{way}\nhang {marker}")

    outcome = run(limit=3)

    assert "giới hạn" in outcome.reports[0].message
    assert not _started(marker) or _is_gone(int(marker.read_text(encoding="ascii")))
    assert workers_of(out) == []


@pytest.mark.parametrize("way", [signal.SIGTERM, signal.SIGKILL, 0, 3])
def test_a_guard_ends_as_the_worker_did(way: int) -> None:
    ours, theirs = os.pipe()
    started = os.fork()
    if not started:
        stand_guard(theirs)
        if isinstance(way, signal.Signals):
            os.kill(os.getpid(), way)
        os._exit(way)

    _, status = os.waitpid(started, 0)

    os.close(ours)
    os.close(theirs)
    assert os.waitstatus_to_exitcode(status) == (-way if isinstance(way, signal.Signals) else way)


def test_workers_keep_what_they_need_for_a_moment_below_out(
    folder: Path, out: Path, run: Run
) -> None:
    write_reports(folder, a="where is scratch")

    outcome = run()

    assert outcome.exit_code == 0
    told = (out / ".solieu" / "where").read_text(encoding="utf-8")
    assert Path(told) == (out / ".solieu" / "scratch").absolute()


def test_a_run_itself_keeps_what_it_needs_for_a_moment_below_out(out: Path) -> None:
    before = tempfile.gettempdir()
    with Workspace(out) as workspace:
        within = tempfile.gettempdir()

    assert Path(within) == workspace.scratch.absolute()
    assert tempfile.gettempdir() == before
