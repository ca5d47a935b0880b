"""Invents boxes: what lies one after the other when a box of paper is scanned in one go.

Reports of all families and of communes that are easily mistaken for each other, with letters,
decisions and plans between them. Where a document begins and ends follows from here alone; see
`stack` for the pages and `box_truth` for what is told of them.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum

from tests.generator.compose import MORE, InventedReport, make_report
from tests.generator.dossiers import DossiersReport, make_dossiers_report
from tests.generator.invent import Commune, Sender, invent_commune, invent_occasion
from tests.generator.socio import make_socio_report
from tests.generator.style import Style, choose_style
from tests.generator.writings import RECIPES, Writing, invent_writing

SIZES = (2, 3, 3, 4, 4, 5, 5, 6, 7, 8, 10, 12)  # documents; most boxes are small, so runs are short
_FAMILIES = ("cchc-xa", "cchc-xa", "cchc-xa", "tthc-06", "kt-xh-xa")
_TRIES = 60  # for an occasion of the year of the box; one that fails is of another year
_PEOPLE = 3  # communes whose papers lie in one box, at most


class Backs(StrEnum):
    """Which blank pages a scanner left behind within one document."""

    NONE = "none"
    LAST = "last"  # the back of an odd last page
    ALL = "all"  # the back of every page: printed on one side, scanned on both
    INSIDE = "inside"  # one somewhere in the middle


@dataclass(frozen=True, slots=True)
class Piece:
    """One document as it lies in the box."""

    paper: InventedReport | Writing
    style: Style
    family: str = ""  # id of the form of a report; empty for all else
    backs: Backs = Backs.NONE
    divided: bool = False  # a blank sheet lies behind it
    copied: bool = False  # a copy of another piece, worn more
    cut: int = 0  # last pages that did not get into the box

    @property
    def kind(self) -> str:
        """Name the kind of document."""
        return self.paper.kind if isinstance(self.paper, Writing) else "báo cáo"

    @property
    def number(self) -> str:
        """Give the number as printed; empty where a hand was to write it."""
        return "" if self.style.open_number else self.paper.number

    @property
    def signed(self) -> date | None:
        """Give the date; None where a hand was to write the day."""
        return None if self.style.open_day else self.paper.signed

    @property
    def issuer(self) -> str:
        """Name the body whose letterhead it bears."""
        paper = self.paper
        return paper.body.issuer if isinstance(paper, Writing) else paper.commune.issuer

    @property
    def report(self) -> InventedReport | None:
        """Give the report whose figures are known."""
        return None if isinstance(self.paper, Writing) else self.paper

    @property
    def traits(self) -> tuple[str, ...]:
        """Name what makes it hard to tell from its neighbours."""
        style = self.style
        told = {
            "copy": self.copied, "cut": bool(self.cut), "open number": style.open_number,
            "open day": style.open_day, "stacked letterhead": style.stacked,
            "headed appendix": style.headed_appendix and bool(self.report),
            f"blank {self.backs}": self.backs is not Backs.NONE, "blank behind": self.divided,
        }  # fmt: skip
        own = self.paper.traits if isinstance(self.paper, Writing) else ()
        return (*own, *(name for name, is_so in told.items() if is_so))


@dataclass(frozen=True, slots=True)
class Box:
    """What lies in one box, from top to bottom."""

    seed: int
    pieces: tuple[Piece, ...]
    gathered: int | None = None  # the appendices of this piece and the next lie behind both


def make_box(seed: int) -> Box:
    """Invent a box; the same seed gives the same one."""
    rng = random.Random(f"box/{seed}")
    size = rng.choice(SIZES)
    people = tuple(_invent_people(rng))
    is_gathered = rng.random() < 0.15
    reports = max(2 if is_gathered else 1, round(size * rng.uniform(0.4, 0.9)))
    families = [rng.choice(_FAMILIES) for _ in range(reports)]
    if is_gathered:
        families[:2] = "cchc-xa", "cchc-xa"
    pieces = list(_invent_reports(rng, seed, families, people, is_gathered))
    if len(pieces) < size and rng.random() < 0.25:
        pieces.append(replace(rng.choice(pieces), copied=True))
    cited = [_cite(piece.report) for piece in pieces if piece.report and piece.number]
    others = (_invent_other(rng, seed * 100 + n, people, cited) for n in range(50, 62))
    pair = pieces[:2] if is_gathered else []
    loose = [*pieces[len(pair) :], *(next(others) for _ in range(size - len(pieces)))]
    rng.shuffle(loose)
    at = rng.randint(0, len(loose))
    laid = [_lay(rng, piece) for piece in (*loose[:at], *pair, *loose[at:])]
    return Box(seed, tuple(laid), at if is_gathered else None)


def _invent_people(rng: random.Random) -> Iterator[Commune]:
    """Give the communes of a box; two of them may bear the same name in different districts."""
    first = invent_commune(rng)
    yield first
    for _ in range(rng.randint(0, _PEOPLE - 1)):
        other = invent_commune(rng)
        if rng.random() < 0.4 and other.district != first.district:
            yield replace(other, name=first.name)
        else:
            yield replace(other, district=first.district, province=first.province)


def _invent_reports(
    rng: random.Random, seed: int, families: Sequence[str], people: Sequence[Commune], closed: bool
) -> Iterator[Piece]:
    """Invent reports, no two of the same commune and family about the same period.

    Args:
        rng: The source of all chance.
        seed: Of the box.
        families: Of each report.
        people: Who reports.
        closed: Whether the first two must bear numbers and appendices that name these.
    """
    year = rng.randint(2019, 2024)
    seen: set[tuple[str, ...]] = set()
    for number, family in enumerate(families):
        sender = _choose_sender(rng, family, people, year, seen)
        named = closed and number < 2
        report = _make(rng, family, seed * 100 + number, sender, whole=named)
        style = _choose_style(rng, report.seed, opens=not named)
        yield Piece(report, style, family)


def _choose_sender(
    rng: random.Random, family: str, people: Sequence[Commune], year: int,
    seen: set[tuple[str, ...]],
) -> Sender:  # fmt: skip
    socio = family == "kt-xh-xa"
    for attempt in range(10 * _TRIES):
        commune = rng.choice(people)
        kind = "month" if socio and rng.random() < 0.5 else None
        occasion = invent_occasion(rng, kind, calendar=True if socio else None)
        key = (family, commune.name, commune.district, occasion.period.id)
        if key not in seen and (occasion.year == year or attempt > _TRIES):
            seen.add(key)
            return commune, occasion
    raise ValueError(f"no occasion is left for {family}")


def _make(
    rng: random.Random, family: str, seed: int, sender: Sender, *, whole: bool
) -> InventedReport | DossiersReport:
    if family == "kt-xh-xa":
        return make_socio_report(seed, sender=sender)
    if family == "tthc-06":
        return make_dossiers_report(seed, sender=sender)
    if not whole and rng.random() < 0.15:
        return make_report(seed, sender=sender, phrases=MORE)  # prose alone
    return make_report(seed, sender=sender)


def _invent_other(
    rng: random.Random, seed: int, people: Sequence[Commune], cited: Sequence[str]
) -> Piece:
    signed = date(rng.randint(2019, 2024), 1, 5) + timedelta(days=rng.randint(0, 355))
    kind = rng.choice((*RECIPES, "công văn", "quyết định"))
    writing = invent_writing(seed, kind, rng.choice(people), signed, cited)
    cut = 1 if rng.random() < 0.06 and not writing.enclosures else 0
    return Piece(writing, _choose_style(rng, seed, opens=True), cut=cut)


def _choose_style(rng: random.Random, seed: int, *, opens: bool) -> Style:
    """Choose a layout with small type, which keeps scans short."""
    is_open = opens and rng.random() < 0.15
    return choose_style(
        seed, size=rng.choice((13.0, 13.5)), table_size=rng.choice((9.5, 10.0)), leading=1.2,
        margins=(60.0, 42.0), numbers_below=rng.random() < 0.3,
        of_pages=int(rng.random() < 0.12),  # the count itself is known once it was drawn
        stacked=rng.random() < 0.12, open_number=is_open, open_day=is_open and rng.random() < 0.7,
        headed_appendix=rng.random() < 0.15,
    )  # fmt: skip


def _lay(rng: random.Random, piece: Piece) -> Piece:
    """Say which blank pages come with a piece."""
    chance = rng.random()
    backs = Backs.NONE
    if chance < 0.3:
        backs = Backs.LAST
    elif chance < 0.36:
        backs = Backs.ALL
    elif chance < 0.46:
        backs = Backs.INSIDE
    return replace(piece, backs=backs, divided=rng.random() < 0.15)


def _cite(report: InventedReport) -> str:
    issuer = report.commune.issuer
    return f"Báo cáo số {report.number} ngày {report.signed:%d/%m/%Y} của {issuer}"
