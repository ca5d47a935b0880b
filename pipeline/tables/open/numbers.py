"""Printed figures into numbers, by the one habit that a document has of its marks.

1.234 is a thousand and more in one report and a little more than one in the next. Which of both is
said by figures that can mean one thing only, and it is decided once for the whole document: small
tables of shares have no thousands (a table at a time: 23.9 points of 100 lost, 1,629 figures
silently wrong of 6,792 in printed tables).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from pipeline.tables.open.tokens import FIGURE

_GROUPS = re.compile(
    r"\d{1,3}([.,])\d{3}\1\d{3}(?:\1\d{3})*(?:[.,]\d+)?|\d{1,3}([.,])\d{3}(?!\2)[.,]\d+"
)
_DECIMALS = re.compile(r"(?:0|\d{4,})([.,])\d+|\d+([.,])(?:\d{1,2}|\d{4,})")
_EITHER = re.compile(r"[1-9]\d{0,2}([.,])\d{3}")
_GROUP_AT_END = re.compile(r"[.,\u00a0 ]\d{3}$")
_WHICH_MARK = "dấu trước ba chữ số: phần thập phân hay hàng nghìn"
_ONE_MARK_FOR_BOTH = "hàng nghìn và phần thập phân ngăn bằng cùng một dấu"
# Weights of what a figure says (lab): sure by its groups, by its decimals, a guess.
_SURE, _LIKELY, _GUESS = 5.0, 1.0, 0.3
_CLEAR = 3.0  # times the weight of the other habit


@dataclass(frozen=True, slots=True)
class Habit:
    """How a document prints numbers."""

    decimal: str  # "," or "."
    clear: bool  # False: its figures contradict each other, or say next to nothing

    @property
    def thousands(self) -> str:
        """The other mark."""
        return "." if self.decimal == "," else ","


def learn_habit(texts: Iterable[str]) -> Habit:
    """Let the figures of a document vote.

    >>> learn_habit(["1.234.567", "99,8"]), learn_habit(["1,234.5", "1,200"]).decimal
    (Habit(decimal=',', clear=True), '.')
    """
    votes = {",": 0.0, ".": 0.0}
    other = {",": ".", ".": ","}
    for text in texts:
        found = FIGURE.fullmatch(text)
        number = found["number"] if found else ""
        if grouped := _GROUPS.fullmatch(number):
            votes[other[grouped[1] or grouped[2]]] += _SURE
        elif either := _EITHER.fullmatch(number):
            votes[other[either[1]]] += _GUESS
        elif decimals := _DECIMALS.fullmatch(number):
            votes[decimals[1] or decimals[2]] += _LIKELY
    # Where both weigh the same it is the habit of the country.
    best = "." if votes["."] > votes[","] else ","
    return Habit(best, votes[best] >= _CLEAR * votes[other[best]])


@dataclass(frozen=True, slots=True)
class Value:
    """What a printed figure says."""

    value: Decimal
    percent: str = ""  # "%" or "‰"
    doubt: str = ""  # in Vietnamese
    other: Decimal | None = None  # the value if its mark means the other thing


def read_value(text: str, habit: Habit) -> Value | None:
    """Read a text that is one figure.

    >>> viet = Habit(",", clear=True)
    >>> [str(read_value(text, viet).value) for text in ("1.234", "-5,2", "(2.000)", "12.5", "7%")]
    ['1234', '-5.2', '-2000', '12.5', '7']
    >>> read_value("1.234", Habit(".", clear=True)).value, read_value("1 234 567", viet).value
    (Decimal('1.234'), Decimal('1234567'))
    >>> torn = read_value("4.289.41", viet)  # a scan lost the tail of the comma
    >>> torn.value, torn.other, bool(torn.doubt)
    (Decimal('4289.41'), Decimal('428941'), True)
    """
    found = FIGURE.fullmatch(text)
    if found is None:
        return None
    number, other = _parse(found["number"], habit)
    if number is None:
        return None
    negative = found["sign"] in ("-", "–", "−") or bool(found["open"] and found["close"])
    doubt = ""
    if other is not None and (not habit.clear or number < other):
        doubt = _WHICH_MARK if _GROUP_AT_END.search(found["number"]) else _ONE_MARK_FOR_BOTH
    elif found["open"]:
        doubt = "số trong ngoặc: số âm hay chú thích"
    elif found["whole"]:
        doubt = f"ghi dạng {text}: lấy số trước dấu gạch"
    sign = -1 if negative else 1
    return Value(
        sign * number, found["percent"] or "", doubt, None if other is None else sign * other
    )


def _parse(number: str, habit: Habit) -> tuple[Decimal | None, Decimal | None]:
    """Give the value, and the other one that the same text may have."""
    bare = number.replace("\u00a0", "").replace(" ", "")
    marks = [sign for sign in bare if sign in ".,"]
    if not marks:
        return Decimal(bare), None
    joined = Decimal(bare.replace(".", "").replace(",", ""))
    if len(marks) == 1:
        whole, mark, rest = bare.partition(marks[0])
        split = Decimal(f"{whole}.{rest}")
        if _EITHER.fullmatch(bare):
            return (split, joined) if mark == habit.decimal else (joined, split)
        return split, None
    whole, _, rest = bare.rpartition(marks[-1])
    split = Decimal(f"{re.sub('[.,]', '', whole)}.{rest}")
    if len(set(marks)) == 1:
        return (joined, None) if _GROUP_AT_END.search(bare) else (split, joined)
    grouped = re.fullmatch(rf"\d{{1,3}}(?:\{marks[0]}\d{{3}})+", whole)
    return (split if grouped and marks[-1] != marks[0] else None), None
