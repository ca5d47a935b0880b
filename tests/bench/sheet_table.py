"""Lays an invented table out on pages: the heading with its spans, rows, merged cells, rules."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from tests.bench.sheet_print import Drawn, Printer
from tests.bench.sheets import Column, Line, Sheet

_LEADING = 1.2
_NAME = (95.0, 230.0)  # points: the least and the greatest width of names


@dataclass(frozen=True, slots=True)
class Part:
    """A cell of the heading."""

    first: int  # columns
    last: int
    top: int  # levels
    bottom: int  # behind the last
    text: str


class Layout:
    """A sheet in the columns that it takes on the page."""

    def __init__(self, printer: Printer, sheet: Sheet, left: float, width: float) -> None:
        self.printer = printer
        self.sheet = sheet
        self.look = printer.look
        self.levels = max(len(one.path) for one in sheet.columns)
        self.parts = list(_heading(sheet.columns, self.levels))
        self.edges = self._edges(left, width)
        kinds = [one.kind for one in sheet.columns]
        self.groups = kinds.index("group") if "group" in kinds else None
        self.open = "", 0.0  # the group that rows are drawn of, and where it begins

    def _edges(self, left: float, width: float) -> list[float]:
        needs = [self._need(place) for place in range(len(self.sheet.columns))]
        free = width - sum(needs)
        if free > 0:
            names = [i for i, c in enumerate(self.sheet.columns) if c.kind == "name"]
            longest = max(self.printer.width(one.name) + 30 for one in self.sheet.lines)
            more = min(free, max(0.0, min(_NAME[1], longest) - needs[names[0]]))
            needs[names[0]] += more
            share = min(22.0, (free - more) / len(needs))
            needs = [one + share for one in needs]
        edges = [left]
        for need in needs:
            edges.append(edges[-1] + need)
        return edges

    def _need(self, place: int) -> float:
        """Give the width that a column needs at least."""
        one = self.sheet.columns[place]
        words = [w for text in one.path for w in text.split()] or [""]
        need = max(self.printer.width(word, "*") for word in words)
        texts = [self._text(line, place) for line in self.sheet.lines if not line.is_section]
        if one.kind in ("figure", "code", "unit"):
            need = max([need, *(self.printer.width(text, "*") for text in texts)])
        if one.kind in ("remark", "group"):
            pieces = [piece for text in texts for piece in text.split()]
            need = max([need, 52.0, *(self.printer.width(piece, "*") for piece in pieces)])
        return max(need, _NAME[0] if one.kind == "name" else 0.0) + 2 * self.look.pad

    def _text(self, line: Line, place: int) -> str:
        one = self.sheet.columns[place]
        if one.kind in ("figure", "remark"):
            return line.cells[self.sheet.figures.index(one)].text
        return {"code": line.code, "unit": line.unit, "name": line.name, "group": ""}[one.kind]

    def _span(self, first: int, last: int) -> tuple[float, float]:
        return self.edges[first] + self.look.pad, self.edges[last + 1] - self.look.pad

    def heading(self) -> None:
        """Draw the heading."""
        printer, size = self.printer, self.look.size
        heights = [size * _LEADING + 2 * self.look.room] * self.levels
        wrapped = {}
        for part in self.parts:
            left, right = self._span(part.first, part.last)
            wrapped[part] = printer.wrap(part.text, right - left, "*")
            need = len(wrapped[part]) * size * _LEADING + 2 * self.look.room
            have = sum(heights[part.top : part.bottom])
            heights[part.bottom - 1] += max(0.0, need - have)
        tops = [printer.y]
        for height in heights:
            tops.append(tops[-1] + height)
        for part in self.parts:
            left, right = self._span(part.first, part.last)
            room = tops[part.bottom] - tops[part.top] - len(wrapped[part]) * size * _LEADING
            printer.write(
                wrapped[part], left, tops[part.top] + room / 2, right - left, "centre", "*"
            )
            self._frame(part.first, part.last, tops[part.top], tops[part.bottom], heading=True)
        if self.look.rules in ("level", "heading", "box"):
            for y in (tops[0], tops[-1]):
                printer.rule(self.edges[0], y, self.edges[-1], y)
        printer.y = tops[-1]
        if self.sheet.numbering:
            self._numbers()

    def _numbers(self) -> None:
        printer = self.printer
        top = printer.y
        for place, text in enumerate(self.sheet.numbering):
            left, right = self._span(place, place)
            printer.write([text], left, top + 1, right - left, "centre", "/")
            bottom = top + self.look.size * _LEADING + 2
            self._frame(place, place, top, bottom)
        printer.y = bottom
        if self.look.rules in ("level", "heading", "box"):
            printer.rule(self.edges[0], bottom, self.edges[-1], bottom)

    def _frame(
        self, first: int, last: int, top: float, bottom: float, *, heading: bool = False
    ) -> None:
        """Draw the rules around a cell, those that the look has."""
        rules, printer = self.look.rules, self.printer
        left, right = self.edges[first], self.edges[last + 1]
        if rules in ("grid", "hair", "box"):
            for x in (left, right):
                printer.rule(x, top, x, bottom)
        if rules in ("grid", "hair") or (rules == "level" and not heading) or (
            heading and rules == "box"
        ):  # fmt: skip
            for y in (top, bottom):
                printer.rule(left, y, right, y, dotted=rules == "hair" and not heading)
        if heading and rules in ("level", "heading") and last > first:
            printer.rule(left + 3, bottom, right - 3, bottom)

    def body(self) -> None:
        """Draw the rows, over as many pages as they need."""
        printer = self.printer
        for line in self.sheet.lines:
            if line.sign == "@" and self.groups is not None:
                self._close_group()
                self.open = line.name, printer.y
                continue
            wrapped = self._wrapped(line)
            height = self._height(wrapped)
            while printer.y + height > printer.bottom:
                wrapped = self._cut(line, wrapped)
                self._end()
                printer.turn()
                if self.look.repeat:
                    self.heading()
                self.open = self.open[0], printer.y
                height = self._height(wrapped)
            if height:
                self._row(line, wrapped, height)
        self._end()

    def _close_group(self) -> None:
        """Write the name of a group into its merged cell, on each page that it reaches over."""
        name, top = self.open
        place = self.groups
        if place is None or not name:
            return
        left, right = self._span(place, place)
        lines = self.printer.wrap(name, right - left, "*")
        room = self.printer.y - top - len(lines) * self.look.size * _LEADING
        down = max(self.look.room, room / 2 if self.look.middle else 0.0)
        self.printer.write(lines, left, top + down, right - left, "left", "*")
        self._frame(place, place, top, self.printer.y)

    def _end(self) -> None:
        self._close_group()
        if self.look.rules in ("level", "heading", "box"):
            y = self.printer.y
            self.printer.rule(self.edges[0], y, self.edges[-1], y)

    def _height(self, wrapped: Sequence[Sequence[str]]) -> float:
        lines = max(map(len, wrapped))
        return lines * self.look.size * _LEADING + 2 * self.look.room if lines else 0.0

    def _style(self, line: Line) -> str:
        return {"*": "*", "!": "*", "@": "*", "/": "/"}.get(line.sign, "")

    def _wrapped(self, line: Line) -> list[list[str]]:
        found = []
        for place, one in enumerate(self.sheet.columns):
            text = self._text(line, place)
            left, right = self._span(place, place)
            if one.kind == "name":
                left += self._indent(line)
                right = self.edges[-1] if self._is_wide(line) else right
            room = right - left if one.kind in ("name", "remark") else 1e4
            found.append(self.printer.wrap(text, room, self._style(line)) if text else [])
        return found

    def _is_wide(self, line: Line) -> bool:
        return line.is_section and self.sheet.wide_sections

    def _indent(self, line: Line) -> float:
        return line.level * self.look.indent if self.sheet.indented else 0.0

    def _cut(self, line: Line, wrapped: list[list[str]]) -> list[list[str]]:
        """Draw as many lines of a row as there is room for; give the rest."""
        step = self.look.size * _LEADING
        fit = int((self.printer.bottom - self.printer.y - 2 * self.look.room) / step)
        if not self.look.cut or fit < 1 or max(map(len, wrapped)) < 2:
            return wrapped
        above = [lines[:fit] for lines in wrapped]
        self._row(line, above, self._height(above))
        return [lines[fit:] for lines in wrapped]

    def _row(self, line: Line, wrapped: Sequence[Sequence[str]], height: float) -> None:
        printer, top, size = self.printer, self.printer.y, self.look.size
        last = len(self.sheet.columns) - 1
        for place, (one, lines) in enumerate(zip(self.sheet.columns, wrapped, strict=True)):
            left, right = self._span(place, place)
            left += self._indent(line) if one.kind == "name" else 0.0
            room = height - 2 * self.look.room - len(lines) * size * _LEADING
            down = room / 2 if self.look.middle else 0.0
            box = printer.write(
                lines, left, top + self.look.room + down, right - left, self._align(one),
                self._style(line),
            )  # fmt: skip
            if not self._is_wide(line) and place != self.groups:
                self._frame(place, place, top, top + height)
            if lines and one.kind in ("figure", "remark"):
                cell = line.cells[self.sheet.figures.index(one)]
                printer.drawn.append(Drawn(self.sheet, line, one, cell, printer.page, box))
        if self._is_wide(line):
            self._frame(0, last, top, top + height)
        printer.y += height

    def _align(self, one: Column) -> str:
        if one.kind in ("code", "unit"):
            return "centre"
        if one.kind == "figure":
            return "centre" if self.look.centred else "right"
        return "left"


def _heading(columns: Sequence[Column], levels: int) -> Iterator[Part]:
    """Give the cells of a heading: equal texts beside each other under one parent are one."""
    for level in range(levels):
        keys = [(one.path[: level + 1] if len(one.path) > level else None) for one in columns]
        place = 0
        for key, some in groupby(keys):
            count = len(list(some))
            if key is not None:
                ends = all(len(columns[i].path) == level + 1 for i in range(place, place + count))
                singles = range(place, place + count) if ends else [place]
                for first in singles:
                    last = first if ends else place + count - 1
                    yield Part(first, last, level, levels if ends else level + 1, key[-1])
            place += count
