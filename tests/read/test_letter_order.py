"""Letters that a text layer gives font by font or one above the other, and how large words are."""

from __future__ import annotations

import numpy as np

from pipeline.read.digital.letter_order import mend_order
from pipeline.read.digital.pdf import Layer
from pipeline.read.digital.printed_words import read_printed_words
from pipeline.read.digital.upright_words import find_upright

_WIDTH = 5.0  # points


def _set(text: str, order: list[int]) -> tuple[str, np.ndarray, bytes]:
    """Give the letters of a line as the file has them, each where it stands on the paper."""
    boxes = [[_WIDTH * place, 0.0, _WIDTH * (place + 1), 9.0] for place in order]
    return "".join(text[place] for place in order), np.array(boxes), bytes(len(order))


def test_letters_of_a_second_font_go_into_the_gaps_of_the_first() -> None:
    paper = "Tỉnh Đồng Hải"
    other = [place for place, letter in enumerate(paper) if letter in "ỉồả"]
    order = [place for place in range(len(paper)) if place not in other] + other

    text, boxes, styles = mend_order(*_set(paper, order))

    assert text == paper
    assert len(boxes) == len(styles) == len(paper)


def test_words_of_cells_set_in_another_order_stay_as_they_are() -> None:
    given = _set("Tổng      dụng", [10, 11, 12, 13, 0, 1, 2, 3])

    assert mend_order(*given)[0] == given[0]


def test_a_figure_is_as_large_behind_its_sign_as_without_it() -> None:
    boxes = np.array([[0, 4, 5, 6], [5, 0, 10, 9], [10, 0, 15, 9]], dtype=float)

    (placed,) = read_printed_words(Layer("-14", boxes), ())

    assert placed.word.text == "-14"
    assert placed.word.size == 7.96


def test_letters_above_each_other_are_one_word_with_its_blanks() -> None:
    text = "Số\r\nhộ dân"
    tops = {0: 100, 1: 94, 4: 85, 5: 79, 7: 70, 8: 64, 9: 58}
    boxes = np.zeros((len(text), 4))
    for place, top in tops.items():
        boxes[place] = (20, top, 28, top + 6)

    (line,) = find_upright(text, boxes, np.full((len(text), 2), -1))

    assert (line.text, line.places) == ("Số hộ dân", tuple(tops))


def test_figures_above_each_other_are_no_word() -> None:
    boxes = np.array([[20, 90 - 7 * place, 26, 96 - 7 * place] for place in range(6)], dtype=float)

    assert not find_upright("135791", boxes, np.full((6, 2), -1))
