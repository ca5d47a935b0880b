"""The [matrix] of a form file, and which reports follow it."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.forms import load_form, load_forms
from pipeline.identify.recognise import choose_form
from pipeline.model.errors import FormError
from pipeline.model.page import Document, Line, Page, PageKind
from pipeline.model.rule import parse_rule
from tests.tables.matrix_tables import ROOT, matrix_form

_FILE = (ROOT / "patterns/tthc-06.toml").read_text(encoding="utf-8")


def _load(text: str, folder: Path) -> None:
    path = folder / "form.toml"
    path.write_text(text, encoding="utf-8")
    load_form(path, examples=False, shared=ROOT / "patterns")


def test_lines_and_columns_are_multiplied() -> None:
    form = matrix_form()
    matrix = form.matrix
    assert matrix is not None

    cells = [row for row in form.indicators if form.is_cell(row.id)]

    assert len(matrix.fields) >= 20
    assert len(cells) == len(matrix.lines) * 11
    assert [column.code for column in matrix.columns] == [str(n) for n in range(3, 14)]
    assert form.rows == ()


def test_what_holds_between_columns_holds_on_each_line() -> None:
    rules = {check.id: check.rule for check in matrix_form().checks}

    assert rules["received_flow.land"] == (
        "land.received_total = land.resolved_total + land.pending_total"
    )
    names = parse_rule(rules["lines_sum.pending_late"]).names
    assert names[:2] == ("total.pending_late", "civil_status.pending_late")


def test_what_is_pending_is_carried_over_into_the_next_report() -> None:
    assert matrix_form().by_id["land.pending_total"].carried_as == ("land.received_carried",)


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ('total = "total"', 'total = "sum"', "unknown line 'sum'"),
        ('code = "3"', 'code = "x"', "needs code and path"),
        ("received_online + received_direct +", "online +", "unknown column 'online'"),
        ('label = "Đất đai"', 'label = "Hộ tịch"', "its name is that of civil_status"),
        ('id = "land"', 'id = "Land"', "an id is letters and _"),
        ('carried_as = ["received_carried"]', 'carried_as = ["old"]', "unknown column 'old'"),
    ],
)
def test_a_slip_in_the_file_is_told(old: str, new: str, told: str, tmp_path: Path) -> None:
    with pytest.raises(FormError) as error:
        _load(_FILE.replace(old, new, 1), tmp_path)

    assert told in str(error.value)


def test_the_three_families_are_told_apart() -> None:
    forms = load_forms(ROOT / "patterns", examples=False)
    subjects = {
        "cchc-xa": "Công tác cải cách hành chính quý III năm 2024",
        "tthc-06": "Tình hình, kết quả công tác kiểm soát thủ tục hành chính quý III năm 2024",
        "kt-xh-xa": "Tình hình kinh tế - xã hội quý III năm 2024",
    }
    # Each speaks of the others in its first sentences.
    said = (
        "Thực hiện kế hoạch cải cách hành chính, kế hoạch kiểm soát thủ tục hành chính và nhiệm vụ",
        "phát triển kinh tế - xã hội năm 2024, UBND xã báo cáo công tác cải cách hành chính",
    )

    for id, subject in subjects.items():
        lines = ("ỦY BAN NHÂN DÂN", "Số: 21/BC-UBND", "BÁO CÁO", subject, *said)
        chosen = choose_form(Document((Page(1, PageKind.TEXT, tuple(map(Line, lines))),)), forms)
        assert chosen is not None
        assert chosen.id == id
