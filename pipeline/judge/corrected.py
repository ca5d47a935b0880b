"""A report judged anew with what people decided: their values win, and what hangs on them follows.

A decision becomes a reading that wins over all others, so sums, rates and everything that confirms
or contradicts are asked in the one way they always are. What the report was judged to be before is
judged once more too, and only what differs between the two is changed in it: what later steps said
of a row (lost pages, a file of several reports) so stays.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Set
from dataclasses import dataclass, replace
from decimal import Decimal

from pipeline.judge.verdict import Verdict, judge
from pipeline.judge.wording import print_figure, print_named
from pipeline.model.correction import Correction, Decision
from pipeline.model.finding import STALE_CORRECTION, Finding, Severity
from pipeline.model.form import Form
from pipeline.model.page import Document
from pipeline.model.reading import Method, Observation, Reading, Source, Status, Support
from pipeline.model.report import Report

_PATTERN = "correction"


@dataclass(frozen=True, slots=True)
class Settled:
    """Which decisions about a report hold, by indicator."""

    held: Mapping[str, Correction]  # the one that counts
    stale: Mapping[str, Correction]  # one whose value is another by now


def judge_corrected(
    report: Report,
    form: Form,
    settled: Settled,
    values: Mapping[str, Decimal | None],
    before: Verdict | None = None,
) -> Report:
    """Give a report with the values of people, and with doubts where theirs no longer hold.

    Args:
        report: As it was judged without them, with all readings.
        form: Of the report, as it was judged with.
        settled: What people decided.
        values: The machine's, of all rows that there are, those the form lacks among them.
        before: What `judge_undecided` gives for the report; None: it is asked here.
    """
    if settled.held:
        before = before or judge_undecided(report, form)
        report = _judge_anew(report, form, settled.held, before)
    if settled.stale:
        report = _doubt_stale(report, form, settled.stale, values)
    return report


def judge_undecided(report: Report, form: Form) -> Verdict:
    """Give the verdict on a report as if nobody had decided anything."""
    return judge(form, report.heading, tuple(_readings(report, {})), Document(()))


def _judge_anew(
    report: Report, form: Form, held: Mapping[str, Correction], before: Verdict
) -> Report:
    after = judge(form, report.heading, tuple(_readings(report, held)), Document(()))
    was, now = _by_indicator(before), _by_indicator(after)
    spoken = set(before.findings)
    others = tuple(finding for finding in report.findings if finding not in spoken)
    lasting = {
        finding.check
        for finding in others
        if finding.severity is Severity.ERROR and not finding.indicators
    }
    observations = tuple(
        _carry_over(
            one,
            was.get(one.indicator),
            now.get(one.indicator),
            held.get(one.indicator),
            lasting,
        )
        for one in report.observations
    )
    return replace(report, observations=observations, findings=(*others, *after.findings))


def _readings(report: Report, held: Mapping[str, Correction]) -> Iterator[Reading]:
    for one in report.observations:
        decided = held.get(one.indicator)
        if decided and decided.decision is not Decision.ABSENT:
            yield _decided_reading(one, decided)
        if decided is None or decided.decision is not Decision.ABSENT:
            yield from (reading for reading in (one.reading, *one.mentions) if reading)


def _decided_reading(one: Observation, decided: Correction) -> Reading:
    """Give a decision as a reading, in the place that the machine read."""
    source = one.reading.source if one.reading else Source(0, "")
    return Reading(
        one.indicator,
        decided.value,
        source,
        Method.CORRECTED,
        _PATTERN,
        Support.AGREED,
        reason=decided.note,
    )


def _by_indicator(verdict: Verdict) -> dict[str, Observation]:
    return {one.indicator: one for one in verdict.observations}


def _carry_over(
    one: Observation,
    was: Observation | None,
    now: Observation | None,
    decided: Correction | None,
    lasting: Set[str],
) -> Observation:
    """Change in an observation what the decisions changed, and nothing else.

    Args:
        one: As it is stored.
        was: As the judge gives it without the decisions.
        now: As the judge gives it with them.
        decided: The decision about it.
        lasting: Checks that doubt the whole report, whatever its figures say to each other: that
            it is one of several, that its file is damaged.
    """
    if decided and decided.decision is Decision.ABSENT:
        kept = tuple(filter(None, (one.reading, *one.mentions)))
        return Observation(one.indicator, None, Status.CORRECTED, None, None, kept)
    if decided and now is None:  # a row that the form no longer has
        return _correct_alone(one, decided)
    if was is None or now is None or (now == was and not decided):
        return one
    if decided:  # what was nowhere seen stands in no place
        return now if one.reading else replace(now, reading=None)
    said_later = set(one.findings) - set(was.findings)
    findings = tuple(sorted({*now.findings, *said_later}))
    doubted = one.status is not was.status or bool(lasting & said_later)
    if doubted and now.status is not Status.DOUBTFUL:  # by a later step, for a reason that stays
        return replace(one, findings=findings)
    return replace(one, status=now.status, confidence=now.confidence, findings=findings)


def _correct_alone(one: Observation, decided: Correction) -> Observation:
    reading = _decided_reading(one, decided) if one.reading else None
    kept = tuple(filter(None, (one.reading, *one.mentions)))
    return Observation(one.indicator, decided.value, Status.CORRECTED, None, reading, kept)


def _doubt_stale(
    report: Report,
    form: Form,
    stale: Mapping[str, Correction],
    values: Mapping[str, Decimal | None],
) -> Report:
    """Make rows doubtful whose value is no longer the one that a person decided upon."""
    observations = tuple(
        _doubt(one) if one.indicator in stale else one for one in report.observations
    )
    findings = tuple(
        _tell_stale(form, report, decided, values) for _, decided in sorted(stale.items())
    )
    return replace(report, observations=observations, findings=(*report.findings, *findings))


def _doubt(one: Observation) -> Observation:
    findings = tuple(sorted({*one.findings, STALE_CORRECTION}))
    return replace(one, status=Status.DOUBTFUL, confidence=None, findings=findings)


def _tell_stale(
    form: Form, report: Report, decided: Correction, values: Mapping[str, Decimal | None]
) -> Finding:
    name = decided.indicator
    who = f" ({', '.join(filter(None, (decided.by, decided.at[:10])))})" if decided.at else ""
    if name not in values:
        why = "nay báo cáo không còn dòng này"
    elif decided.sha256 != report.sha256:
        why = "nay tệp báo cáo đã thay đổi"
    else:
        why = f"nay chương trình đọc {print_figure(values[name])}"
    message = (
        f"{print_named(form, name)}: đã có người sửa {print_figure(decided.was)} thành "
        f"{print_figure(decided.value)}{who}, {why}; không áp dụng, hãy xem lại."
    )
    rows = (name,) if name in values else ()
    return Finding(STALE_CORRECTION, Severity.WARNING, message, rows)
