"""What the ink of an open table tells: where a figure ends, specks, rules, weight."""

from __future__ import annotations

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFont

from pipeline.model.geometry import Box
from pipeline.model.page import Line, Word
from pipeline.read.ink import Sheet
from pipeline.read.open.columns import Column
from pipeline.read.open.crops import Wanted, cut_figure, find_ink_alone, tighten
from pipeline.read.open.figures import add_missed
from pipeline.read.open.missed import find_missed, with_missed
from pipeline.read.open.specks import DITTO, drop_specks
from pipeline.read.open.strokes import blank, boxes_of, find_across
from pipeline.read.open.weight import find_bold
from pipeline.read.picture import Picture
from pipeline.read.rules import working_copy
from tests.read.ruled import DPI, as_pixels, blank_page, draw_prose, wear
from tests.read.unruled import draw_open_table

HEIGHT = 7.4  # points; of a figure in type of 11 points
SCALE = 72 / DPI


def draw(*texts: tuple[float, str], bold: bool = False) -> Sheet:
    """Set texts on one line, whose figures stand between 100 and 107.4 points."""
    page = blank_page()
    pen = ImageDraw.Draw(page)
    name = "Tinos-Bold.ttf" if bold else "Tinos-Regular.ttf"
    font = ImageFont.truetype(name, round(11 / SCALE))
    for left, text in texts:
        pen.text((left / SCALE, 107.4 / SCALE), text, font=font, fill=0, anchor="ls")
    return as_sheet(page)


def as_sheet(page: Image.Image) -> Sheet:
    return Sheet(as_pixels(page), DPI, 255, 160)


def wide(box: Box) -> Wanted:
    return Wanted(box, 60.0, 400.0)


def test_a_figure_is_cut_to_its_end_whatever_its_box_left_out() -> None:
    sheet = draw((200, "16.600,5"), (260, "97"))

    cutting = cut_figure(sheet, wide(Box(212, 100, 225, 107)), HEIGHT)

    assert cutting is not None
    assert cutting.ink.left == pytest.approx(200, abs=1.5)
    assert cutting.ink.right == pytest.approx(238, abs=2)


def test_a_neighbour_is_not_cut_along() -> None:
    sheet = draw((200, "97"), (212, "105"))

    cutting = cut_figure(sheet, Wanted(Box(200, 100, 211, 107), 190, 211.5), HEIGHT)

    assert cutting is not None
    assert cutting.ink.right < 212


def test_paper_gives_no_figure_and_a_speck_neither() -> None:
    page = blank_page()
    ImageDraw.Draw(page).rectangle((560, 285, 561, 286), fill=0)

    assert cut_figure(as_sheet(page), wide(Box(200, 100, 210, 107)), HEIGHT) is None


def test_a_box_twice_as_high_is_brought_to_its_figure() -> None:
    sheet = draw((200, "97"))

    tight = tighten(sheet, Box(200, 94, 211, 110), HEIGHT)

    assert (tight.top, tight.bottom) == pytest.approx((100, 107.4), abs=0.8)
    assert tighten(sheet, Box(200, 100, 211, 108), HEIGHT) == Box(200, 100, 211, 108)


def test_a_figure_that_the_engine_did_not_see_gets_a_word() -> None:
    sheet = draw((60, "Bia"), (200, "7"), (260, "-"))
    line = Line("Bia", (Word("Bia", Box(60, 100, 75, 107.4)),))
    columns = [Column(190, 210, ()), Column(250, 270, ())]

    found = add_missed(line, columns, sheet, HEIGHT)

    assert [word.text for word in found.words] == ["Bia", ""]
    assert find_ink_alone(sheet, Box(250, 100, 270, 107.4), HEIGHT) is None


def test_what_reaches_into_a_column_is_no_figure_of_its_own() -> None:
    sheet = draw((60, "Bia"), (185, "16,1"))
    words = (Word("Bia", Box(60, 100, 75, 107.4)), Word("16,1", Box(185, 100, 203, 107.4)))

    found = add_missed(Line("", words), [Column(200, 220, ())], sheet, HEIGHT)

    assert found.words == words


def read_as(text: str, sheet: Sheet, box: Box, columns: tuple[Column, ...] = ()) -> list[str]:
    figure = Word("97", Box(300, 100, 311, 107.4), 0.9)
    line = Line("", (Word(text, box, 0.3), figure))
    return [word.text for word in drop_specks(line, sheet, HEIGHT, columns).words]


def test_a_ditto_mark_is_one_whatever_letter_was_read() -> None:
    sheet = draw((200, '"'), (300, "97"))

    assert read_as("H", sheet, Box(199, 98, 206, 104)) == [DITTO, "97"]


def test_specks_are_no_words_and_dashes_are() -> None:
    page = blank_page()
    pen = ImageDraw.Draw(page)
    pen.rectangle((560, 290, 563, 294), fill=0)
    pen.rectangle((700, 289, 708, 291), fill=0)
    sheet = as_sheet(page)

    assert read_as(":", sheet, Box(201, 104, 204, 107)) == ["97"]
    assert read_as("-", sheet, Box(251, 103, 256, 106)) == ["-", "97"]


def test_an_unsure_letter_is_kept_where_figures_stand() -> None:
    sheet = draw((200, "2"), (300, "97"))
    box = Box(199, 100, 207, 107.4)

    assert read_as("z", sheet, box) == ["97"]
    assert read_as("z", sheet, box, (Column(198, 208, ()),)) == ["z", "97"]


def test_strokes_glued_to_a_word_are_taken_off() -> None:
    sheet = draw((300, "97"))

    assert read_as(":Ước", sheet, Box(200, 98, 220, 108)) == ["Ước", "97"]
    assert read_as("__”", sheet, Box(200, 98, 220, 108)) == ["97"]


def test_bold_names_are_told_by_their_strokes() -> None:
    plain, bold = draw((60, "Than cứng")), draw((60, "Than cứng"), bold=True)
    pixels = np.vstack([plain.pixels[:400]] * 4 + [bold.pixels[:400]] * 2)
    sheet = Sheet(pixels, DPI, 255, 160)
    step = 400 * SCALE
    names = [[Box(58, 98 + step * row, 110, 110 + step * row)] for row in range(6)]

    assert find_bold(sheet, names) == [False] * 4 + [True] * 2
    assert find_bold(sheet, names[:4]) == [False] * 4


def test_rules_that_stand_side_by_side_are_two() -> None:
    page = blank_page()
    pen = ImageDraw.Draw(page)
    for left, right in ((200, 420), (430, 700)):
        pen.line((left, 500, right, 500), fill=0, width=2)

    rules = boxes_of(find_across(working_copy(as_pixels(page), DPI)), ())

    spans = sorted((rule.left / SCALE, rule.right / SCALE) for rule in rules)
    assert [round(edge, -1) for span in spans for edge in span] == [200, 420, 430, 700]


def test_a_worn_rule_is_one_and_lines_of_text_are_none() -> None:
    worn = find_across(working_copy(wear(draw_open_table(), turn=0.0), DPI))
    prose = find_across(working_copy(wear(draw_prose(), turn=0.0), DPI))

    assert len(worn) == 2
    assert prose == []


def test_blanking_a_rule_leaves_the_letters_that_touch_it() -> None:
    page = blank_page()
    pen = ImageDraw.Draw(page)
    pen.line((200, 500, 700, 500), fill=0, width=2)
    pen.rectangle((300, 480, 303, 520), fill=0)
    pixels = as_pixels(page)

    blanked = blank(Picture(pixels, DPI), find_across(working_copy(pixels, DPI)), ())

    assert (blanked[495:506, 400] == 255).all()
    assert (blanked[480:521, 301] == 0).all()


def test_blanking_a_rule_leaves_the_bows_of_letters_close_above_it() -> None:
    page = blank_page()
    pen = ImageDraw.Draw(page)
    pen.line((200, 500, 700, 500), fill=0, width=2)
    pen.line((300, 495, 312, 495), fill=0, width=2)  # the foot of a 2

    pixels = as_pixels(page)
    blanked = blank(Picture(pixels, DPI), find_across(working_copy(pixels, DPI)), ())

    assert (blanked[498:503, 250:650] == 255).all()
    assert (blanked[495, 301:311] == 0).all()


def test_lines_without_words_and_with_unsure_ones_are_found_to_be_read_again() -> None:
    sheet = draw((60, "Lượt người"), (200, "Năm 2021"), (300, "Tỷ lệ"))
    sure = Word("Năm2021", Box(200, 99, 250, 108), 0.95)
    unsure = Word("Iy1ệ", Box(300, 99, 325, 109), 0.3)

    missed = find_missed(sheet, (90.0, 120.0), [sure, unsure], HEIGHT)

    missed.sort(key=lambda one: one.ink.left)
    assert [one.words for one in missed] == [(), (unsure,)]
    assert [round(one.ink.left) for one in missed] == pytest.approx([60, 300], abs=2)


def test_nothing_is_looked_for_where_others_read_or_where_there_is_no_strip() -> None:
    sheet = draw((60, "Lượt người"), (200, "1.204"))

    assert find_missed(sheet, (120.0, 120.0), [], HEIGHT) == []
    known = [Box(55, 90, 130, 120), Box(195, 90, 240, 120)]
    assert find_missed(sheet, (90.0, 120.0), [], HEIGHT, known) == []


def test_what_is_read_again_counts_where_it_is_surer() -> None:
    sheet = draw((60, "Lượt người"))
    unsure = Word("Iựơì", Box(60, 99, 110, 109), 0.4)
    (missed,) = find_missed(sheet, (90.0, 120.0), [unsure], HEIGHT)

    def read(score: float) -> list[Word]:
        word = Word("Lượt", Box(60, 99, 80, 109), score)
        return with_missed([unsure], [missed], iter([(Line("Lượt", (word,)),)]), HEIGHT)

    assert [word.text for word in read(0.9)] == ["Lượt"]
    assert read(0.42) == [unsure]
