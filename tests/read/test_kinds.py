import pytest

from pipeline.model.page import PageKind
from pipeline.read.kinds import Evidence, decide_kind

PROSE = "Ủy ban nhân dân xã Đại Khuê báo cáo kết quả tiếp nhận và giải quyết hồ sơ " * 12
ENGLISH_OCR = "Uy ban nhan dan xa Dai Khué bdo cdo két qua tiép nhan va giai quyét hd so " * 12
TCVN3 = "Uû ban nh©n d©n x· §¹i Khuª b¸o c¸o kÕt qu¶ tiÕp nhËn vµ gi¶i quyÕt hå s¬ " * 12


@pytest.mark.parametrize(
    ("page", "kind"),
    [
        (Evidence(PROSE, 0.0, 0, 12, 90), PageKind.DIGITAL),
        (Evidence("", 1.0, 1, 0, 0), PageKind.SCAN),
        (Evidence(ENGLISH_OCR, 1.0, 1, 0, 0), PageKind.JUNK_LAYER),
        (Evidence("", 0.0, 0, 0, 0), PageKind.BLANK),
    ],
)
def test_plain_cases(page: Evidence, kind: PageKind) -> None:
    assert decide_kind(page) is kind


def test_a_good_layer_over_a_scan_is_read_again() -> None:
    assert decide_kind(Evidence(PROSE, 1.0, 1, 0, 0)) is PageKind.LAYERED_SCAN


def test_a_signature_note_on_a_scan_makes_it_no_digital_page() -> None:
    note = "Người ký: Ủy ban nhân dân xã Đại Khuê. Thời gian ký: 12/01/2024 10:20:31 +07:00"

    assert decide_kind(Evidence(note, 1.0, 1, 0, 4)) is PageKind.SCAN


def test_a_background_picture_leaves_a_digital_page_digital() -> None:
    assert decide_kind(Evidence(PROSE, 1.0, 1, 0, 60)) is PageKind.DIGITAL


def test_a_digital_page_in_legacy_letters_is_read_from_its_pixels() -> None:
    assert decide_kind(Evidence(TCVN3, 0.0, 0, 0, 60)) is PageKind.BROKEN_FONT


@pytest.mark.parametrize(
    "broken",
    [
        PROSE.replace("ế", "\ufffd").replace("ả", "\ufffd"),
        PROSE.replace("ư", "ƣ").replace("ơ", "ƣ").replace("Ủy", "ƣy").replace("hồ", "hƣ"),
        PROSE.translate(dict.fromkeys(map(ord, "ạảậồơếêộáâ"))),
    ],
)
def test_a_digital_page_whose_font_lost_letters_is_read_from_its_pixels(broken: str) -> None:
    assert decide_kind(Evidence(broken, 0.0, 0, 0, 60)) is PageKind.BROKEN_FONT


def test_a_page_of_figures_needs_no_letters() -> None:
    figures = "STT 1 2 3 376 17.465 99,8 100 214 371 5 0 12 8 " * 4

    assert decide_kind(Evidence(figures, 0.0, 0, 40, 60)) is PageKind.DIGITAL


def test_the_last_row_of_a_table_alone_on_its_page_is_digital() -> None:
    assert decide_kind(Evidence("7 Tỷ lệ % 99", 0.0, 0, 12, 4)) is PageKind.DIGITAL


def test_text_drawn_as_curves_is_read_from_its_pixels() -> None:
    assert decide_kind(Evidence("12", 0.0, 0, 3000, 1)) is PageKind.SCAN
