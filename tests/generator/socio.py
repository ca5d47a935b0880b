"""Composes an invented socio-economic report: prose only, no appendix.

The sentences stand in phrases-kt-xh.toml. Those of phrases-kt-xh-unseen.toml were written after the
patterns, for measuring what these do with wordings they were not made for.
"""

from __future__ import annotations

import random
import tomllib
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path

from tests.generator.compose import (
    Figure,
    InventedReport,
    Kind,
    Paragraph,
    letterheads,
)
from tests.generator.contradictions import Draft, Planted, first_that_bears
from tests.generator.figures import invent_habits
from tests.generator.invent import Commune, Occasion, Sender, invent_commune, invent_occasion
from tests.generator.phrases import (
    Part,
    Slot,
    Speaker,
    choose_variant,
    load_chapters,
    load_openings,
)
from tests.generator.socio_contradictions import plant_socio
from tests.generator.socio_figures import invent_socio_figures

FORM = Path(__file__).parents[2] / "patterns" / "kt-xh-xa.toml"
PHRASES = "phrases-kt-xh.toml"
HABITS = "phrases-kt-xh-habits.toml"  # in other authors' habits; the patterns may learn from it
UNSEEN = "phrases-kt-xh-unseen.toml"
RESTATED = "restated"  # id of the slot that states a figure once more
_ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII")
_SUBJECTS = (
    "Tình hình kinh tế - xã hội, quốc phòng - an ninh {period}",
    "Kết quả thực hiện nhiệm vụ phát triển kinh tế - xã hội, quốc phòng - an ninh {period}",
    "Tình hình thực hiện nhiệm vụ phát triển kinh tế - xã hội {period}",
)


@cache
def _labels() -> dict[str, str]:
    with FORM.open("rb") as file:
        return {row["id"]: row["label"] for row in tomllib.load(file)["indicator"]}


def make_socio_report(
    seed: int,
    *,
    period_kind: str | None = None,
    phrases: str = PHRASES,
    contradictions: Sequence[str] = (),
    sender: Sender | None = None,
) -> InventedReport:
    """Invent a socio-economic report; the same seed gives the same one.

    Args:
        seed: Where all chance comes from.
        period_kind: "month", "quarter", "half", "nine", "year"; None leaves it open.
        phrases: The file with the sentences.
        contradictions: Kinds of `SOCIO_KINDS` to plant; without any, all checks hold.
        sender: Who reports when; None leaves it open.
    """
    seeds = (f"socio/{seed}", *(f"socio/{seed}/{attempt}" for attempt in range(1, 200)))
    tried = (
        _try_report(random.Random(one), seed, period_kind, phrases, contradictions, sender)
        for one in seeds
    )
    return first_that_bears(tried, contradictions)


def _try_report(
    rng: random.Random,
    seed: int,
    period_kind: str | None,
    phrases: str,
    contradictions: Sequence[str],
    sender: Sender | None,
) -> InventedReport | None:
    commune, occasion = sender or invent_sender(rng, period_kind)
    habits = invent_habits(rng)
    values = invent_socio_figures(rng, habits, occasion.months)
    draft = Draft(rng, values, {}, {})
    words = _words(rng, commune, occasion)
    try:
        planted = tuple(plant_socio(draft, kind) for kind in contradictions)
    except ValueError:
        return None
    speaker = Speaker(values, draft.restated, words, habits, {})
    paragraphs = tuple(_write(rng, speaker, phrases, _rows_of(planted)))
    if not _rows_of(planted) <= speaker.mentioned.keys():
        return None
    labels = _labels()
    figures = tuple(Figure(name, labels[name], value) for name, value in speaker.mentioned.items())
    return InventedReport(
        seed, commune, occasion.number, occasion.signed, occasion.period, occasion.period_name,
        rng.choice(_SUBJECTS).format(period=occasion.period_name),
        rng.choice(letterheads(commune)),
        "", paragraphs, (), figures, planted,
    )  # fmt: skip


def invent_sender(rng: random.Random, period_kind: str | None) -> Sender:
    """Invent who reports when; such reports count by the calendar."""
    commune = invent_commune(rng)
    kind = period_kind or rng.choice(("month", "quarter", "half", "nine", "year"))
    return commune, invent_occasion(rng, kind, calendar=True)


def _rows_of(planted: Sequence[Planted]) -> frozenset[str]:
    return frozenset(name for one in planted for name in one.indicators)


def _words(rng: random.Random, commune: Commune, occasion: Occasion) -> dict[str, str]:
    """Give the words of the sentences, among them figures of other years, plans and places."""
    return {
        "commune": commune.name,
        "district": commune.district,
        "year": str(occasion.year),
        "year_before": str(occasion.year - 1),
        "period": occasion.period_name,
        "noise_percent": f"{rng.randint(11, 95) / 10}%".replace(".", ","),
        "noise_rate": f"{rng.randint(610, 1190) / 10}%".replace(".", ","),
        "target_rate": f"{rng.randint(95, 99)}%",
        "noise_area": str(rng.randint(150, 700)),
        "noise_yield": f"{rng.randint(50, 70)},{rng.randint(1, 9)}",
        "noise_heads": str(rng.randint(35, 900)),
        "noise_cases": str(rng.randint(2, 9)),
        "noise_money": f"{rng.randint(3, 28)}.{rng.randint(100, 999)}",
    }


def _write(
    rng: random.Random, speaker: Speaker, phrases: str, required: frozenset[str]
) -> Iterator[Paragraph]:
    yield Paragraph(Kind.BODY, speaker.say(rng.choice(load_openings(phrases))))
    for roman, chapter in zip(_ROMAN, load_chapters(phrases), strict=False):
        yield Paragraph(Kind.CHAPTER, f"{roman}. {rng.choice(chapter.titles)}")
        for number, part in enumerate(chapter.parts):
            if part.title:
                yield Paragraph(Kind.PART, f"{number}. {part.title}")
            yield from _write_part(rng, part, speaker, required)


def _write_part(
    rng: random.Random, part: Part, speaker: Speaker, required: frozenset[str]
) -> Iterator[Paragraph]:
    known = {name for name, value in speaker.values.items() if value is not None}
    for slot in part.slots:
        if _applies(slot, speaker):
            wanted = frozenset(speaker.restated) if slot.id == RESTATED else required
            sentence = choose_variant(rng, slot, known | speaker.words.keys(), wanted)
            if sentence is not None:
                dash = "- " if rng.random() < 0.5 else ""
                yield Paragraph(Kind.ITEM if dash else Kind.BODY, dash + speaker.say(sentence))


def _applies(slot: Slot, speaker: Speaker) -> bool:
    if slot.id == RESTATED and not speaker.restated:
        return False
    values = speaker.values
    return not (slot.when and not values.get(slot.when)) and not (
        slot.unless and values[slot.unless]
    )
