"""Lines of the prose joined to paragraphs, with the way back to page, line and box.

A sentence runs over line and page breaks, so patterns need the joined text. What the joined text
keeps of the page is where each of its words stood.

A paragraph cut in two loses the quarter that its first sentence names, and the figures of another
quarter then pass for this one's; two paragraphs joined cost little. So in doubt lines are joined:
a full stop at the right margin ends a paragraph only where a blank line, a list mark or an indent
follows.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from pipeline.model.geometry import Box
from pipeline.model.page import Document, Line, MendedWord, Page, PageKind, Word
from pipeline.model.reading import Source, Spot
from pipeline.vietnamese.document_zones import keeps_marks

# A line that ends before this share of the page's usual line length was not broken by the margin.
FULL_LINE = 0.8
# First lines of paragraphs are set in by 25 to 36 points (Decree 30/2020: 1 to 1.27 cm).
INDENT = 12.0

_TITLE = 90  # letters of the longest title of a part

_LIST_MARK = re.compile(r"(?:[-+*•–▪]|\(?\d{1,2}(?:\.\d{1,2}){0,2}[.)]|\(?[a-zđA-ZĐ][.),])(?:\s|$)")
_ROMAN_MARK = re.compile(r"(?=1*[IVXl|])[IVX1l|]{1,4}\s*[.)]")
_NUMBER_ALONE = re.compile(r"\d{1,2}\.")
_PAGE_NUMBER = re.compile(r"[-–— ]*\d{1,3}[-–— ]*")
_BULLETS = "-+*•–▪"
_SENTENCE_END = re.compile(r"[.;:!?][\"'”’)]*$")


@dataclass(frozen=True, slots=True)
class Piece:
    """One run of printed characters in a paragraph."""

    start: int  # in the text of the paragraph
    page: Page
    line: Line
    column: int  # where it starts in the text of the line


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph; the runs of characters between blanks are joined by single blanks."""

    text: str
    pieces: tuple[Piece, ...]
    lead: str = ""  # the paragraph that introduces the list this one is an item of
    chapter: str = ""  # the last heading above
    mended: tuple[MendedWord, ...] = ()  # words of the text that the repair looked at
    title: str = ""  # of the part below that heading: a short line with a list mark
    marked: bool = False  # a dump whose marks can be trusted

    @property
    def damaged(self) -> bool:
        """Say whether an OCR made the text: letters then count as doubtful."""
        return any(piece.page.kind is not PageKind.DIGITAL for piece in self.pieces)

    @property
    def clear(self) -> bool:
        """Say whether the marks of its letters can be trusted."""
        return self.marked or not self.damaged

    @property
    def dumped(self) -> bool:
        """Say whether it was read by an OCR that we know nothing of."""
        return all(piece.page.kind is PageKind.TEXT for piece in self.pieces)

    def pieces_of(self, start: int, end: int) -> tuple[Piece, ...]:
        """Give the pieces that characters start to end touch."""
        first = max(0, bisect_right(self.pieces, start, key=lambda piece: piece.start) - 1)
        last = bisect_right(self.pieces, max(start, end - 1), key=lambda piece: piece.start)
        return self.pieces[first:last]

    def source(self, span: tuple[int, int], figure: tuple[int, int]) -> Source:
        """Point to a figure on its page; the text is the part of the sentence that was matched."""
        pieces = self.pieces_of(*figure)
        boxes = [_box_of(piece, figure) for piece in pieces if piece.page is pieces[0].page]
        text = self.text[min(span[0], figure[0]) : max(span[1], figure[1])]
        return Source(
            pieces[0].page.number,
            text.strip(),
            Box.around(boxes),
            self.spots(*figure),
            pieces[0].line.cell,
        )

    def spots(self, start: int, end: int) -> tuple[Spot, ...]:
        """Give where characters start to end stand in lines that are numbered."""
        return tuple(
            Spot(
                piece.page.number,
                piece.line.number,
                piece.column + max(0, start - piece.start),
                piece.column + end - piece.start,
            )
            for piece in self.pieces_of(start, end)
            if piece.line.number is not None
        )

    def confidence(self, start: int, end: int) -> float | None:
        """Give the engine's lowest score for the words there; None where it gave none."""
        words = self.words_of(start, end)
        return min((w.confidence for w in words if w.confidence is not None), default=None)

    def words_of(self, start: int, end: int) -> tuple[Word, ...]:
        """Give the words there; none on text dumps."""
        words = []
        for piece in self.pieces_of(start, end):
            column = 0
            for word in piece.line.words:
                if column == piece.column:
                    words.append(word)
                column += len(word.text) + 1
        return tuple(words)


def join_paragraphs(document: Document) -> tuple[Paragraph, ...]:
    """Divide the text of a document into paragraphs, over line and page breaks.

    >>> page = Page(1, PageKind.TEXT, (Line("Xã đã tiếp nhận"), Line("376 hồ sơ."), Line("- Hết")))
    >>> [paragraph.text for paragraph in join_paragraphs(Document((page,)))]
    ['Xã đã tiếp nhận 376 hồ sơ.', '- Hết']
    """
    groups: list[list[tuple[Page, Line]]] = []
    for page, line, starts in _mark_starts(document):
        if starts or not groups:
            groups.append([])
        groups[-1].append((page, line))
    marked = is_marked(document)
    return tuple(_add_surroundings(_join(group, marked) for group in groups))


def is_marked(document: Document) -> bool:
    """Say whether a document is a dump that has its marks.

    What our own engine read has them too, but its letters are known to be wrong at times.
    """
    kinds = {page.kind for page in document.pages} - {PageKind.BLANK}
    text = " ".join(line.text for page in document.pages for line in page.lines)
    return kinds == {PageKind.TEXT} and keeps_marks(text)


def _mark_starts(document: Document) -> Iterator[tuple[Page, Line, bool]]:
    before: _Above | None = None
    for page in document.pages:
        margin = _right_margin(page)
        left = _left_margin(page)
        edges = _edges(page)
        gap = False
        for number, line in enumerate(page.lines):
            text = line.text.strip()
            if not text or (number in edges and _PAGE_NUMBER.fullmatch(text)):
                gap = gap or (not text and before is not None and before.page is page)
                continue
            indented = line.box is not None and line.box.left - left > INDENT
            # Across a page that could not be read no sentence goes on.
            torn = before is not None and page.number > before.page.number + 1
            yield page, line, before is None or torn or _starts(before, line, gap, indented)
            short = _extent(line) < FULL_LINE * margin
            before = _Above(page, text, short)
            gap = short and text[-1] in ".;:"


def _edges(page: Page) -> set[int]:
    """Give the first and the last line with text: where page numbers stand."""
    filled = [number for number, line in enumerate(page.lines) if line.text.strip()]
    return {filled[0], filled[-1]} if filled else set()


@dataclass(frozen=True, slots=True)
class _Above:
    """The line before."""

    page: Page
    text: str
    short: bool  # it was not broken by the margin


def _starts(above: _Above, line: Line, gap: bool, indented: bool) -> bool:
    """Say whether a line begins a paragraph."""
    text = line.text.strip()
    # "quá hạn: 03." goes on over the end of a line; a mark without a word marks nothing.
    tail = _NUMBER_ALONE.fullmatch(text) and not _SENTENCE_END.search(above.text.rstrip(":"))
    if (_LIST_MARK.match(text) and not tail) or is_heading(text) != is_heading(above.text):
        return True
    if is_heading(above.text):
        return bool(_ROMAN_MARK.match(text))
    if _SENTENCE_END.search(above.text):
        return gap or indented
    titled = bool(_LIST_MARK.match(above.text)) and above.text[0] not in _BULLETS
    opens = text[0].isupper() or (titled and text[0].isdigit())
    return above.short and opens and (gap or indented or titled)


def is_heading(text: str) -> bool:
    """Say whether a line is the heading of a chapter: capitals, or a Roman number before few words.

    >>> is_heading("II. KẾT QUẢ THỰC HIỆN"), is_heading("III. Đánh giá chung")
    (True, True)
    >>> is_heading("Bộ phận Một cửa UBND xã"), is_heading("I. Xã đã tiếp nhận 12 hồ sơ.")
    (False, False)
    """
    letters = [letter for letter in text if letter.isalpha()]
    capitals = sum(map(str.isupper, letters))
    if len(letters) >= 8 and capitals >= 0.8 * len(letters):
        return True
    return bool(_ROMAN_MARK.match(text)) and len(text) <= 90 and not _SENTENCE_END.search(text)


def _right_margin(page: Page) -> float:
    return _high(map(_extent, page.lines))


def _left_margin(page: Page) -> float:
    return -_high(-line.box.left for line in page.lines if line.box is not None)


def _high(values: Iterable[float]) -> float:
    """Give a value that one in ten lies above: titles and tables stick out."""
    ordered = sorted(value for value in values if value)
    return ordered[int(0.9 * (len(ordered) - 1))] if ordered else 0.0


def _extent(line: Line) -> float:
    return line.box.right if line.box is not None else float(len(line.text.strip()))


def paragraph_of(page: Page, line: Line, lead: str = "") -> Paragraph:
    """Make a paragraph of a line alone; the lead stands for what it belongs to."""
    return replace(_join([(page, line)]), lead=lead)


def _join(lines: list[tuple[Page, Line]], marked: bool = False) -> Paragraph:
    pieces: list[Piece] = []
    words: list[str] = []
    start = 0
    for page, line in lines:
        for word in re.finditer(r"\S+", line.text):
            pieces.append(Piece(start, page, line, word.start()))
            words.append(word.group())
            start += len(word.group()) + 1
    return Paragraph(" ".join(words), tuple(pieces), marked=marked)


def _add_surroundings(paragraphs: Iterable[Paragraph]) -> Iterator[Paragraph]:
    lead = chapter = title = ""
    for paragraph in paragraphs:
        item = paragraph.text[0] in _BULLETS
        if is_heading(paragraph.text):
            lead, chapter, title = "", paragraph.text, ""
        elif not item:
            lead = ""
        yield replace(paragraph, lead=lead, chapter=chapter, title=title)
        if _is_title(paragraph.text):
            title = paragraph.text
        if paragraph.text.endswith(":") or (not item and len(paragraph.text) <= 80):
            lead = paragraph.text


def _is_title(text: str) -> bool:
    """Say whether a paragraph is the title of a part: `2. Về biên chế`, `b) Trình độ:`."""
    listed = bool(_LIST_MARK.match(text)) and text[0] not in _BULLETS
    return listed and len(text) <= _TITLE and not re.search(r"[.;!?]$", text)


def _box_of(piece: Piece, figure: tuple[int, int]) -> Box | None:
    start = piece.column + max(0, figure[0] - piece.start)
    return piece.line.box_of(start, max(start + 1, piece.column + figure[1] - piece.start))
