"""Parts of tables into whole ones, over page breaks."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from statistics import median

from rapidfuzz import fuzz

from pipeline.tables.open.codes import mend_entries
from pipeline.tables.open.corner import caption_unit, is_unit_line
from pipeline.tables.open.table import Column, Entry, Fragment, Printed
from pipeline.tables.open.zones import is_caption
from pipeline.vietnamese.alphabet import fold

_SAME_EDGE = 9.0  # points between right edges of one column on two pages (lab)
_ASKEW = 20.0  # points between two scanned pages; worn ones lay 8 apart
_WORN_WORDS = 70  # of 100 of the letters of a scanned heading over the same columns
_SAME_WORDS = 0.85  # of the words of a heading that repeats one
_SAME_CAPTION = 92  # of 100
_CAPTION_LETTERS = 40
# With its marks: without them "Đầu tư trực tiếp" would go on with the table before.
_GOES_ON = re.compile(r"\(\s*tiếp|tiếp theo|tiếp biểu", re.IGNORECASE)
_SENTENCE_ENDS = (".", ";", ",", ":")  # of a line of prose; a title has none
_SPILL_WORDS = 8  # above a grid without headings: the rest of a cell


@dataclass(frozen=True, slots=True)
class Whole:
    """A table with all its rows."""

    columns: tuple[Column, ...]
    entries: tuple[Entry, ...]
    caption: str
    unit: str


def join_tables(fragments: Iterable[Fragment]) -> list[Whole]:
    """Join what page breaks cut, in the order of the document."""
    parts: list[list[Fragment]] = []
    for own in fragments:
        fragment = _beside(parts[-1][0], own) if parts else own
        if parts and _continues(parts[-1], fragment):
            parts[-1].append(_without_heading(parts[-1][0], fragment))
        else:
            parts.append([own])
    return [_whole(part) for part in parts]


def _beside(first: Fragment, part: Fragment) -> Fragment:
    """Put a grid of a scan where the table begins that it may go on with: pages lie askew."""
    if not (part.worn and first.worn and first.edges and part.edges):
        return part
    shift = part.edges[0] - first.edges[0]
    if abs(shift) > _ASKEW:
        return part
    columns = tuple(replace(c, left=c.left - shift, right=c.right - shift) for c in part.columns)
    return replace(part, columns=columns, edges=tuple(edge - shift for edge in part.edges))


def _continues(parts: Sequence[Fragment], part: Fragment) -> bool:
    first, last = parts[0], parts[-1]
    near = part.page == last.page or (part.page == last.page + 1 and part.first)
    if not near or not _columns_fit(last, part):
        return False
    caption = " ".join(_titles(part))
    if caption and _GOES_ON.search(caption):
        return True
    if caption and _numbered(caption):
        own = fold(_bare(caption))[:_CAPTION_LETTERS]
        known = fold(_bare(" ".join(_titles(first))))[:_CAPTION_LETTERS]
        numbers = re.findall(r"\d+", own) == re.findall(r"\d+", known)
        return numbers and fuzz.ratio(own, known) >= _SAME_CAPTION
    words = len(caption.split())
    if not part.headed:
        return part.page != last.page or words == 0 or words < _SPILL_WORDS
    return _words_known(first, part) and (words < _SPILL_WORDS or part.page != last.page)


def _columns_fit(last: Fragment, part: Fragment) -> bool:
    """Say whether the columns of a part lie where those of the table do."""
    if bool(last.edges) != bool(part.edges) and not part.headed:
        return _fitting(last, part) == len(part.columns)
    if last.edges and part.edges:
        near = sum(any(abs(one - other) <= 5.0 for other in last.edges) for one in part.edges)
        return near >= 0.8 * len(part.edges)
    fit = _fitting(last, part)
    return fit >= 0.8 * len(part.columns) or (
        part.headed and len(part.columns) == len(last.columns) and _words_known(last, part)
    )


def _fitting(last: Fragment, part: Fragment) -> int:
    return sum(_match(one, last.columns) is not None for one in part.columns)


def _match(column: Column, known: Sequence[Column]) -> int | None:
    """Give the place of the column that another one goes on with."""
    best = min(range(len(known)), key=lambda place: abs(known[place].right - column.right))
    if abs(known[best].right - column.right) <= _SAME_EDGE:
        return best
    middle = (column.left + column.right) / 2
    inside = [i for i, one in enumerate(known) if one.left - 1 <= middle <= one.right + 1]
    return inside[0] if len(inside) == 1 else None


def _titles(part: Fragment) -> list[str]:
    return [text for text in part.captions if not is_unit_line(text)]


def print_caption(lines: Sequence[str]) -> str:
    """Give the caption among the lines above a table: from its number on, or its title alone.

    >>> print_caption(["giá tăng 0,5%.", "Bảng 01: Giá gạo", "tại các chợ"])
    'Bảng 01: Giá gạo tại các chợ'
    >>> print_caption(["tăng 0,06%; nhà ở, điện, nước tăng"]), print_caption(["GIÁ ĐẤT"])
    ('', 'GIÁ ĐẤT')
    """
    numbered = [at for at, line in enumerate(lines) if is_caption(line)]
    if numbered:
        return " ".join(lines[numbered[-1] :])
    title: list[str] = []
    for line in reversed(lines):
        if not line[:1].isupper() or line.endswith(_SENTENCE_ENDS):
            break
        title.insert(0, line)
    return " ".join(title)


def _numbered(caption: str) -> bool:
    return is_caption(caption) or len(caption.split()) >= _SPILL_WORDS


def _bare(caption: str) -> str:
    return _GOES_ON.sub("", re.sub(r"\(\s*tiếp[^)]*\)", "", caption, flags=re.IGNORECASE)).strip()


def _words(fragment: Fragment) -> set[str]:
    return {word for column in fragment.columns for text in column.path for word in _split(text)}


def _split(text: str) -> list[str]:
    return re.findall(r"[^\W_]+", fold(text).lower())


def _words_known(first: Fragment, part: Fragment) -> bool:
    own, known = _words(part), _words(first)
    if part.worn and first.worn and len(first.columns) == len(part.columns):
        texts = [
            " ".join(fold(text) for column in one.columns for text in column.path)
            for one in (first, part)
        ]
        if all(texts) and fuzz.ratio(*texts) >= _WORN_WORDS:
            return True
    # A page break may cut a heading; without a caption what is left of it has no other words.
    halved = part.page > first.page and not part.captions
    shared = _SAME_WORDS * (len(own) if halved else max(len(own), len(known)))
    return bool(own) and len(own & known) >= shared and len(first.columns) == len(part.columns)


def _without_heading(first: Fragment, part: Fragment) -> Fragment:
    """Drop sections at the top that repeat words of the heading or of the caption."""
    known = _words(first) | {word for text in first.captions for word in _split(text)}
    entries = list(part.entries)
    while entries and entries[0].is_section and not entries[0].code:
        words = _split(entries[0].name)
        if not words or sum(word in known for word in words) < _SAME_WORDS * len(words):
            break
        entries.pop(0)
    return replace(part, entries=tuple(entries))


def _whole(parts: Sequence[Fragment]) -> Whole:
    columns = list(parts[0].columns)
    tables: list[tuple[Fragment, list[Column]]] = []
    for part in parts:
        own = [] if part is parts[0] else _align(columns, part)
        tables.append((part, own or list(part.columns)))
    columns.sort(key=lambda column: column.right)
    entries: list[Entry] = []
    for part, own in tables:
        places = [columns.index(column) for column in own]
        shift = _shift(own, part)
        moved = [replace(entry, indent=entry.indent - shift) for entry in part.entries]
        _append(entries, [_widen(entry, places, len(columns)) for entry in moved])
    if any(part.worn for part in parts):
        entries = mend_entries(entries)
    caption = print_caption([text for text in _titles(parts[0]) if not _is_aside(text)])
    unit = next((part.unit for part in parts if part.unit), "") or caption_unit(caption)
    return Whole(tuple(columns), tuple(entries), caption, unit)


def _shift(own: Sequence[Column], part: Fragment) -> float:
    """Give the points by which a part stands further right on its page than its table does.

    Figures end where their column ends: on digital pages within 0.1 of a point, on real scans
    pages lay up to 5 points beside each other, and a worn column up to 7 beside the others.
    """
    moved = []
    for place, column in enumerate(own):
        cells = (entry.cells[place] for entry in part.entries)
        rights = [cell.box.right for cell in cells if cell and cell.box]
        moved += [max(rights) - column.right] if rights else []
    return median(moved) if moved else 0.0


def _is_aside(text: str) -> bool:
    return fold(text).lower().strip().startswith(("(kem theo", "kem theo"))


def _align(columns: list[Column], part: Fragment) -> list[Column]:
    """Give the columns of the table that those of a part are; new ones are added to it."""
    if len(part.columns) == len(columns) and (part.edges or part.headed):
        return list(columns)
    taken: list[Column] = []
    for column in part.columns:
        place = _match(column, columns)
        if place is None or columns[place] in taken:
            columns.append(column)
            taken.append(column)
        else:
            taken.append(columns[place])
    return taken


def _widen(entry: Entry, places: Sequence[int], count: int) -> Entry:
    widened: list[Printed | None] = [None] * count
    for place, cell in zip(places, entry.cells, strict=True):
        widened[place] = cell
    return replace(entry, cells=tuple(widened))


def _append(entries: list[Entry], more: Sequence[Entry]) -> None:
    """Add rows; the first one may be the rest of the row that the page break cut."""
    for place, entry in enumerate(more):
        last = entries[-1] if entries and place == 0 else None
        if last and entry.is_section and not entry.code and entry.name[:1].islower():
            entries[-1] = replace(last, name=f"{last.name} {entry.name}")
        elif last and last.is_section and not entry.name and not (last.code and entry.code):
            code = last.code or entry.code
            entries[-1] = replace(entry, name=last.name, code=code, style=last.style)
        else:
            entries.append(entry)
