"""Of which period and of whom a figure of the prose speaks.

A report quotes other quarters, last year, plans and the district. Such figures are kept, but with
the period they belong to, so that the judge never takes one for this report's. In doubt a figure
counts as another's: it is then looked at, which a wrong one would not be.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.model.reading import Period
from pipeline.prose.anchored import Text
from pipeline.vietnamese.periods import PeriodMention, find_periods
from pipeline.wording.anchors import Pattern, parse_pattern
from pipeline.wording.masking import MASK
from pipeline.wording.match import Match
from pipeline.wording.matcher import Sentence

# The period of figures that are no results of this commune in any named period.
OTHER = "other"

# Words that point elsewhere are short, and with one letter wrong they are other words: "ý kiến"
# passes for "dự kiến". So each wrong letter needs as many right ones.
LETTERS_PER_EDIT = 8
# A mention of a period governs the rest of its paragraph, unless it only compares; characters.
_COMPARISON_REACH = 24
# A mark opens a sentence when no more than a short word stands before it; characters.
_OPENING = 8


@dataclass(frozen=True, slots=True)
class Scope:
    """A stretch of a paragraph that speaks of one period."""

    start: int
    end: int
    period: str  # id; "" for the report's own
    mark: tuple[int, int]  # the words that say so
    plan: bool = False  # a target, not a result


# What belongs to another time, from the words to the end of the clause.
_COMPARED = parse_pattern("so với|cùng kỳ|kỳ trước|quý trước|năm trước|tháng trước|năm ngoái")
# No comparison: "hồ sơ kỳ trước chuyển sang".
_CARRIED = re.compile(r" (?:chuy[a-z]{1,3}|sang|qua)(?![a-z])")
# Nor is "so với dự toán giao đạt 15%", the share of a plan that was done, nor a quota.
_DONE_OF_PLAN = re.compile(
    r" (?:tong )?(?:du toan|ke hoach|chi tieu|nghi quyet|so)[^.;,()\d]* (?:dat|bang|la) [\d.,]+ ?%"
    r"| [\d.,]+ (?:nguoi|dong chi|bien che|chi tieu)(?: bien che)? (?:duoc giao|theo dinh muc)"
)
# A difference, no level: the words and their figure. Not fuzzy, since one letter makes tăng đăng;
# under OCR ting, tdng, gidm.
_CHANGED = re.compile(
    r"(?<![a-z])(?P<way>t[aeid]{1,2}ng|gi[aeid]{1,2}m)(?: them| duoc| khoang| gan| hon)*"
    r" [\d.,]+ ?%?"
)
# A target, to the end of the sentence.
_PLANNED = parse_pattern(
    "phấn đấu|mục tiêu|dự kiến|chỉ tiêu đề ra|kế hoạch đề ra|chỉ tiêu đặt ra|chỉ tiêu giao"
    "|chỉ tiêu (?:huyện|tỉnh) giao|sẽ (?:phát|treo|mở|đăng|tổ chức|tiếp nhận|giải quyết|số hóa)"
)
# Another unit, in the whole sentence.
_ELSEWHERE = parse_pattern(
    "toàn huyện|toàn tỉnh|toàn quốc|cả nước|trên địa bàn (?:huyện|tỉnh)|các xã,? phường"
)
# Without marks dự toán huyện giao, the budget that the district set, holds toàn huyện.
_BUDGET = re.compile(r"(?<![a-z])d[uyv][a-z]? $")
MARKS = (_COMPARED, _PLANNED, _ELSEWHERE)
# Another unit opens its sentence and does something: "Huyện Yên Mô tiếp nhận 6.621 hồ sơ". What
# it gives to this one is this one's: "Huyện giao xã 22 biên chế". Without marks Tỉnh is also tình
# hình and tính đến, so a province must be printed with its mark.
_OTHER_UNIT = re.compile(
    r"\W*(?:(?:trong|tren|tai|o|ca|toan) )?(?:cap |ubnd )?"
    r"(?P<unit>huyen|quan|thi xa|thanh pho|tinh|(?:xa|don vi|dia phuong) ban(?! hanh)|"
    r"cac (?:xa|phuong|don vi|dia phuong|huyen)(?: con lai| khac| ban)?)(?![a-z])"
    r"(?! (?:uy|doan|hoi|doi|hinh|den|tu|toi|trang|ly|an)(?![a-z]))"
    r"(?![^.;:\d]* (?:giao|cap|phan bo|ho tro|duyet|dieu dong|cho xa)(?![a-z]))"
)
_OWN_UNIT = re.compile(r"[,:] (?:con |rieng |trong do )?(?:ubnd )?(?:xa|phuong|thi tran)(?![a-z])")
_PROVINCE = re.compile(r"\W*(?:\w+ ){0,2}(?:[Tt]ỉnh|TỈNH) ")
# Another unit's figure beside this one's: "đạt 70%, toàn huyện đạt 61%", "(toàn huyện 206)". The
# words open their clause and have their figure at once, so what stands before is this unit's.
_BESIDE = re.compile(r"[,(] ?$")
_AT_ONCE = re.compile(r" ?(?:: ?|l[ad] |d[aeiou]t |c[oe] |v[oe]i )*\d")
# A target without those words: "kế hoạch 30 tờ", "kế hoạch cả năm 2024 đề ra 678 tin bài".
_AIMED = re.compile(
    r"(?<![a-z])(?P<way>k[ea] ho[a-z]{2}h)(?: ca| nam| quy| §+)*"
    r"(?: (?:giao|l[ad]|d[ea] ra|d[aei]t ra|phai|se))* ?:? ?\d[\d.,]*"
)
# "Kế hoạch năm 2024 số hóa 8.609 hồ sơ" opens its sentence; with đã it is what was done by it.
_PLAN_OPENS = re.compile(r"\W*k[ea] ho[a-z]{2}h (?:ca )?nam(?![a-z])(?!.* d[ai] )")
# "Đưa tỷ lệ đúng hạn lên 99%", "Nâng ... đạt trên 95%" open what is to be done; with đã it is done.
_RAISED = re.compile(
    r"\W*(?:tiep tuc |tap trung |quyet tam )?(?P<way>dua|nang)(?= )(?!.* d[ai] )"
    r"[^.;%]*? (?:len|dat|tren)(?: (?:len|dat|tren|muc|toi thieu))* [\d.,]+ ?%"
)
# What is expected of the whole year, in the report of a part of it: "ước cả năm 812 ha".
_YEAR_AHEAD = re.compile(
    r"(?<![a-z])(?P<way>(?:uoc|du kien)(?: tinh| dat| thuc hien)* ca nam)(?![a-z])"
)
_FUTURE_CHAPTER = parse_pattern(
    "phương hướng|nhiệm vụ trọng tâm|nhiệm vụ (?:quý|năm|6 tháng)|(?:nhiệm vụ|kế hoạch|công tác)"
    "{near}(?:(?:kỳ|thời gian|tháng|quý|năm) (?:tới|sau)|tiếp theo)"
)
_COMPARING = re.compile(r"(?<![a-z])(?:so v[a-z]{1,2}|hon|cung ky)(?![a-z])")
_WITHIN_YEAR = ("trong", "ca", "het", "tu dau", "dau")
_CLAUSE_END = ",)("


def find_scopes(text: Text, period: Period | None) -> tuple[Scope, ...]:
    """Find the stretches of a paragraph that speak of a named period, a plan or another unit.

    Args:
        text: The paragraph.
        period: That of the report; None: no mention of a period can be told from the report's own.
    """
    scopes = [*_lead_scopes(text, period), *_period_scopes(text, period)]
    for change in _CHANGED.finditer(text.masked):
        scopes.append(Scope(*change.span(), OTHER, change.span("way")))
    for sentence in text.sentences:
        scopes += _sentence_scopes(sentence, text.paragraph.text)
    if period and "-" in period.id:  # a part of a year
        for ahead in _YEAR_AHEAD.finditer(text.masked):
            end = _sentence_at(text, ahead.start()).end
            scopes.append(Scope(ahead.start(), end, OTHER, ahead.span("way"), plan=True))
    if any(any(_marks(_FUTURE_CHAPTER, part)) for part in (text.chapter, text.title)):
        scopes.append(Scope(0, len(text.plain), OTHER, (-1, -1)))
    return tuple(scopes)


def _sentence_scopes(sentence: Sentence, printed: str) -> Iterator[Scope]:
    start, end = sentence.offset, sentence.end
    for mark in _marks(_PLANNED, sentence):
        yield Scope(mark[0], end, OTHER, mark, plan=True)
    if opens := _PLAN_OPENS.match(sentence.text):
        yield Scope(start, end, OTHER, (start, start + opens.end()), plan=True)
    if raised := _RAISED.match(sentence.text):
        low, high = raised.span("way")
        yield Scope(start, start + raised.end(), OTHER, (low + start, high + start), plan=True)
    for aim in _AIMED.finditer(sentence.text):
        low, high = aim.span("way")
        yield Scope(low + start, aim.end() + start, OTHER, (low + start, high + start))
    for mark in _marks(_COMPARED, sentence):
        at = mark[1] - start
        if _CARRIED.match(sentence.text, at) or _DONE_OF_PLAN.match(sentence.text, at):
            continue
        yield Scope(mark[0], _reach(sentence, mark, printed), OTHER, mark)
    unit = _OTHER_UNIT.match(sentence.text)
    if unit and (unit["unit"] != "tinh" or _PROVINCE.match(printed[start:end])):
        own = _OWN_UNIT.search(sentence.text)
        until = start + own.start() if own else end
        yield Scope(start, until, OTHER, (start, start + unit.end("unit")))
    for mark in _marks(_ELSEWHERE, sentence):
        before, behind = sentence.text[: mark[0] - start], sentence.text[mark[1] - start :]
        if _BESIDE.search(before) and _AT_ONCE.match(behind):
            yield Scope(mark[0], _reach(sentence, mark, printed), OTHER, mark)
        elif not _BUDGET.search(before):
            yield Scope(start, end, OTHER, mark)


def period_of(match: Match, scopes: tuple[Scope, ...]) -> str:
    """Give the period of a matched figure; "" for the report's own."""
    ruling = ruling_scope(match, scopes)
    return ruling.period if ruling else ""


def ruling_scope(match: Match, scopes: tuple[Scope, ...]) -> Scope | None:
    """Give what says of which period a matched figure speaks; None where nothing does.

    Words that are anchors of the pattern itself do not count: "phấn đấu đạt 98%" is just what an
    indicator about the target reads, and the year such a target is for is no period of a result.
    """
    at = match.figure[0]
    if any(scope.plan and _is_anchor(scope.mark, match) for scope in scopes):
        return None
    own_from = -1
    ruling: Scope | None = None
    for scope in scopes:
        if not scope.start <= at < scope.end or _is_anchor(scope.mark, match):
            continue
        if scope.period == OTHER:
            return scope
        if scope.mark[0] >= own_from:
            own_from, ruling = scope.mark[0], scope
    return ruling


def _is_anchor(mark: tuple[int, int], match: Match) -> bool:
    inside = match.span[0] <= mark[0] and mark[1] <= match.span[1]
    return inside and not any(low <= mark[0] and mark[1] <= high for low, high in match.gaps)


def _lead_scopes(text: Text, period: Period | None) -> Iterator[Scope]:
    """Give the period that the sentence above a list names to each of its items."""
    if period is None or not text.paragraph.lead:
        return
    for mention in find_periods(text.paragraph.lead, text.paragraph.damaged):
        if mention.part:
            yield Scope(0, len(text.plain), _own(_id(mention, period), period), (-1, -1))


def _period_scopes(text: Text, period: Period | None) -> Iterator[Scope]:
    if period is None:
        return
    printed = text.paragraph.text
    for mention in find_periods(printed, text.paragraph.damaged):
        before = text.plain[max(0, mention.start - _COMPARISON_REACH) : mention.start].rstrip()
        mark = (mention.start, mention.end)
        named = _own(_id(mention, period), period)
        sentence = _sentence_at(text, mention.start)
        if _COMPARING.search(before):
            yield Scope(mark[0], _reach(sentence, mark, printed), named or OTHER, mark)
        elif mention.part:
            yield Scope(mark[0], len(text.plain), named, mark)
        elif before.endswith(_WITHIN_YEAR):
            yield Scope(mark[0], sentence.end, named, mark)
        elif mention.year != period.end.year:
            yield Scope(mark[0], _reach(sentence, mark, printed), named, mark)


def _sentence_at(text: Text, place: int) -> Sentence:
    holding = (sentence for sentence in text.sentences if sentence.end >= place)
    return next(holding, text.whole)


def _id(mention: PeriodMention, period: Period) -> str:
    year = mention.year or period.end.year
    return f"{year}-{mention.part}" if mention.part else str(year)


def _own(named: str, period: Period) -> str:
    return "" if named == period.id else named


def _marks(pattern: Pattern, sentence: Sentence) -> Iterator[tuple[int, int]]:
    for match in sentence.find(pattern):
        if match.edits * LETTERS_PER_EDIT <= match.letters:
            yield match.span


def _reach(sentence: Sentence, mark: tuple[int, int], printed: str) -> int:
    """Give the end of the clause, or of the sentence that the mark opens.

    "Cùng kỳ năm trước, xã đã tiếp nhận ..." rules all that follows. A capital opens a sentence,
    too, where a heading without a full stop stands in front of it.
    """
    place = mark[0] - sentence.offset
    if len(sentence.text[:place].strip()) <= _OPENING or printed[mark[0]].isupper():
        return sentence.end
    for at in range(mark[1] - sentence.offset, len(sentence.text)):
        following = sentence.text[at + 1 : at + 2].strip(MASK)
        if sentence.text[at] in _CLAUSE_END and not following.isdigit():
            return at + sentence.offset
    return sentence.end
