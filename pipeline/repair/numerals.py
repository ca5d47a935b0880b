"""Roman numerals by rule: their strokes are read as digits, and digits never go to the channel.

`quý III` shows as 11, 11l, |11, 111: how many strokes there were is a guess, and the dates of the
report know better. A numeral that an OCR gave in letters alone (`II`, `Il`) is taken at its word
even against the dates, since a report may speak of another quarter; one that shows as digits is
weighed: the strokes that are there against the quarter of the report. Sections are numbered I, II,
III, so there the order decides. `quý 3` and `quý 1` are figures and stay.

Each change is reported, because it is the one place where the repair touches what may be a number.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pipeline.repair.kinds import is_roman
from pipeline.repair.tokens import Kind, Token
from pipeline.vietnamese.alphabet import fold
from pipeline.vietnamese.dates import find_dates, find_ranges
from pipeline.vietnamese.period_parts import match_range
from pipeline.vietnamese.roman import weigh_quarters

Place = tuple[int, int]  # line, token in the line; both from 0

_QUARTERS = ("I", "II", "III", "IV")
_QUARTER_WORD = re.compile(r"[qg]u[yijv¥f]['’]?")
# Chương, phần, mục; `mục 1` and `chương 11` may be figures, so these need a letter or a rule.
_PART_WORD = re.compile(r"ch[uwi]\S{1,2}ng|ph\S{1,2}n|m\S{1,2}c")
_STROKES = re.compile(r"[1lI|!\[\]iHTVvYX]+")
_LETTERS_FOR = str.maketrans({**dict.fromkeys("1l|![]iT", "I"), "H": "II", "v": "V", "Y": "V"})
_LONGEST = 5  # signs
_ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII", "XIII", "XIV")

# Weight of what speaks for a quarter, beside 1 for each of the four. A date has to outweigh
# a lost stroke (two were read where three were printed: 0.17 against 0.90), not two of them.
_RANGE_WEIGHT = 40
_DATE_WEIGHT = 20
_MENTION_WEIGHT = 2
_MOST_MENTIONS = 3
HEADER = 40  # lines in which the date of the report stands
_LATE = 20  # days into the next quarter in which a report on the last one is written


@dataclass(frozen=True, slots=True)
class NumeralChange:
    """One numeral that is written otherwise than it was read."""

    raw: str  # core of the token
    text: str  # what to put for it; empty where the token before it holds the whole numeral
    reason: str  # in Vietnamese, for a finding


@dataclass(frozen=True, slots=True)
class _Numeral:
    """Tokens without a blank between them that may be a numeral."""

    line: int
    first: int
    tokens: tuple[Token, ...]

    @property
    def text(self) -> str:
        return "".join(token.core for token in self.tokens)


def restore_numerals(lines: Sequence[Sequence[Token]]) -> dict[Place, NumeralChange]:
    """Find the numerals of a document that were read as something else.

    Args:
        lines: All of them, tokenised, so that dates and sections are seen.

    >>> from pipeline.repair.tokens import tokenize
    >>> text = ("Bdc Son, ngay 15 thang 9 niam 2024", "quy 11 nim 2024; quy II; quy 3")
    >>> restore_numerals([tokenize(line) for line in text])
    {(1, 1): NumeralChange(raw='11', text='III', reason='quý theo ngày của báo cáo')}
    """
    changes: dict[Place, NumeralChange] = {}
    found = list(_behind_words(lines))
    quarters = [numeral for numeral, is_quarter in found if is_quarter]
    likely = _weigh_report(lines, quarters)
    for numeral in quarters:
        text = _read_quarter(numeral.text, likely)
        by_strokes = text == _read_quarter(numeral.text, (1.0, 1.0, 1.0, 1.0))
        reason = "quý theo số nét" if by_strokes else "quý theo ngày của báo cáo"
        changes.update(_change(numeral, text, reason))
    for numeral, is_quarter in found:
        if not is_quarter and not numeral.text.isdecimal():
            changes.update(_change(numeral, _spell(numeral.text), "số La Mã sau chương, mục, phần"))
    for place, change in _restore_sections(lines):
        changes.setdefault(place, change)
    return changes


def is_quarter_word(core: str) -> bool:
    """Say whether a token is what an OCR makes of `quý`."""
    return _QUARTER_WORD.fullmatch(fold(core)) is not None


def _behind_words(lines: Sequence[Sequence[Token]]) -> Iterator[tuple[_Numeral, bool]]:
    """Find what stands behind `quý` (True) and `chương`, `mục`, `phần` (False)."""
    for number, tokens in enumerate(lines):
        for index, token in enumerate(tokens):
            if token.kind is not Kind.WORD or token.suffix or len(token.core) > 7:
                continue
            is_quarter = is_quarter_word(token.core)
            if not is_quarter and not _PART_WORD.fullmatch(fold(token.core)):
                continue
            at = (number, index + 1) if index + 1 < len(tokens) else (number + 1, 0)
            numeral = _numeral_at(lines, *at)
            if numeral:
                yield numeral, is_quarter


def _numeral_at(lines: Sequence[Sequence[Token]], line: int, first: int) -> _Numeral | None:
    """Give the tokens from one place on that have no blank between them, if strokes alone."""
    if line >= len(lines) or first >= len(lines[line]):
        return None
    tokens = lines[line]
    end = first + 1
    while (
        end < len(tokens)
        and tokens[end].start == tokens[end - 1].end
        and not tokens[end - 1].suffix
        and not tokens[end].prefix
        and end - first < _LONGEST
    ):
        end += 1
    numeral = _Numeral(line, first, tuple(tokens[first:end]))
    text = numeral.text
    if tokens[first].prefix or len(text) > _LONGEST or not _STROKES.fullmatch(text):
        return None
    return numeral


def _change(
    numeral: _Numeral, text: str | None, reason: str
) -> Iterator[tuple[Place, NumeralChange]]:
    if not text or text == numeral.text:
        return
    for offset, token in enumerate(numeral.tokens):
        place = (numeral.line, numeral.first + offset)
        yield place, NumeralChange(token.core, "" if offset else text, reason)


def _spell(text: str) -> str | None:
    """Read strokes as the numeral they show: `I1l` III, `1V` IV, `HI` III."""
    spelled = text.translate(_LETTERS_FOR)
    return spelled if is_roman(spelled) else None


def _is_clear(text: str) -> bool:
    """Say whether a numeral was read in letters alone, or is a single figure."""
    return text in {"1", "2", "3", "4"} or set(text) <= set("IlVX")


def _read_quarter(text: str, likely: tuple[float, ...]) -> str | None:
    if text.isdecimal() and len(text) == 1:
        return None
    if _is_clear(text):
        spelled = _spell(text)
        return spelled if spelled in _QUARTERS else None
    weights = weigh_quarters(text)
    if weights is None:
        return None
    scores = [weight * prior for weight, prior in zip(weights, likely, strict=True)]
    return _QUARTERS[scores.index(max(scores))]


def _weigh_report(lines: Sequence[Sequence[Token]], quarters: list[_Numeral]) -> tuple[float, ...]:
    """Say how likely each quarter is the one of the report, whatever its numerals look like."""
    weights = [1.0] * 4
    ranges = {quarter for number in range(len(lines)) for quarter in _range_quarters(lines, number)}
    for quarter in ranges:
        weights[quarter - 1] += _RANGE_WEIGHT / len(ranges)
    for quarter, share in _date_quarters(lines):
        weights[quarter - 1] += _DATE_WEIGHT * share
    clear = [_quarter_of(numeral.text) for numeral in quarters if _is_clear(numeral.text)]
    for quarter in range(1, 5):
        weights[quarter - 1] += _MENTION_WEIGHT * min(_MOST_MENTIONS, clear.count(quarter))
    total = sum(weights)
    return tuple(weight / total for weight in weights)


def _quarter_of(text: str) -> int:
    if text.isdecimal():
        return int(text)
    spelled = _spell(text)
    return _QUARTERS.index(spelled) + 1 if spelled in _QUARTERS else 0


def _range_quarters(lines: Sequence[Sequence[Token]], number: int) -> Iterator[int]:
    """Give the quarters that a range of dates means which begins in a line."""
    if not any("/" in token.core and token.kind is Kind.NUMBER for token in lines[number]):
        return
    for dates in find_ranges(" ".join(_text(line) for line in lines[number : number + 2])):
        period = match_range(dates)
        if period and period[1].startswith("Q"):
            yield int(period[1][1])


def _date_quarters(lines: Sequence[Sequence[Token]]) -> tuple[tuple[int, float], ...]:
    """Give the quarters that a report of this date is about, with their shares."""
    for line in lines[:HEADER]:
        text = _text(line)
        for found in find_dates(text):
            # The date of the report is written out: "ngày 15 tháng 9 năm 2024".
            if not any(map(str.isalpha, text[found.start : found.end])):
                continue
            quarter = (found.value.month + 2) // 3
            if found.value.month % 3 == 1 and found.value.day <= _LATE:
                return (((quarter - 2) % 4 + 1, 2 / 3), (quarter, 1 / 3))
            return ((quarter, 1.0),)
    return ()


def _text(tokens: Sequence[Token]) -> str:
    pieces = []
    end = tokens[0].start if tokens else 0
    for token in tokens:
        pieces += [" " if token.start > end else "", token.prefix, token.core, token.suffix]
        end = token.end
    return "".join(pieces)


def _restore_sections(
    lines: Sequence[Sequence[Token]],
) -> Iterator[tuple[Place, NumeralChange]]:
    """Mend the numerals of sections at the heads of lines, checked against their order."""
    last = 0  # number of the section before
    figure = 0  # last Arabic number of a list
    for number, tokens in enumerate(lines):
        numeral = _numeral_at(lines, number, 0)
        if numeral is None or not _heads_section(numeral, tokens):
            if tokens and tokens[0].kind is Kind.MARK and tokens[0].core.isdecimal():
                figure = int(tokens[0].core)
            continue
        text = numeral.text
        spelled = _spell(text)
        if spelled is None or (text.isdecimal() and (len(text) == 1 or int(text) == figure + 1)):
            continue
        value = _ROMAN.index(spelled) + 1 if spelled in _ROMAN else 0
        if spelled == text:
            last = value or last
        elif value and value in {last + 1, last} and last < len(_ROMAN):
            last += 1
            yield from _change(numeral, _ROMAN[last - 1], "số mục theo thứ tự I, II, III")
        elif set(text) <= set("IlVX") and value:
            last = value
            yield from _change(numeral, spelled, "số mục viết bằng chữ số La Mã")


def _heads_section(numeral: _Numeral, tokens: Sequence[Token]) -> bool:
    """Say whether a numeral at the head of a line numbers a section.

    Figures, rules and letters that are also other things need a heading in capitals behind them.
    """
    if len(numeral.text) == 1 and numeral.text not in {"I", "V", "X", "l"}:
        return False  # a rule or a speck at the edge of the page, an Arabic 1
    behind = tokens[len(numeral.tokens) :]
    letters = [sign for token in behind for sign in token.core if sign.isalpha()]
    in_capitals = len(letters) > 3 and sum(map(str.isupper, letters)) > 0.7 * len(letters)
    if in_capitals:
        return True
    dotted = numeral.tokens[-1].suffix[:1] in {".", ")"}
    mixed = set(numeral.text) <= set("1IlVX") and not {"I", "V", "X"}.isdisjoint(numeral.text)
    return dotted and mixed
