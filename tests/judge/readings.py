"""Short ways to write readings and forms in tests of the judge."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from functools import cache
from pathlib import Path

from pipeline.judge.verdict import Verdict, judge
from pipeline.model.form import Form, Indicator, Kind
from pipeline.model.page import Document, Line, Page, PageKind
from pipeline.model.reading import Method, Reading, Source, Support
from pipeline.model.report import Heading

COMMUNE_FORM = Path(__file__).parents[2] / "patterns" / "cchc-xa.toml"


@cache
def commune_form() -> Form:
    """The form of the commune reports as it is in the project."""
    from pipeline.forms import load_form

    return load_form(COMMUNE_FORM, examples=False)


def row(name: str, kind: Kind = Kind.COUNT, **more: object) -> Indicator:
    """A row of an appendix."""
    section, _, code = name.partition(".")
    return Indicator(name, f"Dòng {name}", kind, section=section, code=code, **more)  # type: ignore[arg-type]


def prose(name: str, kind: Kind = Kind.COUNT, **more: object) -> Indicator:
    """A figure of the prose."""
    return Indicator(name, f"Số {name}", kind, **more)  # type: ignore[arg-type]


def make_form(*indicators: Indicator, **more: object) -> Form:
    """A form of a few indicators."""
    return Form("thu", "Báo cáo thử", ("báo cáo thử",), indicators=indicators, **more)  # type: ignore[arg-type]


def read(
    name: str,
    value: str | int | None,
    support: Support = Support.SINGLE,
    *,
    method: Method | None = None,
    text: str = "",
    period: str = "",
    page: int = 1,
    alternatives: tuple[str, ...] = (),
) -> Reading:
    """A reading; each stands in a place of its own unless the text says otherwise."""
    figure = None if value is None else Decimal(value)
    by_id = Method.TABLE if name[0].isupper() else Method.PROSE
    source = Source(page, text or f"{name} {value} {period}")
    return Reading(
        name, figure, source, method or by_id, "pattern", support, "", alternatives, period
    )


def read_all(figures: Mapping[str, str | int | Decimal | None], support: Support) -> list[Reading]:
    """One reading for each figure."""
    return [
        read(name, str(value) if isinstance(value, Decimal) else value, support)
        for name, value in figures.items()
    ]


def text_document(*lines: str) -> Document:
    """A document of one page of text."""
    return Document((Page(1, PageKind.TEXT, tuple(map(Line, lines))),))


def judge_readings(form: Form, *readings: Reading, heading: Heading | None = None) -> Verdict:
    """Judge readings of a report without a text."""
    return judge(form, heading or Heading(), readings, Document(()))


def told(verdict: Verdict) -> dict[str, tuple[str, ...]]:
    """Which check spoke on which rows; a check that spoke twice is there with all its rows."""
    rows: dict[str, tuple[str, ...]] = {}
    for finding in verdict.findings:
        rows[finding.check] = (*rows.get(finding.check, ()), *finding.indicators)
    return rows


def statuses(verdict: Verdict) -> dict[str, str]:
    """The status of each indicator."""
    return {one.indicator: one.status.value for one in verdict.observations}
