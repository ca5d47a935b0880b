"""Composes an invented report on procedure control with form 06: prose, and a table of fields.

The figures agree with each other as the form asks, unless a contradiction is planted; see
dossiers_figures.py. The sentences stand in phrases-tthc.toml.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tests.generator.compose import Figure, InventedReport, Kind, Paragraph, letterheads
from tests.generator.contradictions import Planted
from tests.generator.dossiers_figures import (
    COLUMNS,
    TOTAL,
    DossierTable,
    invent_table,
    plant_in_prose,
    plant_in_table,
    prose_values,
)
from tests.generator.figures import invent_habits
from tests.generator.invent import Commune, Occasion, Sender, invent_commune, invent_occasion
from tests.generator.phrases import Speaker, choose_variant, load_chapters, load_openings

PHRASES = "phrases-tthc.toml"
# In the table three, in the prose one.
CONTRADICTIONS = ("dossiers_line", "dossiers_flow", "dossiers_total", "dossiers_prose")
_ROMAN = ("I", "II", "III")
_SUBJECTS = (
    "Công tác kiểm soát thủ tục hành chính {period}",
    "Tình hình, kết quả thực hiện công tác kiểm soát thủ tục hành chính {period}",
    "Tình hình, kết quả kiểm soát thủ tục hành chính, thực hiện cơ chế một cửa, một cửa liên thông "
    "trong giải quyết thủ tục hành chính {period}",
    "Công tác kiểm soát TTHC và kết quả giải quyết TTHC {period}",
)


@dataclass(frozen=True, slots=True)
class DossiersReport(InventedReport):
    """A report with form 06 instead of an appendix of rows."""

    table: DossierTable

    def cells_of(self, row: int) -> tuple[str, ...]:
        """Name the cells of a line of the table, counted from 0."""
        return tuple(f"{self.table.lines[row].id}.{column}" for column in COLUMNS)


def make_dossiers_report(
    seed: int,
    *,
    period_kind: str | None = None,
    contradictions: Sequence[str] = (),
    sender: Sender | None = None,
) -> DossiersReport:
    """Invent a report; the same seed gives the same one.

    Args:
        seed: Where all chance comes from.
        period_kind: "quarter", "half", "nine", "year"; None leaves it open.
        contradictions: Some of CONTRADICTIONS; without any, all checks hold.
        sender: Who reports when; None leaves it open.
    """
    rng = random.Random(f"dossiers/{seed}")
    commune, occasion = sender or (invent_commune(rng), invent_occasion(rng, period_kind))
    habits = invent_habits(rng)
    table = invent_table(rng, occasion.months)
    planted: list[Planted] = []
    for kind in sorted(contradictions, key=CONTRADICTIONS.index):  # the total is spoilt last
        if kind != "dossiers_prose":
            table, names = plant_in_table(rng, table, kind)
            planted.append(Planted(kind, names))
    values = prose_values(table)
    if "dossiers_prose" in contradictions:
        planted.append(Planted("dossiers_prose", plant_in_prose(rng, values)))
    words = _words(rng, commune, occasion, table)
    speaker = Speaker(values, {}, words, habits, {})
    paragraphs = tuple(_write(rng, speaker))
    figures = (
        *(Figure(name, name, value) for name, value in table.cells()),
        *(Figure(name, name, value) for name, value in speaker.mentioned.items()),
    )
    return DossiersReport(
        seed, commune, occasion.number, occasion.signed, occasion.period, occasion.period_name,
        rng.choice(_SUBJECTS).format(period=occasion.period_name),
        rng.choice(letterheads(commune)),
        "", paragraphs, (), figures, tuple(planted), table,
    )  # fmt: skip


def _words(
    rng: random.Random, commune: Commune, occasion: Occasion, table: DossierTable
) -> dict[str, str]:
    """Give the words of the sentences, among them figures that are no indicator's."""
    field = max(table.lines, key=lambda line: (line.id != TOTAL, line.count("received_total")))
    return {
        "commune": commune.name,
        "district": commune.district,
        "province": commune.province,
        "year": str(occasion.year),
        "period": occasion.period_name,
        "field": field.label[0].lower() + field.label[1:],
        "field_received": str(field.count("received_total")),
        "field_resolved": str(field.count("resolved_total")),
        "noise_number": f"{rng.randint(3, 60):02d}",
        "noise_small": str(rng.randint(2, 9)),
        "noise_procedures": str(rng.randint(95, 190)),
        "noise_fields": str(rng.randint(9, 30)),
        "noise_before": str(rng.randint(40, 900)),
        "noise_plan": str(rng.randint(200, 900)),
        "noise_rate": f"{rng.randint(61, 99)}%",
        "target_rate": f"{rng.randint(60, 90)}%",
    }


def _write(rng: random.Random, speaker: Speaker) -> Iterator[Paragraph]:
    yield Paragraph(Kind.BODY, speaker.say(rng.choice(load_openings(PHRASES))))
    known = speaker.values.keys() | speaker.words.keys()
    for roman, chapter in zip(_ROMAN, load_chapters(PHRASES), strict=False):
        yield Paragraph(Kind.CHAPTER, f"{roman}. {rng.choice(chapter.titles)}")
        for number, part in enumerate(chapter.parts):
            if part.title:
                yield Paragraph(Kind.PART, f"{number}. {part.title}")
            for slot in part.slots:
                sentence = choose_variant(rng, slot, known, frozenset({"dossiers_received_online"}))
                if sentence is not None:
                    yield Paragraph(Kind.BODY, speaker.say(sentence))
