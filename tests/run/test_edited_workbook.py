"""Values typed into figures.xlsx are kept, and no edited workbook is written over before."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from pathlib import Path

import pytest
from openpyxl import load_workbook

from pipeline.model.errors import SettingError
from pipeline.run.corrections.ledger import Ledger
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
