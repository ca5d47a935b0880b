"""Styles of .ods files, as far as they decide what a cell shows.

Of a cell: the font of its letters and which parts of a date are displayed; of a sheet: whether it
is hidden. Styles stand in two parts of the file, and each may rest on another one.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

_OFFICE = "urn:oasis:names:tc:opendocument:xmlns:"
STYLE = f"{{{_OFFICE}style:1.0}}"
TABLE = f"{{{_OFFICE}table:1.0}}"
TEXT = f"{{{_OFFICE}text:1.0}}"
OFFICE = f"{{{_OFFICE}office:1.0}}"
DRAW = f"{{{_OFFICE}drawing:1.0}}"
NUMBER = f"{{{_OFFICE}datastyle:1.0}}"
_FORMATTING = f"{{{_OFFICE}xsl-fo-compatible:1.0}}"
_SHAPES = f"{{{_OFFICE}svg-compatible:1.0}}"

TAGS = (
    *(f"{STYLE}{name}" for name in ("style", "default-style", "font-face")),
    f"{NUMBER}date-style",
)
CELL = "table-cell"  # the family of the styles of cells
_DATE_PARTS = {"day": "d", "month": "m", "year": "y", "hours": "h"}
_STEPS = 10  # styles on styles; a circle ends too


@dataclass(frozen=True, slots=True)
class _Style:
    parent: str
    font: str  # empty: nothing is said
    data: str  # name of the style of numbers and dates
    hidden: bool  # of a sheet


@dataclass(slots=True)
class Styles:
    """All styles of a file."""

    _known: dict[tuple[str, str], _Style] = field(default_factory=dict)  # by family and name
    _faces: dict[str, str] = field(default_factory=dict)  # names of fonts by what the file says
    _dates: dict[str, str] = field(default_factory=dict)  # "dmyh", or what of it is displayed

    def take(self, element: Any) -> None:
        """Note an element, one of `TAGS`."""
        name = element.get(f"{STYLE}name", "")
        if element.tag == f"{STYLE}font-face":
            self._faces[name] = element.get(f"{_SHAPES}font-family", "").strip("'\"")
        elif element.tag == f"{NUMBER}date-style":
            shown = (_DATE_PARTS.get(part.tag.removeprefix(NUMBER), "") for part in element)
            self._dates[name] = "".join(shown)
        else:
            self._known[element.get(f"{STYLE}family", ""), name] = _read_style(element)

    def font_of(self, family: str, name: str) -> str:
        """Give the name of the font of a style; empty where it says none."""
        for style in self._chain(family, name):
            if style.font:
                return self._faces.get(style.font, style.font)
        return ""

    def date_shape_of(self, name: str) -> str:
        """Tell which parts of a date the style of a cell displays, as letters of a format."""
        for style in self._chain(CELL, name):
            if style.data in self._dates:
                return self._dates[style.data]
        return "dmy"

    def is_hidden(self, name: str) -> bool:
        """Say whether the sheets of a style are hidden."""
        style = self._known.get(("table", name))
        return style is not None and style.hidden

    def _chain(self, family: str, name: str) -> list[_Style]:
        """Give a style, those that it rests on, and the one for all others."""
        found = []
        for _ in range(_STEPS):
            style = self._known.get((family, name))
            if style is None:
                break
            found.append(style)
            name = style.parent
        default = self._known.get((family, ""))
        return [*found, default] if default and default not in found else found


def _read_style(element: Any) -> _Style:
    letters = element.find(f"{STYLE}text-properties")
    sheet = element.find(f"{STYLE}table-properties")
    font = ""
    if letters is not None:
        font = letters.get(f"{STYLE}font-name") or letters.get(f"{_FORMATTING}font-family", "")
    return _Style(
        element.get(f"{STYLE}parent-style-name", ""),
        font.strip("'\""),
        element.get(f"{STYLE}data-style-name", ""),
        sheet is not None and sheet.get(f"{TABLE}display") == "false",
    )
