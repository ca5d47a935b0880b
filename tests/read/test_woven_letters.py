"""Letters of a second font fall into the gaps of the first."""

from __future__ import annotations

import pytest

from pipeline.read.digital.woven_letters import weave_letters

_WIDTH, _HEIGHT = 5.0, 10.0


def _print(*parts: tuple[float, str]) -> tuple[list[str], list[list[float]]]:
    """Set parts at their columns, in this order, with blanks of no width between them."""
    letters: list[str] = []
    boxes: list[list[float]] = []
    for column, text in parts:
        left = column * _WIDTH
        if letters:
            letters.append(" ")
            boxes.append([left, _HEIGHT, left, _HEIGHT])
        for place, letter in enumerate(text):
            letters.append(letter)
            boxes.append([left + place * _WIDTH, 0.0, left + (place + 1) * _WIDTH, _HEIGHT])
    return letters, boxes


def _read(*parts: tuple[float, str]) -> str:
    letters, boxes = _print(*parts)
    order = weave_letters(letters, boxes)
    return "".join(letters[i] for i in (range(len(letters)) if order is None else order))


def test_a_word_is_put_together_of_two_fonts() -> None:
    assert _read((0, "T"), (2, " l"), (5, " h"), (1, "ỷ"), (4, "ệ")) == "Tỷ lệ h"


def test_what_only_stands_in_a_gap_stays_a_word_of_its_own() -> None:
    assert _read((0, "nhà"), (6, "xã"), (4, "ở")) == "nhà ở xã"


@pytest.mark.parametrize(
    "parts",
    [
        ((0, "12"), (3, "45"), (2, "3")),  # digits never come together
        ((0, "ab"), (3, "de"), (2, "c")),  # letters that every font has: cells out of order
        ((0, "độ"), (0.1, "độ")),  # printed twice, to look bold
        ((0, "to"), (0.9, "ộ")),  # a mark of its own over its letter
        ((5, "lệ"), (0, "Tỷ")),  # cells from right to left
        ((0, "T"), (1, "ỷ"), (2, "l")),  # in order: the blanks of the file stay
    ],
)
def test_all_else_stays_as_it_is(parts: tuple[tuple[float, str], ...]) -> None:
    letters, boxes = _print(*parts)
    assert weave_letters(letters, boxes) is None


def test_a_line_on_its_head_keeps_its_order() -> None:
    letters, boxes = _print((0, "Tỷ lệ"), (6, "hộ"))
    assert (
        weave_letters(letters, [[-right, top, -left, bottom] for left, top, right, bottom in boxes])
        is None
    )


def test_digits_beside_letters_of_another_font_stay_apart_from_digits() -> None:
    assert _read((0, "12"), (3, "45"), (2, "ộ"), (6, "l"), (7, "ệ")).split() == ["12ộ45", "lệ"]
