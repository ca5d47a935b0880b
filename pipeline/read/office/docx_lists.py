"""Numbers of lists in .docx files: Word counts them when it shows the page, the text has none.

Told are numbers, letters, Roman numerals and their chains (`2.1.`, `a)`), where a list goes on and
where it starts anew. Other kinds of numerals come out as plain numbers and pictures as dashes;
`lvlRestart`, which keeps a level counting on below a new heading, is not followed.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from docx.oxml.ns import qn

_LEVELS = 9
_PLACE = re.compile(r"%([1-9])")
_ROMAN = ((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))
_LETTERS = 26


def print_roman(number: int) -> str:
    """Print a Roman numeral in small letters.

    >>> print_roman(14)
    'xiv'
    """
    printed = ""
    for value, letters in _ROMAN:
        printed += letters * (number // value)
        number %= value
    return printed


def print_letter(number: int) -> str:
    """Print a number as Word counts by letters.

    >>> print_letter(3), print_letter(28)
    ('c', 'bb')
    """
    times, place = divmod(max(number, 1) - 1, _LETTERS)
    return chr(ord("a") + place) * (times + 1)


_PRINTERS: dict[str, Callable[[int], str]] = {
    "decimalZero": lambda number: f"{number:02d}",
    "lowerLetter": print_letter,
    "upperLetter": lambda number: print_letter(number).upper(),
    "lowerRoman": print_roman,
    "upperRoman": lambda number: print_roman(number).upper(),
}


@dataclass(frozen=True, slots=True)
class _Level:
    start: int
    kind: str  # "decimal", "bullet", "none" ...
    text: str  # "%1.%2." or the bullet
    legal: bool  # all numbers in digits


@dataclass(slots=True)
class _Count:
    """How far one list has come; lists of one definition count on together."""

    numbers: list[int | None] = field(default_factory=lambda: [None] * _LEVELS)


def value_of(element: Any, *path: str) -> str | None:
    """Give the value of an element some steps below another one."""
    for step in path:
        element = element.find(qn(step)) if element is not None else None
    found = None if element is None else element.get(qn("w:val"))
    return None if found is None else str(found)


class Lists:
    """The lists of a document; it counts along, so each paragraph is asked for once, in order."""

    def __init__(self, numbering: Any | None, styles: dict[str, Any]) -> None:
        """Take what the file says of its lists.

        Args:
            numbering: The root of numbering.xml; None: there are no lists.
            styles: The `w:style` elements by their ids.
        """
        self._styles = styles
        self._definitions: dict[str, Any] = {}
        self._uses: dict[str, Any] = {}
        for element in numbering if numbering is not None else ():
            if element.tag == qn("w:abstractNum"):
                self._definitions[element.get(qn("w:abstractNumId"), "")] = element
            elif element.tag == qn("w:num"):
                self._uses[element.get(qn("w:numId"), "")] = element
        self._levels: dict[tuple[str, int], _Level | None] = {}
        self._counts: dict[str, _Count] = {}
        self._begun: set[tuple[str, int]] = set()

    def mark(self, paragraph: Any) -> str:
        """Give what Word prints before a paragraph; empty where it is in no list."""
        number, level = self._place_of(paragraph)
        shape = self._level(number, level) if number else None
        if shape is None:
            return ""
        count = self._counts.setdefault(self._definition_of(number) or "", _Count())
        self._step(count, number, level, shape)
        if shape.kind == "bullet":
            # Bullets are letters of symbol fonts; which sign they print is of no matter.
            return shape.text if shape.text in set("-+*•–") else "-"
        return _PLACE.sub(lambda match: self._print(match, count, number, shape), shape.text)

    def _step(self, count: _Count, number: str, level: int, shape: _Level) -> None:
        override = self._override(number, level)
        restart = value_of(override, "w:startOverride") if override is not None else None
        current = count.numbers[level]
        if restart is not None and (number, level) not in self._begun:
            count.numbers[level] = int(restart)
        else:
            count.numbers[level] = shape.start if current is None else current + 1
        self._begun.add((number, level))
        count.numbers[level + 1 :] = [None] * (_LEVELS - level - 1)

    def _print(self, match: re.Match[str], count: _Count, number: str, shape: _Level) -> str:
        place = int(match.group(1)) - 1
        other = self._level(number, place)
        value = count.numbers[place]
        value = (other.start if other else 1) if value is None else value
        if shape.legal or other is None:
            return str(value)
        return "" if other.kind == "none" else _PRINTERS.get(other.kind, str)(value)

    def _place_of(self, paragraph: Any) -> tuple[str, int]:
        """Give the list and the level, from 0; by the style where the paragraph says nothing."""
        own = paragraph.find(f"{qn('w:pPr')}/{qn('w:numPr')}")
        number = value_of(own, "w:numId") if own is not None else None
        level = value_of(own, "w:ilvl") if own is not None else None
        style = value_of(paragraph, "w:pPr", "w:pStyle") or ""
        for _ in range(_LEVELS):  # styles on styles; a circle ends too
            element = self._styles.get(style)
            if element is None or (number is not None and level is not None):
                break
            number = number or value_of(element, "w:pPr", "w:numPr", "w:numId")
            level = level or value_of(element, "w:pPr", "w:numPr", "w:ilvl")
            if number and level is None and own is None:
                level = self._level_of_style(number, style)
            style = value_of(element, "w:basedOn") or ""
        deep = int(level) if level and level.isdecimal() else 0
        return ("" if number in (None, "0") else number or "", min(deep, _LEVELS - 1))

    def _level_of_style(self, number: str, style: str) -> str | None:
        definition = self._definitions.get(self._definition_of(number) or "")
        for element in definition if definition is not None else ():
            if value_of(element, "w:pStyle") == style:
                return str(element.get(qn("w:ilvl"), "0"))
        return None

    def _definition_of(self, number: str) -> str | None:
        """Give the definition that a list uses, through a style of lists where it points to one."""
        use = self._uses.get(number)
        found = value_of(use, "w:abstractNumId") if use is not None else None
        definition = self._definitions.get(found or "")
        link = value_of(definition, "w:numStyleLink") if definition is not None else None
        style = self._styles.get(link or "")
        linked = value_of(style, "w:pPr", "w:numPr", "w:numId") if style is not None else None
        if linked and linked != number and linked in self._uses:
            return value_of(self._uses[linked], "w:abstractNumId")
        return found

    def _override(self, number: str, level: int) -> Any | None:
        use = self._uses.get(number)
        for element in use.findall(qn("w:lvlOverride")) if use is not None else ():
            if element.get(qn("w:ilvl")) == str(level):
                return element
        return None

    def _level(self, number: str, level: int) -> _Level | None:
        if (number, level) not in self._levels:
            override = self._override(number, level)
            own = override.find(qn("w:lvl")) if override is not None else None
            definition = self._definitions.get(self._definition_of(number) or "")
            for element in definition if definition is not None and own is None else ():
                if element.tag == qn("w:lvl") and element.get(qn("w:ilvl")) == str(level):
                    own = element
            self._levels[number, level] = None if own is None else _read_level(own)
        return self._levels[number, level]


def _read_level(element: Any) -> _Level:
    start = value_of(element, "w:start") or "1"
    legal = element.find(qn("w:isLgl"))
    return _Level(
        int(start) if start.isdecimal() else 1,
        value_of(element, "w:numFmt") or "decimal",
        value_of(element, "w:lvlText") or "",
        legal is not None and legal.get(qn("w:val"), "1") not in ("0", "false"),
    )
