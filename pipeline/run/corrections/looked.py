"""How often the machine was right where a person looked: what corrections teach.

People look where something is doubted, so these shares say nothing of the rows that nobody saw;
they say what a status, a reader or a check is worth where it asks for a look.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from pipeline.judge.choices import Choices
from pipeline.model.correction import Correction, Share
from pipeline.model.form import Form
from pipeline.model.reading import Observation
from pipeline.model.report import Report
from pipeline.model.versioned import all_versions
from pipeline.run.catalogue.making import Results
from pipeline.run.checked_forms import load_checked_forms

_ORDER = STATUS, SUPPORT, READER, CHECK, FORM = "status", "support", "reader", "check", "form"


@dataclass(frozen=True, slots=True)
class _Seen:
    kind: str
    name: str
    right: bool
    stated: float | None = None  # confidence


def count_looked(out: Path, patterns: Path) -> tuple[Share, ...]:
    """Count over all decisions of a folder that hold.

    Raises:
        SettingError: The decisions cannot be read.
        FormError: The forms are broken.
    """
    results = Results(out, all_versions(load_checked_forms(patterns)))
    results.open()
    found: dict[tuple[int, str], list[_Seen]] = {}
    for report, form, held in results.decided():
        for seen in _look_back(report, form, held):
            found.setdefault((_ORDER.index(seen.kind), seen.name), []).append(seen)
    return tuple(_share(found[key]) for key in sorted(found))


def _share(seen: Sequence[_Seen]) -> Share:
    stated = [one.stated for one in seen if one.stated is not None]
    return Share(
        seen[0].kind,
        seen[0].name,
        len(seen),
        sum(one.right for one in seen),
        sum(stated) / len(stated) if stated else None,
    )


def _look_back(report: Report, form: Form, held: Mapping[str, Correction]) -> Iterator[_Seen]:
    choices = Choices(form, report)
    for one in report.observations:
        decided = held.get(one.indicator)
        if decided:
            yield from _compare(report, choices, one, decided.value)


def _compare(
    report: Report, choices: Choices, one: Observation, true: Decimal | None
) -> Iterator[_Seen]:
    """Hold what the machine said of a row against what a person saw."""
    right = one.value == true
    yield _Seen(STATUS, one.status, right, one.confidence)
    yield _Seen(FORM, report.form, right, one.confidence)
    if one.reading:
        yield _Seen(SUPPORT, one.reading.support, right, one.confidence)
    for check in one.findings:  # one that speaks is right where the value is wrong
        yield _Seen(CHECK, check, not right)
    said: dict[str, bool] = {}
    for choice in choices.of(one):
        said[choice.origin] = said.get(choice.origin, False) or choice.value == true
    for origin, hit in said.items():
        yield _Seen(READER, origin, hit)
