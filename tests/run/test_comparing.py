"""What the reports of a folder say of each other, in whole runs with a fake reader."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from pipeline.model.reading import Status
from pipeline.run.outputs import Outputs
from pipeline.run.tell.explanation import explain_report, find_report
from tests.run.conftest import FORM, Run, journal, outputs, write_reports

_BEFORE = "report 1 2024-Q2" + "\nmột" * 3
_NOW = "report 2 2024-Q3" + "\nhai" * 60


def _findings(file: Path) -> list[str]:
    with file.open(encoding="utf-8-sig", newline="") as stream:
        return [row["findings"] for row in csv.DictReader(stream)]


def test_a_jump_stands_in_every_output_and_changes_no_status(
    folder: Path, out: Path, run: Run
) -> None:
    write_reports(folder, a=_BEFORE, b=_NOW)

    outcome = run()

    assert _findings(out / "a.csv") == [""]
    assert _findings(out / "b.csv") == ["jump"]
    assert _findings(out / "figures.csv") == ["", "jump"]
    later = outcome.reports[1]
    assert [finding.check for finding in later.findings] == ["jump"]
    assert (later.message, later.observations[0].status) == ("", Status.READ)


def test_a_report_that_is_there_twice_says_so_in_its_message(
    folder: Path, out: Path, run: Run
) -> None:
    write_reports(folder, a=_BEFORE, b=_BEFORE, c=_BEFORE + "\nmột", d=_NOW)

    first, second, third, other = run().reports

    assert "b.txt, c.txt." in first.message
    assert "a.txt, c.txt." in second.message
    assert "a.txt, b.txt." in third.message
    assert other.message == ""
    assert {"a.csv", "b.csv", "c.csv"} <= set(outputs(out))


def test_a_new_earlier_report_adds_findings_and_nothing_is_read_again(
    folder: Path, out: Path, run: Run
) -> None:
    write_reports(folder, b=_NOW)
    run()
    alone, done = outputs(out), journal(out)
    write_reports(folder, a=_BEFORE)

    run()

    assert _findings(out / "b.csv") == ["jump"]
    assert [step for step in journal(out) if "b.txt" in step] == done
    (folder / "a.txt").unlink()
    run()
    assert outputs(out) == alone


def test_workers_and_cache_make_no_difference(folder: Path, out: Path, run: Run) -> None:
    write_reports(folder, a="slow\f" + _NOW, b=_BEFORE, c=_NOW, d=_BEFORE, e="một")
    run(workers=2)
    first = outputs(out)

    run()
    cached = outputs(out)
    run(workers=1, force=True)

    assert first == cached == outputs(out)


def test_a_run_killed_before_the_comparison_is_made_whole_by_the_same_command(
    folder: Path, out: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_reports(folder, a=_BEFORE, b=_NOW)
    run()
    whole = outputs(out)
    with monkeypatch.context() as patch:
        patch.setattr(Outputs, "close", _killed)
        with pytest.raises(MemoryError):
            run(force=True)
    assert _findings(out / "b.csv") == [""]  # whole, but for what its neighbours say

    run()

    assert outputs(out) == whole


def _killed(_: Outputs, *, complete: bool, **_kept: object) -> None:
    raise MemoryError(complete)


def test_explain_tells_what_other_reports_say(folder: Path, out: Path, run: Run) -> None:
    write_reports(folder, a=_BEFORE, b=_NOW, c=_NOW)
    run()

    told = explain_report(find_report(out, "b.txt"), FORM)

    assert "CẢNH BÁO jump" in told
    assert "CẢNH BÁO same_report" in told
    assert told.count("c.txt") == 2  # in the message and among the findings
