"""Words of open tables by their boxes alone: lines, columns, where a table may be."""

from __future__ import annotations

from dataclasses import replace

import pytest

from pipeline.model.geometry import Box
from pipeline.model.page import CellReading, Line, Word
from pipeline.read.open.columns import find_columns
from pipeline.read.open.figures import (
    divide_bridges,
    find_figures,
    find_plain,
    join_torn,
    settle,
)
from pipeline.read.open.stretch import find_stretches, is_row
from pipeline.read.open.words import even_out, free_figures, group_by_baseline, line_box
from pipeline.read.open.zones import find_zone

HEIGHT = 8.0
PITCH = 16.0
RIGHTS = (250.0, 330.0)


def put(text: str, left: float, row: float, *, right: float = 0.0, lower: float = 0.0) -> Word:
    """Set a word in type of 11 points; every letter is 5 points wide."""
    width = 5.0 * len(text)
    left = right - width if right else left
    top = 100 + row * PITCH + lower
    return Word(text, Box(left, top, left + width, top + HEIGHT), 0.9)


def rows(count: int = 6, lower: float = 0.0) -> list[Word]:
    names = ("Than", "Dầu", "Bia", "Vải", "Giày", "Xi măng")
    words = []
    for number in range(count):
        words.append(put(names[number % len(names)].replace(" ", ""), 60, number))
        for right, text in zip(RIGHTS, (f"{1204 + number},5", f"{97 + number},1"), strict=True):
            words.append(put(text, 0, number, right=right, lower=lower))
    return words


def lines_of(words: list[Word]) -> list[Line]:
    return group_by_baseline(words, HEIGHT)


def test_a_comma_does_not_lower_a_line() -> None:
    deep = Word("1,5", Box(200, 100, 215, 110))

    lines = lines_of([put("Bia", 60, 0), deep, put("Than", 60, 1)])

    assert [line.text for line in lines] == ["Bia 1,5", "Than"]


def test_figures_half_a_line_below_their_names_are_on_one_line() -> None:
    lines = lines_of(rows(lower=6.0))

    assert [line.text for line in lines][:2] == ["Than 1204,5 97,1", "Dầu 1205,5 98,1"]


@pytest.mark.parametrize("lower", [4.0, 5.6, 7.0])
def test_figures_between_two_lines_of_their_name_stay_apart_from_both(lower: float) -> None:
    name, below = put("Nông,lâmnghiệp", 60, 0), put("Agriculture", 60, 0, lower=11.5)
    figures = [put("40,5", 0, 0, right=right, lower=lower) for right in RIGHTS]
    next_row = [put("Than", 60, 2.4), *(put("9,1", 0, 2.4, right=right) for right in RIGHTS)]

    lines = lines_of([name, *figures, below, *next_row])

    texts = [line.text for line in lines]
    assert texts == ["Nông,lâmnghiệp", "40,5 40,5", "Agriculture", "Than 9,1 9,1"]


def test_lines_of_one_name_stay_apart() -> None:
    lines = lines_of([put("Xe", 60, 0), replace(put("tải", 60, 0), box=Box(60, 106, 75, 114))])

    assert [line.text for line in lines] == ["Xe", "tải"]


def test_words_of_an_evened_line_have_one_height() -> None:
    (line,) = lines_of([put("Bia", 60, 0), put("1,5", 200, 0, lower=5.0)])

    boxes = [word.box for word in even_out(line, HEIGHT).words]

    assert len({(box.top, box.bottom) for box in boxes if box}) == 1


def test_figures_of_a_sentence_are_not_free() -> None:
    line = Line("", (put("nhận", 60, 0), put("376", 84, 0), put("hồ", 102, 0), put("12", 200, 0)))

    assert [word.text for word in free_figures(line, HEIGHT)] == ["12"]


def test_columns_are_found_by_their_figures() -> None:
    columns = find_columns(lines_of(rows()), HEIGHT)

    assert [(column.right, len(column.figures)) for column in columns] == [(250, 6), (330, 6)]


def test_two_figures_read_as_one_do_not_join_their_columns() -> None:
    words = [*rows(), put("Tổng", 60, 6), Word("12045978", Box(222, 196, 330, 204))]

    columns = find_columns(lines_of(words), HEIGHT)

    assert [column.right for column in columns] == [250, 330]


def test_numbers_of_rows_are_no_column() -> None:
    words = [put(str(number + 1), 40, number) for number in range(6)]

    columns = find_columns(lines_of([*words, *rows()]), HEIGHT)

    assert [column.right for column in columns] == [250, 330]


def test_years_alone_and_counted_columns_are_no_rows() -> None:
    heads = (("2021", "2022", "2023"), ("(1)", "(2)", "(3)"), ("1,5", "2,5", "3,5"))
    columns = find_columns(
        lines_of(
            [put("1,5", 0, row, right=right) for row in range(6) for right in (200, 250, 300)]
        ),
        HEIGHT,
    )

    lines = [
        Line("", tuple(put(t, 0, 9, right=r) for t, r in zip(head, (200, 250, 300), strict=True)))
        for head in heads
    ]

    assert [is_row(line, columns, HEIGHT) for line in lines] == [False, False, True]


def test_rows_in_columns_are_a_stretch_and_sentences_are_not() -> None:
    sentence = [
        put(text, 60 + 30 * n, row)
        for row in range(9)
        for n, text in enumerate(("đã", "376", "hồ"))
    ]

    assert len(find_stretches(rows())) == 1
    assert find_stretches(sentence) == []
    assert find_stretches([]) == []


def test_two_rows_are_no_table() -> None:
    words = [*rows(2), *(put("Báo", 60, 4 + number) for number in range(5))]

    assert find_stretches(words) == []


@pytest.mark.parametrize("rules", [(), (Box(60, 76, 330, 76), Box(60, 94, 330, 94))])
def test_a_zone_holds_its_heading_and_no_half_lines(rules: tuple[Box, ...]) -> None:
    heading = [put("Năm", 220, -1), put("Tỷ", 320, -1), put("Biểu", 60, -5)]
    lines = lines_of([*heading, *rows()])
    (stretch,) = find_stretches([*heading, *rows()])

    zone = find_zone(stretch, lines, rules, HEIGHT, 0.0)

    assert zone.has_heading_at(88)
    assert not zone.contains(line_box(lines[0]).bottom)
    assert zone.contains(100 + 5 * PITCH + HEIGHT)
    assert zone.body < 100


def test_a_second_heading_between_the_rows_is_a_strip_of_its_own() -> None:
    words = [*rows(), *(replace(w, box=moved(w)) for w in rows())]
    (stretch,) = find_stretches(words)

    zone = find_zone(stretch, lines_of(words), (Box(60, 230, 330, 230),), HEIGHT, 0.0)

    assert len(zone.strips) == 2
    assert zone.has_heading_at(230)


def moved(word: Word) -> Box:
    box = word.box or Box(0, 0, 0, 0)
    return Box(box.left, box.top + 160, box.right, box.bottom + 160)


def test_glued_figures_are_divided_and_torn_ones_joined() -> None:
    columns = find_columns(lines_of(rows()), HEIGHT)
    glued = Line("", (put("Tổng", 60, 0), Word("1204597,1", Box(222, 100, 330, 108))))
    torn = Line("", (put("Tổng", 60, 0), put("12", 222, 0), put("04,5", 234, 0)))

    divided = divide_bridges(glued, columns)
    joined = join_torn(torn, columns)

    assert [word.text for word in divided.words] == ["Tổng", "", ""]
    assert [word.text for word in joined.words] == ["Tổng", "1204,5"]


def test_a_figure_reaches_half_way_to_the_next_column() -> None:
    lines = lines_of(rows())
    columns = find_columns(lines, HEIGHT)

    first, second = find_figures(lines[0], columns, HEIGHT)

    assert columns[0].right < first.wanted.right <= second.wanted.left < columns[1].left


def test_a_figure_that_the_engine_took_for_a_word_is_looked_at() -> None:
    columns = find_columns(lines_of(rows()), HEIGHT)
    line = Line("", (put("Bia", 60, 0), put("TT.", 0, 0, right=250), put("98,1", 0, 0, right=330)))

    assert [one.word.text for one in find_figures(line, columns, HEIGHT)] == ["TT.", "98,1"]


BOTH = ("pp-ocr", "eng")


@pytest.mark.parametrize(
    ("page", "texts", "plain", "text", "second"),
    [
        ("108,5", ("108,5", "108.5"), False, "108,5", "108.5"),
        ("16600", ("6600", "6600"), True, "6600", "16600"),  # the crop lost a digit
        ("2246", ("22.6", "22.6"), False, "22.6", "22.6"),  # a mark that the page shows as a digit
        ("22,6", ("22,6", "2z;E"), False, "22,6", "22,6"),  # the page confirms
        ("1011", ("1011", "eee"), False, "1011", "eee"),  # both may have lost the mark
        ("1011", ("1011", "eee"), True, "1011", "1011"),  # there are no marks
        ("1045", ("104,5", "1045"), False, "104,5", "1045"),
        ("101;1", ("101;1", "101;1"), False, "101,1", "101,1"),
        ("TT.", ("77.7", "77.7"), False, "77.7", "77.7"),
        ("7", ("è", "7"), True, "7", "è"),
        ("-", ("-", "_"), True, "-", None),
    ],
)
def test_what_is_believed_of_a_figure(
    page: str, texts: tuple[str, str], plain: bool, text: str, second: str | None
) -> None:
    word = put(page, 200, 0)
    one, other = (CellReading(reader, said) for reader, said in zip(BOTH, texts, strict=True))

    settled = settle(word, Box(0, 0, 9, 9), (one, other), plain=plain)

    assert settled.text == text
    assert (settled.second.text if settled.second else None) == second


def test_columns_without_marks_are_told_from_columns_of_decimals() -> None:
    lines = lines_of(rows())
    columns = find_columns(lines, HEIGHT)
    seen = [one for line in lines for one in find_figures(line, columns, HEIGHT)]

    readings = [CellReading("pp-ocr", "97,1" if one.column else "1204") for one in seen]

    assert find_plain(seen, readings) == {0}


def test_a_box_that_holds_the_next_word_ends_before_it() -> None:
    wide = Word("Tháng", Box(60, 100, 105, 108))

    (line,) = lines_of([wide, put("năm", 88, 0)])

    first, second = (box for word in even_out(line, HEIGHT).words if (box := word.box))
    assert first.right < second.left
