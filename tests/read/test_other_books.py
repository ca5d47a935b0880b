"""Workbooks that are no .xlsx: .xls and .ods, read as the .xlsx that they were made from."""

from __future__ import annotations

import struct
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.model.errors import SourceError
from pipeline.model.page import Page
from pipeline.read.office.number_format import print_number_as
from pipeline.read.office.sheet_table import UNCOUNTED
from pipeline.read.office.shown import print_shown
from pipeline.read.office.xls_records import open_records
from pipeline.read.source import count_pages
from tests.read.compound_files import write_compound
from tests.read.office_files import change_part, grid_of, lines_of, read_all, write_sheet
from tests.read.old_books import DATA, SHOWN, fill, write_excel_95

_BOOKS = [DATA / "book.xls", DATA / "book.ods"]
_OPEN = "urn:oasis:names:tc:opendocument:xmlns:"
_NAMES = " ".join(
    f'xmlns:{short}="{_OPEN}{name}:1.0"'
    for short, name in (
        *(("office", "office"), ("table", "table"), ("text", "text"), ("style", "style")),
        *(("draw", "drawing"), ("svg", "svg-compatible")),
    )
)


def write_open_book(path: Path, tables: str, styles: str = "") -> Path:
    """Write an .ods out of the XML of its sheets and its styles."""
    content = (
        f"<office:document-content {_NAMES}><office:automatic-styles>{styles}"
        "</office:automatic-styles><office:body><office:spreadsheet>"
        f"{tables}</office:spreadsheet></office:body></office:document-content>"
    )
    with ZipFile(path, "w", ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", content)
    return path


def sheet_of(*rows: str, more: str = "") -> str:
    return f'<table:table table:name="A">{more}{"".join(rows)}</table:table>'


def row_of(*cells: str, more: str = "") -> str:
    return f"<table:table-row {more}>{''.join(cells)}</table:table-row>"


def cell_of(text: str, more: str = "") -> str:
    return f"<table:table-cell {more}><text:p>{text}</text:p></table:table-cell>"


def refusal(path: Path) -> SourceError:
    with pytest.raises(SourceError) as caught:
        read_all(path)
    return caught.value


@pytest.fixture(scope="module")
def original(tmp_path_factory: pytest.TempPathFactory) -> tuple[Page, ...]:
    return read_all(write_sheet(tmp_path_factory.mktemp("book") / "book.xlsx", fill))


@pytest.mark.parametrize("path", _BOOKS, ids=lambda path: path.suffix)
def test_a_book_is_read_as_the_xlsx_it_was_made_from(
    path: Path, original: tuple[Page, ...]
) -> None:
    assert read_all(path) == original


@pytest.mark.parametrize("path", _BOOKS, ids=lambda path: path.suffix)
def test_cells_show_what_their_formats_print(path: Path) -> None:
    cells = grid_of(read_all(path)[0])

    assert [cells.get((row, 0), "") for row in range(len(SHOWN))] == [text for *_, text in SHOWN]


@pytest.mark.parametrize("path", _BOOKS, ids=lambda path: path.suffix)
def test_what_is_hidden_is_told_and_merged_cells_stand_once(path: Path) -> None:
    first, second = read_all(path)

    spans = {cell.text: (cell.row_span, cell.column_span) for cell in second.tables[0].cells}
    assert spans["STT"] == (2, 1)
    assert spans["Chỉ tiêu"] == (1, 2)
    assert "Nháp, Danh mục" in first.notes[0]
    assert "1 dòng và 1 cột bị ẩn" in second.notes[0]
    assert not any("99" in line or "4711" in line for line in lines_of(first))


@pytest.mark.parametrize("path", _BOOKS, ids=lambda path: path.suffix)
def test_old_fonts_are_converted_by_their_names(path: Path) -> None:
    page = read_all(path)[1]

    assert lines_of(page)[2:4] == ["1 Tổng số hộ nghèo hộ 376", "2 Tổng số hộ cận nghèo hộ 4711"]
    assert page.encoding == "TCVN3, VNI"


def test_a_book_of_excel_95_in_old_fonts_is_read(tmp_path: Path) -> None:
    rows: list[list[str | float]] = [
        ["Gi¸ trÞ s¶n xuÊt c«ng nghiÖp"],
        ["", "Thùc hiÖn", "KÕ ho¹ch"],
        ["Tæng sè", 1234.5],
    ]

    (page,) = read_all(write_excel_95(tmp_path / "a.xls", rows, ".VnTime"))

    assert lines_of(page) == [
        "Giá trị sản xuất công nghiệp",
        "Thực hiện Kế hoạch",
        "Tổng số 1.234,50",
    ]
    assert page.encoding == "TCVN3"


def test_old_letters_without_a_known_font_are_converted_by_their_words(tmp_path: Path) -> None:
    texts = ("Céng hoµ x· héi chñ nghÜa ViÖt Nam", "Tæng sè hé nghÌo", "Gi¸ trÞ s¶n xuÊt")
    rows = (row_of(cell_of(text)) for text in texts)

    (page,) = read_all(write_open_book(tmp_path / "a.ods", sheet_of(*rows)))

    assert lines_of(page)[1:] == ["Tổng số hộ nghèo", "Giá trị sản xuất"]


def test_links_to_other_books_that_xlrd_stumbles_over_are_left_out(tmp_path: Path) -> None:
    content = (DATA / "book.xls").read_bytes()
    stream = open_records(content).stream
    first = 4 + struct.unpack_from("<H", stream, 2)[0]
    torn = struct.pack("<HHHH", 0x1AE, 9, 40, 99) + b"\x01\0\xd8\xd8\xd8"
    before = read_all(DATA / "book.xls")

    moved = bytearray(stream[:first] + torn + stream[first:])
    _move_sheets(moved, len(torn))
    path = tmp_path / "a.xls"
    path.write_bytes(_contained(tmp_path, bytes(moved)))

    assert read_all(path) == before


def _move_sheets(stream: bytearray, by: int) -> None:
    at = 0
    while at + 4 <= len(stream):
        kind, length = struct.unpack_from("<HH", stream, at)
        if kind == 0x0A:
            return
        if kind == 0x85:
            start = struct.unpack_from("<I", stream, at + 4)[0]
            struct.pack_into("<I", stream, at + 4, start + by)
        at += 4 + length


def _contained(folder: Path, stream: bytes) -> bytes:
    return write_compound(folder / "contained", {"Workbook": stream}).read_bytes()


def test_repeated_cells_and_rows_are_unrolled(tmp_path: Path) -> None:
    row = row_of(
        cell_of("a"),
        cell_of(
            "7", 'office:value-type="float" office:value="7" table:number-columns-repeated="2"'
        ),
        more='table:number-rows-repeated="3"',
    )

    (page,) = read_all(write_open_book(tmp_path / "a.ods", sheet_of(row)))

    assert lines_of(page) == ["a 7 7"] * 3


def test_a_sheet_that_repeats_without_end_is_cut_and_told(tmp_path: Path) -> None:
    columns = 'table:number-columns-repeated="16384"'
    rows = 'table:number-rows-repeated="2000000000"'
    table = sheet_of(row_of(cell_of("7", columns), more=rows))
    path = write_open_book(tmp_path / "a.ods", table + table)

    pages = read_all(path)

    assert [page.tables[0].columns for page in pages] == [256, 256]
    assert all("quá lớn" in page.notes[0] for page in pages)


@pytest.mark.parametrize(
    ("shown", "value", "printed"),
    [
        ("1,234.5", "1234.5", "1.234,5"),
        ("1.234,5", "1234.5", "1.234,5"),
        ("1.234", "1234", "1.234"),
        ("1.234", "1.234", "1,234"),
        ("1 234 567", "1234567", "1.234.567"),
        ("(1,234)", "-1234", "(1.234)"),
        ("12.5%", "0.125", "12,5%"),
        ("1/2", "0.5", "0,5"),
        ("###", "376", "###"),
    ],
)
def test_the_value_settles_which_mark_is_the_decimal_one(
    tmp_path: Path, shown: str, value: str, printed: str
) -> None:
    cell = cell_of(shown, f'office:value-type="float" office:value="{value}"')

    (page,) = read_all(write_open_book(tmp_path / "a.ods", sheet_of(row_of(cell))))

    assert lines_of(page) == [printed]


@given(
    st.decimals(min_value=0, max_value=10**9, places=2),
    st.sampled_from(["#,##0", "#,##0.0", "#,##0.00", "0.00", "0", "0.0%"]),
    st.booleans(),
)
def test_a_number_is_read_back_whatever_the_marks_of_its_computer(
    value: Decimal, shape: str, english: bool
) -> None:
    wanted = print_number_as(value, shape)
    shown = wanted.translate(str.maketrans(".,", ",.")) if english else wanted

    assert print_shown(shown, value) in (wanted, print_number_as(value, ""))


def test_a_formula_without_a_result_a_picture_and_a_hidden_sheet_are_told(tmp_path: Path) -> None:
    formula = '<table:table-cell table:formula="of:=[.A1]"/>'
    styles = (
        '<style:style style:name="s" style:family="table">'
        '<style:table-properties table:display="false"/></style:style>'
    )
    hidden = '<table:table table:name="Nháp" table:style-name="s"/>'
    shapes = "<table:shapes><draw:frame/></table:shapes>"
    table = sheet_of(row_of(cell_of("a"), formula), more=shapes)

    (page,) = read_all(write_open_book(tmp_path / "a.ods", hidden + table, styles))

    assert lines_of(page) == [f"a {UNCOUNTED}"]
    notes = " ".join(page.notes)
    assert "Nháp" in notes
    assert "B1" in notes
    assert "hình" in notes


def test_comments_are_left_out_and_breaks_kept(tmp_path: Path) -> None:
    comment = "<office:annotation><text:p>4711</text:p></office:annotation>"
    cell = (
        f"<table:table-cell>{comment}<text:p>Tổng<text:s text:c='2'/>số</text:p>"
        "<text:p>hộ<text:line-break/>nghèo</text:p></table:table-cell>"
    )

    (page,) = read_all(write_open_book(tmp_path / "a.ods", sheet_of(row_of(cell))))

    assert grid_of(page) == {(0, 0): "Tổng  số\nhộ\nnghèo"}


def test_sheets_that_are_all_hidden_are_told(tmp_path: Path) -> None:
    def hide(content: str) -> str:
        return content.replace('table:display="true"', 'table:display="false"')

    path = tmp_path / "a.ods"
    path.write_bytes((DATA / "book.ods").read_bytes())

    assert "unhide" in refusal(change_part(path, "content.xml", hide)).english


def _cut(share: float) -> Callable[[bytes], bytes]:
    return lambda content: content[: int(len(content) * share)]


@pytest.mark.parametrize("path", _BOOKS, ids=lambda path: path.name)
@pytest.mark.parametrize("share", [0.1, 0.4, 0.8, 0.99])
def test_a_truncated_book_is_told(tmp_path: Path, path: Path, share: float) -> None:
    cut = tmp_path / path.name
    cut.write_bytes(_cut(share)(path.read_bytes()))

    assert "damaged" in refusal(cut).english


def test_a_locked_book_is_told(tmp_path: Path) -> None:
    stream = bytearray(open_records((DATA / "book.xls").read_bytes()).stream)
    first = 4 + struct.unpack_from("<H", stream, 2)[0]
    stream[first:first] = struct.pack("<HHHHHH", 0x2F, 54, 1, 1, 1, 0) + bytes(48)
    path = tmp_path / "a.xls"
    path.write_bytes(_contained(tmp_path, bytes(stream)))

    assert "password" in refusal(path).english


def test_a_text_named_xls_is_told(tmp_path: Path) -> None:
    path = tmp_path / "a.xls"
    path.write_text("STT\tChỉ tiêu\n1\t376\n", encoding="utf-8")

    with pytest.raises(SourceError, match=r"is no \.xls file"):
        count_pages(path)
