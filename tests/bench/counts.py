"""What counts of a report that was read, and how it is told."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields
from pathlib import Path

from pipeline.measure.score import FigureScore, Outcome, ReportScore
from pipeline.model.reading import Status
from pipeline.vietnamese.numbers import print_number
from tests.bench.kinds import Kind
from tests.bench.outputs import Rows
from tests.bench.paper import Share, count_codes, count_found, paper_truth, read_prose

_TRUSTED = (Status.SURE, Status.READ)
_SHOWN = 60  # letters of the text that was read


@dataclass(frozen=True, slots=True)
class Accuracy:
    """The counts of one report, or of all of a kind."""

    reports: int
    right: Share  # of the printed values of the appendix
    waiting: Share  # doubtful or missing, of those that no planted contradiction concerns
    silent: Share  # of all figures and blanks
    beyond: int  # figures called good that the truth does not speak of
    codes: Share  # of the rows of the appendix
    numbers: Share  # of the prose

    def __add__(self, other: Accuracy) -> Accuracy:
        """Count both."""
        names = [field.name for field in fields(self)]
        return Accuracy(*(getattr(self, name) + getattr(other, name) for name in names))


_NONE = Share(0, 0)
NOTHING = Accuracy(0, _NONE, _NONE, _NONE, 0, _NONE, _NONE)


def count_report(kind: Kind, report: ReportScore, rows: Rows, folder: Path) -> Accuracy:
    """Count what came out of one report.

    Args:
        kind: Its kind.
        report: Its score.
        rows: What the output says of its indicators.
        folder: With the inputs in folder/in, and what was read of them in folder/out.
    """
    file = folder / "in" / report.report
    truth = paper_truth(int(file.stem), kind)
    printed = [
        figure
        for figure in report.figures
        if figure.truth.value is not None and figure.truth.indicator in truth.rows
    ]
    unplanted = [figure for figure in printed if not figure.truth.planted]
    has_places = file.suffix not in (".txt", ".docx", ".xlsx")  # these show none
    return Accuracy(
        reports=1,
        right=Share(sum(figure.outcome is Outcome.RIGHT for figure in printed), len(printed)),
        waiting=Share(sum(map(_waits, unplanted)), len(unplanted)),
        silent=Share(len(list(_silent(report))), len(report.figures)),
        beyond=len(list(tell_beyond(report, rows))),
        codes=count_codes(truth, rows, bent=kind.bent) if has_places else Share(0, 0),
        numbers=count_found(truth.numbers, read_prose(folder / "out", file, truth.prose_pages)),
    )


def _waits(figure: FigureScore) -> bool:
    return figure.doubtful or figure.outcome is Outcome.MISSING


def _silent(report: ReportScore) -> Iterator[FigureScore]:
    return (figure for figure in report.figures if figure.outcome is Outcome.SILENT)


def tell_silent(report: ReportScore) -> Iterator[str]:
    """Tell each wrong figure or blank that nothing points at."""
    for figure in _silent(report):
        if figure.given:
            true = "-" if figure.truth.value is None else print_number(figure.truth.value)
            value = "-" if figure.given.value is None else print_number(figure.given.value)
            read = f"{value}, true {true} ({figure.given.status}) {figure.given.text[:_SHOWN]!r}"
            yield f"{report.report} {figure.truth.indicator}: {read}"


def tell_beyond(report: ReportScore, rows: Rows) -> Iterator[str]:
    """Tell each figure called good of which the truth says nothing.

    Most are true, but of a sentence that means something else. What the program says it derived
    is left out: that is printed nowhere.
    """
    for one in report.beyond:
        if one.given.status in _TRUSTED and not rows[one.indicator].derived:
            value = "-" if one.given.value is None else print_number(one.given.value)
            read = f"{value} ({one.given.status}) {one.given.text[:_SHOWN]!r}"
            yield f"{report.report} {one.indicator}: {read}"
