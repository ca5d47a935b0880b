"""What an appendix says it is enclosed with: `(Kèm theo Báo cáo số 68/BC-UBND ...)`."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from pipeline.vietnamese.alphabet import fold
from pipeline.vietnamese.dates import find_dates
from pipeline.vietnamese.number_line import print_number

# `(Kèm theo Báo cáo số 68/BC-UBND ngày 15/9/2024 của UBND xã Bắc Sơn)`, `(Ban hành kèm theo ...)`;
# without its bracket only in front of a document: `Kèm theo văn bản này là ...` begins a sentence.
_KINDS_CITED = (
    r"(?:b[a-z]{1,2}o c[a-z]{1,2}o|quy[a-z]{1,2}t d|k[a-z] ho|c[a-z]ng v|t[a-z] tr|ngh[a-z] "
    r"|th[a-z]ng)"
)
_ENCLOSED = re.compile(
    r"(?m:[(\[{|] ?(?:ban h[a-z]{2,3}h )?k[a-z]{1,2}m th[a-z0-9]{1,3}o?\b"
    rf"|^(?:ban h[a-z]{{2,3}}h )?k[a-z]{{1,2}}m th[a-z0-9]{{1,3}}o? {_KINDS_CITED})"
)
_CITED_NUMBER = re.compile(
    r"(?:(?<![0-9])(?P<number>[0-9oil|sb]{1,5}))? ?/ ?(?:(?P<year>20[0-9]{2}) ?/ ?)?"
    r"(?P<symbol>[a-z8][a-z0-9(€]{0,5} ?[-–—_=~.] ?[a-z0-9]{2,12})"
)
_DIGITS = str.maketrans("oil|sb", "011156")
_CITATION = 220  # characters from "Kèm theo" to the end of who issued it
# Of a body that issues documents; `của giá dịch vụ ...` is none.
_ISSUED_BY = re.compile(
    r"\bc[uia]{1,2}[a-z]? "
    r"(?P<unit>(?:[ctp]\S{1,5} )?(?:u[by]|ubn[a-z]|uy|hdnd|hoi dong|xa|x[a-z0-9]|phuong|thi"
    r"|huyen|quan|tinh|so|phong|ban|cuc|chi cuc|bo|chinh phu|thanh|dang|van phong)"
    r"\b[a-z0-9 \-]{2,66})"
)
# `Đơn vị báo cáo: UBND xã Quang Thụ; đơn vị nhận báo cáo: ...` of the forms of Circular 01/2020.
_REPORTING_UNIT = re.compile(
    r"d[a-z]n v[ijl] b[a-z]{1,2}o c[a-z]{1,2}o ?[:;] ?(?P<unit>[a-z0-9 \-]{4,60})"
)


@dataclass(frozen=True, slots=True)
class Citation:
    """The document that an appendix says it is enclosed with."""

    number: str = ""  # digits
    symbol: str = ""  # in plain small letters: "bc-ubnd"
    day: date | None = None
    unit: str = ""  # who issued it, in plain small letters: "ubnd xa bac son"
    printed: str = ""  # number and symbol as they stand there; empty where not all is legible
    issuer: str = ""  # the unit as it stands there


def find_citation(lines: Sequence[str]) -> Citation | None:
    """Read `Kèm theo Báo cáo số 68/BC-UBND ngày 15/9/2024 của UBND xã Bắc Sơn`."""
    text = "\n".join(lines)
    folded = fold(text)
    found = _ENCLOSED.search(folded)
    if found is None:
        named = _REPORTING_UNIT.search(folded)
        return Citation(unit=named["unit"].strip(" -")) if named else None
    folded = folded[found.end() : found.end() + _CITATION].replace("\n", " ")
    text = text[found.end() : found.end() + _CITATION].replace("\n", " ")
    number = _CITED_NUMBER.search(folded)
    if number is None:
        return Citation()
    digits = "/".join(filter(None, ((number["number"] or "").translate(_DIGITS), number["year"])))
    days = find_dates(text[number.end() :])
    day = days[0].value if days and days[0].day_printed else None
    behind = number.end() + (days[0].end if days else 0)
    unit = _ISSUED_BY.search(folded, behind)
    symbol = re.sub(r" ?[-–—_=~.] ?", "-", number["symbol"])
    body = _unit(unit["unit"]) if unit else ""
    issuer = text[unit.start("unit") : unit.start("unit") + len(body)] if unit else ""
    printed = f"Số: {text[number.start() : number.end()]}"
    return Citation(digits, symbol, day, body, print_number(printed), issuer)


def _unit(words: str) -> str:
    return re.split(r"\b(?:stt|tt|don vi tinh|bieu|phu luc)\b", words)[0].strip(" -")
