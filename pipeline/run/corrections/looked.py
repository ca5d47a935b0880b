"""How often the machine was right where a person looked: what corrections teach.

People look where something is doubted, so these shares say nothing of the rows that nobody saw;
they say what a status, a reader or a check is worth where it asks for a look.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
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

STATUS, READER, CHECK, SUPPORT, FORM = "status", "reader", "check", "support", "form"

_Seen = tuple[str, str, bool]  # kind, name, whether it was right


def count_looked(out: Path, patterns: Path) -> tuple[Share, ...]:
    """Count over all decisions of a folder that hold.

    Raises:
        SettingError: The decisions cannot be read.
        FormError: The forms are broken.
    """
    results = Results(out, all_versions(load_checked_forms(patterns)))
    results.open()
    counts: dict[tuple[str, str], list[int]] = {}
    for report, form, held in results.decided():
        for kind, name, right in _look_back(report, form, held):
            count = counts.setdefault((kind, name), [0, 0])
            count[0] += 1
            count[1] += right
    order = (STATUS, SUPPORT, READER, CHECK, FORM)
    return tuple(
        Share(kind, name, looked, right)
        for (kind, name), (looked, right) in sorted(
            counts.items(), key=lambda item: (order.index(item[0][0]), item[0][1])
        )
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
    yield STATUS, one.status, right
    yield FORM, report.form, right
    if one.reading:
        yield SUPPORT, one.reading.support, right
    for check in one.findings:  # one that speaks is right where the value is wrong
        yield CHECK, check, not right
    said: dict[str, bool] = {}
    for choice in choices.of(one):
        said[choice.origin] = said.get(choice.origin, False) or choice.value == true
    for origin, hit in said.items():
        yield READER, origin, hit
