"""Whether a figure that was found by likeness fits what the rest of the report says."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from pipeline.model.finding import Severity
from pipeline.model.form import Form
from pipeline.model.rule import parse_rule
from pipeline.prose.doubts import is_share


def breaks_relation(
    form: Form, figures: Mapping[str, Decimal | None], name: str, value: Decimal
) -> bool:
    """Say whether a relation of the form fails with a figure and all others known.

    A pattern's figure in such a relation is not to blame for what likeness found.

    Args:
        form: Of the report.
        figures: What was read of it.
        name: Id of the indicator that the figure may be of.
        value: The figure.
    """
    trial = {**figures, name: value}
    for check in form.checks:
        if check.severity is not Severity.ERROR:
            continue
        rule = parse_rule(check.rule)
        known = all(trial.get(one) is not None for one in rule.names)
        if name in rule.names and known and rule.holds(trial) is False:
            return True
    return any(
        _is_no_share(trial.get(one.id), trial.get(one.rate.part), trial.get(one.rate.whole))
        for one in form.indicators
        if one.rate and name in (one.id, one.rate.part, one.rate.whole)
    )


def _is_no_share(rate: Decimal | None, part: Decimal | None, whole: Decimal | None) -> bool:
    if part is None or whole is None:
        return False
    if part > whole:
        return True
    return bool(rate is not None and whole and not is_share(int(part), int(whole), str(rate)))
