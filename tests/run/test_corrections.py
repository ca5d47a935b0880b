"""Corrections in whole runs with a fake reader: they last, and the stored results know nothing."""

from __future__ import annotations

import csv
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from pipeline.cli import main
from pipeline.model.correction import Correction, Decision
from pipeline.model.reading import Status
from pipeline.model.report import Report
from pipeline.run.corrections.ledger import Ledger, new_id, now
from pipeline.run.extraction import Outcome
from tests.run.conftest import FORM, Run, journal, outputs, write_reports


def _row(out: Path, stem: str = "a") -> dict[str, str]:
    with (out / f"{stem}.csv").open(encoding="utf-8-sig", newline="") as stream:
        (row,) = csv.DictReader(stream)
    return row


def decide(report: Report, was: int | None, value: int | None) -> Correction:
    """A decision about the one figure of a report of the fake reader."""
    before, after = (None if one is None else Decimal(one) for one in (was, value))
    decision = Decision.BLANK if after is None else Decision.VALUE
    return Correction(
        new_id(), report.path, report.sha256, "lines", before, after, decision, by="Lan", at=now()
    )


def _report(outcome: Outcome, path: str = "a.txt") -> Report:
    return next(report for report in outcome.reports if report.path == path)


def test_a_correction_lasts_and_nothing_is_read_again(folder: Path, out: Path, run: Run) -> None:
    write_reports(folder, a="một\nhai", b="một")
    report = _report(run())
    done, before = journal(out), outputs(out)
    Ledger(out).add(decide(report, 2, 3))

    outcome = run()

    row = _row(out)
    assert (row["value"], row["status"], row["method"]) == ("3", "corrected", "corrected")
    assert row["confidence"] == ""
    assert journal(out) == done
    assert _report(outcome).observations[0].status is Status.CORRECTED
    with (out / "reports.csv").open(encoding="utf-8-sig", newline="") as stream:
        assert [line["corrected"] for line in csv.DictReader(stream)] == ["1", "0"]
    kept = Ledger(out).file.read_bytes()
    run(force=True)
    assert _row(out) == row
    assert Ledger(out).file.read_bytes() == kept
    Ledger(out).take_back(Ledger(out).read().corrections[0], "Lan")
    run()
    after = outputs(out)
    del after["corrections.csv"]
    assert after == before


def test_a_changed_file_makes_a_correction_stale(folder: Path, out: Path, run: Run) -> None:
    write_reports(folder, a="một\nhai")
    Ledger(out).add(decide(_report(run()), 2, 3))
    write_reports(folder, a="một\nhai\nba\nbốn")

    run()

    row = _row(out)
    assert (row["value"], row["status"]) == ("4", "doubtful")
    assert row["findings"] == "stale_correction"
    assert len(Ledger(out).read().corrections) == 1


def test_a_correction_of_another_value_is_not_applied(folder: Path, out: Path, run: Run) -> None:
    write_reports(folder, a="một\nhai")
    Ledger(out).add(decide(_report(run()), 1, 3))

    run()

    assert (_row(out)["value"], _row(out)["status"]) == ("2", "doubtful")


def test_later_decisions_build_on_earlier_ones(folder: Path, out: Path, run: Run) -> None:
    write_reports(folder, a="một\nhai")
    report = _report(run())
    Ledger(out).add(decide(report, 2, 3), decide(report, 3, None), decide(report, None, 5))

    run()

    assert (_row(out)["value"], _row(out)["status"]) == ("5", "corrected")


def test_comparisons_use_the_corrected_figure(folder: Path, out: Path, run: Run) -> None:
    write_reports(folder, a="report 1 2024-Q2" + "\nmột" * 3, b="report 2 2024-Q3" + "\nhai" * 60)
    report = _report(run(), "b.txt")
    assert _row(out, "b")["findings"] == "jump"
    Ledger(out).add(decide(report, 61, 6))

    run()

    assert _row(out, "b")["findings"] == ""


def test_a_decision_during_the_run_is_taken(
    folder: Path, out: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    from pipeline.run.outputs import Outputs

    write_reports(folder, a="một\nhai")
    report = _report(run())
    close = Outputs.close

    def decide_then_close(self: Outputs, **told: Any) -> None:
        Ledger(out).add(decide(report, 2, 9))
        close(self, **told)

    monkeypatch.setattr(Outputs, "close", decide_then_close)
    run(force=True)

    assert (_row(out)["value"], _row(out)["status"]) == ("9", "corrected")


def test_a_correction_follows_a_renamed_file(folder: Path, out: Path, run: Run) -> None:
    write_reports(folder, a="một\nhai", b="khác")
    Ledger(out).add(decide(_report(run()), 2, 3))
    (folder / "a.txt").rename(folder / "c.txt")

    outcome = run()

    assert (_row(out, "c")["value"], _row(out, "c")["status"]) == ("3", "corrected")
    assert outcome.notes == ()


def test_corrections_without_a_report_are_kept_and_told(folder: Path, out: Path, run: Run) -> None:
    write_reports(folder, a="một\nhai", b="khác")
    Ledger(out).add(decide(_report(run()), 2, 3))
    (folder / "a.txt").unlink()

    outcome = run(allow_empty=True)

    assert "a.txt lines" in outcome.notes[0]
    write_reports(folder, a="một\nhai")
    run()
    assert _row(out)["status"] == "corrected"


def test_explain_tells_of_the_person(
    folder: Path, out: Path, run: Run, capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    from pipeline.run import checked_forms

    monkeypatch.setattr(checked_forms, "load_checked_forms", lambda _: (FORM,))
    write_reports(folder, a="một\nhai")
    Ledger(out).add(decide(_report(run()), 2, 3))
    run()
    capsys.readouterr()

    assert main(["explain", "a.txt", "lines", "--out", str(out)]) == 0

    told = capsys.readouterr().out
    assert "= 3 dòng  [corrected]" in told
    assert "corrected, vì người xem đã sửa." in told


def test_a_broken_file_stops_the_run_before_it_begins(folder: Path, out: Path, run: Run) -> None:
    write_reports(folder, a="một\nhai")
    run()
    before = outputs(out)
    Ledger(out).file.write_bytes("report,sha256".encode("utf-16"))

    with pytest.raises(Exception, match=r"corrections\.csv"):
        run()

    after = outputs(out)
    del after["corrections.csv"]
    assert after == before
