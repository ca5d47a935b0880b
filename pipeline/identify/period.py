"""The period of a report, by vote.

Title, first paragraph, title of the appendix and closing sentence name it, a date range may be
printed, and the signing date says which periods can have ended. Every period that somebody names
is a hypothesis; each piece of evidence multiplies its likelihood under it. A Roman numeral that
lost a stroke is thus outvoted, and a tie leaves the field empty.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from pipeline.identify.period_days import Printed, find_printed, name_days
from pipeline.identify.period_named import Named, find_named
from pipeline.model.finding import Finding, Severity
from pipeline.model.reading import Period
from pipeline.vietnamese.alphabet import fold
from pipeline.vietnamese.dates import RangeMention
from pipeline.vietnamese.document_zones import HeadingText, Part
from pipeline.vietnamese.period_parts import (
    QUARTERS,
    SCHOOL_PARTS,
    build_period,
    count_length,
)
from pipeline.vietnamese.periods import PeriodMention

PERIOD_CHECK = "period"

# How much one mention counts. The body often keeps sentences of the quarter before.
_WEIGHTS = {
    Part.LETTERHEAD: 1.0,
    Part.TITLE: 3.0,
    Part.OPENING: 2.0,
    Part.APPENDIX: 3.0,
    Part.CLOSING: 2.0,
    Part.BODY: 0.15,
}
_RANGE_WEIGHT = 2.0

# One OCR loses the same stroke of the same letter again and again: its mentions are no independent
# witnesses, and without this factor two strokes read four times beat any signing date.
_SAME_OCR = 0.4

# Likelihood of a mention that names another kind of period, and of one that names another year.
_MISSED = 0.02
_OTHER_YEAR = 0.03
# The winner must be this many times as likely as the next.
_CLEAR_LEAD = math.log(6)

# A numeral objects when the winner is so much less likely than what it looks like; II that lost a
# stroke (0.06 against 0.93) does not.
_OBJECTION = 0.05

# A ruined numeral gives every quarter this likelihood.
_ANY_QUARTER = 0.25

# Days from the end of the calendar period to the signing of its report: (earliest, latest), for
# periods up to so many months.
_SIGNED = {0: (-7, 20), 1: (-18, 25), 11: (-35, 45), 12: (-60, 62)}


_UNLIKELY = 0.1  # of a signing day


@dataclass(frozen=True, slots=True)
class _Hypothesis:
    year: int
    part: str

    @property
    def id(self) -> str:
        return build_period(self.year, self.part).id


def vote_period(
    heading: HeadingText, signed: date | None, closing_day: int | None
) -> tuple[Period | None, tuple[Finding, ...]]:
    """Settle the period and its days; a printed range beats the calendar and the closing day."""
    named = find_named(heading)
    ballots = named.ballots
    years = {mention.year for _, mention in ballots if mention.year}
    if len(years) != 1 and signed:
        years = {signed.year}
    titled = {(one.year, one.part) for part, one in ballots if part is Part.TITLE and one.year}
    said = {name for _, mention in ballots for name, _ in mention.parts}
    printed = name_days(find_printed(heading, min(years, default=None)), titled, said)
    means = {_Hypothesis(*mean) for _, mean in printed.ranges}
    scores = {
        hypothesis: _score(hypothesis, ballots, printed, signed, heading.digital)
        for hypothesis in sorted(means | _hypotheses(ballots, signed), key=lambda one: one.id)
    }
    winner = _lead(scores)
    spoken = bool(printed.ranges) or any(part is not Part.BODY for part, _ in ballots)
    if winner is None or not spoken or _is_of_a_name(winner, named, signed):
        return _settle_unnamed(named, printed)
    period, doubts = _days(winner, printed, closing_day)
    beside = _tell_beside(winner, named, period)
    return period, (*doubts, *beside, *_objections(winner, ballots, printed, signed))


def _is_of_a_name(winner: _Hypothesis, named: Named, signed: date | None) -> bool:
    """Say whether a year is that of a plan or a resolution, long before the report was signed."""
    if signed is None or winner.part or winner.year not in named.in_names:
        return False
    return _signing_likelihood(winner, signed) < _UNLIKELY


def _settle_unnamed(named: Named, printed: Printed) -> tuple[Period | None, tuple[Finding, ...]]:
    """Take the days that a title prints where no part of a year is named."""
    spoken = [one for part, one in named.ballots if part is not Part.BODY]
    if not spoken and (alone := printed.alone()):
        return alone.period, (_warn(alone.doubt),) if alone.doubt else ()
    seen = _list(mention.text for mention in (*spoken, *named.unclear))
    message = "Không xác định được kỳ báo cáo" + (f": đọc được {seen}." if seen else ".")
    return None, (_warn(message),)


def _tell_beside(winner: _Hypothesis, named: Named, period: Period) -> tuple[Finding, ...]:
    """Say which other periods the title names, so that a figure may be of one of those."""
    other = [one.text for one in (*named.beside, *named.unclear) if one.year or one.part]
    said = (
        [f"Tiêu đề còn ghi {_list(other)}; số liệu được ghi cho kỳ {period.id}."] if other else []
    )
    if winner.part in SCHOOL_PARTS:
        said.append(f"Ngày đầu, ngày cuối của {period.id} lấy theo lịch chung của năm học.")
    return tuple(map(_warn, said))


def _warn(message: str) -> Finding:
    return Finding(PERIOD_CHECK, Severity.WARNING, message)


def _hypotheses(
    ballots: Sequence[tuple[Part, PeriodMention]], signed: date | None
) -> set[_Hypothesis]:
    years = {mention.year for _, mention in ballots if mention.year}
    if signed:
        years |= {signed.year, signed.year - 1}
    parts = {
        name for part, mention in ballots if part is not Part.BODY for name, _ in mention.parts
    }
    parts |= {name for _, mention in ballots for name, _ in mention.parts if name in QUARTERS}
    return {_Hypothesis(year, part) for year in years for part in parts}


def _score(
    hypothesis: _Hypothesis,
    ballots: Sequence[tuple[Part, PeriodMention]],
    printed: Printed,
    signed: date | None,
    digital: bool,
) -> float:
    """Give the logarithm of how well a period explains all that was read."""
    total = 0.0
    for part, mention in ballots:
        missed = _MISSED / 4 if digital else _MISSED
        likelihood = dict(mention.parts).get(hypothesis.part, missed)
        if mention.year is not None and mention.year != hypothesis.year:
            likelihood *= _OTHER_YEAR
        total += _WEIGHTS[part] * math.log(likelihood) * (1 if digital else _SAME_OCR)
    if printed.ranges:
        agree = sum(mean == (hypothesis.year, hypothesis.part) for _, mean in printed.ranges)
        share = agree / len(printed.ranges)
        total += _RANGE_WEIGHT * math.log(max(share, 0.03))
    if signed:
        total += math.log(_signing_likelihood(hypothesis, signed))
    return total


def _signing_likelihood(hypothesis: _Hypothesis, signed: date) -> float:
    length = count_length(hypothesis.year, hypothesis.part)
    earliest, latest = next(days for months, days in _SIGNED.items() if length <= months)
    days = (signed - build_period(hypothesis.year, hypothesis.part).end).days
    if earliest <= days <= latest:
        return 1.0
    return 0.1 if 1.5 * earliest <= days <= 1.5 * latest else 0.005


def _lead(scores: dict[_Hypothesis, float]) -> _Hypothesis | None:
    ranked = sorted(scores, key=lambda hypothesis: -scores[hypothesis])
    if not ranked:
        return None
    if len(ranked) > 1 and scores[ranked[0]] - scores[ranked[1]] < _CLEAR_LEAD:
        return None
    return ranked[0]


def _days(
    winner: _Hypothesis, printed: Printed, closing_day: int | None
) -> tuple[Period, tuple[Finding, ...]]:
    """Give the winner with its days as printed: a range, or the day that figures reach to."""
    period = build_period(winner.year, winner.part, closing_day)
    ranges = _count_ranges(winner, printed.ranges) or _count_ranges(winner, printed.further)
    if ranges:
        (start, end), _ = ranges.most_common(1)[0]
    elif (day := printed.until) and period.start < day < period.end:
        start, end = period.start, day
    else:
        return period, ()
    settled = Period(period.id, start, end)
    if len(ranges) < 2:
        return settled, ()
    listed = _list(f"{first:%d/%m/%Y}-{last:%d/%m/%Y}" for first, last in ranges)
    return settled, (_warn(f"Báo cáo ghi nhiều khoảng thời gian khác nhau: {listed}."),)


def _count_ranges(
    winner: _Hypothesis, ranges: Iterable[tuple[RangeMention, tuple[int, str]]]
) -> Counter[tuple[date, date]]:
    return Counter(
        (found.first, found.last) for found, mean in ranges if mean == (winner.year, winner.part)
    )


def _objections(
    winner: _Hypothesis,
    ballots: Sequence[tuple[Part, PeriodMention]],
    printed: Printed,
    signed: date | None,
) -> tuple[Finding, ...]:
    """Say which titles, ranges and dates speak against the winner beyond what an OCR does."""
    against = [
        mention.text
        for part, mention in ballots
        if part is not Part.BODY
        and (
            dict(mention.parts).get(winner.part, 0) < _OBJECTION * dict(mention.parts)[mention.part]
            or (mention.year or winner.year) != winner.year
        )
    ]
    against += [
        f"{found.first:%d/%m/%Y}-{found.last:%d/%m/%Y}"
        for found, mean in printed.ranges
        if mean != (winner.year, winner.part)
    ]
    if (day := printed.until) and day > build_period(winner.year, winner.part).end:
        against.append(f"đến ngày {day:%d/%m/%Y}")
    if signed and _signing_likelihood(winner, signed) < 1:
        against.append(f"ngày ký {signed:%d/%m/%Y}")
    if against:
        message = f"Kỳ báo cáo được chọn là {winner.id}, nhưng báo cáo cũng ghi {_list(against)}."
    elif not _is_named(winner, ballots, printed):
        message = f"Kỳ báo cáo {winner.id} được suy từ ngày ký, vì chữ ghi kỳ không đọc được."
    else:
        return ()
    return (_warn(message),)


def _is_named(
    winner: _Hypothesis,
    ballots: Iterable[tuple[Part, PeriodMention]],
    printed: Printed,
) -> bool:
    """Say whether some title, sentence or range reads as the winner, not just as any quarter."""
    return any(mean == (winner.year, winner.part) for _, mean in printed.ranges) or any(
        part is not Part.BODY and dict(mention.parts).get(winner.part, 0) > _ANY_QUARTER
        for part, mention in ballots
    )


def _list(texts: Iterable[str]) -> str:
    """Join what was read, each wording once."""
    distinct = {fold(text): text for text in texts}
    return ", ".join(f"“{text}”" for text in distinct.values())
