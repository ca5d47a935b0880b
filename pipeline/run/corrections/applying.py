"""What people decided about a report, put into it.

A stored result knows nothing of decisions, so it stays good whatever people decide; they are put in
each time it is taken out.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence, Set
from dataclasses import replace
from decimal import Decimal

from pipeline.judge.corrected import Settled, judge_corrected
from pipeline.judge.verdict import Verdict
from pipeline.model.correction import Correction
from pipeline.model.form import Form
from pipeline.model.reading import UnknownRow
from pipeline.model.report import Report
from pipeline.run.corrections.book import Book
from pipeline.write.report_line import print_parts
from pipeline.write.tidy import unknown_ids


def apply_corrections(
    report: Report,
    form: Form | None,
    book: Book,
    is_there: Callable[[str], bool] = lambda _: True,
    before: Verdict | None = None,
) -> Report:
    """Give a report with what people decided about it.

    Args:
        report: As its stored result has it, with all readings, named.
        form: Of the report; None: it names its figures itself.
        book: All decisions of the folder.
        is_there: Whether the inputs have a report of a path; see `Book.of_report`.
        before: The verdict on it without decisions, where it is known; see `judge_corrected`.
    """
    decided = book.of_report(report.path, report.sha256, is_there)
    if not decided:
        return report
    form = form_of(report, form)
    names = unknown_ids(report, form.by_id)
    values = {one.indicator: one.value for one in report.observations}
    values |= {name: row.value for name, row in zip(names, report.unknown_rows, strict=True)}
    settled = settle(report, values, decided)
    rows = tuple(
        _settle_row(row, settled.held.get(name), settled.stale.get(name))
        for name, row in zip(names, report.unknown_rows, strict=True)
    )
    own = set(names)
    given = {one.other for one in settled.held.values() if one.other}
    return judge_corrected(
        _give(replace(report, unknown_rows=rows), given),
        form,
        replace(settled, held={k: v for k, v in settled.held.items() if k not in own}),
        values,
        before,
    )


def form_of(report: Report, form: Form | None) -> Form:
    """Give the form that a report is judged by, as far as it is known."""
    if form and form.matrix:
        from pipeline.tables.matrix import form_of_report  # here, as other reports do without

        return form_of_report(form, report.indicators, report.observations)
    return form or Form(report.form, "", (), indicators=report.indicators)


def settle(
    report: Report, values: Mapping[str, Decimal | None], decided: Iterable[Correction]
) -> Settled:
    """Tell the decisions that hold from those whose value is another by now.

    A decision holds upon the machine's value, or upon that of a decision that holds. The last one
    that was made upon what is there now counts; if a later one was not, that is told.

    Args:
        report: Whose file and pages the decisions must be of.
        values: The machine's values, by indicator.
        decided: In the order they were made.
    """
    parts = print_parts(report)
    held: dict[str, Correction] = {}
    stale: dict[str, Correction] = {}
    for one in decided:
        same = one.sha256 == report.sha256 and one.parts in ("", parts)
        name = one.indicator
        if name in values and same and one.was in _standing(name, values, held):
            held[name] = one
            stale.pop(name, None)
        else:
            stale[name] = one
    return Settled({name: one for name, one in held.items() if name not in stale}, stale)


def _standing(
    name: str, values: Mapping[str, Decimal | None], held: Mapping[str, Correction]
) -> Sequence[Decimal | None]:
    return (values[name], held[name].value) if name in held else (values[name],)


def _give(report: Report, names: Set[str]) -> Report:
    """Take figures that people gave to an indicator from those that none takes."""
    both = zip(report.others, report.other_indicators, strict=True)
    kept = [pair for pair in both if pair[0].indicator not in names]
    if len(kept) == len(report.others):
        return report
    return replace(
        report,
        others=tuple(one for one, _ in kept),
        other_indicators=tuple(indicator for _, indicator in kept),
        taken=report.taken + len(report.others) - len(kept),
    )


def _settle_row(row: UnknownRow, held: Correction | None, stale: Correction | None) -> UnknownRow:
    if held:
        return replace(row, value=held.value, is_decided=True)
    return replace(row, is_stale=True) if stale else row
