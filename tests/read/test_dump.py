import unicodedata
from pathlib import Path

import pytest

from pipeline.model.errors import SourceError
from pipeline.model.page import PageKind
from pipeline.read.dump import read_dump, read_dump_page
from pipeline.vietnamese.encodings import Encoding
from tests.vietnamese.test_encodings import encode

TEXT = "BÁO CÁO\n\n  Số hồ sơ  đã tiếp nhận: 376   \n- Đạt 99,8%\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_every_marked_unicode_encoding_gives_the_same_lines(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(TEXT.encode(encoding))

    page = read_dump_page(path, 1)

    assert [line.text for line in page.lines] == [
        "BÁO CÁO",
        "",
        "  Số hồ sơ  đã tiếp nhận: 376",
        "- Đạt 99,8%",
    ]
    assert page.kind is PageKind.TEXT


def test_lines_stand_as_they_are_whatever_ends_them(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes("một \r\nhai\rba\u2028bốn".encode())

    page = read_dump_page(path, 1)

    assert [line.text for line in page.lines] == ["một", "hai", "ba\u2028bốn"]


def test_form_feeds_separate_pages(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("một\n\f\n\fba\n\f", encoding="utf-8")

    kinds = [
        read_dump_page(path, number).kind for number in range(1, len(read_dump(path).pages) + 1)
    ]

    assert kinds == [PageKind.TEXT, PageKind.BLANK, PageKind.TEXT]


def test_decomposed_letters_are_composed_and_unseen_ones_dropped(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(unicodedata.normalize("NFD", "xã\u200b Đại\ufeff Khuê"), encoding="utf-8")

    page = read_dump_page(path, 1)

    assert page.lines[0].text == "xã Đại Khuê"


REPORT = (
    "Cộng hòa xã hội chủ nghĩa Việt Nam\nỦy ban nhân dân xã Đại Khuê báo cáo kết quả\n"
    "Số hồ sơ đã tiếp nhận: 376, giải quyết đúng hạn 99,8%\n"
)


@pytest.mark.parametrize("encoding", list(Encoding))
def test_an_8_bit_dump_is_converted(tmp_path: Path, encoding: Encoding) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(encode(REPORT.lower(), encoding).encode("latin-1"))

    page = read_dump_page(path, 1)

    assert [line.text for line in page.lines] == REPORT.lower().splitlines()
    assert page.encoding == encoding.value


def test_letters_of_an_old_font_saved_as_unicode_are_converted_line_by_line(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    old = encode(REPORT.lower(), Encoding.TCVN3, as_text=True)
    path.write_text(f"Ngày 15 tháng 9 năm 2024\n{old}", encoding="utf-8")

    page = read_dump_page(path, 1)

    expected = ["Ngày 15 tháng 9 năm 2024", *REPORT.lower().splitlines()]
    assert [line.text for line in page.lines] == expected
    assert page.encoding == "TCVN3"


def test_unicode_has_no_encoding_to_tell_of(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(REPORT, encoding="utf-8")

    assert read_dump_page(path, 1).encoding == ""


@pytest.mark.parametrize(
    "content",
    [
        "Größe, Äpfel, Öl und süße Brötchen".encode("latin-1"),
        "Số liệu báo cáo".encode("utf-16-be")[1::2] + b"\xb5\xb6\xb7\xb8" * 3,
    ],
)
def test_8_bit_text_that_shows_no_encoding_is_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(content)

    with pytest.raises(SourceError) as caught:
        read_dump(path)

    assert "UniKey" in caught.value.vietnamese
    assert "legacy 8-bit" in caught.value.english


def test_letters_that_only_look_right_are_mended(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("Trƣờng Đa\u0323i ho\u0323c, \u0441ông \u0441hức", encoding="utf-8")

    page = read_dump_page(path, 1)

    assert [line.text for line in page.lines] == ["Trường Đại học, công chức"]


def test_a_dump_of_a_french_ocr_is_let_in(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(
        "Uÿ ban nhân dân xâ dâ tiép nhân 376 hô so, giâi quyét dùng han", encoding="utf-8"
    )

    assert len(read_dump(path).pages) == 1


def test_utf16_without_a_mark_is_called_binary(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes("BÁO CÁO 376".encode("utf-16-le"))

    with pytest.raises(SourceError) as caught:
        read_dump(path)

    assert "binary" in caught.value.english


HEAD = (
    "ỦY BAN NHÂN DÂN CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n"
    "XÃ HỒNG LẪM Độc lập - Tự do - Hạnh phúc\n"
    "Số: 68/BC-UBND Hồng Lẫm, ngày 15 tháng 9 năm 2024\nBÁO CÁO\n"
)
BODY = "Trong kỳ đã tiếp nhận hồ sơ của tổ chức.\n" * 12


@pytest.mark.parametrize(
    ("text", "pages"),
    [
        (HEAD + BODY, 1),
        (HEAD + BODY + HEAD + BODY, 2),
        (HEAD + BODY + HEAD + BODY + HEAD + BODY, 3),
        (HEAD + BODY + "\f" + HEAD + BODY, 2),
        (HEAD + BODY + HEAD + BODY + "\f" + BODY, 3),
        ("Công văn đến\nSố: 123\n" + HEAD + BODY, 1),
        (BODY + "Căn cứ Luật ngày 19 tháng 6 năm 2015;\nĐộc lập - Tự do - Hạnh phúc\n" + BODY, 1),
    ],
)
def test_a_letterhead_begins_a_page_where_a_dump_has_no_form_feed(
    tmp_path: Path, text: str, pages: int
) -> None:
    path = tmp_path / "a.txt"
    path.write_text(text, encoding="utf-8")

    dump = read_dump(path)

    assert len(dump.pages) == pages
    assert "\n".join(dump.pages).split() == text.replace("\f", "\n").split()
