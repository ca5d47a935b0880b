"""Figures of sentences, each with the words around it and its unit.

Nobody said which figures matter, so every one is a row: the words before it up to the last comma
that leaves enough of them, a gap for the figure, and the words behind it up to the next sign. The
gap keeps the sentence readable and tells `giảm … %` from `giảm còn … %`.

Left out is what is no figure: dates, symbols of documents, numbers of lists, articles and phones
(`wording.masking` masks them), numbers that are part of a name (`ST24`, `nhóm 1`, `khóa X`: see
`identifying`), legal bases, and the recipients at the end. All else is a row; without a known unit
it is doubtful.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from pipeline.generic.amounts import Amount, doubt_whole, find_amounts
from pipeline.model.crosstab import ANY
from pipeline.model.form import Indicator, Kind
from pipeline.model.page import Document, Page, PageKind
from pipeline.model.reading import Method, Reading, Support
from pipeline.prose.identifying import identifies
from pipeline.prose.paragraphs import Paragraph, is_heading, join_paragraphs
from pipeline.prose.second import second_opinion
from pipeline.tables.figures.figure import GAP, GAP_REASON
from pipeline.tables.layout import find_lost
from pipeline.tables.ruled.reading import Found
from pipeline.tables.ruled.worn import is_worn
from pipeline.vietnamese.alphabet import fold
from pipeline.vietnamese.dates import find_dates
from pipeline.vietnamese.unit_behind import TIMES, Behind, read_behind
from pipeline.vietnamese.units import is_counted, is_worn_unit
from pipeline.wording.masking import mask_numerals, plain_text

PATTERN = "generic.prose"
_BEFORE, _BEHIND, _LEAD = 8, 4, 8  # words
_ENOUGH = 3  # words before a figure; fewer say "tăng khoảng" and not what grew
_GAP = "…"
_IN_HEADING = "số này nằm trong đề mục"

_WORD = re.compile(r"[^\W\d_]+(?:[-'][^\W\d_]+)*|%|‰")
_STOP = re.compile(r"[.!?…](?:\s|$)|;")
_SOFT_STOP = re.compile(r"[,:](?=\s)|[()–]|\s-\s")
# 9.000 - 9.200 đồng, 375/376 hồ sơ: two figures with one unit.
_JOINT = re.compile(r" ?[-–/] ?")
# 20đ/lít: the letter behind is money, and not the rest of a spoilt word.
_MONEY = re.compile(r"(?<=\d)đ(?![^\W\d_])")
# Without its dot a count of two thousand is printed like a year.
_YEAR_LIKE = re.compile(r"(?<![\w.,/–-])(?<!năm )(?<!học )20[0-4]\d(?= [^\W\d_])", re.IGNORECASE)
# Without its marks the level is a part of a law: mục 8.
_LEVEL = re.compile(r"(?<!\w)mức (?P<figure>\d[\d.,]*\d|\d)", re.IGNORECASE)
_YEARS = range(2000, 2050)
_YEAR_SIGNS = 4
_EDGES = " ,:;()-–+*~"  # of a name: commas, brackets, and what a scan makes of the sign of a list
_LEGAL = ("can cu", "don vi tinh", "so:", "noi nhan", "- luu", "luu:")
_RECIPIENTS = "noi nhan"
_MOST_RECIPIENTS = 25  # lines, the signature beside them included
_APPENDED = ("phu luc", "bieu ", "bang ", "danh muc", "danh sach")


def read_sentences(document: Document) -> tuple[Found, ...]:
    """Read the figures outside of the tables of a document, in their order."""
    prose = Document(tuple(map(_without_tables, document.pages)))
    lost = find_lost(document)
    found: list[Found] = []
    for number, paragraph in enumerate(join_paragraphs(prose), start=1):
        found += (_doubt_lost(one, lost) for one in read_paragraph(number, paragraph))
    return tuple(found)


def _doubt_lost(found: Found, lost: frozenset[int]) -> Found:
    """Doubt what looks like a sentence on a page between two parts of one table."""
    reading = found.reading
    if reading.source.page not in lost or reading.reason:
        return found
    reason = "trang này có thể là bảng không nhận ra được"
    return Found(found.indicator, replace(reading, support=Support.WEAK, reason=reason))


def _without_tables(page: Page) -> Page:
    """Leave the lines of prose: no rows of tables, and no recipients.

    Those stand at the end of a page, but a dump may have all pages on one.
    """
    boxes = [table.box for table in page.tables if table.box]
    lines = []
    recipients = 0  # lines that may still follow
    for line in page.lines:
        plain = fold(line.text).strip()
        if plain.startswith(_RECIPIENTS):
            recipients = _MOST_RECIPIENTS
        elif recipients and plain:
            recipients = 0 if plain.startswith(_APPENDED) else recipients - 1
        inside = line.box and any(box.contains(*line.box.center) for box in boxes)
        if line.row is None and not inside and not recipients:
            lines.append(line)
    return replace(page, lines=tuple(lines), tables=())


def read_paragraph(number: int, paragraph: Paragraph) -> Iterator[Found]:
    """Read the figures of a paragraph; its number goes into their ids."""
    text = paragraph.text
    plain = plain_text(text)
    if plain.startswith(_LEGAL):
        return
    heading = is_heading(text)
    for money in _MONEY.finditer(text):
        plain = f"{plain[: money.start()]}¤{plain[money.end() :]}"
    masked = _unmask_counts(text, plain, mask_numerals(plain))
    amounts = find_amounts(text, masked)
    behinds = _units(text, amounts, damaged=not paragraph.clear)
    # The mask knows dates as they are printed; `16 thäng 3 näm 2025` is one too.
    dates = find_dates(text) if paragraph.damaged else ()
    count = 0
    for amount, behind in zip(amounts, behinds, strict=True):
        if not amount.unit and identifies(text, masked, amount.place, behind):
            continue
        if any(one.start <= amount.start < one.end for one in dates):
            continue
        if heading and not (amount.unit or (behind.known and behind.unit not in TIMES)):
            continue
        count += 1
        label = _label(paragraph, amount.start, max(amount.end, behind.stop))
        unit = amount.unit or behind.unit
        indicator = Indicator(f"p{number}_{count}", label, Kind.AMOUNT, unit, bounds=ANY)
        reading = _reading(paragraph, indicator, amount, behind)
        if heading and not reading.reason:
            reading = replace(reading, support=Support.WEAK, reason=_IN_HEADING)
        yield Found(indicator, reading)


def _unmask_counts(text: str, plain: str, masked: str) -> str:
    """Give back what looks like a year and has a unit, có 2045 hộ, and levels: mức 8.400 đồng."""
    for found in _YEAR_LIKE.finditer(text):
        behind = read_behind(text, found.end())
        if behind.known and behind.unit not in TIMES:
            start, end = found.span()
            masked = masked[:start] + plain[start:end] + masked[end:]
    for found in _LEVEL.finditer(text):
        start, end = found.span("figure")
        masked = masked[:start] + plain[start:end] + masked[end:]
    return masked


def _units(text: str, amounts: Sequence[Amount], *, damaged: bool) -> list[Behind]:
    """Give what stands behind each figure; two that are joined share a unit."""
    behinds = [read_behind(text, amount.end, damaged=damaged) for amount in amounts]
    for place in range(len(amounts) - 2, -1, -1):
        between = text[amounts[place].end : amounts[place + 1].start]
        if not behinds[place].unit and _JOINT.fullmatch(between):
            behinds[place] = replace(behinds[place + 1], stop=behinds[place + 1].stop)
    return behinds


def _label(paragraph: Paragraph, start: int, end: int) -> str:
    text = paragraph.text
    before = _words_before(text[:start])
    behind = _words_behind(text[end:])
    label = " ".join(filter(None, (before, _GAP, behind)))
    said = [part.strip() for part in _STOP.split(paragraph.lead.rstrip(" :")) if part.strip()]
    if not said or len(before.split()) > _ENOUGH:
        return label
    return f"{' '.join(said[-1].split()[:_LEAD])} > {label}"


def _words_before(text: str) -> str:
    """Give up to eight words of the sentence, from the last comma that leaves enough of them."""
    clause = text[max((found.end() for found in _STOP.finditer(text)), default=0) :]
    words = clause.split()[-_BEFORE:]
    kept = " ".join(words)
    for stop in reversed(list(_SOFT_STOP.finditer(kept))):
        rest = kept[stop.end() :]
        if len(_WORD.findall(rest)) >= _ENOUGH:
            return rest.strip(_EDGES)
    return kept.strip(_EDGES)


def _words_behind(text: str) -> str:
    found = re.match(r"[^,;:()\d…]*?(?=[,;:()\d…]|\.(?:\s|$)|$)", text)
    return " ".join((found.group() if found else "").split()[:_BEHIND])


def _reading(paragraph: Paragraph, indicator: Indicator, amount: Amount, behind: Behind) -> Reading:
    start, end = amount.place
    support, reason = _support(paragraph, amount, indicator, behind)
    span = max(0, start - 60), min(len(paragraph.text), end + 40)
    return Reading(
        indicator.id,
        amount.value,
        paragraph.source(span, amount.place),
        Method.PROSE,
        PATTERN,
        support,
        reason,
    )


def _support(
    paragraph: Paragraph, amount: Amount, indicator: Indicator, behind: Behind
) -> tuple[Support, str]:
    """Say how far a figure can be trusted; two readers that agree make it no more than read.

    That the words name it rightly was measured by nobody.
    """
    if doubt := _doubt_meaning(amount, behind):
        return Support.WEAK, doubt
    kinds = {piece.page.kind for piece in paragraph.pieces_of(*amount.place)}
    if kinds == {PageKind.DIGITAL}:
        return Support.LAYER, ""
    opinion = second_opinion(paragraph, amount.place)
    if opinion.seen:
        return Support.DISPUTED, "hai máy đọc khác nhau"
    if not opinion.agrees:
        return Support.WEAK, "chỉ một máy đọc được số này"
    reason = _doubt(paragraph.text, amount.place, indicator)
    return (Support.WEAK if reason else Support.SETTLED), reason


def _doubt_meaning(amount: Amount, behind: Behind) -> str:
    """Say what the words leave open about a figure, whoever read it."""
    if not (amount.unit or behind.known):
        return "không rõ đơn vị của số này"
    if amount.value in _YEARS and amount.end - amount.start == _YEAR_SIGNS:
        return "số này có thể là năm"
    if behind.unit in TIMES:
        return "số này có thể chỉ là mốc thời gian"
    return doubt_whole(amount, is_counted(behind.unit))


def _doubt(text: str, place: tuple[int, int], indicator: Indicator) -> str:
    """Say what a scan may have spoilt of a figure on whose digits two readers agree."""
    if GAP.search(text[max(0, place[0] - 2) : place[1] + 2]):
        return GAP_REASON
    behind = text[place[1] :].split()
    size = len(indicator.unit.split()) + 1
    if indicator.unit.isalpha() and is_worn_unit(" ".join(behind[:size]).strip(_EDGES + ".")):
        return "không rõ đơn vị của số này"
    return "tên của số này có chữ đọc không rõ" if is_worn(indicator.label) else ""
