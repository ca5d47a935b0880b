"""Pages drawn with all that was read of them, so that people see what was seen."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from pipeline.model.errors import SettingError
from pipeline.model.geometry import Box
from pipeline.model.page import Cell, CellReading, Page, Word
from pipeline.read.page import see_page
from pipeline.read.reader import READERS
from pipeline.read.source import format_of
from pipeline.run.tell.transcript import readers_agree
from pipeline.vietnamese.numbers import same_figures
from pipeline.write.overlay import Look, Mark, paint_marks
from pipeline.write.replace import replacing

# Scores of Tesseract: four of five words of good scans are above the first, and below the second
# its letters are mostly wrong.
_CLEAR, _POOR = 0.85, 0.6
_PP_OCR = "pp-ocr"
_LONGEST = 40  # letters of a reading; a label has to find its place
# Points. Frames of cells stand inside of them, so that the printed rule is seen between two, and
# those of their figures inside of these; frames of words stand around the ink.
_CELL_INSET, _FIGURE_INSET = 0.7, 1.8
_WORD_OUTSET, _FIGURE_OUTSET = 0.8, 2.2


def name_pictures(file: Path, png: Path, numbers: Sequence[int]) -> dict[int, Path]:
    """Name the picture of each page: one gets the name itself, several name-01.png, name-02.png.

    Raises:
        SettingError: The file is a text dump, the name is none of a PNG, its folder is not there,
            or the report itself would be overwritten.
        SourceError: The file has no pictures of its pages.
    """
    READERS[format_of(file)].check_pictures(file)
    if png.suffix.lower() != ".png":
        raise SettingError(
            f"{png.name} không phải tên tệp PNG. Hãy đặt tên có đuôi .png sau --draw.",
            f"{png.name} is no name of a PNG. Give --draw a name that ends in .png.",
        )
    if not png.parent.is_dir():
        raise SettingError(
            f"Không có thư mục {png.parent}. Hãy tạo thư mục ấy hoặc chọn nơi khác cho --draw.",
            f"There is no folder {png.parent}. Make it, or choose another place for --draw.",
        )
    names = _number_names(png, numbers)
    if any(name.exists() and name.samefile(file) for name in names.values()):
        raise SettingError(
            f"{png.name} chính là tệp báo cáo. Hãy chọn tên khác cho --draw.",
            f"{png.name} is the report itself. Choose another name for --draw.",
        )
    return names


def _number_names(png: Path, numbers: Sequence[int]) -> dict[int, Path]:
    """Number the names as wide as the last of them needs, so that they sort like the pages.

    >>> [path.name for path in _number_names(Path("a.png"), [1, 10]).values()]
    ['a-01.png', 'a-10.png']
    """
    if len(numbers) == 1:
        return {numbers[0]: png}
    digits = len(str(max(numbers)))
    return {number: png.with_stem(f"{png.stem}-{number:0{digits}}") for number in numbers}


def draw_pages(file: Path, pictures: Mapping[int, Path]) -> Iterator[Page]:
    """Read pages of one file, one after the other, and write the picture of each.

    Args:
        file: A PDF or an image file.
        pictures: Where to write, by number of the page.

    Raises:
        SourceError: It cannot be read.
        EngineError: Tesseract failed.
        SolieuError: A picture cannot be written.
    """
    with TemporaryDirectory(prefix="solieu-") as scratch:
        for number, target in pictures.items():
            page, picture = see_page(file, number, scratch=Path(scratch))
            drawn = paint_marks(
                picture.gray, picture.dpi, list(mark_page(page)), _caption(file.name, page)
            )
            with replacing(target) as stream:
                drawn.save(stream, "PNG")
            yield page


def _caption(name: str, page: Page) -> list[str]:
    return [f"{name}: trang | page {page.number} ({page.kind.value})", *page.notes]


def mark_page(page: Page) -> Iterator[Mark]:
    """Give the marks of a page: tables, cells, words, and whether readings of figures agree."""
    boxes = set()
    for table in page.tables:
        if table.box:
            yield Mark(Look.TABLE, table.box)
        for cell in table.cells:
            yield from _mark_cell(cell)
            boxes.add(cell.box)
    for line in page.lines:
        for word in line.words:
            # A word that came out of the readings of a cell has no box but the cell's.
            if word.box not in boxes:
                yield from _mark_word(word)


def _mark_cell(cell: Cell) -> Iterator[Mark]:
    if cell.box is None:
        return
    if not cell.ink:
        yield Mark(Look.EMPTY, cell.box)
    yield Mark(Look.CELL, _grow(cell.box, -_CELL_INSET))
    inner = _grow(cell.box, -_FIGURE_INSET)
    agree = readers_agree(cell)
    if agree is not None:
        text = cell.text if agree else _print_readings(cell.readings)
        yield Mark(Look.AGREE if agree else Look.DIFFER, inner, text)
    elif cell.readings and cell.readings[0].reader == _PP_OCR:
        yield Mark(_look_of(cell.readings[0].score), inner, cell.text)


def _mark_word(word: Word) -> Iterator[Mark]:
    """Mark a word by its score; a figure that was read twice by its readings, which say more."""
    if word.box is None:
        return
    if word.second is None:
        yield Mark(_look_of(word.confidence), _grow(word.box, _WORD_OUTSET))
    elif same_figures(word.text, word.second.text):
        yield Mark(Look.AGREE, _grow(word.box, _FIGURE_OUTSET))
    else:
        first = CellReading("vie" if word.second.reader == _PP_OCR else _PP_OCR, word.text)
        readings = (first, word.second)
        yield Mark(Look.DIFFER, _grow(word.box, _FIGURE_OUTSET), _print_readings(readings))


def _grow(box: Box, by: float) -> Box:
    return Box(box.left - by, box.top - by, box.right + by, box.bottom + by)


def _look_of(score: float | None) -> Look:
    """Choose by the engine's score, 0 to 1; what the file itself prints has none.

    >>> _look_of(0.96).name, _look_of(0.3).name, _look_of(None).name
    ('CLEAR', 'POOR', 'PRINTED')
    """
    if score is None:
        return Look.PRINTED
    if score < _POOR:
        return Look.POOR
    return Look.CLEAR if score >= _CLEAR else Look.UNCLEAR


def _print_readings(readings: Sequence[CellReading]) -> str:
    r"""Print what readers saw, one below the other.

    >>> _print_readings((CellReading("pp-ocr", "22", 0.98), CellReading("eng", "")))
    'PP-OCR: 22\neng: (trống)'
    """
    return "\n".join(
        f"{'PP-OCR' if reading.reader == _PP_OCR else reading.reader}: "
        f"{' '.join(reading.text.split())[:_LONGEST] or '(trống)'}"
        for reading in readings
    )
