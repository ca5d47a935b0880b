"""Letterheads of offices of all kinds; names and numbers are invented, the layouts are not."""

from __future__ import annotations

import pytest

from pipeline.identify.division import find_document_kind
from pipeline.identify.heading import read_heading
from pipeline.identify.official_heading import issuing_level
from pipeline.model.page import Document, Line, Page, PageKind

_STATE = ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc")
_PARTY = ("ĐẢNG CỘNG SẢN VIỆT NAM",)
_YOUTH = ("ĐOÀN TNCS HỒ CHÍ MINH",)
_BODY = (
    "Căn cứ Luật số 77/2015/QH13 ngày 19 tháng 6 năm 2015, các đơn vị đã được giao việc của năm."
)


def _document(
    left: str, right: tuple[str, ...], number: str, place: str, *below: str, stacked: bool = False
) -> Document:
    """Lay a letterhead out, `left` in lines with a stroke between them."""
    bodies = left.split(" | ")
    lines = [*bodies, *right, number, place]
    if not stacked:
        rows = max(len(bodies), len(right))
        columns = zip(
            bodies + [""] * (rows - len(bodies)),
            right + ("",) * (rows - len(right)),
            strict=True,
        )
        lines = [*(f"{one} {other}".strip() for one, other in columns), f"{number} {place}"]
    return Document((Page(1, PageKind.DIGITAL, tuple(map(Line, (*lines, *below, _BODY)))),))


_DAY = "ngày 07 tháng 8 năm 2019"


@pytest.mark.parametrize("stacked", [False, True])
@pytest.mark.parametrize(
    ("left", "right", "number", "place", "expected"),
    [
        ("TỈNH ỦY HẬU GIANG | *", _PARTY, "Số 81-BC/TU", "Vị Thanh",
         ("81-BC/TU", "Tỉnh ủy Hậu Giang", "tỉnh Hậu Giang", "tỉnh Hậu Giang")),
        ("ĐẢNG BỘ TỈNH HẬU GIANG | HUYỆN ỦY PHÚ CHỬ | *", _PARTY, "Số: 9 - KH/HU", "Phú Chử",
         ("9-KH/HU", "Huyện ủy Phú Chử", "huyện Phú Chử", "tỉnh Hậu Giang")),
        ("TỈNH ỦY HẬU GIANG | BAN DÂN VẬN", _PARTY, "Số 3-HD/BDVTU", "Vị Thanh",
         ("3-HD/BDVTU", "Ban Dân vận Tỉnh ủy Hậu Giang", "tỉnh Hậu Giang", "tỉnh Hậu Giang")),
        ("BAN CHẤP HÀNH TRUNG ƯƠNG | ***", _YOUTH, "Số: 41 - KH/TWĐTN-VP", "Hà Nội",
         ("41-KH/TWĐTN-VP", "Ban Chấp hành Trung ương", "", "")),
        ("BỘ NỘI VỤ - BỘ LAO ĐỘNG - | THƯƠNG BINH VÀ XÃ HỘI", _STATE, "Số: 5/2012/TTLT/BNV-BLĐTBXH",
         "Hà Nội", ("5/2012/TTLT/BNV-BLĐTBXH",
                    "Bộ Nội vụ - Bộ lao động - Thương binh và Xã hội", "", "")),
        ("TỔNG CỤC HẢI QUAN | CỤC HẢI QUAN TP. CẦN THƠ", _STATE, "Số: 77/HQCT-NV", "Cần Thơ",
         ("77/HQCT-NV", "Cục Hải quan thành phố Cần Thơ", "thành phố Cần Thơ",
          "thành phố Cần Thơ")),
        ("UBND TX. PHÚ CHỬ | PHÒNG NỘI VỤ", _STATE, "Số : 15 /TB – PNV", "Phú Chử",
         ("15/TB-PNV", "Phòng Nội vụ thị xã Phú Chử", "thị xã Phú Chử", "")),
        ("ỦY BAN NHÂN DÂN | QUẬN PHÚ CHỬ | PHƯỜNG 21", _STATE, "Số: 15/BC-UBND", "Phú Chử",
         ("15/BC-UBND", "UBND phường 21", "phường 21", "")),
        ("QUÂN KHU 10 | BỘ CHỈ HUY QUÂN SỰ TỈNH HẬU GIANG", _STATE, "Số: 66/BC-BCH", "Vị Thanh",
         ("66/BC-BCH", "Bộ Chỉ huy quân sự tỉnh Hậu Giang", "tỉnh Hậu Giang", "tỉnh Hậu Giang")),
        ("BỘ CÔNG AN | CÔNG AN TỈNH HẬU GIANG", _STATE, "Số: 66/BC-CAT-PV01", "Vị Thanh",
         ("66/BC-CAT-PV01", "Công an tỉnh Hậu Giang", "tỉnh Hậu Giang", "tỉnh Hậu Giang")),
        ("SỞ Y TẾ HẬU GIANG | BỆNH VIỆN ĐA KHOA TỈNH", _STATE, "Số: 66/TB-BVĐKT", "Vị Thanh",
         ("66/TB-BVĐKT", "Bệnh viện đa khoa tỉnh Hậu Giang", "tỉnh Hậu Giang", "tỉnh Hậu Giang")),
        ("NGÂN HÀNG NHÀ NƯỚC | VIỆT NAM | CHI NHÁNH TỈNH HẬU GIANG", _STATE, "Số: 6/BC-HGI",
         "Vị Thanh", ("6/BC-HGI", "Ngân hàng Nhà nước Việt Nam chi nhánh tỉnh Hậu Giang",
                      "tỉnh Hậu Giang", "tỉnh Hậu Giang")),
        ("HĐND TỈNH HẬU GIANG | BAN PHÁP CHẾ", _STATE, "Số: 6/BC-BPC", "Vị Thanh",
         ("6/BC-BPC", "Ban Pháp chế HĐND tỉnh Hậu Giang", "tỉnh Hậu Giang", "tỉnh Hậu Giang")),
        ("BAN CHỈ HUY | PHÒNG CHỐNG BÃO | TỈNH HẬU GIANG", _STATE, "Số: 6/BC-PCTT", "Vị Thanh",
         ("6/BC-PCTT", "Ban Chỉ huy phòng chống bão tỉnh Hậu Giang", "tỉnh Hậu Giang",
          "tỉnh Hậu Giang")),
        ("ĐẠI HỌC QUỐC GIA HÀ NỘI | TRƯỜNG ĐẠI HỌC | PHÚ CHỬ", _STATE, "Số: 6/QĐ-ĐHPC", "Hà Nội",
         ("6/QĐ-ĐHPC", "Trường đại học Phú Chử", "", "")),
        ("CỤC THUẾ | THUẾ TỈNH HẬU GIANG", _STATE, "Số: 6/HGI-NV", "Vị Thanh",
         ("6/HGI-NV", "Thuế tỉnh Hậu Giang", "tỉnh Hậu Giang", "tỉnh Hậu Giang")),
        ("HỘI ĐỒNG NHÂN DÂN | XÃ PHÚ CHỬ | THƯỜNG TRỰC", _STATE, "Số: 6/BC-TTHĐND", "Phú Chử",
         ("6/BC-TTHĐND", "Thường trực HĐND xã Phú Chử", "xã Phú Chử", "")),
        ("BỘ NỘI THƯƠNG", _STATE, "Số: 16-NT", "Hà Nội", ("", "Bộ Nội thương", "", "")),
        ("ỦY BAN DÂN TỘC", _STATE, "Số: 6/QĐ-UBDT", "Hà Nội",
         ("6/QĐ-UBDT", "Ủy ban dân tộc", "", "")),
        ("ỦY BAN NHÂN DÂN | THÀNH PHHẬU GIANG", _STATE, "S: 6/QĐ-UBND", "Vị Thanh",
         ("6/QĐ-UBND", "", "", "")),
    ],
)  # fmt: skip
def test_a_letterhead_says_who_issues_what(
    left: str,
    right: tuple[str, ...],
    number: str,
    place: str,
    expected: tuple[str, str, str, str],
    stacked: bool,
) -> None:
    document = _document(left, right, number, f"{place}, {_DAY}", stacked=stacked)

    read = read_heading(document, None)

    assert (read.document_number, read.issuer, read.place, read.province) == expected
    assert str(read.document_date) == "2019-08-07"


@pytest.mark.parametrize(
    ("number", "below", "expected"),
    [
        ("Số: 25 / BC-BCĐPCGD-", "XMC", "25/BC-BCĐPCGD-XMC"),
        ("Số: 25 / BC-BCĐPCGD-", "BÁO CÁO", ""),  # the rest is not there
        ("Số: …/BC-..........", "BÁO CÁO", ""),
        ("Số: 88/KV V-TH", "BÁO CÁO", ""),  # a blank inside
    ],
)
def test_a_symbol_that_its_column_breaks_is_whole_or_nothing(
    number: str, below: str, expected: str
) -> None:
    document = _document("UBND HUYỆN PHÚ CHỬ", _STATE, number, f"Phú Chử, {_DAY}", below)

    assert read_heading(document, None).document_number == expected


def test_words_and_figures_that_run_together_are_a_day() -> None:
    document = _document(
        "UBND HUYỆN PHÚ CHỬ", _STATE, "Số: 9/UBND-VP", "Phú Chử, ngày 05 tháng11 năm 1995"
    )

    assert str(read_heading(document, None).document_date) == "1995-11-05"


@pytest.mark.parametrize(
    ("number", "below", "expected"),
    [
        ("Số: 9/CT-TTHT", "V/v hóa đơn", "công văn"),
        ("Số: 9/CT-UBND", "CHỈ THỊ", "chỉ thị"),
        ("Số: 9/2011/TTLT-BTC-BNV", "THÔNG TƯ LIÊN TỊCH", "thông tư liên tịch"),
        ("Số 9-QĐ/TU", "QUY ĐỊNH", "quy định"),
    ],
)
def test_title_subject_and_symbol_tell_the_kind(number: str, below: str, expected: str) -> None:
    document = _document("CỤC THUẾ TỈNH HẬU GIANG", _STATE, number, f"Vị Thanh, {_DAY}", below)

    assert find_document_kind(document) == expected


def test_sentences_with_dates_and_symbols_are_no_table() -> None:
    line = "theo Nghị quyết số 52-NQ/TW ngày 27/9/2019 và Quyết định số 749/QĐ-TTg ngày 03/6/2020"
    document = Document(
        (Page(1, PageKind.DIGITAL, (Line("Tin trong tỉnh"), Line(line), Line(line))),)
    )

    assert find_document_kind(document) == ""


@pytest.mark.parametrize(
    ("left", "level"),
    [
        ("TỔNG CỤC THỐNG KÊ | CỤC THỐNG KÊ TỈNH HẬU GIANG", "tỉnh"),
        ("UBND XÃ PHÚ CHỬ | PHÒNG KINH TẾ", "xã"),
        ("HUYỆN PHÚ CHỬ | ỦY BAN NHÂN DÂN | XÃ PHÚ CHỬ", "xã"),
        ("TỔNG CỤC THỐNG KÊ", "nước"),
        ("CÔNG TY CỔ PHẦN CẤP NƯỚC PHÚ CHỬ", ""),
    ],
)
def test_the_level_of_who_issues_is_that_of_the_unit(left: str, level: str) -> None:
    document = _document(left, _STATE, "Số: 9/BC-X", f"Phú Chử, {_DAY}")

    assert issuing_level(document) == level
