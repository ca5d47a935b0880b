"""Pages of Office files: from paragraphs and tables in their order to lines.

Such a file says what belongs together, and not where it stands on paper: lines, cells and tables
have no boxes. A line that is the row of a table says so instead (`Line.row`). Imagined places,
which lost, would have reached the CSV as if somebody had measured them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from pipeline.model.page import Line, Page, PageKind, Table
from pipeline.read.characters import clean_text, find_words, legacy_share
from pipeline.vietnamese.encodings import Encoding, convert_lines
from pipeline.vietnamese.look_alikes import mend_letters

# As for text dumps: what was not converted and looks so is in none of the encodings that we know.
_LEGACY_LIMIT = 0.25
_UNKNOWN_ENCODING = (
    "Chữ của trang dùng bảng mã cũ không rõ là bảng nào, nên tên chỉ tiêu có thể không nhận ra. "
    "Hãy chuyển sang Unicode (ví dụ bằng UniKey) rồi chạy lại."
)


@dataclass(frozen=True, slots=True)
class Draft:
    """One page as the file has it."""

    blocks: tuple[str | Table, ...]  # paragraphs, their lines parted by line feeds, and tables
    notes: tuple[str, ...] = ()
    encodings: frozenset[Encoding] = frozenset()  # what the names of fonts told, converted already


def make_pages(drafts: Sequence[Draft]) -> tuple[Page, ...]:
    """Give the pages of one file, their text in Unicode."""
    texts = [text for draft in drafts for text in _texts_of(draft)]
    converted = iter(convert_lines(texts))
    pages = []
    for number, draft in enumerate(drafts, start=1):
        lines = [next(converted) for _ in _texts_of(draft)]
        found = draft.encodings | {line.encoding for line in lines if line.encoding}
        clean = (clean_text(mend_letters(line.text)) for line in lines)
        encoding = ", ".join(known.value for known in Encoding if known in found)
        pages.append(_make_page(number, _rewrite(draft, clean), encoding))
    return tuple(pages)


def _texts_of(draft: Draft) -> Iterator[str]:
    for block in draft.blocks:
        texts = (block,) if isinstance(block, str) else (cell.text for cell in block.cells)
        for text in texts:
            yield from text.split("\n")


def _rewrite(draft: Draft, lines: Iterator[str]) -> Draft:
    """Put other lines into the places of a page's own."""

    def take(text: str) -> str:
        return "\n".join(next(lines) for _ in text.split("\n"))

    blocks = (
        take(block)
        if isinstance(block, str)
        else replace(block, cells=tuple(replace(c, text=take(c.text)) for c in block.cells))
        for block in draft.blocks
    )
    return replace(draft, blocks=tuple(blocks))


def _make_page(number: int, draft: Draft, encoding: str) -> Page:
    tables = tuple(block for block in draft.blocks if isinstance(block, Table))
    lines = tuple(_join_groups(_group_lines(draft.blocks)))
    if not lines:
        return Page(number, PageKind.BLANK, notes=draft.notes)
    legacy = legacy_share(find_words(" ".join(line.text for line in lines))) > _LEGACY_LIMIT
    notes = (*draft.notes, _UNKNOWN_ENCODING) if legacy else draft.notes
    return Page(number, PageKind.DIGITAL, lines, tables, notes=notes, encoding=encoding)


def _group_lines(blocks: Iterable[str | Table]) -> Iterator[list[Line]]:
    """Give the lines of each paragraph, and of the rows of a table that follow each other."""
    tables = 0
    for block in blocks:
        if isinstance(block, str):
            yield [Line(text) for text in map(_one_line, block.split("\n")) if text]
        else:
            yield from _group_rows(block, tables)
            tables += 1


def _group_rows(table: Table, number: int) -> Iterator[list[Line]]:
    """A row with one filled cell is a title, a note, or a sentence typed into a sheet: apart."""
    filled: dict[int, list[str]] = {}
    for cell in table.cells:
        if cell.text.strip():
            filled.setdefault(cell.row, []).append(_one_line(cell.text))
    group: list[Line] = []
    before = -1
    for row, texts in sorted(filled.items()):
        if group and (len(texts) == 1 or row > before + 1):
            yield group
            group = []
        group.append(Line(" ".join(texts), row=(number, row)))
        before = row
        if len(texts) == 1:
            yield group
            group = []
    yield group


def _join_groups(groups: Iterable[list[Line]]) -> Iterator[Line]:
    """Put an empty line between groups, as text dumps have it."""
    first = True
    for group in groups:
        if group and not first:
            yield Line("")
        first = first and not group
        yield from group


def _one_line(text: str) -> str:
    return " ".join(text.split())
