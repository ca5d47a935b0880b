"""The period of a report, by vote.

Title, first paragraph, title of the appendix and closing sentence name it, a date range may be
printed, and the signing date says which periods can have ended. Every period that somebody names
is a hypothesis; each piece of evidence multiplies its likelihood under it. A Roman numeral that
lost a stroke is thus outvoted, and a tie leaves the field empty.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from pipeline.extract.heading.parts import HeadingText, Part
from pipeline.model.finding import Finding, Severity
from pipeline.model.reading import Period
from pipeline.vietnamese.alphabet import fold
from pipeline.vietnamese.dates import RangeMention, find_ranges
from pipeline.vietnamese.periods import (
    MONTHS,
    QUARTERS,
    PeriodMention,
    build_period,
    find_periods,
    match_range,
)

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
_MOST_BODY_MENTIONS = 8
_RANGE_WEIGHT = 2.0
_YEAR_PARTS = frozenset({Part.TITLE, Part.APPENDIX, Part.CLOSING})

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

# Days from the end of the calendar period to the signing of its report: (earliest, latest).
_SIGNED = {1: (-18, 25), 3: (-35, 45), 6: (-35, 45), 9: (-35, 45), 12: (-60, 62)}

_PLAN = re.compile(r"phuong huong|nhiem vu|trong tam|ke hoach|giai phap")
_PLAN_REACH = 60  # characters
_TOGETHER = re.compile(r"(?: ?n[a-z]{0,3}m ?20[0-9]{2})? ?(?:v[a-z0-9]|,|&|;)? ?(?:c[a-z] )?")


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
    ballots = _collect(heading)
    ranges = [(found, mean) for found in find_ranges(heading.text) if (mean := match_range(found))]
    named = {_Hypothesis(*mean) for _, mean in ranges} | _hypotheses(ballots, signed)
    scores = {
        hypothesis: _score(hypothesis, ballots, ranges, signed, heading.digital)
        for hypothesis in sorted(named, key=lambda hypothesis: hypothesis.id)
    }
    winner = _lead(scores)
    if winner is None or not (ranges or any(part is not Part.BODY for part, _ in ballots)):
        seen = _list(mention.text for part, mention in ballots if part is not Part.BODY)
        message = "Không xác định được kỳ báo cáo" + (f": đọc được {seen}." if seen else ".")
        return None, (Finding(PERIOD_CHECK, Severity.WARNING, message),)
    period, doubts = _days(winner, ranges, closing_day)
    return period, (*doubts, *_objections(winner, ballots, ranges, signed))


def _collect(heading: HeadingText) -> list[tuple[Part, PeriodMention]]:
    """Give the mentions that have a vote, with the part of the report they stand in."""
    found = [
        (heading.part_at(mention.start), mention)
        for mention in find_periods(heading.text, damaged=not heading.digital)
    ]
    # A title or sentence counts once, so that two titles of an appendix are two ballots.
    by_part: dict[Part, list[PeriodMention]] = {}
    for part, mention in found:
        by_part.setdefault(part, []).append(mention)
    ballots: list[tuple[Part, PeriodMention]] = []
    for part, mentions in by_part.items():
        kept = _join(mentions, heading) if part is not Part.BODY else mentions
        exact = [mention for mention in kept if mention.part]
        if part is Part.BODY:
            exact = exact[:_MOST_BODY_MENTIONS]
        years = [mention for mention in kept if not mention.part][:1]
        chosen = exact or (years if part in _YEAR_PARTS else [])
        ballots.extend((part, mention) for mention in chosen)
    return ballots


def _join(mentions: list[PeriodMention], heading: HeadingText) -> list[PeriodMention]:
    """Drop plans for the next period; of `quý IV và năm 2024` keep the wider one."""
    kept: list[PeriodMention] = []
    for mention in mentions:
        before = heading.folded[max(0, mention.start - _PLAN_REACH) : mention.start]
        if kept and kept[-1].end > mention.start - _PLAN_REACH:
            between = heading.folded[kept[-1].end : mention.start]
            if _TOGETHER.fullmatch(between) and _covers(mention, kept[-1]):
                kept[-1] = replace(
                    mention, start=kept[-1].start, text=heading.text[kept[-1].start : mention.end]
                )
                continue
            before = between
        if not (kept and _PLAN.search(before)):
            kept.append(mention)
    return kept


def _covers(wide: PeriodMention, narrow: PeriodMention) -> bool:
    """Say whether one period ends with the other and is longer."""
    first, last = MONTHS[wide.part]
    ends = {MONTHS[part][1] for part, likelihood in narrow.parts if likelihood > 0.1}
    return last in ends and first < MONTHS[narrow.part][0]


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
    ranges: Sequence[tuple[RangeMention, tuple[int, str]]],
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
    if ranges:
        agree = sum(mean == (hypothesis.year, hypothesis.part) for _, mean in ranges)
        share = agree / len(ranges)
        total += _RANGE_WEIGHT * math.log(max(share, 0.03))
    if signed:
        total += math.log(_signing_likelihood(hypothesis, signed))
    return total


def _signing_likelihood(hypothesis: _Hypothesis, signed: date) -> float:
    first, last = MONTHS[hypothesis.part]
    earliest, latest = _SIGNED[last - first + 1]
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
    winner: _Hypothesis,
    ranges: Sequence[tuple[RangeMention, tuple[int, str]]],
    closing_day: int | None,
) -> tuple[Period, tuple[Finding, ...]]:
    period = build_period(winner.year, winner.part, closing_day)
    printed = Counter(
        (found.first, found.last) for found, mean in ranges if mean == (winner.year, winner.part)
    )
    if not printed:
        return period, ()
    (start, end), _ = printed.most_common(1)[0]
    if len(printed) == 1:
        return Period(period.id, start, end), ()
    listed = _list(f"{first:%d/%m/%Y}-{last:%d/%m/%Y}" for first, last in printed)
    message = f"Báo cáo ghi nhiều khoảng thời gian khác nhau: {listed}."
    return Period(period.id, start, end), (Finding(PERIOD_CHECK, Severity.WARNING, message),)


def _objections(
    winner: _Hypothesis,
    ballots: Sequence[tuple[Part, PeriodMention]],
    ranges: Sequence[tuple[RangeMention, tuple[int, str]]],
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
        for found, mean in ranges
        if mean != (winner.year, winner.part)
    ]
    if signed and _signing_likelihood(winner, signed) < 1:
        against.append(f"ngày ký {signed:%d/%m/%Y}")
    if against:
        message = f"Kỳ báo cáo được chọn là {winner.id}, nhưng báo cáo cũng ghi {_list(against)}."
    elif not _is_named(winner, ballots, ranges):
        message = f"Kỳ báo cáo {winner.id} được suy từ ngày ký, vì chữ ghi kỳ không đọc được."
    else:
        return ()
    return (Finding(PERIOD_CHECK, Severity.WARNING, message),)


def _is_named(
    winner: _Hypothesis,
    ballots: Iterable[tuple[Part, PeriodMention]],
    ranges: Iterable[tuple[RangeMention, tuple[int, str]]],
) -> bool:
    """Say whether some title, sentence or range reads as the winner, not just as any quarter."""
    return any(mean == (winner.year, winner.part) for _, mean in ranges) or any(
        part is not Part.BODY and dict(mention.parts).get(winner.part, 0) > _ANY_QUARTER
        for part, mention in ballots
    )


def _list(texts: Iterable[str]) -> str:
    """Join what was read, each wording once."""
    distinct = {fold(text): text for text in texts}
    return ", ".join(f"“{text}”" for text in distinct.values())
