"""Whole runs with a fake reader in real processes."""

from __future__ import annotations

import csv
import os
import signal
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from pipeline.model.errors import SettingError
from pipeline.model.report import State
from pipeline.run import extraction
from pipeline.run.batch import job
from pipeline.run.batch.crew import _Worker
from pipeline.run.batch.progress import PlainLines
from pipeline.run.batch.results import Finished
from pipeline.run.batch.worker import Order
from pipeline.run.extraction import Outcome, extract
from pipeline.run.outputs import Outputs
from pipeline.run.settings import Settings
from pipeline.run.workspace import Workspace
from tests.run.conftest import FORM, Run, journal, outputs, write_reports
from tests.run.fakes import SLOW
from tests.run.killed import PATIENCE, start_run, wait_for, workers_of


def _states(outcome: Outcome) -> dict[str, State]:
    return {report.path: report.state for report in outcome.reports}


def _measure_limit(folder: Path, run: Run) -> float:
    """Give a time limit that a short report keeps on this machine, as busy as it is now."""
    write_reports(folder, measured="slow\nmột")
    start = time.monotonic()
    run()
    (folder / "measured.txt").unlink()
    return max(2.0, 5 * (time.monotonic() - start))


def _pages_for(seconds: float) -> str:
    """Write slow pages that take so many seconds."""
    return "\f".join(["slow"] * round(seconds / SLOW))


def _is_alive(process_id: int) -> bool:
    try:
        state = Path(f"/proc/{process_id}/stat").read_text(encoding="ascii").split(")")[1].split()
    except OSError:
        return False
    return state[0] != "Z"


def test_each_report_gets_its_csv_and_all_get_the_collective_files(
    folder: Path, out: Path, run: Run
) -> None:
    write_reports(folder, a="một\nhai", b="ba")

    outcome = run()

    assert outcome.exit_code == 0
    assert set(outputs(out)) == {
        *("a.csv", "b.csv", "figures.csv", "others.csv", "reports.csv"),
        *("figures.xlsx", "datapackage.json"),
    }


def test_one_and_two_workers_give_the_same_bytes(folder: Path, out: Path, run: Run) -> None:
    write_reports(folder, **{f"r{n}": "slow\f".join("x\n" * n) for n in range(5)}, bad="unreadable")
    run(workers=1)
    alone = outputs(out)

    run(workers=2, force=True)

    assert outputs(out) == alone
    assert alone["reports.csv"].count(b"failed") == 1


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("crash", "SIGSEGV"),
        ("một\fgreedy\fhai", "Not enough memory"),
        ("unreadable\funreadable", "Scan it again"),
    ],
)
def test_a_bad_report_costs_one_line_and_the_rest_is_done(
    folder: Path, run: Run, text: str, message: str
) -> None:
    write_reports(folder, a="một", bad=text, c="hai\nba")

    outcome = run()

    assert outcome.exit_code == 1
    assert _states(outcome) == {
        "a.txt": State.DONE,
        "bad.txt": State.FAILED,
        "c.txt": State.DONE,
    }
    assert message in outcome.reports[1].message
    assert " | " in outcome.reports[1].message


def test_a_report_that_hangs_is_stopped_with_the_engine_it_started(
    folder: Path, run: Run, tmp_path: Path
) -> None:
    marker = tmp_path / "engine"
    limit = _measure_limit(folder, run)
    write_reports(folder, a="một", bad=f"hang {marker}", c="hai")

    outcome = run(limit=limit)

    assert _states(outcome)["bad.txt"] is State.FAILED
    assert "--time-limit" in outcome.reports[1].message
    assert _states(outcome)["c.txt"] is State.DONE
    wait_for(lambda: not _is_alive(int(marker.read_text(encoding="ascii"))))


def test_the_time_limit_counts_the_work_on_all_pages_together(folder: Path, run: Run) -> None:
    limit = _measure_limit(folder, run)
    write_reports(folder, long=_pages_for(3 * limit), short="slow")

    outcome = run(limit=limit)

    assert _states(outcome) == {"long.txt": State.FAILED, "short.txt": State.DONE}


def test_a_late_report_goes_on_where_it_stopped(folder: Path, out: Path, run: Run) -> None:
    limit = _measure_limit(folder, run)
    write_reports(folder, long=_pages_for(1.5 * limit))
    first = run(limit=limit)

    # How many runs it takes depends on the machine's other work.
    codes = [run(limit=limit).exit_code for _ in range(5)]

    assert first.exit_code == 1
    assert codes[-1] == 0
    assert journal(out).count("page long.txt 1") == 1


def test_one_bad_page_does_not_lose_the_report(folder: Path, run: Run) -> None:
    write_reports(folder, a="một\funreadable\fhai\nba")

    outcome = run()

    assert outcome.exit_code == 1
    assert outcome.reports[0].state is State.DONE
    assert outcome.reports[0].observations[0].value == 3


def test_pages_that_kill_a_worker_only_together_are_read_one_by_one(
    folder: Path, out: Path, run: Run
) -> None:
    write_reports(folder, a="một\fcrowded\fba")

    outcome = run()

    assert outcome.exit_code == 0
    assert outcome.reports[0].observations[0].value == 3
    assert journal(out).count("page a.txt 2") == 2


def test_pages_that_are_in_the_cache_are_not_read_with_the_others(
    folder: Path, out: Path, run: Run
) -> None:
    write_reports(folder, a="một\funreadable\fba\funreadable")
    run()
    done = journal(out)

    run()

    assert journal(out) == sorted([*done, "page a.txt 2", "page a.txt 4"])


def test_nothing_is_done_twice(folder: Path, out: Path, run: Run) -> None:
    write_reports(folder, a="một\fhai", b="ba")
    run()
    before, done = outputs(out), journal(out)

    run()

    assert journal(out) == done
    assert outputs(out) == before


def test_seconds_come_from_the_cache(folder: Path, out: Path, run: Run) -> None:
    write_reports(folder, a="một\fhai", b="ba")
    run()
    before = (out / "reports.csv").read_bytes()

    run()

    assert (out / "reports.csv").read_bytes() == before


def test_force_does_all_again(folder: Path, out: Path, run: Run) -> None:
    write_reports(folder, a="một")
    run()
    done = journal(out)

    run(force=True)

    assert journal(out) == sorted(done * 2)


def test_a_changed_file_is_read_again_and_the_others_are_not(
    folder: Path, out: Path, run: Run
) -> None:
    write_reports(folder, a="một", b="hai")
    run()
    write_reports(folder, a="một\nhai")

    outcome = run()

    assert outcome.reports[0].observations[0].value == 2
    assert journal(out).count("page a.txt 1") == 2
    assert journal(out).count("page b.txt 1") == 1


def test_a_renamed_file_is_not_read_again_and_its_old_csv_goes(
    folder: Path, out: Path, run: Run
) -> None:
    write_reports(folder, a="một", b="hai")
    run()
    done = journal(out)
    (folder / "a.txt").rename(folder / "z.txt")

    run()

    assert journal(out) == done
    assert {"b.csv", "z.csv"} <= set(outputs(out))
    assert "a.csv" not in outputs(out)


def test_files_that_are_not_ours_stay(folder: Path, out: Path, run: Run) -> None:
    write_reports(folder, a="một")
    run()
    (out / "notes.csv").write_text("của tôi", encoding="utf-8")
    (folder / "a.txt").rename(folder / "b.txt")

    run()

    assert (out / "notes.csv").exists()


def test_same_bytes_under_two_names_are_read_once(folder: Path, out: Path, run: Run) -> None:
    write_reports(folder, a="một", b="một", c="một")

    outcome = run(workers=2)

    assert outcome.exit_code == 0
    assert [report.path for report in outcome.reports] == ["a.txt", "b.txt", "c.txt"]
    assert sum("page" in line for line in journal(out)) == 1


def test_a_changed_form_leaves_the_pages(
    folder: Path, out: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_reports(folder, a="một\fhai")
    run()
    done = journal(out)
    changed = replace(FORM, label="Báo cáo thử, bản mới")
    monkeypatch.setattr(extraction, "load_checked_forms", lambda _: (changed,))

    run()

    assert journal(out) == sorted([*done, "finish a.txt 0"])


def test_changed_code_of_the_reading_rooms_leaves_nothing(
    folder: Path, out: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_reports(folder, a="một")
    run()
    done = journal(out)
    monkeypatch.setattr(job, "reading_version", lambda _: "newer")

    run()

    assert journal(out) == sorted(done * 2)


def test_a_damaged_entry_of_the_cache_counts_as_absent(folder: Path, out: Path, run: Run) -> None:
    write_reports(folder, a="một\fhai")
    run()
    before = outputs(out)
    for entry in (out / ".solieu" / "steps").rglob("*.json"):
        content = entry.read_bytes()
        entry.write_bytes(content[: len(content) // 2])

    outcome = run()

    assert outcome.exit_code == 0
    assert outputs(out) == before


def test_a_killed_run_goes_on_and_ends_with_the_same_bytes(
    folder: Path, out: Path, run: Run, tmp_path: Path
) -> None:
    write_reports(folder, **{f"r{n}": "slow\fslow\fslow" + "\nx" * n for n in range(6)})
    run()
    unbroken = outputs(out)
    out.rename(tmp_path / "unbroken")

    process = start_run(folder, out)
    wait_for(lambda: len(journal(out)) > 7)
    process.send_signal(signal.SIGKILL)
    process.wait()
    wait_for(lambda: not workers_of(out))
    before = journal(out)
    run()

    assert outputs(out) == unbroken
    # Pages that were in work when the kill came are the only thing that may be done again: those
    # of one report for each of two workers.
    again = {line for line in journal(out) if journal(out).count(line) > 1}
    assert all(line.startswith("page") for line in again)
    assert len({line.split()[1] for line in again}) <= 2
    assert any(line.startswith("finish") for line in before)


@pytest.mark.parametrize("stop", [signal.SIGINT, signal.SIGTERM])
def test_an_interrupted_run_keeps_what_is_finished_and_says_what_is_left(
    folder: Path, out: Path, stop: signal.Signals
) -> None:
    write_reports(folder, a="một", b="hai\nba", y="hang\fhai\fba", z="hang")

    process = start_run(folder, out)
    wait_for((out / "b.csv").exists)
    wait_for(lambda: sum("page" in line for line in journal(out)) >= 4)
    process.send_signal(stop)
    printed, _ = process.communicate(timeout=PATIENCE)

    assert process.returncode == 130
    # Whether a second worker had begun with z.txt depends on the machine.
    assert printed.decode().strip() in {f"Left(reports=2, pages={pages})" for pages in (3, 4)}
    with (out / "reports.csv").open(encoding="utf-8-sig", newline="") as stream:
        assert [line["report"] for line in csv.DictReader(stream)] == ["a.txt", "b.txt"]
    wait_for(lambda: not workers_of(out))


def test_an_interrupted_run_forgets_nothing_of_the_one_before(
    folder: Path, out: Path, run: Run
) -> None:
    write_reports(folder, a="một", z="hai")
    run()
    write_reports(folder, b="hang")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Outputs, "add", _interrupt_behind("a.txt"))

        outcome = run()

    assert outcome.exit_code == 130
    assert [report.path for report in outcome.reports] == ["a.txt"]
    assert (out / "z.csv").exists()
    known = [entry.report.path for entry in Workspace(out).read_index()]
    assert sorted(known) == ["a.txt", "z.txt"]


def _interrupt_behind(path: str) -> Callable[[Outputs, Finished], None]:
    really = Outputs.add

    def add(outputs: Outputs, finished: Finished) -> None:
        really(outputs, finished)
        if finished.report.path == path:
            os.kill(os.getpid(), signal.SIGTERM)
            time.sleep(1)

    return add


def test_reports_for_which_nothing_is_done_are_told_from_others(
    folder: Path, run: Run, capsys: pytest.CaptureFixture[str]
) -> None:
    write_reports(folder, a="một", b="hai", c="unreadable")
    first = run()
    (folder / "b.txt").rename(folder / "d.txt")
    write_reports(folder, e="năm")
    capsys.readouterr()

    second = run()

    assert (first.unchanged, second.unchanged) == (0, 2)
    lines = capsys.readouterr().err.splitlines()
    assert [line.split(":")[0].split("] ")[1] for line in lines] == ["c.txt", "e.txt"]


def test_what_is_read_anew_is_not_unchanged(folder: Path, run: Run) -> None:
    write_reports(folder, a="một", b="hai")
    run()

    outcome = run(force=True)

    assert outcome.unchanged == 0


def test_two_runs_do_not_write_to_one_folder(folder: Path, out: Path, run: Run) -> None:
    write_reports(folder, a="hang")
    process = start_run(folder, out)
    wait_for(lambda: bool(journal(out)))

    with pytest.raises(SettingError, match="Another solieu"):
        run()

    process.send_signal(signal.SIGINT)
    process.wait(PATIENCE)


def test_few_text_dumps_get_one_process_only(
    folder: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_reports(folder, a="một\fhai\fba", b="bốn")
    started: list[object] = []
    monkeypatch.setattr("pipeline.run.batch.crew._Worker", _counting(started))

    run(workers=8)

    assert len(started) == 1


def _counting(started: list[object]) -> type[_Worker]:
    class Counted(_Worker):
        def __init__(self, order: Order, log: Path) -> None:
            started.append(self)
            super().__init__(order, log)

    return Counted


def test_an_output_folder_that_is_a_file_is_refused(folder: Path, out: Path, run: Run) -> None:
    write_reports(folder, a="một")
    out.write_text("", encoding="utf-8")

    with pytest.raises(SettingError, match="cannot be written"):
        run()


def test_an_output_that_cannot_be_replaced_is_told_and_the_rest_is_written(
    folder: Path, out: Path, run: Run
) -> None:
    write_reports(folder, a="một", b="hai")
    (out / "a.csv").mkdir(parents=True)

    outcome = run()

    assert outcome.exit_code == 1
    assert "a.csv" in str(outcome.problems[0])
    assert {"b.csv", "figures.csv", "reports.csv"} <= set(outputs(out))


def test_an_unknown_form_is_refused_before_anything_starts(
    folder: Path, out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(extraction, "load_checked_forms", lambda _: (FORM,))
    settings = Settings((folder,), out, form="nonesuch")

    with pytest.raises(SettingError, match="nonesuch"):
        extract(settings, PlainLines(sys.stderr))
    assert not out.exists()


def test_nothing_is_written_where_nothing_changed_and_all_is_where_an_output_is_gone(
    folder: Path, out: Path, run: Run
) -> None:
    write_reports(folder, a="một", b="hai\nba")
    run()
    before = {file: file.stat().st_mtime_ns for file in out.rglob("*") if file.suffix == ".csv"}

    again = run()

    assert again.unchanged == 2
    assert "2 báo cáo giữ nguyên" in again.summary
    assert {file: file.stat().st_mtime_ns for file in before} == before
    (out / "a.csv").unlink()
    (out / "figures.csv").write_bytes(b"")
    assert run().summary == ""
    assert outputs(out)["a.csv"]
    assert b"b.txt" in outputs(out)["figures.csv"]


def test_other_bytes_of_the_same_size_and_time_are_found(folder: Path, out: Path, run: Run) -> None:
    write_reports(folder, a="một\nhai")
    run()
    file = folder / "a.txt"
    found = file.stat()
    file.write_text("một\nba\n"[: found.st_size], encoding="utf-8")
    file.write_bytes(file.read_bytes().ljust(found.st_size, b"\n"))
    os.utime(file, ns=(found.st_atime_ns, found.st_mtime_ns))

    assert run().summary == ""
