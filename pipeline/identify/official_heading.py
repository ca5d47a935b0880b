"""The heading of documents of any kind: number, day, issuer and place, from the letterhead alone.

Reports of communes name themselves in many places, and their heading is an election. A decision, a
letter, a department's report name others all through; only their letterhead is about themselves.
So what is not legible there stays empty: a number written by hand, the day of a cited law, a place
that stands in the rows of a table.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from rapidfuzz import fuzz

from pipeline.model.page import Document
from pipeline.vietnamese.alphabet import fold
from pipeline.vietnamese.bodies import (
    bare_body,
    body_of_symbol,
    has_seat_only,
    is_national,
    is_office,
    print_body,
    split_bodies,
    unit_of,
)
from pipeline.vietnamese.citations import find_citation
from pipeline.vietnamese.document_kinds import (
    find_kind,
)
from pipeline.vietnamese.document_zones import keeps_marks
from pipeline.vietnamese.letterhead import (
    Dateline,
    find_dateline,
    motto_start,
)
from pipeline.vietnamese.number_line import find_number_line, print_number
from pipeline.vietnamese.places import Gazetteer, name_key, split_kind

_HEAD = 14  # lines with text
_CAPITALS = 0.6  # share of a body's letters: an OCR makes some of them small
_LEAST_LETTERS = 4
# What the youth union prints where others have their motto.
_YOUTH = re.compile(r"doan (?:tncs|thanh nien cong san) ho chi minh$")
# `Số: 16-NT`, of the years when numbers had no stroke: no body, nor is what stands below it.
_NUMBERED = re.compile(r"\W{0,3}so ?[:.]? ?[0-9]")
_LETTERS = tuple("abcdefghijklmnopqrstuvwxyz")
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
    head = _divide_letterhead(lines, clear=_is_clear(document))
    if head is None:
        return _read_enclosed(lines, gazetteer)
    bodies, dateline = head.bodies, head.dateline
    place, province = _place(bodies, dateline.place if dateline else "", gazetteer, document)
    issuer = ""
    if bodies and is_national(bodies[-1]):
        issuer = print_body(bodies, "", "")
    elif bodies and (at_tail := _tail(bodies[-1], gazetteer)):
        issuer = print_body([bodies[-1]], at_tail, split_kind(place)[1])
    elif bodies:
        issuer = print_body(bodies, unit_of(bodies[-1]) or _unit_named(bodies), place)
    # Letters of a body may be lost where those of its symbol are not.
    issuer = issuer or body_of_symbol(head.number)
    day = _certain_day(dateline, document) if dateline else None
    return OfficialHeading(True, head.number, day, issuer, place, province)


def issuing_level(document: Document) -> str:
    """Give the kind of the unit whose body issued a document: "xã"; "nước" for one of the state.

    Empty where its letterhead names none.
    """
    head = _divide_letterhead(_head_lines(document), clear=_is_clear(document))
    if head is None or not head.bodies:
        return ""
    if is_national(head.bodies[-1]):
        return "nước"
    return _divide(_unit_named(head.bodies))[0]


@dataclass(frozen=True, slots=True)
class _Letterhead:
    bodies: tuple[str, ...]  # in small letters, the issuing one last
    number: str
    dateline: Dateline | None


def _is_clear(document: Document) -> bool:
    """Say whether the marks of a letterhead can be trusted; a scan loses those of capitals."""
    if any(page.kind.is_recognised for page in document.pages):
        return False
    text = " ".join(line.text for page in document.pages for line in page.lines)
    return keeps_marks(text)


def _divide_letterhead(lines: Sequence[str], *, clear: bool) -> _Letterhead | None:
    """Divide the first lines of a document; None where they are no letterhead."""
    folded = [fold(line) for line in lines]
    numbered = next(
        (at for at in range(len(lines)) if find_number_line(lines[at], folded[at])), None
    )
    titled = next((at for at in range(len(lines)) if find_kind(lines[at], folded[at])), len(lines))
    mottos = [_right_column(line, plain) for line, plain in zip(lines, folded, strict=True)]
    if numbered is None and all(start is None for start in mottos):
        return None
    end = numbered if numbered is not None else _dated(lines, folded, titled)
    daylines = (find_dateline(lines[at], folded[at]) for at in range(min(titled, len(lines))))
    number = ""
    if numbered is not None:
        number = print_number(lines[numbered], "".join(lines[numbered + 1 : numbered + 2]))
    bodies = split_bodies(_left_column(lines[:end], mottos), clear=clear)
    return _Letterhead(bodies, number, next(filter(None, daylines), None))


def _unit_named(bodies: Sequence[str]) -> str:
    """Give the unit that the issuing body names, or the one above it."""
    return next((unit for body in reversed(bodies) if (unit := unit_of(body))), "")


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


def _right_column(line: str, folded: str) -> int | None:
    """Give where the other column begins in a line of the letterhead."""
    youth = _YOUTH.search(folded)
    return youth.start() if youth and line.isupper() else motto_start(line, folded)


def _left_column(lines: Sequence[str], mottos: Sequence[int | None]) -> list[str]:
    """Give what stands beside the motto and between its lines, in capitals."""
    left = []
    for line, start in zip(lines, mottos, strict=False):
        own = line if start is None else line[:start]
        if _NUMBERED.match(fold(own)):
            break
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
    unit = _unit_named(bodies)
    if not unit and (name := next(filter(None, (_tail(body, gazetteer) for body in bodies)), "")):
        full = _province_named(name, gazetteer)
        return full, full
    if not unit and not has_seat_only(bodies[-1]) and not any(map(is_national, bodies)):
        unit = _named_like(signed_at, document)
    if not unit:
        return "", ""
    spelled = _spell(unit, gazetteer)
    above = (_spell(unit_of(body), gazetteer) for body in bodies[:-1] if unit_of(body))
    provinces = (full for full in (spelled, *above) if gazetteer.find_province(full))
    return spelled, next(provinces, _province(spelled, gazetteer))


def _tail(body: str, gazetteer: Gazetteer) -> str:
    """Give the name of a province that the name of its office ends with: `SỞ Y TẾ HẬU GIANG`."""
    words = body.split()
    if unit_of(body) or not is_office(body):
        return ""
    names = (" ".join(words[-count:]) for count in (4, 3, 2) if count < len(words))
    return next((name for name in names if _province_named(name, gazetteer)), "")


def _province_named(name: str, gazetteer: Gazetteer) -> str:
    same = [place.full for place in gazetteer.provinces if fold(place.name) == fold(name)]
    return same[0] if len(same) == 1 else ""


def _named_like(signed_at: str, document: Document) -> str:
    """Find the unit in whose name a document was signed: `Phù Mỹ Bắc` is `xã Phù Mỹ Bắc`."""
    if len(signed_at.split()) < 2:
        return ""
    for page in document.pages:
        for line in page.lines:
            folded = fold(line.text)
            for kind in _UNITS:
                at = folded.find(f"{kind} {signed_at}")
                if at >= 0 and not folded[max(at - 4, 0) : at].endswith((*_LETTERS, "thi ")):
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
