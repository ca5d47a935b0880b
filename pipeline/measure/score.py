"""Score an output folder against the truth.

What counts is not only how many figures are right. A wrong one that its status calls good is a
silent error and ruins an archive; a doubtful or missing one is work for a person. Both are
counted apart, and the stated confidences are held against what came true.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from pathlib import Path

from pipeline.measure.truth import (
    TrueFigure,
    TrueHeading,
    Truth,
    find_truths,
    read_table,
    read_truth,
)
from pipeline.model.errors import SettingError
from pipeline.model.reading import Status
from pipeline.model.report import State
from pipeline.vietnamese.alphabet import normal
from pipeline.write.names import path_key
from pipeline.write.tidy import csv_names


class Outcome(StrEnum):
    """What became of one true figure; each has exactly one."""

    RIGHT = "right"  # the printed figure, whatever the status
    BLANK = "blank right"  # none printed, none given
    WRONG = "wrong"  # not what is printed, and the status says doubtful
    SILENT = "silent"  # not what is printed, and nothing points at it
    MISSING = "missing"  # not seen by us, and the status says so


@dataclass(frozen=True, slots=True)
class Given:
    """What the output says of one indicator."""

    value: Decimal | None
    status: Status
    confidence: float | None
    findings: str
    text: str


@dataclass(frozen=True, slots=True)
class FigureScore:
    """One true figure and what the output made of it."""

    report: str
    truth: TrueFigure
    given: Given | None  # None: the output has no such row
    outcome: Outcome

    @property
    def doubtful(self) -> bool:
        """Say whether the output calls the row doubtful."""
        return self.given is not None and self.given.status is Status.DOUBTFUL

    @property
    def false_alarm(self) -> bool:
        """Say whether a right row without a planted contradiction is called doubtful."""
        good = self.outcome in (Outcome.RIGHT, Outcome.BLANK)
        return good and self.doubtful and not self.truth.planted

    @property
    def overlooked(self) -> bool:
        """Say whether a row of a planted contradiction has no finding."""
        return bool(self.truth.planted) and not (self.given and self.given.findings)


@dataclass(frozen=True, slots=True)
class HeadingScore:
    """One column of `reports.csv` and what it should say."""

    report: str
    truth: TrueHeading
    given: str

    @property
    def right(self) -> bool:
        """Say whether both are the same text, blanks aside."""
        return _squeeze(self.given) == _squeeze(self.truth.value)


@dataclass(frozen=True, slots=True)
class Beyond:
    """A value given of which the truth says nothing: invented, where the truth is complete."""

    indicator: str
    given: Given


@dataclass(frozen=True, slots=True)
class ReportScore:
    """One report against its truth."""

    report: str
    state: State
    figures: tuple[FigureScore, ...]
    headings: tuple[HeadingScore, ...]
    beyond: tuple[Beyond, ...] = ()
    no_figures: tuple[str, ...] = ()  # truths that are texts


@dataclass(frozen=True, slots=True)
class Score:
    """All reports that have a truth; those without, and the other way round."""

    reports: tuple[ReportScore, ...]
    without_truth: tuple[str, ...]  # reports
    without_report: tuple[str, ...]  # truth files

    @property
    def figures(self) -> tuple[FigureScore, ...]:
        """All figures of all reports."""
        return tuple(figure for report in self.reports for figure in report.figures)

    @property
    def silent(self) -> int:
        """The figure this project lives by."""
        return sum(figure.outcome is Outcome.SILENT for figure in self.figures)


def measure(out: Path, truth: Path) -> Score:
    """Compare what stands in an output folder with true values.

    Every report that was read or failed counts: a report that failed misses all its figures.
    The truth of `sub/a.pdf` is `sub/a.csv` or `sub/a.pdf.csv` below the truth folder.

    Raises:
        SettingError: A folder or file cannot be read.
    """
    states, headings, given = _read_outputs(out)
    truths = find_truths(truth)
    names = csv_names(states)
    scores, without_truth, used = [], [], set()
    for report, state in states.items():
        key = next((key for key in _truth_keys(report, names[report]) if key in truths), None)
        if key is None:
            without_truth.append(report)
            continue
        used.add(key)
        known = read_truth(truths[key])
        scores.append(_score_report(report, state, known, given.get(report, {}), headings[report]))
    without_report = (file for key, file in truths.items() if key not in used)
    return Score(
        tuple(scores),
        tuple(without_truth),
        tuple(file.relative_to(truth).as_posix() for file in without_report),
    )


def _truth_keys(report: str, name: str) -> Iterator[str]:
    folder, _, file = report.rpartition("/")
    stem = file.rpartition(".")[0]
    yield path_key(name)
    yield path_key(f"{report}.csv")
    yield path_key("/".join(filter(None, (folder, f"{stem}.csv"))))


def _read_outputs(
    out: Path,
) -> tuple[dict[str, State], dict[str, dict[str, str]], dict[str, dict[str, Given]]]:
    try:
        return *_read_reports(out), _read_figures(out)
    except (KeyError, ValueError, InvalidOperation) as error:
        raise SettingError(
            f"{out} không phải thư mục kết quả, hoặc tệp CSV trong đó đã bị sửa ({error}). "
            "Hãy chạy lại solieu extract.",
            f"{out} is no output folder, or its CSVs were changed ({error}). "
            "Run solieu extract again.",
        ) from error


def _read_reports(out: Path) -> tuple[dict[str, State], dict[str, dict[str, str]]]:
    table = read_table(out / "reports.csv")
    lines = {str(line["report"]): line for line in table.to_dict("records")}
    states = {report: State(line["state"]) for report, line in lines.items()}
    kept: dict[str, State] = {}
    for report, state in states.items():
        if state is not State.SKIPPED:
            kept[report] = state
    texts = {
        report: {str(column): str(value) for column, value in line.items()}
        for report, line in lines.items()
    }
    return kept, texts


def _read_figures(out: Path) -> dict[str, dict[str, Given]]:
    figures: dict[str, dict[str, Given]] = {}
    for row in read_table(out / "figures.csv").to_dict("records"):
        figures.setdefault(row["report"], {})[row["indicator"]] = Given(
            value=Decimal(row["value"]) if row["value"] else None,
            status=Status(row["status"]),
            confidence=float(row["confidence"]) if row["confidence"] else None,
            findings=row["findings"],
            text=row["text"],
        )
    return figures


def _score_report(
    report: str, state: State, truth: Truth, given: dict[str, Given], heading: dict[str, str]
) -> ReportScore:
    known = {figure.indicator for figure in truth.figures} | set(truth.no_figures)
    return ReportScore(
        report,
        state,
        figures=tuple(
            FigureScore(report, figure, row, decide_outcome(figure.value, row))
            for figure in truth.figures
            for row in [given.get(figure.indicator)]
        ),
        headings=tuple(
            HeadingScore(report, true, heading.get(true.column, "")) for true in truth.headings
        ),
        beyond=tuple(
            Beyond(name, row)
            for name, row in given.items()
            if row.value is not None and name not in known
        ),
        no_figures=truth.no_figures,
    )


def decide_outcome(expected: Decimal | None, given: Given | None) -> Outcome:
    """Say what became of a true figure.

    A figure given where none is printed, and a blank where one is, are as wrong as a wrong
    figure; whether silently, the status says.

    >>> read = Given(Decimal("5.0"), Status.READ, 0.9, "", "5")
    >>> str(decide_outcome(Decimal(5), read)), str(decide_outcome(None, read))
    ('right', 'silent')
    >>> str(decide_outcome(Decimal(5), None))
    'missing'
    """
    if given is None or (given.status is Status.MISSING and given.value is None):
        return Outcome.MISSING
    if given.value == expected:
        return Outcome.BLANK if expected is None else Outcome.RIGHT
    return Outcome.WRONG if given.status is Status.DOUBTFUL else Outcome.SILENT


def _squeeze(text: str) -> str:
    return " ".join(normal(text).split())
