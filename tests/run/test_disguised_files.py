"""Files under a wrong extension through a whole run: the content decides, and keys follow it."""

from __future__ import annotations

import csv
import sys
from pathlib import Path

import openpyxl
import pytest

from pipeline.model.report import State
from pipeline.run import extraction
from pipeline.run.batch.job import make_report_file
from pipeline.run.batch.progress import PlainLines
from pipeline.run.batch.versions import reading_version
from pipeline.run.extraction import extract
from pipeline.run.settings import Settings
from pipeline.run.tell.evidence import load_pages
from pipeline.run.workspace import Workspace
from tests.run.conftest import FORM


def write_book(path: Path) -> Path:
    book = openpyxl.Workbook()
    sheet = book["Sheet"]
    sheet.append(["STT", "Chỉ tiêu", "Số liệu"])
    sheet.append([1, "Số hộ nghèo", 376])
    book.save(path.with_suffix(".xlsx"))
    return path.with_suffix(".xlsx").rename(path)


def test_a_file_is_kept_under_the_kind_it_is(tmp_path: Path) -> None:
    book = write_book(tmp_path / "a.xls")
    text = tmp_path / "b.txt"
    text.write_bytes(b"%PDF-1.4")

    assert make_report_file(book).suffix == ".xlsx"
    assert make_report_file(text).suffix == ".pdf"
    assert make_report_file(book).reader == reading_version(".xlsx")
    assert make_report_file(text).reader == reading_version(".pdf")


def test_a_disguised_book_is_read_once_with_its_twin_and_found_again(
    folder: Path, out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(extraction, "load_checked_forms", lambda _: (FORM,))
    disguised = write_book(folder / "a.xls")
    (folder / "b.xlsx").write_bytes(disguised.read_bytes())

    outcome = extract(Settings((folder,), out), PlainLines(sys.stderr))

    assert [report.state for report in outcome.reports] == [State.DONE, State.DONE]
    tables = [list(csv.DictReader((out / name).open(encoding="utf-8-sig"))) for name in _csvs(out)]
    assert [[row["value"] for row in table] for table in tables] == [["376"], ["376"]]
    workspace = Workspace(out)
    for report in outcome.reports:
        entry = workspace.find_entry(report.path)
        assert entry is not None
        assert load_pages(workspace, entry) is not None
    assert len(list((out / ".solieu" / "steps" / "page").rglob("*.json"))) == 1


def _csvs(out: Path) -> tuple[str, ...]:
    names = sorted(file.name for file in out.glob("*.csv"))
    return tuple(name for name in names if name[0] in "ab")
