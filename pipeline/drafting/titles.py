"""What a report calls itself and its appendix, without what changes from one report to the next."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.forms.ids import join_id
from pipeline.model.page import Document
from pipeline.vietnamese.alphabet import fold
from pipeline.vietnamese.document_zones import Part, divide_heading
from pipeline.vietnamese.periods import find_periods

# What begins the part of a title that names a place, an enclosure or a basis.
_LOCAL = re.compile(
    r"[,(]? ?(?:tren dia ban|cua (?:ubnd|uy ban|xa|phuong|thi tran|huyen)|tai xa|kem theo|"
    r"nam 20\d\d|thang \d|quy [ivx\d]+\b|6 thang|9 thang|tuan \d|den ngay|thuc hien cong van|"
    r"thuc hien ke hoach|can cu|kinh gui)"
)
_REPORT = re.compile(r"^\W*bao cao\W*")
_LABEL = re.compile(r"^\W*phu luc(?:(?: so)? ?(?:\d+|[ivx]+)\b)?\W*")
_LONGEST_ID = 40  # letters
_LEAST_TITLE = 8  # letters; shorter ones recognise nothing
_LONGEST_TITLE = 160  # signs; longer ones are no titles but paragraphs


@dataclass(frozen=True, slots=True)
class Titles:
    """How a kind of report is recognised."""

    id: str  # "cong-tac-cai-cach-hanh-chinh"
    report: str  # empty where none was found
    appendix: str  # empty where none was found


def find_titles(document: Document, above: Sequence[str]) -> Titles:
    """Find the titles of a report.

    Args:
        document: All pages.
        above: The lines above the appendix' table, from "Phụ lục" on.
    """
    heading = divide_heading(document, None)
    printed = " ".join(text for _, text in heading.cut(Part.TITLE)[:1])
    title = strip_occasion(_strip(printed, _REPORT))
    appendix = strip_occasion(_strip(" ".join(above), _LABEL))
    known = title or appendix
    return Titles(as_id(known) or "bieu-mau-moi", title, appendix)


def _strip(text: str, start: re.Pattern[str]) -> str:
    return text[match.end() :] if (match := start.match(fold(text))) else text


def strip_occasion(title: str) -> str:
    """Cut a title before the period, the place or the enclosure it names.

    >>> strip_occasion("Công tác cải cách hành chính quý IV năm 2021 trên địa bàn xã Yên Lẫm")
    'Công tác cải cách hành chính'
    >>> strip_occasion("2024")
    ''
    """
    text = " ".join(title.split())
    cuts = [mention.start for mention in find_periods(text, damaged=False)]
    local = _LOCAL.search(fold(text))
    cuts += [local.start()] if local else []
    # A title that begins with its period ("Quý III ...") has none to cut off.
    bare = text[: min(cuts, default=len(text))].strip(" ,;:.-–(/")
    letters = sum(map(str.isalpha, bare))
    return bare if letters >= _LEAST_TITLE and len(bare) <= _LONGEST_TITLE else ""


def as_id(title: str) -> str:
    """Make the id of a form of a title; empty where it has no letters."""
    return join_id(re.findall(r"[a-z0-9]+", fold(title)), "-", _LONGEST_ID)
