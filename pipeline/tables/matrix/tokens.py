"""A line of a text dump taken apart: the name of a field, then figures and what is left of them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from pipeline.model.form import Indicator, Kind
from pipeline.tables.figures.cell_value import settle_mark
from pipeline.vietnamese.numbers import parse_number

_FIGURE = re.compile(r"(\d{1,3}(?:\.\d{3})+|\d{1,6})[.,]?")
_RULE = re.compile(r"[|\[\]]+")  # what is left of the rules between columns
_DASH = re.compile(r"[-–—~=:.,_*'\"«»°]{1,2}")
_NUMBERED = re.compile(r"[\[|(]*(\d{1,2})[.,)|\]]*")
_COUNT = Indicator("", "", Kind.COUNT)
_JUNK_LETTERS = 3  # of a figure that an OCR took for a word: "LET", "Gee"
_JUNK_LENGTH = 6
_WORD = re.compile(r"[^\W\d_]{2}")


class Sort(StrEnum):
    """What stands in the place of a figure."""

    FIGURE = "figure"
    DASH = "dash"  # a dash, or a speck
    JUNK = "junk"  # a figure that cannot be read


@dataclass(frozen=True, slots=True)
class Token:
    """One thing between blanks."""

    text: str
    sort: Sort
    value: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Taken:
    """A line, taken apart."""

    number: str
    name: str
    tokens: tuple[Token, ...]


def take_apart(text: str, least: int) -> Taken | None:
    """Divide a line into number, name and figures; None where it has fewer figures than `least`.

    >>> taken = take_apart("1 |H6 tich 128 128 0 0", 4)
    >>> taken.number, taken.name, [int(token.value) for token in taken.tokens]
    ('1', 'H6 tich', [128, 128, 0, 0])
    >>> take_apart("Don vi tinh: H6 so", 4) is None
    True
    """
    words = [word for part in text.split() if (word := _RULE.sub(" ", part).strip())]
    words = [word for part in words for word in part.split()]
    sorts = [sort_word(word) for word in words]
    for start in range(len(words)):
        zone = sorts[start:]
        tokens = tuple(token for token in zone if token is not None)
        if len(tokens) < least or len(tokens) < len(zone) or not _opens(tokens[0]):
            continue
        good = sum(token.sort is not Sort.JUNK for token in tokens)
        name = " ".join(words[:start])
        if _WORD.search(name) and 2 * good >= len(tokens):
            return _named(name, tokens)
    return None


def _opens(token: Token) -> bool:
    """Say whether figures can begin here; what is left of a name has no digits."""
    return token.sort is not Sort.JUNK or token.text[:1].isdigit()


def _named(name: str, tokens: tuple[Token, ...]) -> Taken:
    first, _, rest = name.partition(" ")
    number = _NUMBERED.fullmatch(first)
    return Taken(number[1] if number else "", rest if number else name, tokens)


def sort_word(word: str) -> Token | None:
    """Say what a word can be in the place of a figure; None for a word of a name.

    >>> [sort_word(word).sort.value for word in ("1.308", "-", "8)", "LET")]
    ['figure', 'dash', 'junk', 'junk']
    >>> sort_word("thuc") is None
    True
    """
    figure = _FIGURE.fullmatch(word)
    number = parse_number(figure[1]) if figure else None
    if number:
        return Token(word, Sort.FIGURE, settle_mark(number, _COUNT))
    if _DASH.fullmatch(word):
        return Token(word, Sort.DASH)
    letters = sum(map(str.isalpha, word))
    most = _JUNK_LETTERS + (not word.isalpha())  # "leis)" is no syllable either
    if letters <= most and len(word) <= _JUNK_LENGTH:
        return Token(word, Sort.JUNK)
    return None
