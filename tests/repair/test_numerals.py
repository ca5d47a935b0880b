"""Roman numerals: the dates decide between strokes, the order between sections."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.repair.numerals import restore_numerals
from pipeline.repair.tokens import tokenize

_DATED = "Bdc Son, ngay 15 thang 9 niam 2024"


def _restored(*lines: str) -> list[str]:
    """Give the lines with their changes in them."""
    tokens = [tokenize(line) for line in lines]
    changes = restore_numerals(tokens)
    texts = []
    for number, line in enumerate(tokens):
        text, end = "", 0
        for index, token in enumerate(line):
            change = changes.get((number, index))
            if change:
                assert change.raw == token.core
                assert change.reason
            core = change.text if change else token.core
            text += " " * (token.start - end) + token.prefix + core + token.suffix
            end = token.end
        texts.append(text)
    return texts


@pytest.mark.parametrize("read", ["11", "11l", "|11", "111", "1l1", "HI", "1ll", "l1|", "III"])
def test_the_dates_tell_the_quarter(read: str) -> None:
    assert _restored(_DATED, f"trong quy {read} nam 2024")[1] == "trong quy III nam 2024"


@pytest.mark.parametrize("read", ["II", "Il", "lI"])
def test_a_clear_quarter_stays_against_the_dates(read: str) -> None:
    assert _restored(_DATED, f"trong quy {read} nam 2024")[1] == "trong quy II nam 2024"


@pytest.mark.parametrize("read", ["3", "1", "2", "dinh", "mô", "tu", "12", "05", "118", "1111111"])
def test_figures_and_words_behind_quy_stay(read: str) -> None:
    line = f"trong quy {read} nam 2024"

    assert _restored(_DATED, line)[1] == line


def test_two_strokes_without_dates_are_two() -> None:
    assert _restored("bao cao quy 11 nam 2023") == ["bao cao quy II nam 2023"]
    assert _restored("bao cao quy 1V nam 2023") == ["bao cao quy IV nam 2023"]


def test_a_range_of_dates_tells_the_quarter() -> None:
    lines = _restored("bao cao quy 11", "tir ngay 15/6/2024", "dén ngay 14/9/2024")

    assert lines[0] == "bao cao quy III"


def test_three_strokes_stand_against_the_dates() -> None:
    assert _restored("ngay 12 thang 6 nam 2024", "quy 111")[1] == "quy III"


def test_a_report_of_early_july_is_about_the_second_quarter() -> None:
    assert _restored("ngay 02 thang 7 nam 2024", "quy 11")[1] == "quy II"
    assert _restored("ngay 02 thang 10 nam 2024", "quy 11")[1] == "quy III"


def test_a_numeral_may_stand_on_the_next_line() -> None:
    assert _restored(_DATED, "hanh chinh quy", "11l nam 2024")[2] == "III nam 2024"


def test_sections_follow_each_other() -> None:
    lines = _restored(
        "I. KIEN NGHI",
        "Il. KET QUA",
        "I1l. PANH GIA",
        "1V. PHUONG HUONG",
        "V. KIEN NGHI",
        "V1. KHAC",
    )

    numbers = [line.split(".")[0] for line in lines]
    assert numbers == ["I", "II", "III", "IV", "V", "VI"]


@pytest.mark.parametrize(
    "line",
    [
        "11. Cong tac khac",
        "1. CONG TAC",
        "| BAO CAO CUA XA",
        "111 ho so",
        "Muc 11",
        "muc 1",
        "11 HO",
    ],
)
def test_figures_at_the_head_of_a_line_stay(line: str) -> None:
    assert _restored(line) == [line]


def test_a_chapter_shows_strokes() -> None:
    assert _restored("Chuong 1l") == ["Chuong II"]


_MIXED = st.sampled_from(
    ["quy", "11", "|11", "Il", "3", "II.", "1l.", "CONG", "ngay", "15/9/2024", "dén", "muc", "|"]
)


@given(st.lists(st.lists(_MIXED).map(" ".join)))
def test_lines_stay_lines_whatever_changes(lines: list[str]) -> None:
    once = _restored(*lines)

    assert len(once) == len(lines)


@given(st.lists(st.text(alphabet=st.characters(exclude_characters="\n"))))
def test_any_text_is_survived(lines: list[str]) -> None:
    restore_numerals([tokenize(line) for line in lines])
