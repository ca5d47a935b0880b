"""What the words beside a figure say of its meaning that its pattern did not ask.

A pattern is about some words and passes over the others. `đúng hạn 39/41 nhiệm vụ` counts tasks and
no dossiers, `chưa đạt 98% như quy định` names a limit and no result. What a figure of an indicator
may count is taken from the form: the nouns of its unit, its name and its examples. Such a figure is
not dropped but doubted: a report may say `thủ tục` where it means dossiers.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from pipeline.model.form import Indicator, Kind
from pipeline.vietnamese.alphabet import fold
from pipeline.wording.match import Match

# A limit before a figure, with a few words between at most: tối thiểu (50 phiếu), chưa đạt 98%.
_LIMIT_BEFORE = re.compile(
    r"(?<![a-z])(?:toi thieu|it nhat|toi da|khong qua|(?:khong|chua) dat|chua den|phai dat|can dat|"
    r"yeu cau|quy dinh|chi tieu|muc tieu)(?: (?!l[ad] )[a-z]+){0,3} ?[(:]? ?$"
)
# An indicator about a limit reads just that.
_TARGET = re.compile(r"muc tieu|chi tieu|toi thieu|ke hoach|duoc giao")
_BELOW = re.compile(r"(?<![a-z])(?:duoi|it hon|thap hon) $")
# A limit behind it: 98% như quy định, 98% theo chỉ tiêu.
_LIMIT_BEHIND = re.compile(
    r" ?(?:%|[a-z]+(?: [a-z]+)?)?,? (?:nhu|theo|so v[oi]i) (?:quy dinh|yeu cau|chi tieu|ke hoach)"
)
# Nouns that are counted; two of one thing stand in one bracket.
_NOUNS = (
    ("nhiem vu",), ("thu tuc", "tthc"), ("ho so", "hs"), ("van ban",), ("phieu",), ("vu viec",),
    ("cuoc",), ("hoi nghi",), ("lop",), ("tin bai",), ("doanh nghiep",), ("dich vu",), ("chi so",),
    ("tieu chi",), ("chi tieu",), ("kien nghi",), ("co quan",), ("linh vuc",), ("sang kien",),
)  # fmt: skip
_NOUN = {noun: group[0] for group in _NOUNS for noun in group}
_ANY_NOUN = rf"(?P<noun>{'|'.join(sorted(_NOUN, key=len, reverse=True))})(?![a-z])"
_HEAD = re.compile(rf"(?: ?/ ?[\d.,]+)?[ (]{{1,2}}{_ANY_NOUN}")
_SHARE_OF = re.compile(rf" ?% (?:so |cac |tong so )?{_ANY_NOUN}")  # 100% thủ tục
# What a share is of: the noun its sentence opens with.
_SUBJECT = re.compile(rf"(?:^|[.;:+-] ?|so |luong |le )(?:cac )?{_ANY_NOUN}")
# What makes a figure a part of what its indicator counts, or the contrary, close behind its noun.
_TURNS = (
    "quá hạn", "trễ hạn", "chậm hạn", "chưa có kết quả", "đến hạn", "chưa giải quyết", "bị trả lại",
    "không đủ điều kiện",
)  # fmt: skip
_TURN = {fold(words): words for words in _TURNS}
_CONTRARY = re.compile(
    rf"(?: ?/ ?[\d.,]+)? ?(?:[a-z]+ ){{0,3}}?(?P<words>{'|'.join(_TURN)})(?![a-z])"
)
_SENTENCE = re.compile(r"[.;] ")


def doubt_meaning(indicator: Indicator, match: Match, masked: str) -> Iterator[str]:
    """Give the reasons why a figure may be no result, or may count another thing.

    Args:
        indicator: Whose figure it is taken for.
        match: Where it stands.
        masked: The plain text of the paragraph.
    """
    if names_limit(indicator, match, masked):
        yield "số này có thể là mức quy định hoặc chỉ tiêu, không phải kết quả"
    share = indicator.kind is Kind.PERCENT
    other = counts_other(indicator, match, masked)
    if not other and share and not _SHARE_OF.match(masked, match.figure[1]):
        noun = _subject(masked[: match.figure[0]])
        other = noun if noun and not _may_count(indicator, noun) else ""
    contrary = _CONTRARY.match(masked, match.figure[1])
    if contrary and not _says(indicator, contrary["words"], match, masked):
        yield f"số này có thể chỉ là phần “{_TURN[contrary['words']]}”"
    if other:
        yield f"tỷ lệ này có thể của “{other}”" if share else f"số này đếm “{other}”"


def counts_other(indicator: Indicator, match: Match, masked: str) -> str:
    """Give what stands behind a figure and is nothing that its indicator may count."""
    end = match.figure[1]
    counted = _HEAD.match(masked, end)
    if counted and indicator.kind is Kind.COUNT and not _may_count(indicator, counted["noun"]):
        return counted["noun"]
    share = _SHARE_OF.match(masked, end)
    if share and indicator.kind is Kind.PERCENT and not _may_count(indicator, share["noun"]):
        return share["noun"]
    return ""


def names_limit(indicator: Indicator, match: Match, masked: str) -> bool:
    """Say whether a figure may be a limit or a target where its indicator is none."""
    return not _TARGET.search(fold(indicator.label)) and _names_limit(match, masked)


def _names_limit(match: Match, masked: str) -> bool:
    start, end = match.figure
    before = _LIMIT_BEFORE.search(masked, 0, start) or _BELOW.search(masked, 0, start)
    if before and not _is_anchor(before.start(), match):
        return True
    behind = _LIMIT_BEHIND.match(masked, end)
    return behind is not None and "da " not in masked[max(0, start - 12) : start]


def _is_anchor(at: int, match: Match) -> bool:
    """Say whether words are what the pattern asks for: biên chế theo chỉ tiêu 22."""
    inside = match.span[0] <= at < match.span[1]
    return inside and not any(low <= at < high for low, high in match.gaps)


def _subject(before: str) -> str:
    sentence = _SENTENCE.split(before)[-1]
    found = _SUBJECT.search(sentence)
    nouns = {_NOUN[noun] for noun in _NOUN if noun in sentence}
    return found["noun"] if found and len(nouns) == 1 else ""


def _may_count(indicator: Indicator, noun: str) -> bool:
    known = _nouns_of(indicator)
    return not known or _NOUN[noun] in known


def _says(indicator: Indicator, words: str, match: Match, masked: str) -> bool:
    """Say whether an indicator is about some words, or what matched asks for them."""
    texts = (indicator.label, *indicator.aliases, *(one.text for one in indicator.examples))
    at = masked.find(words, match.figure[1])
    return words in fold(" ; ".join(texts)) or _is_anchor(at, match)


@lru_cache(maxsize=2_000)
def _nouns_of(indicator: Indicator) -> frozenset[str]:
    """Give what an indicator counts, by its unit, its name and the sentences it is read from."""
    texts = (indicator.unit, indicator.label, *(one.text for one in indicator.examples))
    said = fold(" ; ".join(texts))
    return frozenset(
        _NOUN[noun] for noun in _NOUN if re.search(rf"(?<![a-z]){noun}(?![a-z])", said)
    )
