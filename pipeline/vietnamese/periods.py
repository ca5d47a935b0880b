"""Where a text names a period: `quý III năm 2024`, `6 tháng đầu năm 2023`, `năm 2021`.

Headings say more than sentences are asked for: `tháng 9` without a year, `tuần 38`, `năm học
2024-2025`. In a sentence those are asides (`tuần 2`, `tháng 5`), so only headings are read so.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.vietnamese.alphabet import fold
from pipeline.vietnamese.dates import MONTH_WORD, YEAR_SIGNS, YEAR_WORD, read_year
from pipeline.vietnamese.period_parts import QUARTERS, SCHOOL_YEAR, count_months
from pipeline.vietnamese.roman import STROKE_LETTERS, weigh_quarters

# The part of a mention that names no one period: `năm 2021-2025`, `tuần 2 tháng 6`.
UNCLEAR = "?"

_YEAR = rf"(?P<year>{YEAR_SIGNS})"
_JOIN = rf"(?: ?(?:c[a-z]a )?{YEAR_WORD} ?| ?[/,-] ?(?:{YEAR_WORD} ?)?| )"
_FIRST = rf"(?: [dp][a-z]{{1,3}}u(?: {YEAR_WORD})?)"  # đầu năm, under OCR: dau nim, ddu nam
_MONTHS = rf"{MONTH_WORD}(?:{_FIRST}|(?={_JOIN}{YEAR_SIGNS}))(?:{_JOIN}?{_YEAR})?"
_QUARTER = re.compile(
    r"(?<![a-z0-9])[qg]u[yijv¥] ?[.:]?"
    rf"(?P<numeral>[{STROKE_LETTERS}]{{1,5}}|\S{{1,5}}(?={_JOIN}{YEAR_SIGNS}))"
    rf"(?![a-z0-9])(?:{_JOIN}{_YEAR})?"
)
_HALF = re.compile(rf"(?<![0-9/a-z])(?:0?[6gob]|s[a-z]{{1,2}}u) ?{_MONTHS}")
_NINE = re.compile(rf"(?<![0-9/a-z])(?:0?9|ch[a-z]n) ?{_MONTHS}")
_COUNT_WORDS = {
    "hai": 2, "ba": 3, "bon": 4, "bay": 7, "tam": 8, "muoi": 10, "muoi mot": 11, "muoi hai": 12,
}  # fmt: skip
_COUNT = rf"(?P<count>0?[1-9]|1[0-2]|sau|{'|'.join(sorted(_COUNT_WORDS, reverse=True))})"
_SOME = re.compile(rf"(?<![0-9/a-z.,]){_COUNT} ?{_MONTHS}")
_LAST = re.compile(
    rf"(?<![0-9/a-z.,])(?:{_COUNT} ?{MONTH_WORD}|n[uưi]a) c[a-z0-9]{{1,3}}i(?: {YEAR_WORD})?"
    rf"(?:{_JOIN}?{_YEAR})?(?![a-z0-9])"
)
_FIRST_HALF = re.compile(rf"(?<![a-z])n[uưi]a{_FIRST}(?:{_JOIN}?{_YEAR})?")
_MONTH = re.compile(rf"(?<![0-9a-z]){MONTH_WORD} (?P<month>0?[1-9]|1[0-2])(?:{_JOIN}{_YEAR})")
_WHOLE = re.compile(rf"(?<![a-z]){YEAR_WORD} ?{_YEAR}")
_YEAR_NEXT = re.compile(
    rf"(?:(?<![a-z]){YEAR_WORD} ?|(?<=[ivl|1-4])[/-]|{MONTH_WORD} ?[0-9]{{1,2}}[/-]){_YEAR}"
)
# A day before "tháng 9 năm 2024" makes it a date, a gap for the day too; the last letter of
# "xã hội" is no ruined digit, nor are "số" and "bộ", and "ngành" is no day.
_DAY_BEFORE = re.compile(
    r"(?:(?<![0-9])[0-9]{1,2}|[.…_]|(?<![a-z0-9])(?![sb][oi] )[0-9oil|szb]{1,2}|"
    r"(?<![a-z])n[gq][a-z]{0,2}[yjv¥][ :,]*)[ .…_]*$"
)
_DAY_REACH = 16  # characters
# A year may stand behind the next words: "quý III, phương hướng quý IV năm 2024"; characters.
_YEAR_REACH = 90

# Of headings alone.
_BARE_MONTH = re.compile(rf"(?<![0-9a-z]){MONTH_WORD} (?P<month>0?[1-9]|1[0-2])(?![0-9a-z]|[/.]\d)")
_BARE_COUNT = re.compile(rf"(?<![0-9/a-z.,]){_COUNT} ?{MONTH_WORD}(?! ?[0-9]| tuoi)(?![a-z])")
_WEEK = re.compile(
    r"(?<![a-z])tu[a-z]n (?:le )?(?:thu )?(?P<week>0?[1-9]|[1-4][0-9]|5[0-3])(?![0-9a-z]|[/.]\d)"
    rf"(?P<month> (?:cua )?{MONTH_WORD} ?[0-9]{{1,2}})?(?:{_JOIN}{_YEAR})?"
)
_SCHOOL = re.compile(
    r"(?:h[a-z]c k[a-z]{1,2} (?P<term>ii?|[12]|l|ll)(?![a-z0-9])(?:(?!nam h)[^.;:]){0,60}?)?"
    rf"{YEAR_WORD} h[a-z]c {_YEAR} ?[-–/] ?(?P<next>20[0-9]{{2}})(?![0-9])"
)
# Several years: năm 2021-2025, giai đoạn 2021 - 2025, năm 2024 và 2025.
_SPAN = re.compile(
    rf"(?<![a-z])(?:{YEAR_WORD}|giai doan|nhiem ky)(?: hoc)? ?{_YEAR}"
    rf" ?(?:[-–/,]| va| den) ?(?:va )?(?:{YEAR_WORD} )?20[0-9]{{2}}(?![0-9])"
)


@dataclass(frozen=True, slots=True)
class PeriodMention:
    """One place that names a period."""

    start: int  # offsets in the text
    end: int
    parts: tuple[tuple[str, float], ...]  # ("Q3", likelihood) that this part looks so; "" = year
    year: int | None
    text: str  # as read
    borrowed: bool = False  # the year stands behind other words

    @property
    def part(self) -> str:
        """The likeliest part of the year."""
        return max(self.parts, key=lambda part: part[1])[0]


def find_periods(
    text: str, damaged: bool = True, *, heading: bool = False
) -> tuple[PeriodMention, ...]:
    """Find all places that name a period, in the order of the text.

    A part without a year takes the next one in reach. A bare `năm 2024` is a mention of the year;
    whoever votes must know that most of those are part of something else (`kế hoạch năm 2024`).

    Args:
        text: As read, in one line.
        damaged: Whether an OCR may have lost strokes of numerals.
        heading: Whether this is a title, which names periods more shortly than a sentence.

    >>> [(m.part, m.year) for m in find_periods("quy 11l nim 2024; 6 thang dau nam 2023; năm 2021")]
    [('Q3', 2024), ('H1', 2023), ('', 2021)]
    >>> [(m.part, m.year) for m in find_periods("quý III, phương hướng quý IV/2024", damaged=False)]
    [('Q3', 2024), ('Q4', 2024)]
    >>> [(m.part, m.year) for m in find_periods("kinh tế - xã hội tháng 5 năm 2024")]
    [('05', 2024)]
    >>> find_periods("ngày 15 tháng 9, quy định, quy tụ, quy 118, 9 tháng tuổi")
    ()
    >>> [(m.part, m.year) for m in find_periods("tháng 9, nhiệm vụ tháng 10/2025", heading=True)]
    [('09', 2025), ('10', 2025)]
    >>> [m.part for m in find_periods("6 tháng cuối năm 2025, 11 tháng năm 2025")]
    ['H2', '11M']
    """
    folded = fold(text)
    found: list[PeriodMention] = []
    mentions = _heading_mentions(text, folded) if heading else iter(())
    bare = _bare_mentions(text, folded) if heading else iter(())
    for mention in (*mentions, *_all_mentions(text, folded, damaged), *bare):
        if not any(known.start < mention.end and mention.start < known.end for known in found):
            found.append(mention)
    return tuple(sorted(found, key=lambda mention: mention.start))


def _all_mentions(text: str, folded: str, damaged: bool) -> Iterator[PeriodMention]:
    for match in _QUARTER.finditer(folded):
        start, end = match.span("numeral")
        weights = weigh_quarters(text[start:end], damaged)
        if weights is None and match["year"]:
            weights = (0.25, 0.25, 0.25, 0.25)  # quý, a year, and a ruin between them
        if weights:
            yield _mention(match, text, folded, tuple(zip(QUARTERS, weights, strict=True)))
    yield from _counted_mentions(text, folded)
    yield from _month_mentions(_MONTH, text, folded)
    for match in _WHOLE.finditer(folded):
        if read_year(match["year"]) is not None and not _has_day(folded, match.start()):
            yield _mention(match, text, folded, (("", 1.0),))


def _counted_mentions(text: str, folded: str) -> Iterator[PeriodMention]:
    """Give the mentions of so many months at the beginning or the end of a year."""
    for pattern, part in (
        (_LAST, None), (_FIRST_HALF, "H1"), (_HALF, "H1"), (_NINE, "9M"), (_SOME, None),
    ):  # fmt: skip
        for match in pattern.finditer(folded):
            if not _has_day(folded, match.start()):
                named = part or count_months(_count(match["count"]), last=pattern is _LAST)
                yield _mention(match, text, folded, ((named, 1.0),))


def _month_mentions(pattern: re.Pattern[str], text: str, folded: str) -> Iterator[PeriodMention]:
    for match in pattern.finditer(folded):
        if not _has_day(folded, match.start()):
            yield _mention(match, text, folded, ((f"{int(match['month']):02d}", 1.0),))


def _bare_mentions(text: str, folded: str) -> Iterator[PeriodMention]:
    """Give months, and counts of them, that only a title names so shortly: `10 tháng`."""
    for match in _BARE_COUNT.finditer(folded):
        if not _has_day(folded, match.start()):
            yield _mention(match, text, folded, ((count_months(_count(match["count"])), 1.0),))
    yield from _month_mentions(_BARE_MONTH, text, folded)


def _heading_mentions(text: str, folded: str) -> Iterator[PeriodMention]:
    """Give the mentions of weeks, school years and several years."""
    for match in _SCHOOL.finditer(folded):
        year = read_year(match["year"])
        if year and int(match["next"]) == year + 1:
            term = match["term"]
            second = term in ("ii", "ll", "2")
            part = f"HK{1 + second}" if term else SCHOOL_YEAR
            yield _mention(match, text, folded, ((part, 1.0),))
    for match in _SPAN.finditer(folded):
        yield _mention(match, text, folded, ((UNCLEAR, 1.0),))
    for match in _WEEK.finditer(folded):
        part = UNCLEAR if match["month"] else f"W{int(match['week']):02d}"
        yield _mention(match, text, folded, ((part, 1.0),))


def _count(said: str | None) -> int:
    """Give a count of months, by its digits or its words; a half has six.

    >>> _count("09"), _count("muoi mot"), _count(None)
    (9, 11, 6)
    """
    if said is None or said == "sau":
        return 6
    return _COUNT_WORDS.get(said) or int(said)


def _has_day(folded: str, start: int) -> bool:
    return _DAY_BEFORE.search(folded, max(0, start - _DAY_REACH), start) is not None


def _mention(
    match: re.Match[str], text: str, folded: str, parts: tuple[tuple[str, float], ...]
) -> PeriodMention:
    year = read_year(match["year"]) if match.groupdict().get("year") else None
    behind = None if year else _year_behind(folded, match.end())
    start, end = match.span()
    return PeriodMention(start, end, parts, year or behind, text[start:end], behind is not None)


def _year_behind(folded: str, start: int) -> int | None:
    for match in _YEAR_NEXT.finditer(folded, start, start + _YEAR_REACH):
        return read_year(match["year"])
    return None
