"""Figures of sentences, each with the words around it and its unit.

Nobody said which figures matter, so every one is a row: the words before it up to the last comma
that leaves enough of them, a gap for the figure, and the words behind it up to the next sign. The
gap keeps the sentence readable and tells `giảm … %` from `giảm còn … %`.

Left out is what is no figure: dates, symbols of documents, numbers of lists, articles and phones
(`prose.plain` masks them), numbers that are part of a name (`ST24`, `nhóm 1`, `khóa X`), legal
bases, and the recipients at the end.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from pipeline.extract.generic.tables import ANY, Found
from pipeline.extract.generic.worn import is_worn
from pipeline.extract.prose.paragraphs import Paragraph, is_heading, join_paragraphs
from pipeline.extract.prose.plain import MASK, mask_numerals, plain_text
from pipeline.extract.prose.second import second_opinion
from pipeline.extract.tables import find_lost
from pipeline.extract.tables.figure import GAP, GAP_REASON
from pipeline.extract.tables.unit import is_worn_unit, read_unit
from pipeline.model.form import Indicator, Kind
from pipeline.model.page import Document, Page, PageKind
from pipeline.model.reading import Method, Reading, Support
from pipeline.vietnamese.alphabet import fold
from pipeline.vietnamese.numbers import Number, find_numbers

PATTERN = "generic.prose"
_BEFORE, _BEHIND, _LEAD = 8, 4, 8  # words
_ENOUGH = 3  # words before a figure; fewer say "tăng khoảng" and not what grew
_LONGEST_UNIT = 3  # words: triệu đồng/người/năm is two, hộ cận nghèo three
_GAP = "…"

_WORD = re.compile(r"[^\W\d_]+(?:[-'][^\W\d_]+)*|%|‰")
_STOP = re.compile(r"[.!?…](?:\s|$)|;")
_SOFT_STOP = re.compile(r"[,:](?=\s)|[()–]|\s-\s")
_UNIT_BEHIND = re.compile(r" ?(%|‰|[^\W\d_][^\s,;:()…]*(?: [^\W\d_][^\s,;:()…]*){0,2})")
# 9.000 - 9.200 đồng, 375/376 hồ sơ: two figures with one unit.
_JOINT = re.compile(r" ?[-–/] ?")
_SPOKEN = re.compile(
    r"(?<!\w)(?:là|đạt|có|bằng|còn|gồm|được|khoảng|gần|hơn|trên|dưới|tăng|giảm|từ|đến|chiếm|thêm|"
    r"số|cộng|thiếu|đủ|với|lên|xuống|:) $",
    re.IGNORECASE,
)
# Numbers that belong to the word before them and count nothing. With their marks: mục is no mức.
_NUMBERED = re.compile(
    r"(?<!\w)(?:thứ|nhóm|loại|lớp|khóa|khoá|kỳ họp|kỳ|khu vực|khu phố|vùng|vị trí|cấp|hạng|quý|"
    r"tháng|"
    r"ngày|tuần|tổ|khu|ấp|thôn|phường|quận|đường|quốc lộ|ql|đt|đh|bậc|nhiệm kỳ|bước|mồng|mùng|tiết|"
    r"mục|phần|chương|bảng|biểu|trang|iso|covid|tờ|năm|điều|khoản|điểm|phụ lục(?: số)?|mẫu(?: số)?|"
    r"số thứ tự(?: từ)?|đơn vị tính:) $",
    re.IGNORECASE,
)
_NUMBERED_PLAIN = re.compile(fold(_NUMBERED.pattern.replace(r"\w", "[^ ]")), re.IGNORECASE)
# 20đ/lít: the letter behind is money, and not the rest of a spoilt word.
_MONEY = re.compile(r"(?<=\d)đ(?![^\W\d_])")
# 6 tháng, 7 giờ: spans and times, which say when and not how many. "5 tỷ lệ" and "2 ti vi" are
# words that only begin like a unit.
_TIME_BEHIND = re.compile(
    r" ?(?:tháng|giờ|phút|tuổi|ngày|năm|thang|gio|phut|tuoi|ngay)(?![^\W\d_])"
)
_NOT_UNIT = re.compile(r" (?:l[eệ]|1)")
_IDENTIFIER = re.compile(r"0\d+[.,]\d")  # 01.0020, the code of a good
_EDGES = " ,:;()-–+*~"  # of a name: commas, brackets, and what a scan makes of the sign of a list
_NAME_BEFORE = re.compile(r"(?<!\S)[A-ZĐ][A-ZĐ0-9.-]+ $")
_LEGAL = ("can cu", "don vi tinh", "so:", "noi nhan", "- luu", "luu:")
_RECIPIENTS = "noi nhan"


def read_sentences(document: Document) -> tuple[Found, ...]:
    """Read the figures outside of the tables of a document, in their order."""
    prose = Document(tuple(map(_without_tables, document.pages)))
    lost = find_lost(document)
    found: list[Found] = []
    for number, paragraph in enumerate(join_paragraphs(prose), start=1):
        found += (_doubt_lost(one, lost) for one in _read_paragraph(number, paragraph))
    return tuple(found)


def _doubt_lost(found: Found, lost: frozenset[int]) -> Found:
    """Doubt what looks like a sentence on a page between two parts of one table."""
    reading = found.reading
    if reading.source.page not in lost or reading.reason:
        return found
    reason = "trang này có thể là bảng không nhận ra được"
    return Found(found.indicator, replace(reading, support=Support.WEAK, reason=reason))


def _without_tables(page: Page) -> Page:
    """Leave the lines of prose: no rows of tables, and nothing from the recipients on."""
    boxes = [table.box for table in page.tables if table.box]
    lines = []
    for line in page.lines:
        if fold(line.text).lstrip().startswith(_RECIPIENTS):
            break
        inside = line.box and any(box.contains(*line.box.center) for box in boxes)
        if line.row is None and not inside:
            lines.append(line)
    return replace(page, lines=tuple(lines), tables=())


def _read_paragraph(number: int, paragraph: Paragraph) -> Iterator[Found]:
    text = paragraph.text
    plain = plain_text(text)
    if plain.startswith(_LEGAL) or is_heading(text):
        return
    for money in _MONEY.finditer(text):
        plain = f"{plain[: money.start()]}¤{plain[money.end() :]}"
    masked = mask_numerals(plain)
    numbers = [one for one in find_numbers(masked) if _stands_alone(text, masked, one)]
    count = 0
    for place, (start, end, figure) in enumerate(numbers):
        unit, stop = _unit_of(text, end)
        following = numbers[place + 1] if place + 1 < len(numbers) else None
        if not unit and following and _JOINT.fullmatch(text[end : following[0]]):
            unit, stop = _unit_of(text, following[1])
        if not unit and not _is_spoken(text, start, end):
            continue
        count += 1
        label = _label(paragraph, start, max(end, stop))
        indicator = Indicator(f"p{number}_{count}", label, Kind.AMOUNT, unit, bounds=ANY)
        yield Found(indicator, _reading(paragraph, indicator, (start, end), figure))


def _stands_alone(text: str, masked: str, found: tuple[int, int, Number]) -> bool:
    """Say whether a number is a figure and not a piece of something else."""
    start, end, _ = found
    before = text[max(0, start - 24) : start]
    if MASK in masked[max(0, start - 1) : end + 1] or re.search(r"[\w.,]$|[^\d]/ ?$", before):
        return False
    if _TIME_BEHIND.match(text, end) or _IDENTIFIER.match(text, start):
        return False
    if re.match(r"[x:.,]\d|/(?!\d)|[^\W\d_]+[x\d]", text[end : end + 8]):
        return False
    # A text without its marks has a plain `muc` for both; a figure lost there is no wrong one.
    numbered = _NUMBERED.search(before) or _NUMBERED_PLAIN.search(before)
    # `cấp 2` is a level, `cấp 12 giấy phép` is what was done.
    return not numbered or (fold(numbered[0]) == "cap " and bool(_unit_of(text, end)[0]))


def _is_spoken(text: str, start: int, end: int) -> bool:
    """Say whether a number without a known unit is spoken of as a figure: là 12, 12 lon."""
    before, behind = text[max(0, start - 24) : start], text[end : end + 2]
    if _NAME_BEFORE.search(before) or re.match(r"[^\W\d_]", behind):
        return False
    if _SPOKEN.search(before):
        return True
    last = before.split()[-1:] or [""]
    return last[0].islower() and re.match(r" [^\W\d_]", behind) is not None and behind[1].islower()


def _unit_of(text: str, end: int) -> tuple[str, int]:
    """Give the unit behind a figure and where it ends; empty where no known one is there."""
    found = _UNIT_BEHIND.match(text, end)
    if found is None:
        return "", end
    words = found[1].split(" ")
    for count in range(min(len(words), _LONGEST_UNIT), 0, -1):
        said = " ".join(words[:count]).rstrip(".")
        unit = read_unit(said)
        if unit and not (unit == "tỷ" and _NOT_UNIT.match(text, found.start(1) + len(said))):
            return unit, found.start(1) + len(said)
    return "", end


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


def _reading(
    paragraph: Paragraph, indicator: Indicator, place: tuple[int, int], figure: Number
) -> Reading:
    start, end = place
    support, reason = _support(paragraph, place, indicator)
    span = max(0, start - 60), min(len(paragraph.text), end + 40)
    return Reading(
        indicator.id,
        figure.value,
        paragraph.source(span, place),
        Method.PROSE,
        PATTERN,
        support,
        reason,
    )


def _support(
    paragraph: Paragraph, place: tuple[int, int], indicator: Indicator
) -> tuple[Support, str]:
    """Say how far a figure can be trusted; two readers that agree make it no more than read.

    That the words name it rightly was measured by nobody.
    """
    if not indicator.unit:
        return Support.WEAK, "không rõ đơn vị của số này"
    kinds = {piece.page.kind for piece in paragraph.pieces_of(*place)}
    if kinds == {PageKind.DIGITAL}:
        return Support.LAYER, ""
    opinion = second_opinion(paragraph, place)
    if opinion.seen:
        return Support.DISPUTED, "hai máy đọc khác nhau"
    if not opinion.agrees:
        return Support.WEAK, "chỉ một máy đọc được số này"
    reason = _doubt(paragraph.text, place, indicator)
    return (Support.WEAK if reason else Support.SETTLED), reason


def _doubt(text: str, place: tuple[int, int], indicator: Indicator) -> str:
    """Say what a scan may have spoilt of a figure on whose digits two readers agree."""
    if GAP.search(text[max(0, place[0] - 2) : place[1] + 2]):
        return GAP_REASON
    behind = text[place[1] :].split()
    size = len(indicator.unit.split()) + 1
    if indicator.unit.isalpha() and is_worn_unit(" ".join(behind[:size]).strip(_EDGES + ".")):
        return "không rõ đơn vị của số này"
    return "tên của số này có chữ đọc không rõ" if is_worn(indicator.label) else ""
