"""Composes an invented report: letterhead, prose in the layout of Decree 30/2020, appendix rows."""

from __future__ import annotations

import random
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any

from pipeline.model.reading import Period
from tests.generator.contradictions import Draft, Planted, first_that_bears, plant
from tests.generator.figures import Habits, Values, invent_figures, invent_habits
from tests.generator.invent import (
    Commune,
    Occasion,
    Paper,
    Sender,
    invent_commune,
    invent_occasion,
    invent_papers,
)
from tests.generator.phrases import (
    Part,
    Slot,
    Speaker,
    choose_variant,
    figures_in,
    load_chapters,
    load_openings,
    print_figure,
)
from tests.generator.reform_figures import invent_noise, invent_reform_figures

FORM = Path(__file__).parents[2] / "patterns" / "cchc-xa.toml"
PHRASES = "phrases.toml"
MORE = "phrases-cchc-more.toml"  # the patterns may be changed to read these
MET = "phrases-cchc-met.toml"  # as well; measured once before
HABITS = "phrases-cchc-habits.toml"  # and these, of other authors' habits
UNSEEN = "phrases-cchc-unseen.toml"  # and not these
_ROMAN = ("I", "II", "III", "IV", "V", "VI")
_POSTS = ("Địa chính - Xây dựng", "Tài chính - Kế toán", "Văn hóa - Xã hội", "Tư pháp - Hộ tịch")
# The plans that the prose cites by name; the list of documents leaves the first one out.
_PLANS = ("plan_reform", "plan_control", "plan_law", "plan_digital")


class Kind(StrEnum):
    """How a paragraph is printed."""

    CHAPTER = "chapter"
    PART = "part"
    BODY = "body"
    ITEM = "item"


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph of the prose."""

    kind: Kind
    text: str


@dataclass(frozen=True, slots=True)
class AppendixRow:
    """One line of the appendix; a section where there is no indicator."""

    code: str  # "VII" or "5.2.1", as on the form
    label: str
    unit: str  # of a choice its legend
    printed: str
    department: str
    kind: str = "section"  # else the kind of the indicator
    indicator: str = ""


@dataclass(frozen=True, slots=True)
class Figure:
    """What is true of one indicator of this report."""

    indicator: str
    label: str
    value: Decimal | None  # None: the row is there, and nothing is printed in it


@dataclass(frozen=True, slots=True)
class InventedReport:
    """One report of a commune that does not exist, and all that is true of it."""

    seed: int
    commune: Commune
    number: str
    signed: date
    period: Period
    period_name: str
    subject: str
    letterhead: tuple[str, ...]  # the lines of its left column
    appendix_title: str
    paragraphs: tuple[Paragraph, ...]
    rows: tuple[AppendixRow, ...]
    figures: tuple[Figure, ...]  # rows of the appendix in order, then the prose as mentioned
    planted: tuple[Planted, ...]


@cache
def _form() -> dict[str, Any]:
    with FORM.open("rb") as file:
        return tomllib.load(file)


def make_report(
    seed: int,
    *,
    period_kind: str | None = None,
    contradictions: Sequence[str] = (),
    phrases: str = PHRASES,
    sender: Sender | None = None,
) -> InventedReport:
    """Invent a report; the same seed gives the same one.

    Args:
        seed: Where all chance comes from.
        period_kind: "quarter", "half", "nine", "year"; None leaves it open.
        contradictions: Kinds of `contradictions.KINDS` to plant; without any, all checks hold.
        phrases: The file with the sentences; of others than `PHRASES` reports have no appendix.
        sender: Who reports when; None leaves it open.
    """
    tried = (
        _try_report(
            random.Random(f"{seed}/{attempt}"), seed, period_kind, contradictions, phrases, sender
        )
        for attempt in range(100)
    )
    return first_that_bears(tried, contradictions)


def _try_report(
    rng: random.Random,
    seed: int,
    period_kind: str | None,
    contradictions: Sequence[str],
    phrases: str,
    sender: Sender | None,
) -> InventedReport | None:
    commune, occasion = sender or (invent_commune(rng), invent_occasion(rng, period_kind))
    papers, habits = invent_papers(rng, occasion.year), invent_habits(rng)
    values = invent_figures(rng, habits, occasion.months, len(papers))
    if phrases != PHRASES:
        values = invent_reform_figures(rng, habits, values)
    draft = Draft(rng, values, {}, dict(papers))
    try:
        planted = tuple(plant(draft, kind) for kind in contradictions)
    except ValueError:
        return None
    required = frozenset(name for one in planted for name in one.indicators)
    speaker = Speaker(
        values, draft.restated, _words(rng, commune, occasion, papers, draft), habits, {}
    )
    paragraphs = tuple(_write_prose(rng, speaker, papers, required, phrases))
    rows = tuple(_fill_appendix(rng, values, habits)) if phrases == PHRASES else ()
    if not _all_said(planted, speaker):
        return None
    return InventedReport(
        seed, commune, occasion.number, occasion.signed, occasion.period, occasion.period_name,
        f"Công tác cải cách hành chính {occasion.period_name} trên địa bàn xã {commune.name}",
        rng.choice(letterheads(commune)),
        "Thống kê số liệu về kết quả thực hiện công tác cải cách hành chính "
        + occasion.period_name,
        paragraphs, rows, tuple(_figures(rows, values, speaker.mentioned)), planted,
    )  # fmt: skip


def letterheads(commune: Commune) -> tuple[tuple[str, ...], ...]:
    """Give what the left column of a commune's letterhead may say."""
    name, district = commune.name.upper(), commune.district.upper()
    return ("ỦY BAN NHÂN DÂN", f"XÃ {name}"), (f"UBND {district}", f"ỦY BAN NHÂN DÂN XÃ {name}")


def _all_said(planted: Sequence[Planted], speaker: Speaker) -> bool:
    concerned = {name for one in planted for name in one.indicators if name.islower()}
    return concerned <= speaker.mentioned.keys()


def _words(
    rng: random.Random, commune: Commune, occasion: Occasion, papers: dict[str, Paper], draft: Draft
) -> dict[str, str]:
    start, end = occasion.period.start, occasion.period.end
    spoken = f"Từ ngày {start.day:02d}/{start.month:02d}/{start.year} đến ngày {end:%d/%m/%Y}"
    named = occasion.calendar or rng.random() < 0.6
    decree = (
        "33/2023/NĐ-CP ngày 10/6/2023" if occasion.year >= 2023 else "34/2019/NĐ-CP ngày 24/4/2019"
    )
    return {
        "commune": commune.name,
        "district": commune.district,
        "year": str(occasion.year),
        "year_before": str(occasion.year - 1),
        "period": occasion.period_name,
        "range": spoken if named else f"Trong {occasion.period_name}",
        "post": rng.choice(_POSTS),
        "noise_more": str(rng.randint(4, 60)),
        "noise_before": str(rng.randint(150, 900)),
        "decree_staff": f"Nghị định số {decree}",
        "plan_control_again": draft.again["plan_control"].cite(),
        **invent_noise(random.Random(commune.name)),
        **{key: paper.cite() for key, paper in papers.items()},
    }


def _write_prose(
    rng: random.Random,
    speaker: Speaker,
    papers: dict[str, Paper],
    required: frozenset[str],
    phrases: str,
) -> Iterator[Paragraph]:
    yield Paragraph(Kind.BODY, speaker.say(rng.choice(load_openings(phrases))))
    for roman, chapter in zip(_ROMAN, load_chapters(phrases), strict=False):
        yield Paragraph(Kind.CHAPTER, f"{roman}. {rng.choice(chapter.titles)}")
        for number, part in enumerate(chapter.parts):
            if part.title:
                yield Paragraph(Kind.PART, f"{number}. {part.title}")
            yield from _write_part(rng, part, speaker, papers, required)


def _write_part(
    rng: random.Random,
    part: Part,
    speaker: Speaker,
    papers: dict[str, Paper],
    required: frozenset[str],
) -> Iterator[Paragraph]:
    known = {name for name, value in speaker.values.items() if value is not None}
    for slot in part.slots:
        if not _applies(slot, speaker.values):
            continue
        wanted = required
        if slot.id == "restated" and speaker.restated:
            wanted = required | figures_in(slot.variants[0])
        sentence = choose_variant(rng, slot, known | speaker.words.keys(), wanted)
        if sentence is None:
            continue
        kind = Kind.ITEM if slot.item else Kind.BODY
        yield Paragraph(kind, ("- " if slot.item else "") + speaker.say(sentence))
        if slot.id == "documents":
            yield from _list_papers(papers, speaker.words["year"])


def _applies(slot: Slot, values: Values) -> bool:
    if slot.when and not values[slot.when]:
        return False
    return not (slot.unless and values[slot.unless])


def _list_papers(papers: dict[str, Paper], year: str) -> Iterator[Paragraph]:
    listed = [paper for key, paper in papers.items() if key != "plan_reform"]
    for paper in sorted(listed, key=lambda paper: paper.issued):
        text = f"- {paper.cite()} về {paper.subject} năm {year};"
        yield Paragraph(Kind.ITEM, text)


def _fill_appendix(rng: random.Random, values: Values, habits: Habits) -> Iterator[AppendixRow]:
    form = _form()
    for section in form["section"]:
        code = section["code"]
        yield AppendixRow(code, section["label"], "", "", section.get("department", ""))
        for row in form["indicator"]:
            if row.get("section") != code or not row.get("code"):
                continue
            printed = _print_cell(rng, row["kind"], values.get(row["id"]), habits)
            yield AppendixRow(
                row["code"], row["label"], row.get("unit", ""), printed,
                row.get("department", ""), row["kind"], row["id"],
            )  # fmt: skip


def _print_cell(rng: random.Random, kind: str, value: Decimal | None, habits: Habits) -> str:
    if value is None:
        return ""
    if kind == "choice":
        return f"{value:02f}" if rng.random() < habits.two_digit_choices else f"{value:f}"
    percent = kind == "percent" and rng.random() < habits.percent_signs
    return print_figure(value, habits, percent)


def _figures(
    rows: Sequence[AppendixRow], values: Values, mentioned: dict[str, Decimal]
) -> Iterator[Figure]:
    for row in rows:
        if row.indicator:
            yield Figure(
                row.indicator, row.label, values.get(row.indicator) if row.printed else None
            )
    labels = {row["id"]: row["label"] for row in _form()["indicator"]}
    for name, value in mentioned.items():
        yield Figure(name, labels.get(name, ""), value)
