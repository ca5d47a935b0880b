"""Rows of a version of the form that nobody described: other names, other numbers, other rows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from pipeline.forms import load_form
from pipeline.model.form import Form
from pipeline.model.geometry import Box
from pipeline.model.page import Cell, Document, Line, Page, PageKind, Table
from pipeline.model.reading import Doubt, Reading, Support
from pipeline.tables.listed import Rows, read_rows
from pipeline.tables.listed.leftover import find_leftover
from pipeline.tables.listed.naming import check_names
from pipeline.tables.listed.strips import strips_of

FORM_FILE = Path(__file__).parents[2] / "patterns" / "cchc-xa.toml"
Printed = tuple[str, str, str, str, str]  # code, name, unit, value, remark


@pytest.fixture(scope="module")
def form() -> Form:
    return load_form(FORM_FILE, examples=False)


def read_table(form: Form, printed: Sequence[Printed]) -> Rows:
    """Read rows of a ruled table of a digital page, below the rows of section II."""
    cells = tuple(
        Cell(
            line, column, text, Box(40 + 90 * column, 20 * line, 130 + 90 * column, 20 * line + 20)
        )
        for line, row in enumerate([*as_printed(form, "II"), *printed])
        for column, text in enumerate(row)
    )
    lines = 1 + cells[-1].row
    table = Table(lines, 5, cells, Box(40, 0, 490, 20 * lines))
    document = Document((Page(1, PageKind.DIGITAL, tables=(table,)),))
    return check_names(read_rows(document, form), form)


def read_text(form: Form, text: str) -> Rows:
    document = text_page(*text.strip("\n").split("\n"))
    return check_names(read_rows(document, form), form)


def text_page(*lines: str) -> Document:
    return Document((Page(1, PageKind.TEXT, tuple(map(Line, lines))),))


def as_printed(form: Form, section: str) -> list[Printed]:
    return [
        (row.code, row.label, row.unit, "" if row.kind == "heading" else "4", row.department)
        for row in form.rows
        if row.section == section
    ]


def renumbered(rows: Sequence[Printed], start: int) -> list[Printed]:
    """Give siblings of one parent new numbers from start on."""
    return [
        (f"{code.rpartition('.')[0]}.{start + place}", name, unit, value, remark)
        for place, (code, name, unit, value, remark) in enumerate(rows)
    ]


def found(rows: Rows) -> dict[str, Reading]:
    return {reading.indicator: reading for reading in rows.readings}


def test_a_report_on_its_form_is_left_as_it_is(form: Form) -> None:
    rows = read_table(form, as_printed(form, "III"))

    assert {reading.support for reading in rows.readings} == {Support.LAYER}
    assert rows.unknown == ()
    assert rows.findings == ()


def test_names_win_over_codes_that_moved_up(form: Form) -> None:
    title, *procedures = as_printed(form, "III")[:5]
    left = [(*row[:3], str(place), row[4]) for place, row in enumerate(procedures[1:])]

    rows = found(read_table(form, [title, *renumbered(left, 1)]))

    assert "III.1.1" not in rows
    assert [rows[name].value for name in ("III.1.2", "III.1.3", "III.1.4")] == [0, 1, 2]


def test_rows_that_only_numbers_tell_apart_follow_their_numbers(form: Form) -> None:
    finance = as_printed(form, "VI")
    parent = [row for row in finance if row[0] in ("2", "2.4")]
    shares = [row for row in finance if row[0].startswith("2.4.")][1:]

    rows = found(read_table(form, [*parent, *renumbered(shares, 1)]))

    assert "VI.2.4.1" not in rows
    assert {"VI.2.4.2", "VI.2.4.3"} <= rows.keys()


def test_a_new_row_between_two_others_is_told_with_its_figure(form: Form) -> None:
    title, first, *rest = as_printed(form, "III")[:5]
    new = ("1.2", "Số thư xin lỗi đã gửi cho người dân", "Thư", "17", "Văn phòng")

    rows = read_table(form, [title, first, new, *renumbered(rest, 3)])

    (unknown,) = rows.unknown
    assert (unknown.code, unknown.label, unknown.value) == ("1.2", new[1], Decimal(17))
    assert {"III.1.1", "III.1.2", "III.1.3", "III.1.4"} <= found(rows).keys()


def test_a_row_by_another_name_is_doubtful_although_its_code_fits(form: Form) -> None:
    title, first, *rest = as_printed(form, "III")[:5]
    other = (first[0], "Số thủ tục hành chính được đơn giản hóa", *first[2:])

    row = found(read_table(form, [title, other, *rest]))["III.1.1"]

    assert (row.value, row.support) == (Decimal(4), Support.WEAK)
    assert "tên dòng" in row.reason


def test_a_row_of_another_name_and_unit_is_none_of_the_form(form: Form) -> None:
    title, first, *rest = as_printed(form, "III")[:5]
    other = (first[0], "Số tổ công nghệ số cộng đồng", "Tổ", "9", first[4])

    rows = read_table(form, [title, other, *rest])

    assert "III.1.1" not in found(rows)
    assert [unknown.value for unknown in rows.unknown] == [9]


def test_one_word_that_is_another_makes_a_name_another(form: Form) -> None:
    dossiers = [row for row in as_printed(form, "III") if row[0] in ("3", "3.1", "3.1.1")]
    late = ("3.1.2", "Số hồ sơ TTHC giải quyết quá hạn", "Hồ sơ", "6", "Văn phòng")

    row = found(read_table(form, [*dossiers, late])).get("III.3.1.2")

    assert row is None or row.support is Support.WEAK


def test_many_odd_rows_are_told_once(form: Form) -> None:
    procedures = as_printed(form, "III")

    rows = read_table(form, [procedures[0], *renumbered(procedures[2:5], 1)])

    assert [finding.check for finding in rows.findings] == ["unknown_version"]
    assert "3 dòng mang số khác" in rows.findings[0].message


def test_a_line_of_a_dump_that_opens_a_row_of_no_form_is_told(form: Form) -> None:
    known = "1.2. | S6 TTHC cong b6 méi Thu tuc 3 Van phong"
    new = "1.3. |S6h6 so TTHC giai quyét qua han H6 so 5 Van phong"
    rows = read_rows(text_page(known), form)
    rows = replace(
        rows, strips=(*rows.strips, *strips_of(text_page(new, "noise of 3 words"), form))
    )

    (row,) = find_leftover(form, rows)

    assert (row.section, row.code, row.after) == ("III", "1.3", "III.1.2")
    assert row.value == Decimal(5)
    assert row.label.startswith("S6h6 so TTHC")


def test_a_stroke_in_a_cell_makes_its_row_no_line_of_text(form: Form) -> None:
    row = form.by_id["III.1.2"]
    name = f"{row.label} / các thủ tục | khác"
    cells = (row.code, name, row.unit, "3", row.department)

    (plain, other) = (
        found(read_table(form, [(*cells[:1], text, *cells[2:])]))[row.id].doubt
        for text in (row.label, name)
    )

    assert (plain, other) == (Doubt.ROW, Doubt.RENAMED)


def test_a_row_that_bears_the_name_of_its_brother_is_doubtful(form: Form) -> None:
    title, *tasks = [row for row in as_printed(form, "I") if row[0].partition(".")[0] == "4"]
    new = ("4.2", "Tỷ lệ nhiệm vụ hoàn thành trước hạn", "%", "59,2", "Văn phòng")

    rows = found(read_table(form, [title, tasks[0], new, *renumbered(tasks[1:3], 3)]))

    shown = [rows[name].support for name in ("I.4.2", "I.4.3", "I.4.4") if name in rows]
    names = {name: rows[name].source.text for name in ("I.4.2", "I.4.3", "I.4.4") if name in rows}
    assert all(
        support is Support.WEAK or form.by_id[name].label in text
        for support, (name, text) in zip(shown, names.items(), strict=True)
    )


def test_a_title_whose_roman_number_was_lost_is_no_row(form: Form) -> None:
    rows = read_text(
        form,
        """
1.4 | Tong s6 TTHC thuoc tham quyén giai quyét Thu tuc 121 Van phong
11. |CAI CACH THE CHE Tu phap
""",
    )

    assert rows.unknown == ()


def test_a_blank_line_of_an_unknown_version_is_not_trusted(form: Form) -> None:
    dump = """
1.1 | S6 TTHC cong b6 méi Thu tuc Van phong
1.2 | S6 TTHC bai bo, thay thé Thu tuc 2 Van phong
1.3 | Tong s6 TTHC thuoc tham quyén giai quyét Thu tuc 121 Van phong
"""

    row = found(read_text(form, dump))["III.1.2"]

    assert (row.value, row.support) == (None, Support.WEAK)


def test_a_typed_name_with_a_strange_word_is_another_row(form: Form) -> None:
    target = next(row for row in form.rows if row.section == "VII" and row.code == "5.3")
    name = target.label.replace("tiếp nhận", "chuyển phát")

    rows = read_table(form, [("5.3", name, target.unit, "71", "")])

    renamed = [one for one in rows.readings if one.indicator == target.id and one.value]
    assert all(one.doubt is Doubt.RENAMED and one.support is Support.WEAK for one in renamed)
