"""Reasons to look again at a figure of the prose, in Vietnamese.

Each of them was behind a wrong figure of a real dump, or says that the figure is no exact one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import ROUND_HALF_UP, Decimal

from pipeline.model.form import Indicator, Kind
from pipeline.prose.anchored import Text
from pipeline.prose.claims import Claim
from pipeline.prose.meaning import doubt_meaning
from pipeline.vietnamese.numbers import parse_number, print_number
from pipeline.wording.match import Match, overlap
from pipeline.wording.number_words import is_cut_off, may_be_another_word

# Share of wrong letters in the anchors from which their meaning is in doubt.
MOST_WRONG = 0.16
# Engine's score of a word (0 to 1) below which its digits are looked at again; of 40 figures on a
# heavily worn scan 38 score above 0.85, and wrong ones do, too: it only finds the worst.
LOW_CONFIDENCE = 0.7

# 01/11 đồng chí (trình độ ...), đạt 9%
_COUNT = r"(\d{1,3}(?:\.\d{3})+|\d+)"
_FRACTION = re.compile(rf"(?<![\d/.,]){_COUNT} ?/ ?{_COUNT}(?![\d/])")
_SHARE = re.compile(_FRACTION.pattern + r"[^.;0-9]{0,60}?(?<![\d/.,])(\d+(?:[.,]\d+)?) ?%")
# Without its mark kết hôn ends like hơn.
_ABOUT = re.compile(r"(?<![a-z])(?:khoang|gan|(?<!ket )hon|tren|uoc|xap xi)(?: dat)? $")
_VAGUE = re.compile(r"(?<![a-z])(?:khoang|gan|(?<!ket )hon|tren|xap xi)(?: dat)? $")
# "04/:0" was 04/10: the signs between two digits are none that a number or a fraction is printed
# with, so what stands there is one figure in pieces, and a piece of it is no figure.
_JOINED = re.compile(r"\d(?![/;,.–-](?=\d))[^\w\s]{1,3}(?=\d)")
# "trong kỳ 145 cuộc" was "trong kỳ là 5 cuộc": là is printed as 13 or 14, and its blank got lost. A
# verb has its figure at once.
_SWALLOWED = re.compile(r"(?<![a-z])(?:ky|quy|nam|thang|so|tong|xa|cong) 1[34]\d{1,2}$")
# "tỷ lệ" was read as "ty 16", "lệ phí" as "16 phí", "số lượng" as "56 lượng".
_WORD_BEFORE = re.compile(r"(?<![a-z])t[yi] 1[0e6]$")
_WORD_BEHIND = re.compile(r"(?:1[0e6] ph[a-z](?![a-z])|5[6e] l[a-z]{1,4}ng(?![a-z]))")
# Signs beside a figure that may have been digits of it.
_STRAY = re.compile(r"[|!\]\[\\'’`‘?*~_=§^¡¿€©®£¥@#$«»]")


def doubts_of(
    claim: Claim, value: Decimal, text: Text, *, estimates: bool = False
) -> tuple[str, ...]:
    """Give all reasons against a figure; none for a clean reading.

    Args:
        claim: Whose figure it is.
        value: In the unit of its indicator.
        text: Where it stands.
        estimates: Whether reports of this kind give their results as "ước đạt".
    """
    about = _VAGUE if estimates else _ABOUT
    reasons = [*_doubt_words(claim, text.masked, about), *_doubt_share(claim.match, text.masked)]
    reasons += _doubt_size(claim.indicator, value)
    reasons += _doubt_pieces(claim.match, text.plain)
    reasons += doubt_meaning(claim.indicator, claim.match, text.masked)
    if text.paragraph.damaged and claim.match.group == "value":
        reasons += _doubt_digits(claim.match, text)
    if text.paragraph.damaged and claim.match.group == "word":
        reasons += _doubt_spelling(claim.match, text)
    return tuple(reasons)


def _doubt_words(claim: Claim, masked: str, about: re.Pattern[str]) -> Iterator[str]:
    match = claim.match
    if match.edits and match.edits > MOST_WRONG * match.letters:
        yield f"tên chỉ tiêu đọc không rõ ({match.edits} chữ khác)"
    if about.search(masked, 0, match.figure[0]):
        yield "số gần đúng"
    if claim.rivals:
        yield f"cùng một số có thể thuộc {', '.join(claim.rivals)}"


def _doubt_size(indicator: Indicator, value: Decimal) -> Iterator[str]:
    if indicator.kind is Kind.COUNT and value != value.to_integral_value():
        yield "số đếm phải là số nguyên"
    low, high = indicator.bounds or (Decimal(0), None)
    if indicator.kind is Kind.PERCENT and high is None:
        high = Decimal(100)
    if value < low or (high is not None and value > high):
        limit = "" if high is None else f" đến {print_number(high)}"
        yield f"ngoài khoảng {print_number(low)}{limit}"


def _doubt_share(match: Match, masked: str) -> Iterator[str]:
    """Compare a fraction with the percentage printed beside it."""
    for share in _SHARE.finditer(masked):
        part, whole = _count(share[1]), _count(share[2])
        touched = any(overlap(match.figure, share.span(group)) for group in (1, 2, 3))
        if touched and not is_share(part, whole, share[3]):
            yield f"{share[1]}/{share[2]} không khớp {share[3]}%"
            return
    for fraction in _FRACTION.finditer(masked):
        if overlap(match.figure, fraction.span()) and _count(fraction[1]) > _count(fraction[2]):
            yield f"{fraction[1]} lớn hơn {fraction[2]}"


def _count(printed: str) -> int:
    return int(printed.replace(".", ""))


def is_share(part: int, whole: int, percent: str) -> bool:
    """Say whether a printed percentage is that of a fraction, rounded or cut to its last place.

    >>> is_share(1, 11, "9"), is_share(8, 11, "72,7"), is_share(8, 11, "73"), is_share(88, 8, "100")
    (True, True, True, False)
    """
    number = parse_number(percent)
    if number is None or whole == 0 or part > whole:
        return False
    exact = Decimal(100 * part) / whole
    place = Decimal(1).scaleb(min(0, int(number.value.as_tuple().exponent)))
    rounded = exact.quantize(place, ROUND_HALF_UP)
    return number.value in (rounded, exact // place * place)


def _doubt_pieces(match: Match, plain: str) -> Iterator[str]:
    """Notice a figure that signs join to other digits, whatever the rest of the text looks like."""
    start, end = match.figure
    for joined in _JOINED.finditer(plain, max(0, start - 4), end + 4):
        if joined.start() < end and start <= joined.end() and "%" not in joined[0]:
            yield "chỉ là một mảnh của số bị đọc vỡ"
            return


def _doubt_spelling(match: Match, text: Text) -> Iterator[str]:
    """Notice a number in words that may be a part of one, or another word."""
    start, end = match.figure
    if may_be_another_word(text.paragraph.text[start:end]):
        yield "số viết bằng chữ mất dấu"
    if is_cut_off(text.masked[:start], text.masked[end:]):
        yield "có thể chỉ là một phần của số viết bằng chữ"


def _doubt_digits(match: Match, text: Text) -> Iterator[str]:
    start, end = match.figure
    masked = text.masked
    if re.search(r"\d $", masked[:start]) or re.match(r" \d", masked[end:]):
        yield "hai số đứng liền nhau"
    if " " in masked[start:end]:
        yield "số bị cách quãng"
    printed = text.paragraph.text
    beside = printed[max(0, start - 1) : start] + printed[end : end + 1]
    if text.paragraph.dumped and _SWALLOWED.search(masked[:end]):
        yield "có thể dính chữ là"
    if _WORD_BEFORE.search(masked[:end]) or _WORD_BEHIND.match(masked, start):
        yield "có thể là chữ bị đọc thành số"
    if _STRAY.search(beside):
        yield "có ký tự lạ sát số"
    score = text.paragraph.confidence(start, end)
    if score is not None and score < LOW_CONFIDENCE:
        yield f"máy đọc không chắc ({score:.2f})"
