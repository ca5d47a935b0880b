"""Values typed into figures.xlsx are kept, and no edited workbook is written over before."""

from __future__ import annotations

import csv
import json
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path

import pytest
from openpyxl import load_workbook

from pipeline.cli.shared import tell_outcome
from pipeline.model.correction import Correction, Decision
from pipeline.model.errors import SettingError
from pipeline.run.corrections.edits import Edit, Known, sift
from pipeline.run.corrections.ledger import Ledger, new_id, now
from pipeline.write.sheets.looks import ANSWER
from tests.run.conftest import Run, outputs, write_reports


def _rows(out: Path) -> dict[str, dict[str, str]]:
    with (out / "figures.csv").open(encoding="utf-8-sig", newline="") as stream:
        return {row["report"]: row for row in csv.DictReader(stream)}


def _edit(out: Path, typed: Mapping[str, object]) -> None:
    """Type values into the sheet of figures, by report."""
    file = out / "figures.xlsx"
    book = load_workbook(file)
    sheet = book["Số liệu"]
    header = [cell.value for cell in sheet[1]]
    report, value = header.index("Báo cáo") + 1, header.index("Giá trị") + 1
    for line in range(2, sheet.max_row + 1):
        name = str(sheet.cell(line, report).value)
        if name in typed:
            sheet.cell(line, value).value = typed[name]
    book.save(file)


@pytest.fixture
def three(folder: Path, out: Path, run: Run) -> Path:
    """Three reports that were read."""
    write_reports(folder, a="một\nhai", b="một", c="một\nhai\nba")
    run()
    return out


def test_typed_values_become_corrections(three: Path, run: Run) -> None:
    _edit(three, {"a.txt": 7, "b.txt": None})

    outcome = run()

    rows = _rows(three)
    assert (rows["a.txt"]["value"], rows["a.txt"]["status"]) == ("7", "corrected")
    assert (rows["b.txt"]["value"], rows["b.txt"]["status"]) == ("", "corrected")
    assert rows["c.txt"]["status"] == "read"
    assert "2 giá trị" in outcome.notes[0]
    kept = Ledger(three).read().corrections
    assert {one.note for one in kept} == {"figures.xlsx"}
    after = outputs(three)
    run()
    assert outputs(three) == after
    _edit(three, {"a.txt": 8})
    run()
    assert _rows(three)["a.txt"]["value"] == "8"


def test_what_is_no_number_is_listed(three: Path, run: Run) -> None:
    _edit(three, {"a.txt": "không rõ", "b.txt": "1.234", "c.txt": "=1+1"})

    outcome = run()

    assert "3 chỗ sửa không lấy được" in outcome.notes[0]
    assert {row["status"] for row in _rows(three).values()} == {"read"}
    assert not Ledger(three).file.exists()
    assert "figures-1.xlsx" in outcome.notes[0]
    assert load_workbook(three / "figures-1.xlsx")["Số liệu"]["G2"].value == "không rõ"


@pytest.mark.parametrize(("name", "heading"), [("Số liệu", "Giá trị"), ("Cần xem", ANSWER)])
def test_a_workbook_with_another_heading_is_kept(
    three: Path, run: Run, name: str, heading: str
) -> None:
    file = three / "figures.xlsx"
    book = load_workbook(file)
    next(cell for cell in book[name][1] if cell.value == heading).value = "Số đúng"
    book.save(file)
    edited = file.read_bytes()

    outcome = run()

    assert name in outcome.notes[0]
    assert (three / "figures-1.xlsx").read_bytes() == edited
    assert file.read_bytes() != edited


def test_what_was_not_taken_is_told_however_little_is_to_be_said(
    three: Path, run: Run, capsys: pytest.CaptureFixture[str]
) -> None:
    _edit(three, {"a.txt": 7, "b.txt": "không rõ"})
    outcome = run()
    capsys.readouterr()

    tell_outcome(outcome, "quiet")
    told = capsys.readouterr()
    tell_outcome(outcome, "json")
    events = [json.loads(line) for line in capsys.readouterr().out.splitlines()]

    assert not told.out
    assert "figures-1.xlsx" in told.err
    assert [event["event"] for event in events] == ["note", "note", "end"]
    assert "figures-1.xlsx" in events[1]["text"]


def test_what_was_decided_after_the_workbook_was_written_stays(three: Path, run: Run) -> None:
    rows = _rows(three)
    with (three / "reports.csv").open(encoding="utf-8-sig", newline="") as stream:
        hashes = {row["report"]: row["sha256"] for row in csv.DictReader(stream)}
    was, value = Decimal(rows["a.txt"]["value"]), Decimal(5)
    one = Correction(new_id(), "a.txt", hashes["a.txt"], "lines", was, value, at=now())
    Ledger(three).add(one)
    _edit(three, {"a.txt": 7, "b.txt": 8})

    outcome = run()

    assert "a.txt lines: 7 (đã được sửa ở trang xem lại" in outcome.notes[1]
    assert (_rows(three)["a.txt"]["value"], _rows(three)["b.txt"]["value"]) == ("5", "8")
    assert (three / "figures-1.xlsx").exists()
    _edit(three, {"a.txt": 7})
    run()
    assert _rows(three)["a.txt"]["value"] == "7"


def test_a_value_of_another_kind_is_refused(three: Path, run: Run) -> None:
    _edit(three, {"a.txt": 7.5})

    outcome = run()

    assert "a.txt lines: 7,5 (phải là số nguyên)" in outcome.notes[0]
    assert (_rows(three)["a.txt"]["status"], outcome.refused) == ("read", outcome.notes)


def _typed(report: str, value: int | None, *, emptied: bool = False) -> Edit:
    decision = Decision.BLANK if value is None else Decision.VALUE
    number = None if value is None else Decimal(value)
    return Edit(report, "lines", Decimal(1), number, decision, emptied=emptied)


def test_sheets_that_say_unlike_values_are_not_believed() -> None:
    edits = [_typed("a", 2), _typed("b", 2), _typed("a", 3), _typed("b", 2)]

    sifted = list(sift(edits, Known({}, {}, {})))

    assert [(one.report, one.decision) for one in sifted] == [("a", None), ("b", Decision.VALUE)]


@pytest.mark.parametrize(("emptied", "taken"), [(20, 20), (21, 0)])
def test_a_column_that_was_emptied_is_a_slip(emptied: int, taken: int) -> None:
    edits = [_typed(f"{number}", None, emptied=True) for number in range(emptied)]

    sifted = list(sift([*edits, _typed("a", 3)], Known({}, {}, {})))

    assert sum(one.decision is Decision.BLANK for one in sifted) == taken
    assert sum(one.decision is None for one in sifted) == emptied - taken
    assert sifted[-1].value == 3


def test_a_workbook_that_was_only_saved_changes_nothing(three: Path, run: Run) -> None:
    before = outputs(three)
    _edit(three, {})

    outcome = run()

    assert outcome.notes == ()
    assert outputs(three) == before


def test_an_edit_of_a_report_that_changed_is_not_applied(
    folder: Path, three: Path, run: Run
) -> None:
    _edit(three, {"a.txt": 7})
    write_reports(folder, a="một\nhai\nba\nbốn")

    run()

    row = _rows(three)["a.txt"]
    assert (row["value"], row["status"], row["findings"]) == ("4", "doubtful", "stale_correction")


def test_an_edited_workbook_of_other_rows_is_put_aside(three: Path, run: Run) -> None:
    _edit(three, {"a.txt": 7})
    file = three / "figures.csv"
    file.write_bytes(file.read_bytes() + b"\r\n")

    outcome = run()

    assert "figures-1.xlsx" in outcome.notes[0]
    assert load_workbook(three / "figures-1.xlsx")["Số liệu"]["G2"].value == 7
    assert _rows(three)["a.txt"]["status"] == "read"


def test_edits_that_cannot_be_kept_stop_the_run(three: Path, run: Run) -> None:
    _edit(three, {"a.txt": 7})
    edited = (three / "figures.xlsx").read_bytes()
    Ledger(three).file.mkdir()

    with pytest.raises(SettingError):
        run()

    assert (three / "figures.xlsx").read_bytes() == edited
