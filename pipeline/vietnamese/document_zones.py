"""Where a report says who it is from and what time it is about.

The text of all pages is put into one line, because sentences and names run over line ends. Parts of
it carry weight: letterhead, title and first paragraph, the title of the appendix, and the closing
sentence.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import accumulate

from rapidfuzz import fuzz

from pipeline.model.form import Form
from pipeline.model.page import Document, PageKind
from pipeline.vietnamese.alphabet import fold

# The head of a report takes at most this many lines that are not empty; the longest of our digital
# reports, with a legal basis of four lines, takes 22.
_HEAD_LINES = 26
_TITLE_LINES = 6
_TITLE_LENGTH = 320  # characters from BÁO CÁO to the end of the subject
_APPENDIX_LENGTH = 420
_CLOSING_LENGTH = 420
_TITLE_SCORE = 75  # of 100; "BAO CAO" and "BẢO CẢO" score 100 and more folded, "BAD CAO" 83
_APPENDIX_SCORE = 72  # of 100; a title under a bad OCR scores 70 to 90, other lines below 60

# Share of common words that keep their marks: above 0.9 in `vie` OCR and digital text, below 0.2
# where an English or French OCR read (one real dump: 0.05).
CLEAR_SHARE = 0.75
_COMMON = frozenset(
    [
        "của",
        "và",
        "các",
        "được",
        "công",
        "hành",
        "chính",
        "thực",
        "hiện",
        "cải",
        "cách",
        "thủ",
        "tục",
        "báo",
        "cáo",
        "năm",
        "xã",
        "theo",
        "tiếp",
        "nhận",
    ]
)
_COMMON_FOLDED = frozenset(map(fold, _COMMON))

_CHAPTER = re.compile(r"(?:[i1l|]|phan (?:thu nhat|i|1))\s?[.,:)\-/]\s?\S")
_CLOSING = re.compile(r"tr[a-z]{1,2}n d[a-z]{1,2}y l?[a-z0-9]{1,2} ?b[a-z]{1,3}o? c[a-z]{1,3}o?")
_ENCLOSED = re.compile(r"k[a-z]{1,2}m th[a-z]{1,3}o? ?b[a-z]{1,3}o? c[a-z]{1,3}o?")
_APPENDIX_WORD = re.compile(r"(?:phu luc|bieu(?: so| mau)?)(?: [0-9ivx.:-]{1,6})?[ .:]*$")
_BASIS = re.compile(
    r"\W{0,3}(?:th[a-z]{2,3} hi[a-z]{1,2}n|c[a-z]{1,2}n c[a-z]{1,3}|k[a-z]{1,2}nh g[a-z]{1,2}i) "
)


class Part(StrEnum):
    """A part of a report that says what the report is."""

    LETTERHEAD = "letterhead"
    TITLE = "title"
    OPENING = "opening"  # what follows the title, up to the first chapter
    APPENDIX = "appendix"  # its title and "Kèm theo Báo cáo số ..."
    CLOSING = "closing"  # "Trên đây là báo cáo ..."
    BODY = "body"


@dataclass(frozen=True, slots=True)
class HeadingText:
    """The text of a report as one line, with its parts."""

    text: str
    folded: str
    clear: bool  # the marks can be trusted
    digital: bool  # printed by a program: what stands there stands on the paper
    spans: tuple[tuple[Part, int, int], ...]  # every part but the body; of two the first counts
    prose_end: int  # where the first appendix begins

    def part_at(self, offset: int) -> Part:
        """Give the part that a character stands in."""
        inside = (part for part, start, end in self.spans if start <= offset < end)
        return next(inside, Part.BODY)

    def cut(self, part: Part) -> tuple[tuple[int, str], ...]:
        """Give all stretches of a part, as (offset, text)."""
        return tuple((start, self.text[start:end]) for p, start, end in self.spans if p is part)


def divide_heading(document: Document, form: Form | None) -> HeadingText:
    """Put the lines of a report into one and mark the parts that say what it is."""
    lines = [
        " ".join(line.text.split())
        for page in document.pages
        for line in page.lines
        if line.text.strip()
    ]
    offsets = [0, *accumulate(len(line) + 1 for line in lines)][: len(lines)]
    text = " ".join(lines)
    folded = fold(text)
    kinds = {page.kind for page in document.pages} - {PageKind.BLANK}
    digital = kinds == {PageKind.DIGITAL}
    appendices = _mark_appendix(folded, offsets, form)
    spans = (*appendices, *_mark_closing(folded))
    head_end = min((start for _, start, _ in spans), default=len(text))
    return HeadingText(
        text,
        folded,
        digital or marks_kept(text) >= CLEAR_SHARE,
        digital,
        (*_mark_head(text, folded, offsets, head_end), *spans),
        min((start for _, start, _ in appendices), default=len(text)),
    )


def first_parts(heading: HeadingText) -> HeadingText:
    """Give the text down to the end of its opening: what a document without a form says of itself.

    Ranges and years further down are those of its subjects.
    """
    inside = (Part.LETTERHEAD, Part.TITLE, Part.OPENING)
    end = max((end for part, _, end in heading.spans if part in inside), default=0)
    return replace(heading, text=heading.text[:end], folded=heading.folded[:end])


def own_parts(heading: HeadingText) -> HeadingText:
    """Give the text with all that is no part of its own covered: sentences of the body."""
    kept = [" "] * len(heading.text)
    for _, start, end in heading.spans:
        kept[start:end] = heading.text[start:end]
    text = "".join(kept)
    return replace(heading, text=text, folded=fold(text))


def marks_kept(text: str) -> float:
    """Give the share of common words that still have their marks, 0 to 1; 1 without such words.

    >>> marks_kept("thực hiện cải cách của xã"), marks_kept("thyc hien cai cach cua xi")
    (1.0, 0.0)
    """
    words = text.lower().split()
    kept = sum(word in _COMMON for word in words)
    lost = sum(word in _COMMON_FOLDED for word in words)
    return kept / (kept + lost) if kept + lost else 1.0


def keeps_marks(text: str) -> bool:
    """Say whether the marks of a text can be trusted: the right OCR read it, or a person typed it.

    >>> keeps_marks("Xã đã thực hiện"), keeps_marks("Xi da thyc hien"), keeps_marks("12/3")
    (True, False, False)
    """
    return not text.isascii() and marks_kept(text) >= CLEAR_SHARE


def _mark_head(
    text: str, folded: str, offsets: list[int], limit: int
) -> list[tuple[Part, int, int]]:
    """Divide the first lines into letterhead, title and opening."""
    starts = [start for start in offsets[:_HEAD_LINES] if start < limit]
    ends = [*starts[1:], min(limit, *offsets[_HEAD_LINES : _HEAD_LINES + 1], len(folded))]
    lines = [folded[start:end].strip() for start, end in zip(starts, ends, strict=False)]
    title = _find_title([text[start:end] for start, end in zip(starts, ends, strict=False)], lines)
    first = title + 1 if title is not None else 0
    chapter = next((i for i in range(first, len(lines)) if _CHAPTER.match(lines[i])), len(lines))
    end = starts[chapter] if chapter < len(lines) else (ends[-1] if ends else 0)
    if title is None:
        return [(Part.LETTERHEAD, 0, end)]
    after = title + 1
    while (
        after < chapter
        and after - title <= _TITLE_LINES
        and starts[after] - starts[title] <= _TITLE_LENGTH
        and (after == title + 1 or not _BASIS.match(lines[after]))
        and not _says_ubnd_reports(lines[after])
    ):
        after += 1
    middle = starts[after] if after < len(starts) else end
    return [
        (Part.LETTERHEAD, 0, starts[title]),
        (Part.TITLE, starts[title], middle),
        (Part.OPENING, middle, end),
    ]


def _is_report_word(line: str) -> bool:
    letters = "".join(filter(str.isalpha, line))
    return len(letters) <= 9 and fuzz.ratio(letters, "baocao") >= _TITLE_SCORE


def _find_title(raw: list[str], lines: list[str]) -> int | None:
    """Give the line BÁO CÁO, else the first that begins with it in capitals."""
    alone = (index for index, line in enumerate(lines) if _is_report_word(line))
    joined = (
        index
        for index, line in enumerate(lines)
        if raw[index][:7].isupper() and fuzz.ratio(line[:7], "bao cao") >= _TITLE_SCORE
    )
    # An appendix in a file of its own begins with its title.
    opening = 0 if lines and _APPENDIX_WORD.match(lines[0]) else None
    return next(alone, next(joined, opening))


def _says_ubnd_reports(line: str) -> bool:
    return bool(re.match(r"(?:u[a-z]{3}|uy ban nhan dan) .{0,40}b[a-z]{1,3}o c[a-z]{1,3}o", line))


def _mark_appendix(
    folded: str, offsets: list[int], form: Form | None
) -> list[tuple[Part, int, int]]:
    """Mark what follows a line "Phụ lục", a title of the form's appendix or "Kèm theo Báo cáo"."""
    titles = [fold(title) for title in form.appendix] if form else []
    starts = [match.start() for match in _ENCLOSED.finditer(folded)]
    for start, end in zip(offsets, [*offsets[1:], len(folded)], strict=False):
        line = folded[start:end].strip()
        named = start > 0 and len(line) <= 20 and fuzz.ratio(line[:8], "phu luc ") >= 80
        if named or any(_opens_with(line, title) for title in titles):
            starts.append(start)
    return [
        (Part.APPENDIX, max(start - 10, 0), start + _APPENDIX_LENGTH) for start in sorted(starts)
    ]


def _opens_with(line: str, title: str) -> bool:
    length = min(len(line), len(title))
    return length >= 25 and fuzz.ratio(line[:length], title[:length]) >= _APPENDIX_SCORE


def _mark_closing(folded: str) -> list[tuple[Part, int, int]]:
    return [
        (Part.CLOSING, match.start(), match.start() + _CLOSING_LENGTH)
        for match in _CLOSING.finditer(folded)
    ]
