"""What is read of invented tables, cell by cell: matched by place, judged by value, name and unit.

right: value, row, parents and column; poor: the value, unflagged, under a mangled or incomplete
name; silent: unflagged with another value, under the name of another row or column, under a
parent that is none where its own name alone says nothing, or blank where a figure is printed.
"""

from __future__ import annotations

import random
import re
import zlib
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from rapidfuzz import fuzz

from pipeline.generic import read_generic
from pipeline.model.form import Indicator
from pipeline.model.page import Document, Page
from pipeline.model.reading import Method, Reading, Support
from pipeline.read.page import read_pages
from pipeline.read.source import count_pages
from pipeline.vietnamese.alphabet import fold
from tests.bench.layout import print_table
from tests.bench.sheet_layouts import Layout
from tests.bench.sheet_print import RULES, Drawn, Printer, choose_look
from tests.bench.sheet_table import Layout as Placed

_ROW, _PART, _COLUMN = 90, 85, 85  # of 100
_OPTIONAL = re.compile(
    r"(?:tong|cong\b|ca nuoc|toan |chung$|trong do|chia ra|phan theo|chi so gia)"
)
_STEP, _ACROSS = " > ", " | "
_NUMBER = re.compile(r"^(?:[-+•*]|\(?(?:[IVX]+|[A-ZĐ]|[a-zđ]|\d+(?:\.\d+)*)[.)])\s+")


@dataclass(frozen=True, slots=True)
class Verdict:
    """What became of one cell."""

    kind: str
    drawn: Drawn | None
    given: str


def draw(layout: Layout, seed: int, rules: str = "") -> tuple[bytes, list[Drawn], str]:
    """Print a sheet; give the PDF, its cells and how it looks."""
    rng = random.Random(zlib.crc32(f"{layout.name} {seed}".encode()))
    sheet = layout.invent(rng)
    look = choose_look(rng, rules)
    printer = Printer(look)
    for smaller in (1.0, 0.9, 0.8):
        tried = replace(look, wide=look.wide or smaller < 1, size=look.size * smaller)
        printer = Printer(tried)
        if Placed(printer, sheet, 50.0, printer.size[0] - 100.0).edges[-1] <= printer.size[0] - 30:
            break
    look = printer.look
    if look.letterhead:
        printer.beside(
            ["ỦY BAN NHÂN DÂN", "TỈNH THUẬN AN"],
            ["CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc"],
            "*",
        )
    for caption in sheet.captions:
        printer.say(caption, rng.choice(("right", "left", "centre")), "*")
    printer.say(sheet.title, "centre", "*", 1.15)
    if sheet.corner:
        printer.say(sheet.corner, "right", "/")
    placed = Placed(printer, sheet, 50.0, printer.size[0] - 100.0)
    placed.heading()
    placed.body()
    printer.y += 8
    for note in sheet.notes:
        printer.say(note, "left", "/")
    if look.letterhead and printer.y + 90 < printer.bottom:
        printer.beside(
            ["Nơi nhận:", "- Như trên;", "- Lưu: VT."], ["CHỦ TỊCH", "", "Nguyễn Văn An"]
        )
    return printer.finish(), printer.drawn, look.rules


def read_figures(pdf: bytes, scratch: Path) -> list[tuple[Indicator, Reading]]:
    """Read the figures of the tables of a PDF."""
    file = scratch / "sheet.pdf"
    file.write_bytes(pdf)
    pages = read_pages(file, range(1, count_pages(file) + 1), scratch=scratch)
    described = read_generic(Document(tuple(page for page in pages if isinstance(page, Page))))
    return list(zip(described.form.indicators, described.readings, strict=True))


def judge(
    drawn: Sequence[Drawn], figures: Sequence[tuple[Indicator, Reading]]
) -> Iterator[Verdict]:
    """Judge each cell with a figure, then what is given beyond them."""
    left = {
        place: pair
        for place, pair in enumerate(figures)
        if pair[1].value is not None or pair[1].support is Support.WEAK
    }
    blanks = [i for i, r in figures if r.value is None and r.support is not Support.WEAK]
    for cell in drawn:
        if cell.cell.value is None:
            continue
        at = next((p for p, (_, r) in left.items() if _is_there(r, cell)), None)
        if at is None:
            lost = any(_names(cell, one.label)[:2] == (True, True) for one in blanks)
            yield Verdict("silent_blank" if lost else "missing", cell, "")
            continue
        indicator, reading = left.pop(at)
        given = f"{reading.value} [{indicator.unit}] {indicator.label} ({reading.doubt})"
        yield Verdict(_judge(cell, indicator, reading, drawn), cell, given)
        if reading.value == cell.cell.value:
            unit = cell.sheet.unit_of(cell.line, cell.column, cell.cell)
            yield Verdict(_judge_unit(unit, indicator, reading), cell, given)
    for indicator, reading in left.values():
        if reading.method is Method.TABLE and reading.support is not Support.WEAK:
            yield Verdict("invented", None, f"{reading.value} {indicator.label}")


def _is_there(reading: Reading, cell: Drawn) -> bool:
    box = reading.source.box
    if box is None or reading.source.page != cell.page or reading.method is not Method.TABLE:
        return False
    return cell.box.left - 2 <= box.center[0] <= cell.box.right + 2 and (
        cell.box.top - 2 <= box.center[1] <= cell.box.bottom + 2
    )


def _judge_unit(unit: str, indicator: Indicator, reading: Reading) -> str:
    if not unit:
        return "unit_none"
    ditto = unit in ('"', "''", "-nt-")
    if ditto or fold(unit).lower() in fold(indicator.unit).lower() or not indicator.unit:
        return "unit_lost" if not indicator.unit else "unit_right"
    return "unit_flagged" if reading.support is Support.WEAK else "unit_wrong"


def _judge(cell: Drawn, indicator: Indicator, reading: Reading, drawn: Sequence[Drawn]) -> str:
    if reading.support in (Support.WEAK, Support.DISPUTED):
        told = cell.cell.likely and reading.value == cell.cell.value
        return "right" if told and all(_names(cell, indicator.label)) else "doubtful"
    if reading.value != cell.cell.value:
        return "silent_value"
    return _judge_name(cell, indicator, drawn)


def _judge_name(cell: Drawn, indicator: Indicator, drawn: Sequence[Drawn]) -> str:
    row, column, parents = _names(cell, indicator.label)
    if not row and _is_other(cell, indicator.label, drawn, 0):
        return "silent_row"
    if not column and _is_other(cell, indicator.label, drawn, 1):
        return "silent_column"
    if row and column and parents and _strange_parent(cell, indicator.label):
        twins = {line.parents for line in cell.sheet.lines if line.name == cell.line.name}
        return "silent_parent" if len(twins) > 1 else "wrong_parent"
    poor = "poor_row" if not row else "poor_column" if not column else "poor_parent"
    return "right" if row and column and parents else poor


def _bare(text: str) -> str:
    return re.sub(r"[^a-z0-9%]+", "", fold(_NUMBER.sub("", text.strip())).lower())


def _parts(label: str) -> tuple[list[str], list[str]]:
    row, _, across = label.partition(_ACROSS)
    return row.split(_STEP), across.split(_STEP)


def _names(cell: Drawn, label: str) -> tuple[bool, bool, bool]:
    """Say whether row, column and parents are those of a cell."""
    row, across = _parts(label)
    own = {_bare(cell.line.name), _bare(f"{cell.line.name} {cell.line.unit}")}
    named = any(fuzz.ratio(one, _bare(row[-1])) >= _ROW for one in own)
    path = _bare(" ".join(cell.column.path))
    headed = fuzz.ratio(path, _bare(" ".join(across))) >= _COLUMN
    must = [p for p in cell.line.parents if not _OPTIONAL.match(fold(p).lower())]
    have = [_bare(one) for one in row[:-1]]
    known = all(any(fuzz.ratio(_bare(p), one) >= _PART for one in have) for p in must)
    return named, headed, known


def _is_other(cell: Drawn, label: str, drawn: Sequence[Drawn], side: int) -> bool:
    """Say whether a label names another row (0) or column (1) of the sheet."""
    for other in drawn:
        if other.sheet is not cell.sheet:
            continue
        same = other.line.name == cell.line.name if side == 0 else other.column == cell.column
        if not same and _names(other, label)[side]:
            return True
    return False


def _strange_parent(cell: Drawn, label: str) -> bool:
    own = [_bare(one) for one in (*cell.line.parents, cell.line.name)]
    heads = {_bare(name) for line in cell.sheet.lines for name in (*line.parents, line.name)}
    for one in _parts(label)[0][:-1]:
        bare = _bare(one)
        named = bare in heads and not _OPTIONAL.match(fold(_NUMBER.sub("", one)).lower())
        if named and max(fuzz.ratio(bare, mine) for mine in own) < _PART:
            return True
    return False


def measure_sheets(
    scratch: Path,
    seeds: Sequence[int],
    layouts: Sequence[Layout],
    *,
    detail: bool = False,
) -> str:
    """Print, read and judge sheets; give the printed table, a line for each layout."""
    lines, total = [], Counter[str]()
    by_rules = {name: Counter[str]() for name in RULES}
    for layout in layouts:
        counts = Counter[str]()
        for seed in seeds:
            pdf, drawn, rules = draw(layout, seed)
            own = Counter[str]()
            for verdict in judge(drawn, read_figures(pdf, scratch)):
                own[verdict.kind] += 1
                if detail and verdict.kind not in ("right", "unit_right", "unit_none"):
                    print(layout.name, seed, rules, _tell(verdict))
            counts += own
            by_rules[rules] += own
        lines.append(_line(layout.name, counts))
        total += counts
    lines += [_line(f"({name})", one) for name, one in by_rules.items() if one]
    return print_table("Invented tables", _HEADER, [*lines, _line("all", total)])


_HEADER = ["layout", "cells", "right %", "poor", "doubtful", "missing", "silent", "invented",
           "unit right %", "unit wrong"]  # fmt: skip


def _line(name: str, counts: Counter[str]) -> list[str]:
    cells = sum(n for kind, n in counts.items() if not kind.startswith(("unit", "invented")))
    poor = sum(n for kind, n in counts.items() if kind.startswith(("poor", "wrong")))
    silent = sum(n for kind, n in counts.items() if kind.startswith("silent"))
    units = sum(counts[f"unit_{kind}"] for kind in ("right", "lost", "flagged", "wrong"))
    shares = (
        f"{100 * counts['right'] / max(1, cells):.1f}",
        f"{100 * counts['unit_right'] / max(1, units):.1f}",
    )
    return [name, str(cells), shares[0], str(poor), str(counts["doubtful"]), str(counts["missing"]),
            str(silent), str(counts["invented"]), shares[1], str(counts["unit_wrong"])]  # fmt: skip


def _tell(verdict: Verdict) -> str:
    if verdict.drawn is None:
        return f"{verdict.kind}: {verdict.given}"
    one = verdict.drawn
    path = _STEP.join((*one.line.parents, one.line.name)) + _ACROSS + _STEP.join(one.column.path)
    return f"{verdict.kind} p{one.page}: {one.cell.text!r} {path!r} given {verdict.given}"
