"""What patterns are matched on: paragraphs, plain text, masks, anchors."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.forms import load_form
from pipeline.forms.pace import MOST_STEPS, CountedSentence
from pipeline.model.page import Document, Line, Page, PageKind
from pipeline.prose.claims import wordings_of
from pipeline.prose.paragraphs import join_paragraphs
from pipeline.wording.anchors import parse_pattern
from pipeline.wording.masking import mask_numerals, plain_text
from pipeline.wording.matcher import Sentence


def _paragraphs(*pages: str) -> list[str]:
    document = Document(
        tuple(
            Page(number, PageKind.TEXT, tuple(map(Line, text.split("\n"))))
            for number, text in enumerate(pages, 1)
        )
    )
    return [paragraph.text for paragraph in join_paragraphs(document)]


def _find(pattern: str, text: str, damaged: bool = True) -> list[str]:
    sentence = Sentence(text, damaged)
    return [text[slice(*match.figure)] for match in sentence.find(parse_pattern(pattern))]


@given(st.text(alphabet=st.characters(codec="utf-8"), max_size=80))
def test_plain_text_keeps_the_length(text: str) -> None:
    plain = plain_text(text)

    assert len(plain) == len(text)
    assert len(mask_numerals(plain)) == len(text)


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("so 05/kh-ubnd ngay 12/01/2024", ""),
        ("nghi dinh 61/2018/nd-cp, thong tu so 12", ""),
        ("ngay 5 thang 3 nam 2023, thang 9/2024, quy 3/2024", ""),
        ("nhiem ky 2020-2025, iso 9001:2015, muc do 4", ""),
        ("12. co 376 ho so", "376"),
        ("truc 24/7 va 24/24 gio", ""),
        ("8/11 dong chi, 24/24 thu tuc, 17.465 trieu", "8 11 24 24 17 465"),
        ("dien tich 56m2, dat 99,8%", "56 2 99 8"),
        ("1.204 ho so", "1 204"),
    ],
)
def test_only_figures_keep_their_digits(text: str, left: str) -> None:
    masked = mask_numerals(text)

    assert " ".join("".join(c if c.isdigit() else " " for c in masked).split()) == left


def test_a_paragraph_goes_on_over_a_page_break() -> None:
    first = (
        "Trong kỳ báo cáo, Bộ phận Một cửa của xã đã tiếp nhận và giải\nquyết hồ sơ của công dân"
    )
    second = "và tổ chức đúng quy định.\n\n3"

    assert _paragraphs(first + "\n\n\n", second) == [
        "Trong kỳ báo cáo, Bộ phận Một cửa của xã đã tiếp nhận và giải quyết hồ sơ của công dân "
        "và tổ chức đúng quy định."
    ]


def test_a_full_stop_at_the_margin_does_not_end_a_paragraph() -> None:
    text = "Trong quý II, xã đã tiếp nhận ba trăm hồ sơ của công dân.\nTỷ lệ hài lòng đạt cao."

    assert len(_paragraphs(text)) == 1


def test_a_last_line_that_is_a_percentage_is_no_page_number() -> None:
    text = "Phấn đấu đến hết năm tỷ lệ hồ sơ trực tuyến đạt tối thiểu\n95%."

    assert _paragraphs(text) == [text.replace("\n", " ")]


def test_items_of_a_list_are_paragraphs() -> None:
    assert len(_paragraphs("Gồm có:\n- một;\n- hai;\n+ ba.")) == 4


@pytest.mark.parametrize(
    ("pattern", "text", "figures"),
    [
        ("tiếp nhận {value} hồ sơ", "da tiep nhdn 376 hd so", ["376"]),
        ("tiếp nhận{gap}{value}", "tiep nhan, trong ky nay: 5 bo", ["5"]),
        ("tiếp nhận{clause}{value}", "tiep nhan, trong ky nay: 5 bo", []),
        ("tiếp nhận{gap}{value}", "tiep nhan 4 va 5", ["4"]),
        ("{value} (?:máy in|máy tính)", "2 may in, 3 may tinh, 4 may bom", ["2", "3"]),
        ("{value}(?: bộ)* máy", "2 may, 3 bo may, 4 bo bo may", ["2", "3", "4"]),
        ("{value} hồ sơ(?! mới)", "2 ho so moi, 3 ho so cu", ["3"]),
        ("{value} hồ sơ(?= cũ)", "2 ho so moi, 3 ho so cu", ["3"]),
        ("{percent}", "dat 99,8%, con 7 viec", ["99,8"]),
        ("{value}", "dat 99,8%, con 7 viec, 3/4", ["7"]),
        ("{part}", "8/11 va 1.467/2.173", ["8", "1.467"]),
        ("{whole}", "8/11 va 1.467/2.173", ["11", "2.173"]),
        ("đạt(?> [a-z]+)* {value}", "dat ket qua la 12", ["12"]),
        ("{none} có", "khong co", ["khong"]),
        ("{word} máy", "hai may", ["hai"]),
    ],
)
def test_a_pattern_reads_what_it_says(pattern: str, text: str, figures: list[str]) -> None:
    assert _find(pattern, text) == figures


def test_a_digit_is_never_a_wrong_letter() -> None:
    assert _find("hồ sơ {value}", "ho s0 12") == []
    assert _find("tiếp nhận {value}", "tiep nh4n 12") == []


def test_a_word_inside_another_is_no_anchor() -> None:
    assert _find("{value} máy in", "5 may inh", damaged=False) == []
    assert _find("hồ {value}", "cho 5") == []


def test_no_pattern_of_the_project_is_slow_on_a_page_long_line() -> None:
    form = load_form(Path(__file__).parents[2] / "patterns/cchc-xa.toml", examples=False)
    words = (
        "cong chuc can bo tiep nhan va giai quyet truoc han ho so truc tuyen thanh toan le phi "
        "12 ho so dat trinh do dai hoc trung cap ly luan chinh tri 8/11 dong chi niem yet 5 quyet "
        "dinh khong co phan anh kien nghi, may in may tinh may quet ma vach 3 may "
    )

    slowest = 0.0
    for wording in wordings_of(form.indicators):
        line = CountedSentence(words * 12, damaged=True)
        list(line.find(wording.pattern))
        slowest = max(slowest, line.steps)

    assert slowest < MOST_STEPS


def test_a_figure_that_ends_its_sentence_on_the_next_line_marks_no_item() -> None:
    lines = ("Hồ sơ giải quyết đúng hạn 12 hồ sơ, quá hạn:", "03.", "02. Về số hóa hồ sơ")
    page = Page(1, PageKind.DIGITAL, tuple(map(Line, lines)))

    texts = [paragraph.text for paragraph in join_paragraphs(Document((page,)))]

    assert texts == [f"{lines[0]} 03.", lines[2]]
