"""The line of a letterhead that prints number and symbol of the document.

Offices of the state print `Số: 68/BC-UBND` (Decree 30/2020/NĐ-CP), the party and its unions
`Số 35-BC/ĐU` (Guideline 36-HD/VPTW). The patterns are for folded text, letters and figures ruined
as OCR ruins them. A symbol that its column breaks, `BC-BCĐPCGD-`, ends on the line below.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from pipeline.vietnamese.alphabet import fold

# `Số: 68/BC-UBND`, `S6: 172/BC-UBND`, `$6 68 /8C-UBND`, `Luật số: 68/2020/QH14`, `Số:   /BC-UBND`,
# `Số: 02/2020/QĐ-UBND`, `Số 154/CTPH-LĐLĐ-SVH,TT,DL`, `Số: 3367/TTr-SNV`, `5/2011/TTLT/BNV-BTC`
_NUMBER = re.compile(
    r"^\W{0,4}(?:luat |nghi dinh |nghi quyet )?[s$8§](?:[o06be]{1,2}\b|(?=:)) ?(?P<colon>[.:;,])? ?"
    r"(?P<number>[^/:]{0,14}?) ?/ ?(?:(?P<year>[12][0-9oil]{3}) ?/ ?)?"
    r"(?P<symbol>[a-z8(€][a-z0-9&€(]{0,9}(?:(?: ?[-–—_=~.] ?|/(?=[a-z]))[a-z0-9&]{2,12}"
    r"(?:[,.][a-z]{2,8}(?![a-z]))*)*)"
)
# `Số 35-BC/ĐU`, `Số: 225 - KH/TWĐTN-CTTN`: the kind stands between number and stroke.
_PARTY = re.compile(
    r"(?P<number>.*?) ?[-–—] ?(?P<kind>bc|qd|ct|nq|kl|hd|tb|ttr?|kh|ctr|cv|qc|gm|bb|cd|pa)"
)
_JOINT = re.compile(r" ?[-–—_=~.] ?")
_TORN = re.compile(r" ?[-–—_=~.] (?=[^\W\d_])")  # a dash with a blank behind it, inside a symbol
# More of a symbol than can be told from a name: of `88/KV V-TH`, of one that is longer than any.
_GOES_ON = re.compile(r"\w| [A-ZĐ]{1,4}[-–][A-ZĐ]")
_REST = re.compile(r"[^\W_]{1,8}")
_DIGITS = str.maketrans("oilsbz|", "0115621")
# Dots to be filled in: of a blank form they stand for the number, and for the year too.
_DOTS = re.compile(r"[.…_]{3,}")
# Letters of symbols that have marks, in plain small letters: as they are printed.
_MARKED = {
    "qd": "QĐ", "nd": "NĐ", "hd": "HD", "hdnd": "HĐND", "cd": "CĐ", "ttr": "TTr", "ttg": "TTg",
    "du": "ĐU", "hu": "HU", "ctr": "CTr", "bldtbxh": "BLĐTBXH", "sgddt": "SGDĐT",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Number:
    """The line that prints the number of a document."""

    number: str  # digits; empty where they are written by hand, left open, or lost
    symbol: str  # in plain small letters: "bc-ubnd"
    open: bool = False  # dots or nothing stand in the place of the number


@dataclass(frozen=True, slots=True)
class _Printed:
    """What the line prints, as it stands there."""

    start: int  # of what stands in the place of the number
    number: str  # with dots and blanks around it
    kind: str  # "BC" of a party's number; else empty
    year: str
    symbol: str
    rest: str  # what stands behind the symbol
    colon: bool


def _read_line(line: str) -> _Printed | None:
    match = _NUMBER.match(fold(line))
    if match is None:
        return None
    start, end = match.span("number")
    number, kind = line[start:end], ""
    if party := _PARTY.fullmatch(fold(number)):
        number, kind = number[: party.end("number")], number[slice(*party.span("kind"))]
    first, last = match.span("symbol")
    symbol = line[first:last]
    torn = next((one for one in _TORN.finditer(symbol) if _is_name(symbol, one.end())), None)
    if torn:
        last = first + torn.start()
    year = match["year"] or ""
    return _Printed(start, number, kind, year, line[first:last], line[last:], bool(match["colon"]))


def _is_name(symbol: str, at: int) -> bool:
    """Say whether a word begins a name, the place beside the number, where symbols are capitals.

    >>> _is_name("BC-BCĐ- Nga", 8), _is_name("BC- UBNP", 4)
    (True, False)
    """
    word = re.split(r"\W", symbol[at:], maxsplit=1)[0]
    return symbol[: at - 2].isupper() and word[:1].isupper() and word[1:].islower()


def find_number_line(line: str, folded: str) -> Number | None:
    """Find the number of a document in a line of its letterhead.

    A sentence that quotes a number (`số 29/QĐ-UBND ngày 25/01/2021 và ...`) has no colon, and goes
    on behind the symbol with other things than place and day.

    >>> find_number_line("S6: 172/BC-UBND Tn Triéu, ngay 16 thang 9",
    ...                  "s6: 172/bc-ubnd tn trieu, ngay 16 thang 9")
    Number(number='172', symbol='bc-ubnd', open=False)
    >>> find_number_line("Số 35-BC/ĐU", "so 35-bc/du")
    Number(number='35', symbol='bc-du', open=False)
    >>> find_number_line("Số:     /BC-UBND", "so:     /bc-ubnd").open
    True
    >>> quoted = "số 29/QĐ-UBND ngày 25/01/2021 và Quyết định số"
    >>> find_number_line(quoted, fold(quoted)) is None
    True
    """
    if "/" not in folded:
        return None
    printed = _read_line(line)
    if printed is None or not _is_own(line, printed):
        return None
    number = fold(printed.number).strip(" .…_-")
    digits = number.translate(_DIGITS) if sum(map(str.isdigit, number)) else ""
    digits = digits if digits.isdigit() else ""
    if digits and printed.year:
        digits = f"{digits}/{fold(printed.year).translate(_DIGITS)}"
    symbol = _JOINT.sub("-", fold(printed.symbol)).strip("-")
    symbol = "-".join(filter(None, (fold(printed.kind), symbol)))
    return Number(digits, symbol, not number or bool(_DOTS.search(printed.number)))


def print_number(line: str, below: str = "") -> str:
    """Print the number of a document as its letterhead does; empty where it is not legible.

    A number that had to be read out of letters may be a pen's: it is left out.

    Args:
        line: The line that prints it.
        below: The next one, where the symbol may go on.

    >>> print_number("Số: 46 /QD-BCĐCCHC Hà Nội, ngày 16 tháng 4 năm 2021")
    '46/QĐ-BCĐCCHC'
    >>> print_number("Luật số: 68/2020/QH14"), print_number("Số: #6 /QĐ-UBND")
    ('68/2020/QH14', '')
    >>> print_number("Số 225 - KH/TWĐTN-CTTN"), print_number("Số: 7/2004/TTLT/BVHTT-BYT")
    ('225-KH/TWĐTN-CTTN', '7/2004/TTLT/BVHTT-BYT')
    >>> print_number("Số: 88/KV V-TH Nam Sơn, ngày 5")
    ''
    >>> print_number("Số: 25 / BC-BCĐPCGD-", "XMC"), print_number("Số: 25/BC-BCĐPCGD-", "BÁO CÁO")
    ('25/BC-BCĐPCGD-XMC', '')
    """
    printed = _read_line(line.strip())
    if printed is None:
        return ""
    number = printed.number.strip(" .…_-")
    if _GOES_ON.match(printed.rest):
        return ""
    if not number.isdecimal() or not (printed.year.isdecimal() or not printed.year):
        return ""
    symbol = re.sub(r" ?[-–—_=~] ?", "-", printed.symbol).strip("-. ")
    if re.match(r" ?[-–—]", printed.rest):  # the column broke it
        if not (below.isupper() and _REST.fullmatch(below.strip())):
            return ""
        symbol = f"{symbol}-{below.strip()}"
    symbol = "/".join(
        "-".join(
            _MARKED.get(fold(part), part.upper() if part.islower() else part)
            for part in half.split("-")
        )
        for half in symbol.split("/")
    )
    kind = _MARKED.get(fold(printed.kind), printed.kind)
    return "/".join(filter(None, (number + (f"-{kind}" if kind else ""), printed.year, symbol)))


def _is_own(line: str, printed: _Printed) -> bool:
    start = line[: printed.start].strip(" .:'\"|-")
    if not start[:1].isupper() and not start[:1].isdigit() and start[:1] not in "$§":
        return False
    behind = fold(printed.rest).strip(" .,:;|_*=-–—")
    place_and_day = re.match(r"[^,]{2,40}[,.] ?n[gq][a-z]{1,3}\b", behind)
    fits = not behind or bool(place_and_day) or behind.startswith(("v/v", "ve viec"))
    return fits or (printed.colon and not re.match(r"n[gq][a-z]{1,3}\b", behind))
