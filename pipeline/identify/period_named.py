"""What the parts of a report that say what it is name as its period.

Only title, opening, title of the appendix and closing sentence do; of sentences further down each
has a small voice. A title may name two periods. The next one is a plan (`phương hướng nhiệm vụ
tháng 10`), of a month and the months up to it the wider one counts, and that it named the other
one, too, is told: whether a figure is of the month or of the months no heading says.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from pipeline.vietnamese.document_zones import HeadingText, Part
from pipeline.vietnamese.period_parts import build_period
from pipeline.vietnamese.periods import UNCLEAR, PeriodMention, find_periods

_MOST_BODY_MENTIONS = 8
_YEAR_PARTS = frozenset({Part.TITLE, Part.APPENDIX, Part.CLOSING})
_PLAN = re.compile(
    r"phuong huong|nhiem vu|trong tam|ke hoach|giai phap|du kien|(?<![a-z])uoc(?![a-z])|du bao|"
    r"dinh huong"
)
_RESULT = re.compile(r"ket qua|tinh hinh|tong ket|so ket|danh gia|cong tac|bao cao")
_ESTIMATED = re.compile(r"(?<![a-z])uoc(?![a-z])")
_COMPARED = re.compile(r"so v[a-z]{1,2}|cung ky")
# What carries years in its name and is no period: of the words before a bare year.
_NAMED = re.compile(
    r"ke hoach|nghi quyet|quyet dinh|chi thi|de an|chuong trinh|luat|giai doan|nhiem ky|chi so|"
    r"nhiem vu|du toan|muc tieu"
)
# `Căn cứ văn bản hướng dẫn nhiệm vụ năm học 2024-2025;`: of what is cited, or asks for no report.
_CITED = re.compile(r"(?:^|[;:.]) ?\W{0,3}can cu (?:(?!bao cao|ket qua)[^;:])*$")
_CITED_REACH = 240  # characters
_PLAN_REACH = 60  # characters
_TOGETHER = re.compile(
    r"(?: ?n[a-z]{0,3}m ?20[0-9]{2})? ?(?:v[a-z0-9]|,|&|;)? ?"
    r"(?:(?:luy ke|cong don|tinh chung) )?(?:c[a-z] )?"
)


@dataclass(frozen=True, slots=True)
class Named:
    """The mentions that vote, and what titles name besides."""

    ballots: tuple[tuple[Part, PeriodMention], ...]
    beside: tuple[PeriodMention, ...] = ()  # of titles: other periods that are no plans
    unclear: tuple[PeriodMention, ...] = ()  # of titles: several years, weeks of a month
    # Years of titles that belong to names in them: `Nghị quyết số 18-NQ/TW năm 2017`.
    in_names: frozenset[int] = frozenset()


def find_named(heading: HeadingText) -> Named:
    """Give the mentions that have a vote, with the part of the report they stand in."""
    by_part: dict[Part, list[PeriodMention]] = {}
    for part, mention in _mentions(heading):
        by_part.setdefault(part, []).append(mention)
    ballots: list[tuple[Part, PeriodMention]] = []
    beside: list[PeriodMention] = []
    unclear: list[PeriodMention] = []
    for part, found in by_part.items():
        mentions = [mention for mention in found if mention.part != UNCLEAR]
        if part is not Part.BODY:
            mentions, joined = _join(mentions, heading)
            if part is Part.TITLE:
                beside += joined
                unclear += (mention for mention in found if mention.part == UNCLEAR)
        chosen, others = _choose(part, mentions, heading)
        ballots.extend((part, mention) for mention in chosen)
        beside += others
    years = [one for one in by_part.get(Part.TITLE, ()) if one.part == "" and one.year]
    in_names = {one.year for one in years if one.year and _is_in_name(heading, one)}
    free = {one.year for one in years if not _is_in_name(heading, one)}
    return Named(tuple(ballots), tuple(beside), tuple(unclear), frozenset(in_names - free))


def _mentions(heading: HeadingText) -> list[tuple[Part, PeriodMention]]:
    """Find periods, in the parts that say what the report is as short as titles name them."""
    damaged = not heading.digital
    inside = [
        (part, replace(one, start=one.start + start, end=one.end + start))
        for part, start, end in heading.spans
        if part in _YEAR_PARTS
        for one in find_periods(heading.text[start:end], damaged, heading=part is Part.TITLE)
        if heading.part_at(one.start + start) is part
    ]
    others = [
        (part, mention)
        for mention in find_periods(heading.text, damaged)
        if (part := heading.part_at(mention.start)) not in _YEAR_PARTS
        and not (part is Part.OPENING and _is_cited(heading, mention))
    ]
    return sorted(inside + others, key=lambda found: found[1].start)


def _is_cited(heading: HeadingText, mention: PeriodMention) -> bool:
    before = heading.folded[max(0, mention.start - _CITED_REACH) : mention.start]
    return _CITED.search(before) is not None


def _choose(
    part: Part, mentions: Sequence[PeriodMention], heading: HeadingText
) -> tuple[list[PeriodMention], list[PeriodMention]]:
    """Give the mentions that vote, and those of a title that are put aside although they may count.

    A title or sentence counts once, so that two titles of an appendix are two ballots.
    """
    exact = [mention for mention in mentions if mention.part]
    if part is Part.BODY:
        exact = exact[:_MOST_BODY_MENTIONS]
    years = [mention for mention in mentions if not mention.part]
    free = [one for one in years if not _is_in_name(heading, one)]
    chosen = exact or ((free or years)[:1] if part in _YEAR_PARTS else [])
    if part is not Part.TITLE or not chosen:
        return chosen, []
    known = {mention.year for mention in chosen}
    return chosen, [one for one in free if one.year not in known]


def _is_in_name(heading: HeadingText, mention: PeriodMention) -> bool:
    return _NAMED.search(_before(heading, mention)) is not None


def _before(heading: HeadingText, mention: PeriodMention) -> str:
    return heading.folded[max(0, mention.start - _PLAN_REACH) : mention.start]


def _join(
    mentions: Sequence[PeriodMention], heading: HeadingText
) -> tuple[list[PeriodMention], list[PeriodMention]]:
    """Drop plans for the next period; of `quý IV và năm 2024` keep the wider one.

    Returns:
        The mentions that are left, and the narrower ones of such pairs and what is estimated.
    """
    kept: list[PeriodMention] = []
    beside: list[PeriodMention] = []
    for mention in _without_plans_before(mentions, heading):
        before = _before(heading, mention)
        if kept and kept[-1].end > mention.start - _PLAN_REACH:
            between = heading.folded[kept[-1].end : mention.start]
            if _TOGETHER.fullmatch(between) and _covers(mention, kept[-1]):
                beside.append(kept[-1])
                kept[-1] = _stretch(mention, kept[-1].start, heading)
                continue
            before = between
        if kept and (_is_plan(before) or _COMPARED.search(before)):
            kept[-1] = _earlier(kept[-1], mention)
            if _ESTIMATED.search(before):
                beside.append(mention)
        else:
            kept.append(mention)
    return kept, beside


def _without_plans_before(
    mentions: Sequence[PeriodMention], heading: HeadingText
) -> Sequence[PeriodMention]:
    """Leave out a plan that opens a title which then names a result."""
    if len(mentions) < 2:
        return mentions
    before = _before(heading, mentions[0]).rpartition("bao cao")[2]
    between = heading.folded[mentions[0].end : mentions[1].start]
    opens = _PLAN.search(before) and not _RESULT.search(before)
    return mentions[1:] if opens and _RESULT.search(between) else mentions


def _is_plan(before: str) -> bool:
    """Say whether words speak of what is to come: `; kết quả thực hiện nhiệm vụ` do not."""
    plan = _PLAN.search(before)
    return plan is not None and not re.search("ket qua|tinh hinh", before[: plan.start()])


def _earlier(result: PeriodMention, plan: PeriodMention) -> PeriodMention:
    """Give a result the year before where it borrowed that of a plan which comes earlier in it."""
    if not result.borrowed or result.year is None or result.year != plan.year or not plan.part:
        return result
    ends = build_period(result.year, result.part).end, build_period(result.year, plan.part).end
    return replace(result, year=result.year - 1) if ends[0] > ends[1] else result


def _stretch(mention: PeriodMention, start: int, heading: HeadingText) -> PeriodMention:
    return replace(mention, start=start, text=heading.text[start : mention.end])


def _covers(wide: PeriodMention, narrow: PeriodMention) -> bool:
    """Say whether one period ends with the other and is longer."""
    year = wide.year or narrow.year or 2024
    outer = build_period(year, wide.part)
    likely = (part for part, likelihood in narrow.parts if likelihood > 0.1)
    inner = [build_period(year, part) for part in likely]
    return any(one.end == outer.end for one in inner) and outer.start < min(
        one.start for one in inner
    )
