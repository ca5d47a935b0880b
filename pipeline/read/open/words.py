"""Words of open tables: which are figures, how high they are, on which line they stand."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from statistics import fmean, median
from unicodedata import normalize

from pipeline.model.geometry import Box
from pipeline.model.page import Line, Word
from pipeline.read.lines import make_line

# 1.234,5, (2.000), -5,2%, and what a worn 12 or 02 looks like: ¡2, 0Z. No m3, no 18/KH, no 15/6.
_FIGURE = re.compile(r"[(\[+–-]*(?=\D?\d)[\d.,OoQIl|!¡ïSZB€]+%?[)\]*'\"”.,;:]*")
_LETTERS = re.compile(r"[^\W\d_]{2}")
_DOT_BELOW = "\N{COMBINING DOT BELOW}"
_DESCENDS = frozenset("gjpqyQ,;()[]|")  # letters with a foot below the line
# Shares of the height of a figure (lab, section 4: 41 pages, ten documents).
_FOOT = 0.22  # how far a comma or a tail reaches below the line
_LEAST = 0.5  # how high a line is at least
_SAME_LINE = 0.5
_CLOSE_LINES = 0.85  # worn paper puts a name and its figures up to 13 pixels apart
_HALF_LINE = (0.25, 1.3)  # two lines of one name are 1.3 to 2 apart
_ROWS_APART = 1.4  # times the step between two lines of a name
_BLANK = 0.3  # between two words of a line
_FREE = 0.75  # room beside a figure of a table; blanks in a sentence are .35 wide


def box_of(word: Word) -> Box:
    """Give the box of a word that an engine read: it always has one."""
    if word.box is None:
        raise ValueError(f"the word {word.text!r} has no box")
    return word.box


def line_box(line: Line) -> Box:
    """Give the box of a line of words that an engine read."""
    if line.box is None:
        raise ValueError(f"the line {line.text!r} has no box")
    return line.box


def looks_like_figure(word: Word) -> bool:
    """Say whether a word may be a figure of a table.

    >>> [looks_like_figure(Word(text)) for text in ("1.234,5", "(2.000)", "¡2", "m2", "-", "18/KH")]
    [True, True, True, False, False, False]
    """
    return _FIGURE.fullmatch(word.text) is not None


def has_letters(word: Word) -> bool:
    """Say whether a word is one of a name.

    >>> has_letters(Word("Bia")), has_letters(Word("-")), has_letters(Word("l2"))
    (True, False, False)
    """
    return _LETTERS.search(word.text) is not None


def figure_height(words: Iterable[Word]) -> float:
    """Give the usual height of a figure in points; 0 where there is none."""
    heights = [box_of(word).height for word in words if looks_like_figure(word)]
    return median(heights) if heights else 0.0


def group_by_baseline(words: Iterable[Word], height: float) -> list[Line]:
    """Group words to lines by their feet, from top to bottom, each from left to right.

    Feet, not middles: a comma, a tail or a mark moves the middle. Neighbouring lines that are close
    and share no place across are one: the figures of a row may stand lower than its name.

    Args:
        words: With boxes, in any order.
        height: Of a usual figure, in points.

    >>> name, value = Word("Bia", Box(0, 10, 20, 18)), Word("1,5", Box(50, 13, 70, 23))
    >>> [line.text for line in group_by_baseline([value, name], 8)]
    ['Bia 1,5']
    """
    rows = _part_names(_group(words, height), height)
    return [
        make_line(sorted(row, key=lambda word: box_of(word).left))
        for row in _join_close(rows, height)
    ]


def _group(words: Iterable[Word], height: float) -> list[list[Word]]:
    rows: list[list[Word]] = []
    for word in sorted(words, key=lambda word: foot_of(word, height)):
        if rows and foot_of(word, height) - _mean_foot(rows[-1], height) <= _SAME_LINE * height:
            rows[-1].append(word)
        else:
            rows.append([word])
    return rows


def foot_of(word: Word, height: float) -> float:
    """Give where the line under a word runs, in points from the top of the page."""
    tail = _FOOT * height if _DESCENDS.intersection(word.text) else 0.0
    return box_of(word).bottom - tail


def _mean_foot(row: Sequence[Word], height: float) -> float:
    return fmean(foot_of(word, height) for word in row)


def set_on_line(words: Sequence[Word], ink: Box, height: float) -> list[Word]:
    """Give words the foot of the ink of their line: boxes of a lone line often hold all of it.

    Args:
        words: Of one line.
        ink: Of the line, in points.
        height: Of a usual figure, in points.
    """
    text = "".join(word.text for word in words)
    reaching = bool(_DESCENDS.intersection(text)) or _DOT_BELOW in normalize("NFD", text)
    foot = ink.bottom - _FOOT * height if reaching else ink.bottom
    return [
        replace(
            word,
            box=replace(
                box_of(word),
                top=ink.top,
                bottom=foot + (_FOOT * height if _DESCENDS.intersection(word.text) else 0.0),
            ),
        )
        for word in words
    ]


def even_out(line: Line, height: float) -> Line:
    """Give the words of a line one height, as those of a printed line have it.

    An engine's boxes are as high as the letters that happen to be in them, and a name may stand
    half a line above its figures; that both are one line was found here and is not to be lost.
    """
    foot = median(foot_of(word, height) for word in line.words)
    # As high as most of them are: a heading in small type stands close below its rule.
    top = min(median(box_of(word).top for word in line.words), foot - _LEAST * height)
    bottom = foot + _FOOT * height
    ends = [*(box_of(word).left for word in line.words[1:]), math.inf]
    return make_line(
        replace(word, box=Box(box_of(word).left, top, _end(box_of(word), end, height), bottom))
        for word, end in zip(line.words, ends, strict=True)
    )


def _end(box: Box, following: float, height: float) -> float:
    """Give where a word ends: some boxes of the engine hold the next word as well."""
    return max(box.left, min(box.right, following - _BLANK * height))


def _join_close(rows: Sequence[list[Word]], height: float) -> list[list[Word]]:
    joined: list[list[Word]] = []
    between = _find_between(rows, height)
    for place, row in enumerate(rows):
        apart = place in between or place - 1 in between
        if joined and not apart and _belong_together(joined[-1], row, height):
            joined[-1].extend(row)
        else:
            joined.append(list(row))
    return joined


def _part_names(rows: Sequence[list[Word]], height: float) -> list[list[Word]]:
    """Part figures from the one line of their name that they were grouped with, of two."""
    parted: list[list[Word]] = []
    for place, row in enumerate(rows):
        name, figures = _divide_row(row)
        above, below = rows[place - 1] if place else [], rows[place + 1 : place + 2]
        halves = [[name, figures, *below], [above, figures, name]]
        around = [
            rows[at]
            for at in (place - 2, place - 1, place + 1, place + 2)
            if at >= 0 and at < len(rows)
        ]
        if (
            name
            and figures
            and any(
                len(three) == 3 and all(three) and _is_between(three, around, height)
                for three in halves
            )
        ):
            parted += sorted((name, figures), key=lambda some: _mean_foot(some, height))
        else:
            parted.append(row)
    return parted


def _divide_row(row: Sequence[Word]) -> tuple[list[Word], list[Word]]:
    """Give the words of a row, and the figures that stand right of all of them."""
    edge = max((box_of(word).right for word in row if has_letters(word)), default=0.0)
    figures = [w for w in row if box_of(w).left >= edge and _has_digits(w)]
    return [word for word in row if word not in figures], figures


def _has_digits(word: Word) -> bool:
    return 2 * sum(map(str.isdigit, word.text)) > len(word.text)  # 150/269 is a worn figure


def _find_between(rows: Sequence[list[Word]], height: float) -> set[int]:
    """Give the places of rows that are the figures between two lines of their name."""
    return {
        place
        for place in range(1, len(rows) - 1)
        if all(map(_has_digits, rows[place]))
        and _is_between(
            rows[place - 1 : place + 2],
            [*rows[max(0, place - 2) : place], *rows[place + 1 : place + 3]],
            height,
        )
    }


def _is_between(
    three: Sequence[Sequence[Word]], around: Sequence[Sequence[Word]], height: float
) -> bool:
    """Say whether figures stand half a line below one line of their name and above the other.

    With the upper one as a line they would leave the lower one as the name of another row. Rows of
    one line each follow each other as closely as such lines do; then figures lie as close.

    Args:
        three: A line, figures, a line.
        around: The rows near them.
        height: Of a usual figure, in points.
    """
    above, row, below = three
    feet = [_mean_foot(some, height) for some in three]
    steps = feet[1] - feet[0], feet[2] - feet[1]
    if min(steps) <= _HALF_LINE[0] * height or max(steps) > _HALF_LINE[1] * height:
        return False
    if not _share_place(above, below) or _share_place(row, (*above, *below)):
        return False
    others = [figures for some in around if (figures := _divide_row(some)[1])]
    return all(
        abs(_mean_foot(other, height) - feet[1]) > _ROWS_APART * sum(steps) for other in others
    )


def _share_place(some: Sequence[Word], others: Sequence[Word]) -> bool:
    return any(overlap(box_of(one), box_of(other)) > 0 for one in some for other in others)


def _belong_together(above: Sequence[Word], below: Sequence[Word], height: float) -> bool:
    if _mean_foot(below, height) - _mean_foot(above, height) > _CLOSE_LINES * height:
        return False
    return not _share_place(above, below)


def overlap(one: Box, other: Box) -> float:
    """Give how far two boxes overlap across the page, as a share of the narrower.

    >>> overlap(Box(0, 0, 10, 1), Box(5, 9, 25, 10)), overlap(Box(0, 0, 1, 1), Box(5, 0, 6, 1))
    (0.5, 0.0)
    """
    common = min(one.right, other.right) - max(one.left, other.left)
    return max(0.0, common) / max(min(one.width, other.width), 0.1)


def free_figures(line: Line, height: float) -> list[Word]:
    """Give the figures of a line that stand apart from its words, as none of a sentence does."""
    free = []
    for place, word in enumerate(line.words):
        beside = [*line.words[max(0, place - 1) : place], *line.words[place + 1 : place + 2]]
        if looks_like_figure(word) and all(_is_apart(word, other, height) for other in beside):
            free.append(word)
    return free


def _is_apart(word: Word, other: Word, height: float) -> bool:
    if not has_letters(other):
        return True
    gap = max(box_of(word).left - box_of(other).right, box_of(other).left - box_of(word).right)
    return gap >= _FREE * height
