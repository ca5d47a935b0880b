from pathlib import Path

import docx
import pytest
from docx.shared import Inches
from PIL import Image

from pipeline.model.page import PageKind
from tests.read.office_files import (
    cell,
    grid_of,
    lines_of,
    paragraph,
    read_all,
    row,
    run_of,
    table,
    write_word,
)

_BREAK = '<w:r><w:br w:type="page"/></w:r>'
_ENDED = "<w:r><w:lastRenderedPageBreak/></w:r>"
_BOX = (
    "<w:r><mc:AlternateContent><mc:Choice Requires='wps'><w:drawing><wps:txbx><w:txbxContent>"
    "<w:p><w:r><w:t>Nơi nhận</w:t></w:r></w:p></w:txbxContent></wps:txbx></w:drawing></mc:Choice>"
    "<mc:Fallback><w:pict><v:textbox><w:txbxContent><w:p><w:r><w:t>Nơi nhận</w:t></w:r></w:p>"
    "</w:txbxContent></v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
)


def read_lines(path: Path, *fragments: str) -> list[str]:
    (page,) = read_all(write_word(path / "a.docx", *fragments))
    return lines_of(page)


def test_paragraphs_are_lines_with_gaps_between_them(tmp_path: Path) -> None:
    path = write_word(tmp_path / "a.docx", paragraph("BÁO CÁO"), paragraph(), paragraph("Đã nhận"))

    (page,) = read_all(path)

    assert [line.text for line in page.lines] == ["BÁO CÁO", "", "Đã nhận"]
    assert page.kind is PageKind.DIGITAL


@pytest.mark.parametrize(
    ("runs", "text"),
    [
        (("Đã nh", "ận 3", "76"), "Đã nhận 376"),
        (("376", "<w:r><w:tab/></w:r>", "hồ sơ"), "376 hồ sơ"),
        (("68/BC", "<w:r><w:noBreakHyphen/></w:r>", "UBND"), "68/BC-UBND"),
        (("376", run_of("1", '<w:vertAlign w:val="superscript"/>')), "376 1"),
        (("5 m", run_of("2", '<w:vertAlign w:val="superscript"/>')), "5 m2"),
        ((run_of("Báo cáo", "<w:caps/>"),), "BÁO CÁO"),
        ((run_of("376", "<w:vanish/>"), "12"), "12"),
        (("<w:hyperlink><w:r><w:t>376</w:t></w:r></w:hyperlink>",), "376"),
        (("<w:sdt><w:sdtContent><w:r><w:t>376</w:t></w:r></w:sdtContent></w:sdt>",), "376"),
        (("<w:r><w:instrText>PAGE 4711</w:instrText></w:r>", "12"), "12"),
        (("xa\u0303 \u0441ông",), "xã công"),
    ],
)
def test_a_paragraph_is_read_as_word_prints_it(
    tmp_path: Path, runs: tuple[str, ...], text: str
) -> None:
    assert read_lines(tmp_path, paragraph(*runs)) == [text]


def test_deleted_text_is_gone_and_inserted_text_is_there(tmp_path: Path) -> None:
    deleted = "<w:del><w:r><w:delText>99</w:delText></w:r></w:del>"
    moved = "<w:moveFrom><w:r><w:t>88</w:t></w:r></w:moveFrom>"
    inserted = "<w:ins><w:r><w:t>22 người</w:t></w:r></w:ins>"

    assert read_lines(tmp_path, paragraph(deleted, moved, inserted)) == ["22 người"]


def test_a_text_box_is_read_once_behind_its_paragraph(tmp_path: Path) -> None:
    assert read_lines(tmp_path, paragraph("BÁO CÁO", _BOX)) == ["BÁO CÁO", "Nơi nhận"]


@pytest.mark.parametrize(
    ("font", "stored", "text"),
    [
        (".VnTime", "Uû ban nh©n d©n x· §¹i Khuª: 376", "Uỷ ban nhân dân xã Đại Khuê: 376"),
        (".VnTimeH", "b¸o c¸o", "BÁO CÁO"),
        ("VNI-Times", "ÑOÄC LAÄP - Töï do", "ĐỘC LẬP - Tự do"),
    ],
)
def test_letters_of_old_fonts_become_unicode(
    tmp_path: Path, font: str, stored: str, text: str
) -> None:
    look = f'<w:rFonts w:ascii="{font}" w:hAnsi="{font}"/>'
    runs = run_of(stored[:4], look), run_of(stored[4:], look), run_of(" số")

    (page,) = read_all(write_word(tmp_path / "a.docx", paragraph(*runs)))

    assert lines_of(page) == [f"{text} số"]
    assert page.encoding in ("TCVN3", "VNI")


def test_the_font_of_a_style_counts_for_its_paragraphs(tmp_path: Path) -> None:
    document = docx.Document()
    document.styles["Normal"].font.name = ".VnTime"
    document.add_paragraph("Hå s¬ tiÕp nhËn")
    document.save(str(tmp_path / "a.docx"))

    (page,) = read_all(tmp_path / "a.docx")

    assert lines_of(page) == ["Hồ sơ tiếp nhận"]


# Pages ----------------------------------------------------------------------------------------


def test_breaks_cut_pages_and_word_marks_each_of_them_twice(tmp_path: Path) -> None:
    path = write_word(
        tmp_path / "a.docx",
        paragraph("một", _BREAK),
        paragraph(_ENDED, "hai"),
        paragraph("ba", properties="<w:pageBreakBefore/>"),
        paragraph("bốn", properties='<w:sectPr><w:type w:val="nextPage"/></w:sectPr>'),
        paragraph("năm", properties='<w:sectPr><w:type w:val="continuous"/></w:sectPr>'),
        paragraph("sáu ", _ENDED, "bảy"),
    )

    pages = read_all(path)

    assert [lines_of(page) for page in pages] == [
        ["một"],
        ["hai"],
        ["ba", "bốn"],
        ["năm", "sáu"],
        ["bảy"],
    ]
    assert [page.number for page in pages] == [1, 2, 3, 4, 5]


def test_a_table_is_cut_where_word_ended_a_page(tmp_path: Path) -> None:
    inside = cell(paragraph("dài ", _ENDED, "dòng"))
    rows = row("1", "a"), row(cell(paragraph(_ENDED, "2")), "b"), row("3", inside), row("4", "d")

    pages = read_all(write_word(tmp_path / "a.docx", table(*rows)))

    assert [lines_of(page) for page in pages] == [["1 a"], ["2 b", "3 dài dòng"], ["4 d"]]
    assert [page.tables[0].rows for page in pages] == [1, 2, 1]


def test_an_empty_document_is_one_blank_page(tmp_path: Path) -> None:
    (page,) = read_all(write_word(tmp_path / "a.docx"))

    assert page.kind is PageKind.BLANK


# Tables ---------------------------------------------------------------------------------------


def test_merged_cells_hold_their_text_once(tmp_path: Path) -> None:
    down, on = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
    wide = '<w:gridSpan w:val="2"/>'
    rows = (
        row(cell("STT", down), cell("Kết quả", wide)),
        row(cell("", on), "Đơn vị", "Số liệu"),
        row("1", "Hồ sơ", "376"),
    )

    (page,) = read_all(write_word(tmp_path / "a.docx", table(*rows)))

    spans = {c.text: (c.row_span, c.column_span) for c in page.tables[0].cells}
    assert spans["STT"] == (2, 1)
    assert spans["Kết quả"] == (1, 2)
    assert grid_of(page)[2, 2] == "376"
    assert [line.row for line in page.lines if line.text] == [(0, 0), (0, 1), (0, 2)]


def test_borders_that_differ_by_a_hair_are_one(tmp_path: Path) -> None:
    wide = '<w:gridSpan w:val="2"/>'
    rows = row("1", cell("a", wide), "376"), row(cell("2", wide), "b", "377")

    (page,) = read_all(write_word(tmp_path / "a.docx", table(*rows, widths=(1000, 20, 3000, 1000))))

    assert grid_of(page) == {
        (0, 0): "1", (0, 1): "a", (0, 2): "376", (1, 0): "2", (1, 1): "b", (1, 2): "377",
    }  # fmt: skip


def test_an_empty_cell_has_no_ink_and_one_with_a_picture_has(tmp_path: Path) -> None:
    drawn = cell("<w:p><w:r><w:drawing/></w:r></w:p>")

    (page,) = read_all(write_word(tmp_path / "a.docx", table(row("1", "", drawn))))

    assert [c.ink for c in page.tables[0].cells] == [True, False, True]


def test_a_table_without_rules_only_puts_texts_side_by_side(tmp_path: Path) -> None:
    left = f"<w:tc>{paragraph('UBND XÃ ĐẠI KHUÊ')}{paragraph('Số: 68/BC-UBND')}</w:tc>"

    (page,) = read_all(write_word(tmp_path / "a.docx", table(row(left, "CỘNG HÒA"), rules="none")))

    assert lines_of(page) == ["UBND XÃ ĐẠI KHUÊ", "Số: 68/BC-UBND", "CỘNG HÒA"]
    assert page.tables == ()


def test_deleted_rows_are_gone(tmp_path: Path) -> None:
    rows = row("1", "a"), row("2", "b", properties="<w:del/>")

    (page,) = read_all(write_word(tmp_path / "a.docx", table(*rows)))

    assert lines_of(page) == ["1 a"]


# Notes ----------------------------------------------------------------------------------------


def test_a_document_of_pictures_says_how_they_are_read(tmp_path: Path) -> None:
    Image.new("L", (60, 80)).save(tmp_path / "scan.png")
    document = docx.Document()
    document.add_picture(str(tmp_path / "scan.png"), width=Inches(6))
    document.save(str(tmp_path / "a.docx"))

    (page,) = read_all(tmp_path / "a.docx")

    assert page.kind is PageKind.BLANK
    assert "lưu tệp thành PDF" in page.notes[0]


def test_an_embedded_object_is_told(tmp_path: Path) -> None:
    path = write_word(tmp_path / "a.docx", paragraph("Bảng", "<w:r><w:object/></w:r>"))

    (page,) = read_all(path)

    assert "nhúng" in page.notes[0]
