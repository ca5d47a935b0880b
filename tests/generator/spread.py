"""One report in several files: its pages as images, or its appendix in a file of its own.

Each way comes with whole files to hold it against. Where text and appendix are of unlike formats
there are two: the rows of the prose are those of a whole report in the format of the text, the rows
of the table those of one in the format of the appendix. Images are held against a TIFF of the very
same pixels.
"""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import pypdfium2
from PIL import Image

from tests.generator.compose import InventedReport
from tests.generator.draw import draw_report
from tests.generator.office import fill_appendix, new_book, write_docx, write_xlsx
from tests.generator.paper import scan_pdf
from tests.generator.stack import take_pages
from tests.generator.style import choose_style
from tests.generator.wear import LEVELS, Pixels, scan_pages

TEXT, APPENDIX = "68_BC-UBND", "68_BC-UBND phu luc"  # names of files, as people give them
_ORIENTATION, _TURNED = 0x0112, 6  # of EXIF: to be shown turned to the right by a quarter
_LEVEL = "light"
_QUALITY = 85  # of JPEG


@dataclass(frozen=True, slots=True)
class Spread:
    """The files of one report, by their names, and the whole ones beside them."""

    files: Mapping[str, bytes]
    prose: tuple[str, bytes]  # a whole file whose rows of the prose are the right ones
    table: tuple[str, bytes]  # the same for the rows of the appendix


def write_spread(spread: Spread, folder: Path, whole: tuple[Path, Path]) -> None:
    """Write the files of a report into one folder, the whole ones elsewhere.

    Args:
        spread: What to write.
        folder: For the files.
        whole: For the whole file with the prose and for that with the table, where it is another:
            in one archive they would be copies of one report, of which rows are told to doubt.
    """
    files = {folder / name: content for name, content in spread.files.items()}
    files[whole[0] / spread.prose[0]] = spread.prose[1]
    if spread.table != spread.prose:
        files[whole[1] / spread.table[0]] = spread.table[1]
    for path, content in files.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)


def spread_report(report: InventedReport, way: str) -> Spread:
    """Spread a report with an appendix; the same report gives the same bytes.

    Args:
        report: One on administrative reform.
        way: One of WAYS.
    """
    return WAYS[way](report)


# Pages as images ------------------------------------------------------------------------------


def _png(report: InventedReport) -> Spread:
    return save_pages([Image.fromarray(page).convert("L") for page in _scan(report)])


def _photographs(report: InventedReport) -> Spread:
    return photograph_pages([Image.fromarray(page).convert("L") for page in _scan(report)])


def save_pages(images: Sequence[Image.Image]) -> Spread:
    """Save pages as `scan/page-1.png` to `scan/page-10.png`, which sort otherwise by letters."""
    files = {f"page-{number}.png": _save(image, "PNG") for number, image in enumerate(images, 1)}
    return _against_tiff(files, images)


def photograph_pages(images: Sequence[Image.Image]) -> Spread:
    """Save pages as a camera does: lying on the side, and the way up told beside the pixels."""
    files = {
        f"IMG_{number:04d}.JPG": _save(image.transpose(Image.Transpose.ROTATE_90), "JPEG")
        for number, image in enumerate(images, 1)
    }
    seen = [Image.open(io.BytesIO(content)) for content in files.values()]
    return _against_tiff(files, [one.transpose(Image.Transpose.ROTATE_270) for one in seen])


def _save(image: Image.Image, kind: str) -> bytes:
    buffer = io.BytesIO()
    dpi = (LEVELS[_LEVEL].dpi,) * 2
    if kind == "PNG":
        image.copy().save(buffer, kind, dpi=dpi)  # an image keeps settings of PNG that TIFF refuses
    else:
        exif = Image.Exif()
        exif[_ORIENTATION] = _TURNED
        image.save(buffer, kind, dpi=dpi, quality=_QUALITY, exif=exif)
    return buffer.getvalue()


def _against_tiff(files: Mapping[str, bytes], images: Sequence[Image.Image]) -> Spread:
    buffer = io.BytesIO()
    dpi = (LEVELS[_LEVEL].dpi,) * 2
    first, *others = images
    first.save(buffer, "TIFF", compression="tiff_lzw", dpi=dpi, save_all=True, append_images=others)
    whole = ("whole.tif", buffer.getvalue())
    return Spread({f"scan/{name}": content for name, content in files.items()}, whole, whole)


# Text and appendix ----------------------------------------------------------------------------


def _pdf_and_pdf(report: InventedReport) -> Spread:
    pdf, prose, pages = _draw(report)
    files = {
        f"{TEXT}.pdf": take_pages(pdf, range(prose)),
        f"{APPENDIX}.pdf": take_pages(pdf, range(prose, pages)),
    }
    return Spread(files, ("whole.pdf", pdf), ("whole.pdf", pdf))


def _pdf_and_xlsx(report: InventedReport) -> Spread:
    pdf, prose, _ = _draw(report)
    files = {
        f"{TEXT}.pdf": take_pages(pdf, range(prose)),
        f"{APPENDIX}.xlsx": _appendix_book(report),
    }
    return Spread(files, ("whole.pdf", pdf), ("whole.xlsx", write_xlsx(report)))


def _docx_and_scan(report: InventedReport) -> Spread:
    _, prose, _ = _draw(report)
    images, dpi = _scan(report), LEVELS[_LEVEL].dpi
    files = {
        f"{TEXT}.docx": write_docx(replace(report, rows=())),
        f"{APPENDIX}.pdf": scan_pdf(images[prose:], dpi),
    }
    whole = ("whole.pdf", scan_pdf(images, dpi))
    return Spread(files, ("whole.docx", write_docx(report)), whole)


def _draw(report: InventedReport) -> tuple[bytes, int, int]:
    """Draw a report; give its pages before the appendix, and all of them."""
    pdf, places = draw_report(report, choose_style(report.seed, size=13.0, table_size=9.5))
    document = pypdfium2.PdfDocument(pdf)
    try:
        return pdf, places[0].page - 1, len(document)
    finally:
        document.close()


def _scan(report: InventedReport) -> list[Pixels]:
    return scan_pages(_draw(report)[0], _LEVEL, report.seed)


def _appendix_book(report: InventedReport) -> bytes:
    buffer = io.BytesIO()
    with new_book(buffer) as book:
        fill_appendix(book, book.add_worksheet("Phụ lục"), report)
    return buffer.getvalue()


WAYS = {
    "pages-png": _png,
    "pages-jpg": _photographs,
    "pdf-pdf": _pdf_and_pdf,
    "pdf-xlsx": _pdf_and_xlsx,
    "docx-scan": _docx_and_scan,
}
