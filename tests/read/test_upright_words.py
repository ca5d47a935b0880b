"""Letters that a text layer gives one above the other, and how large words are."""

from __future__ import annotations

import numpy as np

from pipeline.read.digital.pdf import Layer
from pipeline.read.digital.printed_words import read_printed_words
from pipeline.read.digital.upright_words import find_upright


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
