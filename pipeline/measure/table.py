"""A score in print: one line per report, each error by name, and whether confidences hold."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import pandas as pd

from pipeline.measure.reliability import Group, group_values
from pipeline.measure.score import FigureScore, Outcome, ReportScore, Score
from pipeline.vietnamese.numbers import print_number
from pipeline.write.summary import one_line

_LEGEND = """\
right: đúng; blank right: để trống, đúng; wrong: sai nhưng có báo nghi ngờ; SILENT: sai mà không báo
missing: không thấy; doubtful: số dòng nghi ngờ; false alarm: đúng mà bị nghi ngờ
overlooked: mâu thuẫn cài sẵn không bị phát hiện; beyond: có giá trị mà tệp đúng không nói đến
heading: số mục sai ở phần đầu báo cáo
share: tỷ lệ đúng; stated: độ tin cậy đã ghi; 95 %: khoảng chứa tỷ lệ đúng thật (Wilson)"""

_SHOWN = 60  # letters of the text that was read


@dataclass(frozen=True, slots=True)
class Tally:
    """The counts of one report, or of all."""

    report: str
    rows: int
    right: int
    blank_right: int
    wrong: int
    silent: int
    missing: int
    doubtful: int  # right ones among them
    false_alarms: int
    planted: int
    overlooked: int  # of the planted ones
    beyond: int
    headings: int
    wrong_headings: int


@dataclass(frozen=True, slots=True)
class Reliability:
    """How often rows of one kind were right, beside what they promised."""

    kind: str  # a status
    rows: int
    right: int
    confidence: float | None  # mean of those stated; None: none was

    @property
    def share(self) -> float:
        """Share of right rows, 0 to 1."""
        return self.right / self.rows


def tally(name: str, reports: Sequence[ReportScore]) -> Tally:
    """Count the outcomes of some reports."""
    figures = [figure for report in reports for figure in report.figures]
    headings = [heading for report in reports for heading in report.headings]
    outcomes = [figure.outcome for figure in figures]
    return Tally(
        report=name,
        rows=len(figures),
        right=outcomes.count(Outcome.RIGHT),
        blank_right=outcomes.count(Outcome.BLANK),
        wrong=outcomes.count(Outcome.WRONG),
        silent=outcomes.count(Outcome.SILENT),
        missing=outcomes.count(Outcome.MISSING),
        doubtful=sum(figure.doubtful for figure in figures),
        false_alarms=sum(figure.false_alarm for figure in figures),
        planted=sum(bool(figure.truth.planted) for figure in figures),
        overlooked=sum(figure.overlooked for figure in figures),
        beyond=sum(len(report.beyond) for report in reports),
        headings=len(headings),
        wrong_headings=sum(not heading.right for heading in headings),
    )


def reliability(figures: Iterable[FigureScore]) -> tuple[Reliability, ...]:
    """Compare stated confidence with the share that was right, by status.

    Missing rows promise nothing and are left out.
    """
    rows = [
        (figure.given.status.value, figure.given.confidence, figure.outcome)
        for figure in figures
        if figure.given and figure.outcome is not Outcome.MISSING
    ]
    frame = pd.DataFrame(rows, columns=["status", "confidence", "outcome"])
    frame["confidence"] = frame["confidence"].astype(float)
    frame["right"] = frame["outcome"].isin([Outcome.RIGHT, Outcome.BLANK])
    found = []
    for status, group in frame.groupby("status"):
        mean = group["confidence"].mean()
        found.append(
            Reliability(
                kind=str(status),
                rows=len(group),
                right=int(group["right"].sum()),
                confidence=None if pd.isna(mean) else float(mean),
            )
        )
    return tuple(found)


def by_confidence(figures: Iterable[FigureScore]) -> tuple[Group, ...]:
    """Group values by the confidence they state; see `measure.reliability`."""
    return group_values(
        (figure.given.confidence, figure.outcome is Outcome.RIGHT)
        for figure in figures
        if figure.given and figure.given.confidence is not None
    )


def print_score(score: Score) -> str:
    """Print a score as plain text, with every error by name."""
    tallies = [tally(report.report, [report]) for report in score.reports]
    tallies.append(tally("TOTAL", score.reports))
    parts = [
        _print_table([_tally_line(one) for one in tallies]),
        _LEGEND,
        _print_figures("SILENT", score, [Outcome.SILENT]),
        _print_figures("wrong", score, [Outcome.WRONG]),
        _print_overlooked(score),
        _print_beyond(score),
        _print_headings(score),
        _print_reliability(reliability(score.figures)),
        _print_groups(by_confidence(score.figures)),
        _print_paths("reports without truth (không có tệp đúng)", score.without_truth),
        _print_paths("truth without report (không có báo cáo)", score.without_report),
        _print_paths("truth that is no figure (không phải số)", _no_figures(score)),
    ]
    return "\n\n".join(part for part in parts if part) + "\n"


def _tally_line(one: Tally) -> dict[str, str]:
    return {
        "report": one_line(one.report),
        "rows": str(one.rows),
        "right": str(one.right),
        "blank right": str(one.blank_right),
        "wrong": str(one.wrong),
        "SILENT": str(one.silent),
        "missing": str(one.missing),
        "doubtful": str(one.doubtful),
        "false alarm": str(one.false_alarms),
        "overlooked": f"{one.overlooked}/{one.planted}",
        "beyond": str(one.beyond),
        "heading": f"{one.wrong_headings}/{one.headings}",
    }


def _print_table(lines: list[dict[str, str]]) -> str:
    table = pd.DataFrame(lines)
    first = table.columns[0]
    width = table[first].str.len().max()
    table[first] = table[first].str.ljust(width)
    return table.to_string(index=False)


def _print_figures(title: str, score: Score, outcomes: list[Outcome]) -> str:
    figures = [figure for figure in score.figures if figure.outcome in outcomes]
    if not figures:
        return ""
    return "\n".join([f"{title} ({len(figures)}):", *map(_figure_line, figures)])


def _figure_line(figure: FigureScore) -> str:
    expected = figure.truth.value
    given = figure.given
    if given is None:
        return f"  {one_line(figure.report)} {figure.truth.indicator}"
    value = "-" if given.value is None else print_number(given.value)
    true = "-" if expected is None else print_number(expected)
    return (
        f"  {one_line(figure.report)} {figure.truth.indicator}: {value}, true {true} "
        f"({given.status}, {given.confidence}) {one_line(given.text)[:_SHOWN]!r} {given.findings}"
    ).rstrip()


def _print_overlooked(score: Score) -> str:
    lines = [
        f"  {one_line(figure.report)} {figure.truth.indicator}: {figure.truth.planted}"
        for figure in score.figures
        if figure.overlooked
    ]
    return "\n".join([f"overlooked ({len(lines)}):", *lines]) if lines else ""


def _print_beyond(score: Score) -> str:
    lines = [
        f"  {one_line(report.report)} {one.indicator}: {one.given.value} ({one.given.status}) "
        f"{one_line(one.given.text)[:_SHOWN]!r}"
        for report in score.reports
        for one in report.beyond
    ]
    return "\n".join([f"beyond the truth ({len(lines)}):", *lines]) if lines else ""


def _print_headings(score: Score) -> str:
    lines = [
        f"  {one_line(heading.report)} {heading.truth.column}: {one_line(heading.given)!r}, "
        f"true {heading.truth.value!r}"
        for report in score.reports
        for heading in report.headings
        if not heading.right
    ]
    return "\n".join([f"heading ({len(lines)}):", *lines]) if lines else ""


def _print_reliability(kinds: Sequence[Reliability]) -> str:
    if not kinds:
        return ""
    lines = [
        {
            "status": kind.kind,
            "rows": str(kind.rows),
            "right": str(kind.right),
            "share": f"{kind.share:.3f}",
            "stated": "" if kind.confidence is None else f"{kind.confidence:.3f}",
        }
        for kind in kinds
    ]
    return _print_table(lines)


def _print_groups(groups: Sequence[Group]) -> str:
    """Print the values by tenths of what they state, with the interval of the true share."""
    if not groups:
        return ""
    lines = [
        {
            "confidence": f"from {group.least:.2f}",
            "values": str(group.values),
            "right": str(group.right),
            "share": f"{group.share:.3f}",
            "stated": f"{group.stated:.3f}",
            "95 %": "{:.3f}-{:.3f}".format(*group.interval),
        }
        for group in groups
    ]
    return _print_table(lines)


def _no_figures(score: Score) -> tuple[str, ...]:
    return tuple(
        f"{report.report} {name}" for report in score.reports for name in report.no_figures
    )


def _print_paths(title: str, paths: tuple[str, ...]) -> str:
    return "\n".join([f"{title}:", *(f"  {one_line(path)}" for path in paths)]) if paths else ""
