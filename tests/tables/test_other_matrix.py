"""A matrix that only its form file describes: other lines, fewer columns, no row of numbers."""

from __future__ import annotations

from decimal import Decimal

import pytest

from pipeline.forms import load_form
from pipeline.model.form import Form
from pipeline.model.geometry import Box
from pipeline.model.page import Cell, Document, Line, Page, PageKind, Table
from pipeline.tables.matrix import heading_lines, read_matrix, split_matrix
from tests.tables.matrix_tables import ROOT, dump, ruled

_FORM = """
id = "don-thu"
label = "Báo cáo đơn thư"
titles = ["công tác tiếp nhận đơn thư"]
appendix = ["tổng hợp đơn thư theo loại việc"]

[matrix]
total = "total"
unit = "đơn"
noun = "loại việc"
prefixes = ["loại việc"]
heading = "Tên loại việc"
opening = "Mẫu số 4/TDN"

[[matrix.column]]
id = "received"
code = "2"
label = "tiếp nhận"
path = ["Số đơn", "Tiếp nhận"]

[[matrix.column]]
id = "settled"
code = "3"
label = "đã xử lý"
path = ["Số đơn", "Đã xử lý"]

[[matrix.column]]
id = "open"
code = "4"
label = "chưa xử lý"
path = ["Số đơn", "Chưa xử lý"]

[[matrix.check]]
id = "flow"
label = "tiếp nhận bằng đã xử lý cộng chưa xử lý"
rule = "received = settled + open"

[[matrix.line]]
id = "land"
label = "Tranh chấp đất đai"

[[matrix.line]]
id = "noise"
label = "Tiếng ồn"
aliases = ["Gây ồn ban đêm"]

[[matrix.line]]
id = "total"
label = "Cộng"
"""
_LINES = (
    ("Loại việc tranh chấp đất đai", "12", "9", "3"),
    ("Gây ồn ban đêm", "5", "5", "0"),
    ("Chặt cây", "2", "1", "1"),
    ("Cộng", "19", "15", "4"),
)
_LAND = {"land.received": 12, "land.settled": 9, "land.open": 3}


@pytest.fixture(scope="module")
def form(tmp_path_factory: pytest.TempPathFactory) -> Form:
    file = tmp_path_factory.mktemp("patterns") / "don-thu.toml"
    file.write_text(_FORM, encoding="utf-8")
    return load_form(file, examples=False, shared=ROOT / "patterns")


def _table(numbers: tuple[str, ...]) -> Table:
    head = ("Tên loại việc", "Số đơn: Tiếp nhận", "Số đơn: Đã xử lý", "Số đơn: Chưa xử lý")
    rows = [head, *([numbers] if numbers else []), *_LINES]
    cells = tuple(
        Cell(
            row,
            column,
            text,
            Box(60.0 * column, 100 + 15.0 * row, 60.0 * column + 60, 115 + 15.0 * row),
        )
        for row, texts in enumerate(rows)
        for column, text in enumerate(texts)
    )
    return Table(len(rows), 4, cells, Box(0, 100, 240, 100 + 15.0 * len(rows)))


@pytest.mark.parametrize("numbers", [(), ("1", "2", "3=4+5", "4")])
def test_a_ruled_table_is_read_by_its_form_file(form: Form, numbers: tuple[str, ...]) -> None:
    read = read_matrix(ruled(_table(numbers)), form)

    values = {one.indicator: one.value for one in read.readings}
    assert _LAND.items() <= values.items()
    assert values["noise.settled"] == 5
    assert values["chat_cay.open"] == Decimal(1)
    assert values["total.received"] == 19
    (finding,) = read.findings
    assert finding.message.startswith("Loại việc “Chặt cây” không có trong biểu mẫu")


def test_lines_of_text_are_read_by_it(form: Form) -> None:
    lines = [f"{number} {' '.join(line)}" for number, line in enumerate(_LINES[:-1], start=1)]
    document = dump("TỔNG HỢP ĐƠN THƯ", *lines, " ".join(_LINES[-1]))

    values = {one.indicator: one.value for one in read_matrix(document, form).readings}

    assert _LAND.items() <= values.items()
    assert values["total.open"] == 4


def test_the_table_begins_where_the_form_says(form: Form) -> None:
    texts = ("I. Kết quả", "Trong kỳ nhận 19 đơn (mẫu số 4/TDN)", "Mẫu số 4/TDN-BC", "Cộng 19 15 4")
    page = Page(1, PageKind.TEXT, tuple(map(Line, texts)))

    parts = split_matrix(Document((page,)), form)

    assert [line.text for line in parts.prose.pages[0].lines] == list(texts[:2])
    assert "Mẫu số 4/TDN-BC" in [line.text for line in heading_lines(parts).pages[-1].lines]


def test_the_form_names_its_lines_in_what_people_read(form: Form) -> None:
    labels = [check.label for check in form.checks]

    assert "Không loại việc nào lớn hơn dòng tổng cộng, cột (2)" in labels
    lost = read_matrix(Document(()), form).findings[-1]
    assert "theo loại việc" in lost.message
