"""What a person finds in figures.xlsx after a run, and what becomes of what she types there."""

from __future__ import annotations

import csv
import shutil
import subprocess
import sys
from pathlib import Path
from zipfile import ZipFile

import pytest
from openpyxl import load_workbook

from pipeline.run.batch.progress import PlainLines
from pipeline.run.catalogue.catalogue import Catalogue
from pipeline.run.catalogue.filters import Filter
from pipeline.run.extraction import Outcome, extract
from pipeline.run.settings import Settings

_SAMPLE = Path(__file__).parents[2] / "samples" / "digital-year.pdf"
_OFFICE = shutil.which("soffice")


def _run(folder: Path) -> Outcome:
    return extract(Settings((folder / "in",), folder / "out", workers=1), PlainLines(sys.stderr))


@pytest.fixture(scope="module")
def ran(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a report that needs a look, and a list of units, after a run."""
    folder = tmp_path_factory.mktemp("ran")
    (folder / "in").mkdir()
    shutil.copy(_SAMPLE, folder / "in")
    listed = "Mã đơn vị;Đơn vị;Huyện;Tỉnh\n00001;Xã Đồng Xa;;\n"
    (folder / "in" / "danh-sach.csv").write_text(listed, encoding="utf-8-sig")
    assert _run(folder).exit_code == 0
    return folder


def test_what_needs_a_look_comes_first_in_the_order_of_the_review(ran: Path) -> None:
    book = load_workbook(ran / "out" / "figures.xlsx")

    sheet = book.worksheets[0]
    assert sheet.title == "Cần xem"
    header = [cell.value for cell in sheet[1]]
    name, why, line = (header.index(one) for one in ("Mã chỉ tiêu", "Vì sao", "Dòng"))
    rows = list(sheet.iter_rows(min_row=2))
    queue = Catalogue(ran / "out").places(Filter(), 1000, 0)
    assert [row[name].value for row in rows] == [place.indicator for place in queue]
    assert all(row[why].value for row in rows)
    figures = book["Số liệu"]
    of_indicator = [cell.value for cell in figures[1]].index("Mã chỉ tiêu")
    for row in rows:
        target = row[line].hyperlink.location.rpartition("!A")[2]
        assert figures[int(target)][of_indicator].value == row[name].value
    with ZipFile(ran / "out" / "figures.xlsx") as package:
        pictures = [one for one in package.namelist() if one.endswith(".png")]
    assert len(pictures) > 0


def test_the_list_of_units_is_no_report_and_names_who_is_missing(ran: Path) -> None:
    with (ran / "out" / "reports.csv").open(encoding="utf-8-sig", newline="") as stream:
        states = {row["report"]: row["state"] for row in csv.DictReader(stream)}
    sheet = load_workbook(ran / "out" / "figures.xlsx")["Chưa báo cáo"]

    assert states == {"danh-sach.csv": "skipped", "digital-year.pdf": "done"}
    assert [row[3] for row in sheet.iter_rows(min_row=2, values_only=True)] == ["xã Đồng Xa"]


@pytest.mark.skipif(not _OFFICE, reason="LibreOffice is not installed")
def test_another_program_opens_it_and_computes_the_same(ran: Path, tmp_path: Path) -> None:
    target = "xlsx:Calc MS Excel 2007 XML"
    home = f"-env:UserInstallation=file://{tmp_path}/home"
    asked = [str(_OFFICE), home, "--headless", "--convert-to", target, "--outdir", str(tmp_path)]
    subprocess.run([*asked, str(ran / "out" / "figures.xlsx")], check=True, capture_output=True)

    ours = load_workbook(ran / "out" / "figures.xlsx", data_only=True)
    theirs = load_workbook(tmp_path / "figures.xlsx", data_only=True)
    assert theirs.sheetnames == ours.sheetnames
    for sheet in ours.worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                other = theirs[sheet.title].cell(cell.row, cell.column)
                assert (other.value or None) == (cell.value or None)
                assert other.data_type != "e"


def test_the_right_values_that_were_typed_are_kept(ran: Path) -> None:
    file = ran / "out" / "figures.xlsx"
    book = load_workbook(file)
    sheet = book["Cần xem"]
    header = [cell.value for cell in sheet[1]]
    answer, name, value = (
        header.index(one) + 1 for one in ("Giá trị đúng", "Mã chỉ tiêu", "Giá trị")
    )
    given = [line for line in range(2, sheet.max_row + 1) if sheet.cell(line, value).value]
    names = [str(sheet.cell(line, name).value) for line in given[:3]]
    same = sheet.cell(given[2], value).value
    for line, typed in zip(given, (32.1, "trống", same), strict=False):
        sheet.cell(line, answer).value = typed
    book.save(file)

    outcome = _run(ran)

    assert "3 giá trị" in outcome.notes[0]
    with (ran / "out" / "figures.csv").open(encoding="utf-8-sig", newline="") as stream:
        rows = {row["indicator"]: row for row in csv.DictReader(stream)}
    assert [rows[one]["status"] for one in names] == ["corrected"] * 3
    assert [rows[one]["value"] for one in names] == ["32.1", "", str(same)]
