"""Ruled tables and words of digital pages, from the file to cells and lines."""

from pathlib import Path

from pipeline.model.geometry import Box
from pipeline.model.page import Page
from pipeline.read.page import read_page
from tests.read import drawn


def read(path: Path) -> Page:
    return read_page(path, 1, scratch=path.parent)


def test_every_cell_of_a_ruled_table_is_read_where_it_stands(tmp_path: Path) -> None:
    canvas = drawn.start_page(tmp_path / "a.pdf")
    drawn.draw_table(canvas)
    canvas.save()

    page = read(tmp_path / "a.pdf")

    (table,) = page.tables
    assert (table.rows, table.columns) == (4, 4)
    assert [cell.text for cell in table.cells] == [text for row in drawn.ROWS for text in row]
    assert table.cells[7].box == Box(420.0, 168.0, 500.0, 194.0)
    assert [cell.ink for cell in table.cells[-2:]] == [True, False]
    assert [line.text for line in page.lines][1] == "1 Số hồ sơ đã tiếp nhận Hồ sơ 376"


def test_cells_over_several_columns_and_rows_have_spans(tmp_path: Path) -> None:
    canvas = drawn.start_page(tmp_path / "a.pdf")
    drawn.draw_prose(canvas)
    for left, top, right, bottom in ((60, 700, 160, 640), (160, 700, 360, 670)):
        canvas.rect(left, bottom, right - left, top - bottom)
    for left in (160, 260):
        canvas.rect(left, 640, 100, 30)
    canvas.save()

    (table,) = read(tmp_path / "a.pdf").tables

    places = [(cell.row, cell.column, cell.row_span, cell.column_span) for cell in table.cells]
    assert places == [(0, 0, 2, 1), (0, 1, 1, 2), (1, 1, 1, 1), (1, 2, 1, 1)]


def test_dotted_rules_make_a_table_too(tmp_path: Path) -> None:
    canvas = drawn.start_page(tmp_path / "a.pdf")
    drawn.draw_prose(canvas)
    for y in (700, 670, 640):
        for x in range(60, 262, 2):
            canvas.rect(x, y, 0.5, 0.5, stroke=0, fill=1)
    for x in (60, 160, 260):
        for y in range(640, 702, 2):
            canvas.rect(x, y, 0.5, 0.5, stroke=0, fill=1)
    canvas.drawString(170, 650, "376")
    canvas.save()

    (table,) = read(tmp_path / "a.pdf").tables

    assert [cell.text for cell in table.cells] == ["", "", "", "376"]


def test_frames_and_underlines_are_no_tables(tmp_path: Path) -> None:
    canvas = drawn.start_page(tmp_path / "a.pdf")
    drawn.draw_prose(canvas)
    canvas.rect(40, 40, 515, 762)
    canvas.line(80, 776, 300, 776)
    canvas.save()

    page = read(tmp_path / "a.pdf")

    assert page.tables == ()
    assert [line.text for line in page.lines] == list(drawn.PROSE)


def test_a_rule_ends_a_word_where_the_print_has_no_gap(tmp_path: Path) -> None:
    canvas = drawn.start_page(tmp_path / "a.pdf")
    canvas.grid([60, 130, 200], [640, 670])
    canvas.drawRightString(129.8, 650, "376")
    canvas.drawString(130.2, 650, "12")
    canvas.save()

    (table,) = read(tmp_path / "a.pdf").tables

    assert [cell.text for cell in table.cells] == ["376", "12"]


def test_a_footnote_mark_is_not_a_digit_of_the_figure(tmp_path: Path) -> None:
    canvas = drawn.start_page(tmp_path / "a.pdf")
    canvas.drawString(80, 700, "đã tiếp nhận 376")
    canvas.setFont(drawn.FONT, 8)
    canvas.drawString(80 + canvas.stringWidth("đã tiếp nhận 376", drawn.FONT, 13), 705, "1")
    canvas.save()

    page = read(tmp_path / "a.pdf")

    assert page.lines[0].text == "đã tiếp nhận 376 1"


def test_letters_of_separate_marks_are_composed_and_hyphens_plain(tmp_path: Path) -> None:
    canvas = drawn.start_page(tmp_path / "a.pdf")
    canvas.drawString(80, 700, "Số: 68/BC\u2011UBND xa\u0303 Đại Khuê")
    canvas.save()

    page = read(tmp_path / "a.pdf")

    assert page.lines[0].text == "Số: 68/BC-UBND xã Đại Khuê"


def test_lines_come_from_top_to_bottom_whatever_the_order_of_the_file(tmp_path: Path) -> None:
    canvas = drawn.start_page(tmp_path / "a.pdf")
    drawn.draw_prose(canvas, drawn.PROSE[1:], top=760)
    drawn.draw_prose(canvas, drawn.PROSE[:1])
    canvas.save()

    page = read(tmp_path / "a.pdf")

    assert [line.text for line in page.lines] == list(drawn.PROSE)


def test_a_figure_typed_into_a_form_field_is_text_of_its_cell(tmp_path: Path) -> None:
    canvas = drawn.start_page(tmp_path / "a.pdf")
    drawn.draw_table(canvas)
    top = 700 - 4 * drawn.ROW_HEIGHT
    canvas.acroForm.textfield(value="129", x=430, y=top + 4, width=40, height=18, borderWidth=0)
    canvas.save()

    (table,) = read(tmp_path / "a.pdf").tables

    assert table.cells[-1].text == "129"
    assert table.cells[-1].ink


def test_an_empty_shaded_cell_has_no_ink(tmp_path: Path) -> None:
    canvas = drawn.start_page(tmp_path / "a.pdf")
    canvas.setFillGray(0.85)
    canvas.rect(60, 640, 70, 30, fill=1)
    canvas.setFillGray(0.0)
    canvas.grid([60, 130, 200], [640, 670])
    canvas.drawString(140, 650, "12")
    canvas.save()

    (table,) = read(tmp_path / "a.pdf").tables

    assert [cell.ink for cell in table.cells] == [False, True]


def test_a_row_that_the_end_of_the_page_cuts_is_a_row_of_the_table(tmp_path: Path) -> None:
    canvas = drawn.start_page(tmp_path / "a.pdf")
    for edge in drawn.EDGES:
        canvas.line(edge, 60, edge, 140)
    canvas.line(drawn.EDGES[0], 100, drawn.EDGES[-1], 100)
    canvas.line(drawn.EDGES[0], 140, drawn.EDGES[-1], 140)
    for top, texts in ((120, drawn.ROWS[1]), (80, ("1.2", "Số hồ sơ quá", "Hồ sơ", "26"))):
        for left, text in zip(drawn.EDGES, texts, strict=False):
            canvas.drawString(left + 6, top, text)
    canvas.save()

    (table,) = read(tmp_path / "a.pdf").tables

    assert table.rows == 2
    assert [cell.text for cell in table.cells[-4:]] == ["1.2", "Số hồ sơ quá", "Hồ sơ", "26"]


def test_upright_rules_that_end_apart_close_no_row(tmp_path: Path) -> None:
    canvas = drawn.start_page(tmp_path / "a.pdf")
    drawn.draw_table(canvas)
    for number, edge in enumerate(drawn.EDGES):
        canvas.line(edge, 700, edge, 720 + 9 * number)
    canvas.save()

    (table,) = read(tmp_path / "a.pdf").tables

    assert table.rows == 4
