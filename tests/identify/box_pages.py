"""Traces of pages by one letter each, as cases/divisions.toml explains them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from pipeline.identify.division import Division
from pipeline.identify.trace import PageTrace
from pipeline.vietnamese.citations import Citation
from pipeline.vietnamese.letterhead import Dateline
from pipeline.vietnamese.number_line import Number

_DAY = date(2024, 9, 15)
_OTHER = "ubnd xa ban cheo"


def _head(number: str, symbol: str, kind: str, place: str) -> PageTrace:
    return PageTrace(
        motto=True,
        number=Number(number, symbol),
        dateline=Dateline(place, _DAY, year=True),
        kind=kind,
        issuer=f"uy ban nhan dan xa {place}",
    )


def _appendix(number: str, place: str) -> PageTrace:
    cited = Citation(
        number, "bc-ubnd", _DAY if place else None, f"ubnd xa {place}" if place else ""
    )
    return PageTrace(label=True, enclosed=cited, tabular=True)


_REPORT = _head("68", "bc-ubnd", "báo cáo", "hong lam")
_APPENDIX = _appendix("68", "hong lam")
_PLAN = PageTrace(kind="kế hoạch", enclosed=Citation("12", "qd-ubnd", _DAY, "ubnd xa hong lam"))
_OPEN_DAY = Dateline("hong lam", None, year=True)

PAGES = {
    "R": _REPORT,
    "S": _head("7", "bc-ubnd", "báo cáo", "suoi can"),
    "T": _head("9", "bc-ubnd", "báo cáo", "khe lanh"),
    "D": _head("12", "qd-ubnd", "quyết định", "hong lam"),
    "L": replace(_head("15", "ubnd-vp", "", "hong lam"), letter=True, ended=True),
    "O": replace(_REPORT, number=Number("", "bc-ubnd", open=True), dateline=_OPEN_DAY),
    "M": PageTrace(motto=True),
    "N": PageTrace(number=Number("68", "bc-ubnd")),
    "K": PageTrace(kind="báo cáo"),
    "W": PageTrace(motto=True, kind="báo cáo"),
    "t": PageTrace(),
    "e": PageTrace(ended=True),
    "b": PageTrace(tabular=True),
    "_": PageTrace(blank=True),
    "1": PageTrace(printed=1),
    "2": PageTrace(printed=2),
    "3": PageTrace(printed=3),
    "E": PageTrace(printed=3, ended=True),
    "A": PageTrace(label=True, tabular=True),
    "r": _APPENDIX,
    "s": _appendix("7", "suoi can"),
    "x": PageTrace(label=True, enclosed=Citation("99", "bc-ubnd", date(2024, 6, 14), _OTHER)),
    "y": PageTrace(label=True, enclosed=Citation("99", "bc-ubnd", _DAY, _OTHER)),
    "u": _appendix("7", ""),
    "H": replace(_APPENDIX, motto=True, dateline=_REPORT.dateline),
    "P": _PLAN,
    "Q": replace(_PLAN, motto=True, dateline=_REPORT.dateline),
    "F": PageTrace(
        motto=True, kind="báo cáo", template=True, dateline=Dateline("", None, year=False)
    ),
    "i": PageTrace(inner=True),
    "?": PageTrace(unread=True),
}


def traces(letters: str) -> list[PageTrace]:
    """Give a trace for each page."""
    return [PAGES[letter] for letter in letters]


def spell(division: Division, letters: str) -> str:
    """Print a division with the letters of its pages."""
    return "|".join("".join(letters[page] for page in part.pages) for part in division.parts)
