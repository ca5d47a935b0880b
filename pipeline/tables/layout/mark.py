"""The numbers of rows: A, I, 1, 1.2, a, -, in a column of their own or before the name."""

from __future__ import annotations

import re
from dataclasses import dataclass

_ROMAN = {"I": 1, "V": 5, "X": 10, "L": 50}
_CODE = re.compile(
    r"(?:(?P<roman>[IVXL]{1,6})|(?P<capital>[A-ZĐ])|(?P<small>[a-zđ])"
    r"|(?P<digits>\d{1,3}(?:\.\d{1,3}){0,4})|(?P<bullet>[-+*•–]))[.)]?"
)
_BEFORE_NAME = re.compile(
    r"(?:(?:[IVXL]{1,6}|[A-ZĐ])[.)] ?(?=\S)|[a-zđ][.)] ?(?=\S)|\d{1,2}(?:\.\d{1,2}){1,4}\.? "
    r"|\d{1,2}[.)](?: |(?=[^\W\d]))|[-+*•–] ?(?=\S))"
)


@dataclass(frozen=True, slots=True)
class Mark:
    """The number of a row."""

    kind: str  # "A", "I", "1", "a" or "-": one level of an outline has one kind
    place: tuple[int, ...]  # 1.2 -> (1, 2); B -> (2,)
    text: str  # without the final dot; empty for a bullet, which numbers nothing

    @property
    def first(self) -> bool:
        """Whether it begins a list."""
        return self.place[-1] == 1


def is_code(text: str) -> bool:
    """Say whether a cell holds nothing but the number of a row.

    >>> [is_code(text) for text in ("1.2", "II.", "a)", "STT", "2023", "1.234", "-")]
    [True, True, True, False, False, True, False]
    """
    found = _CODE.fullmatch(text)
    return found is not None and found.lastgroup != "bullet"


def read_mark(text: str, before: Mark | None = None) -> Mark | None:
    """Read the text of a code cell; None when it is no number of a row.

    Args:
        text: On one line.
        before: The last mark with a capital letter: after H the sign I is a letter.

    >>> read_mark("1.2."), read_mark("II").place, read_mark("b)").place
    (Mark(kind='1', place=(1, 2), text='1.2'), (2,), (2,))
    """
    found = _CODE.fullmatch(text)
    if found is None:
        return None
    bare = text.rstrip(".)")
    if found["digits"]:
        return Mark("1", tuple(map(int, bare.split("."))), bare)
    if found["roman"] and not (before and len(bare) == 1 and _letter(bare) == before.place[0] + 1):
        return Mark("I", (_roman(bare),), bare)
    if found["bullet"]:
        return Mark(bare, (0,), "")
    return Mark("a" if bare.islower() else "A", (_letter(bare),), bare)


def split_mark(label: str) -> tuple[str, str]:
    """Divide a name from the number that stands before it in the same cell.

    >>> split_mark("1. Lương thực"), split_mark("- Nam"), split_mark("1.000 đồng")
    (('1.', 'Lương thực'), ('-', 'Nam'), ('', '1.000 đồng'))
    """
    found = _BEFORE_NAME.match(label)
    if found is None:
        return "", label
    return found.group().strip(), label[found.end() :].strip()


def _letter(letter: str) -> int:
    # Đ, which follows D, does not count: d, đ, e are one apart in some lists and two in others.
    return ord(letter.lower()) - ord("a") + 1 if letter.isascii() else 4


def _roman(text: str) -> int:
    values = [_ROMAN[letter] for letter in text]
    after = [*values[1:], 0]
    return sum(-one if one < two else one for one, two in zip(values, after, strict=True))
