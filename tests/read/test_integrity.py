"""Files that came to harm: what is seen of it, and what is left alone."""

from __future__ import annotations

import re
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest

from pipeline.model.page import Page, PageKind
from pipeline.read.integrity.pdf import PdfCheck
from pipeline.read.page import read_pages
from tests.read import drawn

Change = Callable[[bytes], bytes]


def write_pdf(path: Path, size: tuple[float, float] = drawn.A4) -> Path:
    """Draw two pages in one font."""
    canvas = drawn.start_page(path, size)
    drawn.draw_prose(canvas)
    drawn.draw_table(canvas)
    canvas.showPage()
    canvas.setFont(drawn.use_font(), drawn.SIZE)
    drawn.draw_prose(canvas)
    canvas.save()
    return path


def damaged(path: Path) -> list[bool]:
    pages = read_pages(path, [1, 2], scratch=path.parent)
    return [page.damaged for page in pages if isinstance(page, Page)]


def faulty(content: bytes) -> list[bool]:
    check = PdfCheck(content)
    return [check.is_damaged(number, 2) for number in (1, 2)]


def change_stream(content: bytes, number: int) -> bytes:
    """Change a byte in the middle of the stream of an object."""
    place = content.index(b"\n%d 0 obj" % number)
    start, end = content.index(b"stream", place), content.index(b"endstream", place)
    middle = (start + end) // 2
    other = b"5" if content[middle : middle + 1] != b"5" else b"6"
    return content[:middle] + other + content[middle + 1 :]


def stream(content: bytes) -> bytes:
    packed = zlib.compress(content)
    head = b"<< /Length %d /Filter /FlateDecode >>" % len(packed)
    return b"%s\nstream\n%s\nendstream" % (head, packed)


def replaced(old: bytes, new: bytes) -> Change:
    def change(content: bytes) -> bytes:
        assert old in content
        return content.replace(old, new, 1)

    return change


def test_a_file_as_it_was_written_is_sound(tmp_path: Path) -> None:
    assert damaged(write_pdf(tmp_path / "a.pdf")) == [False, False]


def test_one_byte_of_a_font_damages_all_pages_that_use_it(tmp_path: Path) -> None:
    content = write_pdf(tmp_path / "a.pdf").read_bytes()
    font = re.search(rb"/FontFile2 (\d+)", content)
    assert font

    (tmp_path / "a.pdf").write_bytes(change_stream(content, int(font[1])))

    assert damaged(tmp_path / "a.pdf") == [True, True]


def test_one_byte_of_a_page_damages_that_page(tmp_path: Path) -> None:
    content = write_pdf(tmp_path / "a.pdf").read_bytes()
    second = PdfCheck(content).pages[1][1]["Contents"].number

    assert faulty(change_stream(content, second)) == [False, True]


@pytest.mark.parametrize(
    "change",
    [
        pytest.param(lambda content: content[:900] + content[960:], id="a piece is gone"),
        pytest.param(lambda content: content[:900] + b"0" * 40 + content[900:], id="a piece more"),
        pytest.param(replaced(b"/Contents", b"/Comtents"), id="a key"),
        pytest.param(replaced(b"/FlateDecode", b"/FlateDecodf"), id="a way of packing"),
        pytest.param(replaced(b"/ToUnicode", b"/ToUnicodd"), id="the letters of a font"),
        pytest.param(replaced(b"/Count 2", b"/Count 1"), id="the number of pages"),
        pytest.param(replaced(b"endobj", b"enxobj"), id="the end of an object"),
        pytest.param(replaced(b" 00000 n", b" 00000 f"), id="the list of places"),
    ],
)
def test_damage_outside_of_streams_is_seen(tmp_path: Path, change: Change) -> None:
    content = write_pdf(tmp_path / "a.pdf").read_bytes()

    assert any(faulty(change(content)))


def test_a_page_smaller_than_its_text_is_damaged(tmp_path: Path) -> None:
    path = write_pdf(tmp_path / "a.pdf")

    path.write_bytes(path.read_bytes().replace(b"[ 0 0 595", b"[ 0 0 295", 1))

    assert damaged(path) == [True, False]


def test_a_width_that_no_letter_has_is_damage(tmp_path: Path) -> None:
    content = write_pdf(tmp_path / "a.pdf").read_bytes()
    widths = content.index(b"/Widths")

    changed = content[:widths] + content[widths:].replace(b" 500 ", b" 900 ", 1)

    assert faulty(changed) == [True, True]


def test_words_behind_the_end_are_no_damage(tmp_path: Path) -> None:
    content = write_pdf(tmp_path / "a.pdf").read_bytes()

    assert faulty(content + "\nTệp được tải về từ trang mạng".encode()) == [False, False]


def test_a_page_that_draws_text_and_shows_none_is_damaged(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    content = stream(b"BT /F1 12 Tf 3 Tr 60 700 Td ET q Q BT /F1 12 Tf (\x01) Tj ET")
    page = (
        b"<< /Type /Page /Parent 2 0 R /MediaBox [ 0 0 595 842 ] /Contents 4 0 R /Resources "
        b"<< /Font << >> >> >>"
    )
    write_objects(path, page, content)

    (found,) = read_pages(path, [1], scratch=tmp_path)

    assert isinstance(found, Page)
    assert found.damaged


def write_objects(path: Path, *more: bytes) -> None:
    """Write a PDF of one page, whose object is the third."""
    objects = (
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [ 3 0 R ] /Count 1 >>",
        *more,
    )
    body, places = b"%PDF-1.4\n", [b"0000000000 65535 f \n"]
    for number, one in enumerate(objects, start=1):
        places.append(b"%010d 00000 n \n" % len(body))
        body += b"%d 0 obj\n%s\nendobj\n" % (number, one)
    size = len(places)
    body += b"xref\n0 %d\n%s" % (size, b"".join(places))
    start = body.index(b"xref")
    body += b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (size, start)
    path.write_bytes(body)


@pytest.mark.ocr
def test_a_figure_that_its_font_calls_a_blank_is_read_from_the_paper(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    lines = "".join(f"1 0 0 1 70 {760 - 22 * n} Tm (Ho so {n}: 1{n}050) Tj " for n in range(9))
    content = f"BT /F1 14 Tf {lines} ET".encode()
    letters = (
        b"1 begincodespacerange <00> <FF> endcodespacerange\n"
        b"2 beginbfrange <20> <2F> <0020> <31> <7E> <0031> endbfrange\n"
        b"1 beginbfchar <30> <0020> endbfchar"
    )
    page = (
        b"<< /Type /Page /Parent 2 0 R /MediaBox [ 0 0 595 842 ] /Contents 4 0 R /Resources "
        b"<< /Font << /F1 5 0 R >> >> >>"
    )
    font = (
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding "
        b"/ToUnicode 6 0 R >>"
    )
    write_objects(path, page, stream(content), font, stream(letters))

    (found,) = read_pages(path, [1], scratch=tmp_path)

    assert isinstance(found, Page)
    assert found.kind is PageKind.BROKEN_FONT
    assert not found.damaged


def test_a_tree_of_pages_that_may_be_encrypted_is_not_missed() -> None:
    content = (
        b"%PDF-1.5\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n"
        b"trailer << /Root 1 0 R /Encrypt 3 0 R >>\n%%EOF\n"
    )

    assert not PdfCheck(content).is_damaged(1, 1)
    assert PdfCheck(content.replace(b"/Encrypt 3 0 R", b"")).is_damaged(1, 1)


def test_a_tree_of_pages_that_turns_back_is_no_tree() -> None:
    content = (
        b"%PDF-1.4\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n"
        b"2 0 obj\n<< /Type /Pages /Kids [ 2 0 R 2 0 R ] /Count 2 >>\nendobj\n"
        b"trailer << /Root 1 0 R >>\n%%EOF\n"
    )

    assert PdfCheck(content).pages == ()
