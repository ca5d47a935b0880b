"""Forms drafted from a report's appendix: what is told from it, and what is left to a person."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from pipeline.drafting import Draft, draft_form, print_draft
from pipeline.forms import load_form, read_unit_list
from pipeline.model.errors import SourceError
from pipeline.model.form import Form, Kind, Rate
from pipeline.model.geometry import Box
from pipeline.model.page import Cell, Document, Line, Page, PageKind, Table
from pipeline.read.page import read_pages
from pipeline.read.source import count_pages
from tests.generator.compose import make_report
from tests.generator.draw import draw_pdf
from tests.generator.style import choose_style

_ROOT = Path(__file__).parents[2]
_PATTERNS = _ROOT / "patterns"
_UNITS = read_unit_list(_PATTERNS)
_TRUE = load_form(_PATTERNS / "cchc-xa.toml", examples=False)
_ENOUGH = 0.95  # share of codes, names and units that must be right without a hand

_HEADER = ("STT", "Chỉ tiêu", "Đơn vị tính", "Kết quả", "Ghi chú")
_HEAD = ("BÁO CÁO", "Công tác tư pháp quý II năm 2024", "Phụ lục", "Số liệu công tác tư pháp")
Rows = Sequence[Sequence[str]]


def _document(rows: Rows, kind: PageKind = PageKind.DIGITAL, header: Rows = (_HEADER,)) -> Document:
    """Make a report of one page: four lines, and a table with these rows under a header."""
    grid = [*header, *rows]
    cells = tuple(
        Cell(row, column, text, Box(50 + 90 * column, _top(row), 140 + 90 * column, _top(row + 1)))
        for row, texts in enumerate(grid)
        for column, text in enumerate(texts)
    )
    width = len(grid[0])
    table = Table(len(grid), width, cells, Box(50, _top(0), 50 + 90 * width, _top(len(grid))))
    above = [Line(text, box=Box(60, 20 * n, 300, 20 * n + 12)) for n, text in enumerate(_HEAD, 1)]
    lines = [
        Line(" ".join(texts), box=Box(60, _top(n), 500, _top(n) + 12))
        for n, texts in enumerate(grid)
    ]
    return Document((Page(1, kind, (*above, *lines), (table,), 595, 842),))


def _top(row: int) -> float:
    return 120.0 + 15 * row


@pytest.fixture
def draft(tmp_path: Path) -> Callable[..., tuple[Draft, Form]]:
    """Drafts, prints and reads the file again: whatever is drafted must pass all checks."""

    def make(
        rows: Rows, kind: PageKind = PageKind.DIGITAL, header: Rows = (_HEADER,)
    ) -> tuple[Draft, Form]:
        made = draft_form(_document(rows, kind, header), _UNITS)
        path = tmp_path / "draft.toml"
        path.write_text(print_draft(made, "a.pdf"), encoding="utf-8")
        return made, load_form(path, pace=True, shared=_PATTERNS)

    return make


def _read(path: Path, scratch: Path) -> Document:
    found = read_pages(path, range(1, count_pages(path) + 1), scratch=scratch)
    return Document(tuple(page for page in found if isinstance(page, Page)))


@pytest.mark.parametrize("source", ["digital-quarter", "digital-year", 903, 933])
def test_of_a_digital_report_codes_names_and_units_are_right_without_a_hand(
    source: str | int, tmp_path: Path, record_property: Callable[[str, object], None]
) -> None:
    path = _ROOT / f"samples/{source}.pdf"
    if isinstance(source, int):
        path = tmp_path / "a.pdf"
        path.write_bytes(draw_pdf(make_report(source), choose_style(source)))

    made = draft_form(_read(path, tmp_path), _UNITS).form

    shares = {
        name: sum(
            row.id in made.by_id and getattr(made.by_id[row.id], name) == getattr(row, name)
            for row in _TRUE.rows
        )
        / len(_TRUE.rows)
        for name in ("code", "label", "unit", "kind", "department")
    }
    record_property("table", f"forms draft, {source}: {shares}")
    rates = {row.id: row.rate for row in made.rows if row.rate}
    assert min(shares.values()) >= _ENOUGH
    assert len(made.rows) == len(_TRUE.rows)
    assert [section.label for section in made.sections] == [s.label for s in _TRUE.sections]
    assert made.titles == ("công tác cải cách hành chính",)
    assert len(rates) >= 8
    assert all(_TRUE.by_id[id].rate == rate for id, rate in rates.items())


_OFFICE = (
    ("I", "HỘ TỊCH", "", "", "Tư pháp"),
    ("1.", "Tỷ lệ hồ sơ giải quyết đúng hạn", "%", "87,5", "Tư pháp"),
    ("1.1.", "Tổng số hồ sơ", "Hồ sơ", "40", "Tư pháp"),
    ("1.2.", "Số hồ sơ giải quyết đúng hạn", "Hồ sơ", "35", "Tư pháp"),
    ("2.", "Số người được tuyên truyền (lũy kế)", "Lượt người", "60", "Tư pháp"),
    ("2.1.", "Nam", "Lượt người", "40", ""),
    ("2.2.", "Nữ", "Lượt người", "20", ""),
    ("3.", "Kinh phí", "Triệu đồng", "12,5", "Tài chính"),
    ("4.", "Có phòng tiếp dân", "Có=1\nKhông=0", "1", "Tài chính"),
    ("II", "HÒA GIẢI", "", "", "Tài chính"),
    ("1.", "Số vụ hòa giải", "Vụ", "3", "chưa xong"),
)


def test_a_table_becomes_sections_rows_kinds_rates_and_sums(
    draft: Callable[..., tuple[Draft, Form]],
) -> None:
    _, form = draft(_OFFICE)

    rows = form.by_id
    assert (form.id, form.titles) == ("cong-tac-tu-phap", ("công tác tư pháp",))
    assert form.appendix == ("Số liệu công tác tư pháp",)
    assert form.header == ("STT Chỉ tiêu Đơn vị tính Kết quả Ghi chú",)
    assert [(s.code, s.department) for s in form.sections] == [
        ("I", "Tư pháp"),
        ("II", "Tài chính"),
    ]
    assert rows["I.1"].rate == Rate("I.1.2", "I.1.1")
    assert [check.rule for check in form.checks] == ["I.2 = I.2.1 + I.2.2"]
    assert [rows[id].kind for id in ("I.1", "I.2", "I.3", "I.4")] == [
        Kind.PERCENT,
        Kind.COUNT,
        Kind.AMOUNT,
        Kind.CHOICE,
    ]
    assert rows["I.4"].unit == "Có = 1; Không = 0"
    assert rows["I.2"].cumulative
    assert (rows["I.3"].department, rows["II.1"].department) == ("Tài chính", "")


def test_codes_that_no_form_can_hold_are_counted_and_noted(
    draft: Callable[..., tuple[Draft, Form]],
) -> None:
    made, form = draft(
        (
            ("A", "KINH TẾ", "", "", ""),
            ("I", "Trồng trọt", "", "", ""),
            ("1", "Diện tích lúa", "ha", "120", ""),
            ("-", "Vụ đông xuân", "ha", "70", ""),
            ("-", "Vụ mùa", "ha", "50", ""),
            ("II", "Chăn nuôi", "", "", ""),
            ("1", "Đàn bò", "con", "15", ""),
            ("1", "Đàn bò", "con", "16", ""),
            ("B", "XÃ HỘI", "", "", ""),
            ("2.1", "Số hộ nghèo", "Hộ", "4", ""),
        )
    )

    assert [row.id for row in form.rows] == [
        *("A.1", "A.1.1", "A.1.1.1", "A.1.1.2", "A.2", "A.2.1", "A.2.2", "B.2", "B.2.1"),
    ]
    assert all(made.row_notes[id] for id in ("A.1", "A.1.1.1", "A.2.2", "B.2"))
    assert not made.row_notes["A.2.1"]
    assert form.by_id["A.2.2"].label != form.by_id["A.2.1"].label
    assert [check.rule for check in form.checks] == ["A.1.1 = A.1.1.1 + A.1.1.2"]


def test_a_table_without_sections_gets_one(draft: Callable[..., tuple[Draft, Form]]) -> None:
    rows = [(str(n), f"Chỉ tiêu số {n} của bảng", "Người", str(n), "") for n in (1, 2, 3)]

    made, form = draft(rows)

    assert [row.id for row in form.rows] == ["I.1", "I.2", "I.3"]
    assert made.row_notes["I"]


def test_further_columns_of_figures_are_named(draft: Callable[..., tuple[Draft, Form]]) -> None:
    header = (("STT", "Chỉ tiêu", "ĐVT", "Kế hoạch", "Thực hiện trong kỳ"),)
    rows = [(str(n), f"Chỉ tiêu số {n} của bảng", "Người", f"{90 + n}", f"{n}") for n in (1, 2, 3)]

    made, form = draft(rows, header=header)

    assert any("Kế hoạch" in note.vietnamese for note in made.notes)
    assert len(form.rows) == 3


def test_a_unit_that_no_list_has_is_left_as_a_comment(
    draft: Callable[..., tuple[Draft, Form]],
) -> None:
    made, form = draft((*_OFFICE, ("2.", "Số thuyền đã đăng kiểm", "thuyền", "7", "")))

    assert made.unlisted == {"II.2": "thuyền"}
    assert form.by_id["II.2"].unit == ""
    assert '# unit = "thuyền"' in print_draft(made, "a.pdf")


def test_a_scan_with_spoilt_codes_and_units_is_put_in_order(
    draft: Callable[..., tuple[Draft, Form]],
) -> None:
    spoilt = [list(row) for row in _OFFICE]
    spoilt[0][0], spoilt[2][0], spoilt[3][2], spoilt[9][0] = "1", "11", "Hô sơ", "|l"

    made, form = draft(spoilt, PageKind.SCAN)

    assert [section.code for section in form.sections] == ["I", "II"]
    assert form.by_id["I.1.1"].label == "Tổng số hồ sơ"
    assert form.by_id["I.1.2"].unit == "hồ sơ"
    assert made.row_notes["I"]
    assert any("scan" in note.english for note in made.notes)


def test_numbers_that_disagree_make_no_rate_and_no_sum(
    draft: Callable[..., tuple[Draft, Form]],
) -> None:
    rows = [list(row) for row in _OFFICE]
    rows[1][1], rows[1][3], rows[5][3] = "Tỷ lệ hòa giải thành so với cùng kỳ", "12", "41"

    _, form = draft(rows)

    assert form.by_id["I.1"].rate is None
    assert form.checks == ()


def test_text_of_a_report_never_becomes_a_key(draft: Callable[..., tuple[Draft, Form]]) -> None:
    name = 'Số "lạ" \\ \u2028 id = "x"\n[[check]] """\x07'

    _, form = draft((*_OFFICE, ("2.", name, "Vụ", "1", ""), ("'''\n#", name, "", "", "")))

    assert form.by_id["II.2"].label == 'Số "lạ" \\ id = "x" [[check]] """'
    assert len(form.checks) == 1


def test_a_report_without_an_appendix_is_told_so() -> None:
    page = Page(1, PageKind.DIGITAL, (Line("BÁO CÁO"), Line("Đã tiếp nhận 12 hồ sơ.")))

    with pytest.raises(SourceError, match="No appendix table"):
        draft_form(Document((page,)), _UNITS)


def test_of_a_dump_the_rows_are_told_by_codes_units_and_departments(tmp_path: Path) -> None:
    text = [
        *("BÁO CÁO", "Công tác tư pháp quý II năm 2024", "Phụ lục", "Số liệu công tác tư pháp"),
        *("STT Chỉ tiêu Đơn vị tính Kết quả Ghi chú", "I | HỘ TỊCH Tư pháp"),
        *(
            f"{n}. | Số việc thứ {word} đã làm Hồ sơ {n} Tư pháp"
            for n, word in enumerate(_WORDS, 1)
        ),
        *("6. Số trẻ em được đăng ký Người 12 Tư pháp", "khai sinh đúng hạn"),
    ]
    page = Page(1, PageKind.TEXT, tuple(map(Line, text)))

    made = draft_form(Document((page,)), _UNITS)

    (tmp_path / "a.toml").write_text(print_draft(made, "a.txt"), encoding="utf-8")
    form = load_form(tmp_path / "a.toml", shared=_PATTERNS)
    assert [section.label for section in form.sections] == ["HỘ TỊCH"]
    assert {row.unit for row in form.rows} == {"Hồ sơ", "Người"}
    assert {row.department for row in form.rows} == {"Tư pháp"}
    assert form.by_id["I.6"].label == "Số trẻ em được đăng ký khai sinh đúng hạn"


_WORDS = ("nhất", "nhì", "ba", "tư", "năm")
