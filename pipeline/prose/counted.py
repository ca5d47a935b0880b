"""Indicators that no sentence prints: how many different things the report names.

`documents_named` counts the steering documents of the commune. Its `count` is a plain regular
expression for their symbols on folded text; only chapters and lists that its `context` allows are
searched.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

import regex

from pipeline.model.form import Form, Indicator
from pipeline.model.reading import Method, Reading, Source, Support
from pipeline.prose.anchored import Text
from pipeline.wording.anchors import Pattern, parse_pattern

# Seconds for one text; real ones take a millisecond, and one that goes back and forth has no end.
_PATIENCE = 10.0


def count_documents(texts: Sequence[Text], form: Form) -> Iterator[Reading]:
    """Count the different matches of each `count`; nothing is said where there is none."""
    for indicator in form.indicators:
        if indicator.count:
            reading = _count(indicator, texts)
            if reading is not None:
                yield reading


def _count(indicator: Indicator, texts: Sequence[Text]) -> Reading | None:
    expression: regex.Pattern[str] = regex.compile(indicator.count)
    context = parse_pattern(indicator.context) if indicator.context else None
    found: dict[str, Source] = {}
    damaged = False
    try:
        for text in texts:
            if context is None or _fits(context, text):
                for match in expression.finditer(text.plain, timeout=_PATIENCE):
                    source = text.paragraph.source(match.span(), match.span())
                    found.setdefault(_symbol(match.group()), source)
                    damaged = damaged or text.paragraph.damaged
    except TimeoutError:  # what was found until then is no count
        return None
    if not found:
        return None
    first = next(iter(found.values()))
    return Reading(
        indicator.id,
        Decimal(len(found)),
        Source(first.page, "; ".join(source.text for source in found.values()), first.box),
        Method.DERIVED,
        f"{indicator.id}.count",
        Support.WEAK if damaged else Support.LAYER,
        "đếm các số, ký hiệu văn bản do máy đọc" if damaged else "",
    )


def _fits(context: Pattern, text: Text) -> bool:
    return any(any(part.find(context)) for part in (text.lead, text.chapter))


def _symbol(printed: str) -> str:
    """Two symbols are one where they are alike but for blanks and leading zeros."""
    return re.sub(r"\s", "", printed).lstrip("0")
