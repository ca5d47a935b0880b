"""Figures of the prose that a report need not give, and does not: no work for a person.

Every report has its appendix, and none says all that sentences can say. So a row of the appendix
that was not seen is missing, and a figure of the prose is too where every report gives it
(`required`), where a check asks for it, where the report gives it for another time, and wherever it
may stand there after all: in words that no pattern reads, on a page that could not be read, in a
dump that lost much. All other figures of the prose are unstated.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace

from pipeline.model.form import Form
from pipeline.model.reading import Observation, Spot, Status


def find_optional(observations: Iterable[Observation], form: Form) -> frozenset[str]:
    """Give the missing figures that the report need not give, as far as the judge can tell."""
    return frozenset(
        one.indicator
        for one in observations
        if one.status is Status.MISSING
        and not (one.mentions or one.findings)
        and _need_not_be(one.indicator, form)
    )


def _need_not_be(name: str, form: Form) -> bool:
    row = form.by_id.get(name)
    return row is not None and not (row.code or row.required or form.is_cell(name))


def taken_spots(observations: Iterable[Observation]) -> Iterator[Spot]:
    """Give where the figures stand that have become values, or are told as another period's."""
    for one in observations:
        for reading in (one.reading, *one.mentions):
            if reading and (reading.value == one.value or reading.period):
                yield from reading.source.spots


def tell_unstated(
    observations: Iterable[Observation], unstated: Collection[str]
) -> Iterator[Observation]:
    """Give the observations with the status of those that are not stated."""
    for one in observations:
        yield replace(one, status=Status.UNSTATED) if one.indicator in unstated else one
