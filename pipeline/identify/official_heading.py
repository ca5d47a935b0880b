"""The heading of documents of any kind: number, day, issuer and place, from the letterhead alone.

Reports of communes name themselves in many places, and their heading is an election. A decision, a
letter, a department's report name others all through; only their letterhead is about themselves.
So what is not legible there stays empty: a number written by hand, the day of a cited law, a place
that stands in the rows of a table.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from rapidfuzz import fuzz

from pipeline.model.page import Document
from pipeline.vietnamese.alphabet import fold
from pipeline.vietnamese.bodies import (
    bare_body,
    body_of_symbol,
    is_national,
    print_body,
    split_bodies,
    unit_of,
)
from pipeline.vietnamese.citations import find_citation
from pipeline.vietnamese.document_kinds import (
    find_kind,
)
from pipeline.vietnamese.letterhead import (
    Dateline,
    find_dateline,
    find_number_line,
    motto_start,
    print_number,
)
from pipeline.vietnamese.places import Gazetteer, name_key

_HEAD = 14  # lines with text
_CAPITALS = 0.6  # share of a body's letters: an OCR makes some of them small
_LEAST_LETTERS = 4
_UNITS = ("xa", "phuong", "thi tran", "huyen", "quan", "thi xa", "thanh pho", "tinh")


@dataclass(frozen=True, slots=True)
class OfficialHeading:
    """What a letterhead says; empty where it does not, or not legibly."""

    found: bool = False  # there is a letterhead
    number: str = ""
    day: date | None = None
    issuer: str = ""
    place: str = ""
    province: str = ""


def read_official(document: Document, gazetteer: Gazetteer) -> OfficialHeading:
    """Read the letterhead of a document.

    Args:
        document: Its pages.
        gazetteer: The units of its time; they give names on scans their marks.
    """
    lines = _head_lines(document)
    folded = [fold(line) for line in lines]
    numbered = next(
        (at for at in range(len(lines)) if find_number_line(lines[at], folded[at])), None
    )
    titled = next((at for at in range(len(lines)) if find_kind(lines[at], folded[at])), len(lines))
    mottos = [motto_start(line, fold_) for line, fold_ in zip(lines, folded, strict=True)]
    if numbered is None and all(start is None for start in mottos):
        return _read_enclosed(lines, gazetteer)
    end = numbered if numbered is not None else _dated(lines, folded, titled)
    bodies = split_bodies(_left_column(lines[:end], mottos))
    daylines = (find_dateline(lines[at], folded[at]) for at in range(min(titled, len(lines))))
    dateline = next(filter(None, daylines), None)
    number = print_number(lines[numbered]) if numbered is not None else ""
    place, province = _place(bodies, dateline.place if dateline else "", gazetteer, document)
    unit = next((unit for body in reversed(bodies) if (unit := unit_of(body))), "")
    issuer = print_body(bodies, unit_of(bodies[-1]) or unit, place) if bodies else ""
    if bodies and is_national(bodies[-1]):
        issuer = print_body(bodies, "", "")
    # Letters of a body may be lost where those of its symbol are not.
    issuer = issuer or body_of_symbol(number)
    day = _certain_day(dateline, document) if dateline else None
    return OfficialHeading(True, number, day, issuer, place, province)


def _certain_day(dateline: Dateline, document: Document) -> date | None:
    lost = dateline.short and any(page.kind.is_recognised for page in document.pages[:1])
    return dateline.day if dateline.clean and not lost else None


def _read_enclosed(lines: Sequence[str], gazetteer: Gazetteer) -> OfficialHeading:
    """Read what an appendix by itself says of the document that it was enclosed with."""
    cited = find_citation(lines)
    if cited is None or not (cited.printed or cited.issuer):
        return OfficialHeading()
    bodies = split_bodies([bare_body(cited.issuer)])
    unit = unit_of(bodies[-1]) if bodies else ""
    place = _spell(unit, gazetteer) if unit else ""
    issuer = print_body(bodies, unit, place) if bodies else ""
    province = _province(place, gazetteer) if place else ""
    return OfficialHeading(True, cited.printed, cited.day, issuer, place, province)


def _head_lines(document: Document) -> list[str]:
    lines: list[str] = []
    for page in document.pages:
        lines += [text for line in page.lines if (text := " ".join(line.text.split()))]
        if lines:
            break
    return lines[:_HEAD]


def _dated(lines: Sequence[str], folded: Sequence[str], titled: int) -> int:
    """Give the line with place and day, where no number is printed; else the title."""
    found = (at for at in range(titled) if find_dateline(lines[at], folded[at]))
    return next(found, titled)


def _left_column(lines: Sequence[str], mottos: Sequence[int | None]) -> list[str]:
    """Give what stands beside the motto and between its lines, in capitals."""
    left = []
    for line, start in zip(lines, mottos, strict=False):
        own = line if start is None else line[:start]
        letters = [sign for sign in own if sign.isalpha()]
        capitals = sum(map(str.isupper, letters))
        if len(letters) >= _LEAST_LETTERS and capitals >= _CAPITALS * len(letters):
            left.append(own)
    return left


def _place(
    bodies: Sequence[str], signed_at: str, gazetteer: Gazetteer, document: Document
) -> tuple[str, str]:
    """Give the unit that issued a document, and its province."""
    if not bodies or is_national(bodies[-1]):
        return "", ""
    unit = next((unit for body in reversed(bodies) if (unit := unit_of(body))), "")
    if not unit:
        unit = _named_like(signed_at, document)
    if not unit:
        return "", ""
    spelled = _spell(unit, gazetteer)
    return spelled, _province(spelled, gazetteer)


def _named_like(signed_at: str, document: Document) -> str:
    """Find the unit in whose name a document was signed: `Phù Mỹ Bắc` is `xã Phù Mỹ Bắc`."""
    if len(signed_at.split()) < 2:
        return ""
    for page in document.pages:
        for line in page.lines:
            folded = fold(line.text)
            for kind in (
                "xa",
                "phuong",
                "thi tran",
                "huyen",
                "quan",
                "thi xa",
                "thanh pho",
                "tinh",
            ):
                at = folded.find(f"{kind} {signed_at}")
                if at >= 0 and (at == 0 or not folded[at - 1].isalpha()):
                    return line.text[at : at + len(kind) + 1 + len(signed_at)].lower()
    return ""


def _spell(unit: str, gazetteer: Gazetteer) -> str:
    """Spell a unit as the table does, whatever marks it lost; one that is not there in capitals."""
    key = fold(unit)
    places = (*gazetteer.provinces, *gazetteer.districts)
    same = {place.full for place in places if fold(place.full) == key}
    if len(same) == 1:
        return same.pop()
    near = [p.full for p in gazetteer.provinces if fuzz.ratio(fold(p.full), key) >= 90]
    if len(near) == 1 and not same:
        return near[0]
    exact = [full for full in same if name_key(full) == name_key(unit)]
    if exact:
        return exact[0]
    kind, name = _divide(unit)
    return f"{kind} {' '.join(word[:1].upper() + word[1:] for word in name.split())}"


def _divide(unit: str) -> tuple[str, str]:
    for kind in ("thành phố", "thị xã", "thị trấn", "đặc khu"):
        if fold(unit).startswith(fold(kind) + " "):
            return kind, unit[len(kind) + 1 :]
    kind, _, name = unit.partition(" ")
    return kind, name


def _province(place: str, gazetteer: Gazetteer) -> str:
    """Give the province of a unit, where its name leaves one choice."""
    if gazetteer.find_province(place):
        return place
    homes = {unit.province for unit in gazetteer.districts if unit.full == place}
    return homes.pop() if len(homes) == 1 else ""
