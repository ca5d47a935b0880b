import unicodedata
from pathlib import Path

import pytest

from pipeline.model.errors import SourceError
from pipeline.model.page import PageKind
from pipeline.read.dump import read_dump_page, read_texts

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

    kinds = [read_dump_page(path, number).kind for number in range(1, len(read_texts(path)) + 1)]

    assert kinds == [PageKind.TEXT, PageKind.BLANK, PageKind.TEXT]


def test_decomposed_letters_are_composed_and_unseen_ones_dropped(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(unicodedata.normalize("NFD", "xã\u200b Đại\ufeff Khuê"), encoding="utf-8")

    page = read_dump_page(path, 1)

    assert page.lines[0].text == "xã Đại Khuê"


@pytest.mark.parametrize(
    ("content", "which"),
    [
        ("Céng hoµ x· héi chñ nghÜa ViÖt Nam".encode("latin-1"), "TCVN3"),
        ("Coäng hoøa xaõ hoäi chuû nghóa".encode("latin-1"), "VNI"),
        ("xa\u0303 hô\u0323i".encode("cp1258"), "windows-1258"),
        (b"C\xf7ng h\xf2a x\xe3 h\xb5i", "VISCII"),
    ],
)
def test_a_legacy_encoding_is_refused_by_name(tmp_path: Path, content: bytes, which: str) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(content * 5)

    with pytest.raises(SourceError) as caught:
        read_texts(path)

    assert "8 bit" in caught.value.vietnamese, which
    assert "legacy 8-bit" in caught.value.english


def test_legacy_letters_saved_as_unicode_are_refused_too(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("Céng hoµ x· héi chñ nghÜa ViÖt Nam, b¸o c¸o quý", encoding="utf-8")

    with pytest.raises(SourceError) as caught:
        read_texts(path)

    assert "UniKey" in caught.value.vietnamese


def test_a_dump_of_a_french_ocr_is_let_in(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(
        "Uÿ ban nhân dân xâ dâ tiép nhân 376 hô so, giâi quyét dùng han", encoding="utf-8"
    )

    assert len(read_texts(path)) == 1


def test_utf16_without_a_mark_is_called_binary(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes("BÁO CÁO 376".encode("utf-16-le"))

    with pytest.raises(SourceError) as caught:
        read_texts(path)

    assert "binary" in caught.value.english
