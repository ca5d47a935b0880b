"""What reads files of one format: one protocol, and who fulfils it.

Whoever handles files asks for the reader of a format once and needs to know nothing of the format.
Each reader imports what it works with when such a file is met: pdfium, OpenCV and onnxruntime take
0.6 CPU s, most of what a text dump costs.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn, Protocol

from pipeline.model.errors import SettingError, SolieuError, SourceError
from pipeline.model.page import Page
from pipeline.read.formats import Format

if TYPE_CHECKING:
    from pipeline.read.picture import Picture


class Reader(Protocol):
    """Reads files of one format.

    Files are of that format by their content; numbers of pages are from 1 and such pages are there.
    `scratch` is a folder for temporary images and for what is converted, `timeout` the seconds that
    one call of an engine may take.
    """

    modules: tuple[str, ...]  # of this room, that do the work; what they import is followed
    seconds: float  # that a page takes, guessed, to decide whether one more worker pays
    asks_engines: bool  # pages may be read from pixels, so results depend on Tesseract's version

    def count(self, path: Path, scratch: Path | None, timeout: float) -> int:
        """Count the pages; without a scratch folder what is converted is kept for the moment only.

        Raises:
            SourceError: The file cannot be read.
            EngineError: It is to be converted, and LibreOffice is missing or took too long.
            OSError: It cannot be opened.
        """

    def read(
        self, path: Path, numbers: Sequence[int], scratch: Path, timeout: float
    ) -> tuple[Page | SolieuError, ...]:
        """Read pages as if each were alone; for each the page, or why it cannot be read.

        Raises:
            SourceError: The whole file is damaged.
        """

    def check_pictures(self, path: Path) -> None:
        """Refuse what has no pictures of its pages.

        Raises:
            SettingError: A text dump.
            SourceError: An Office file; saved as PDF it has some.
        """

    def see(self, path: Path, number: int, scratch: Path, timeout: float) -> tuple[Page, Picture]:
        """Read a page, and give the picture that its boxes fit.

        Raises:
            SourceError: The file or the page is damaged, or the format has no pictures of pages.
            EngineError: Tesseract is missing, failed or took too long.
        """

    def show(self, path: Path, page: Page) -> Picture:
        """Give the picture that the boxes of a page fit which was read before.

        Raises:
            SettingError: A text dump.
            SourceError: The file or the page is damaged, or the format has no pictures of pages.
        """


class _DumpReader:
    modules: tuple[str, ...] = ("dump",)
    seconds = 0.002
    asks_engines = False

    def count(self, path: Path, scratch: Path | None, timeout: float) -> int:
        from pipeline.read.dump import read_dump

        return len(read_dump(path).pages)

    def read(
        self, path: Path, numbers: Sequence[int], scratch: Path, timeout: float
    ) -> tuple[Page | SolieuError, ...]:
        from pipeline.read.dump import read_dump_page

        return tuple(read_dump_page(path, number) for number in numbers)

    def check_pictures(self, path: Path) -> NoReturn:
        raise SettingError(
            f"{path.name} là tệp chữ, không có hình trang để vẽ lên. "
            "Hãy bỏ --draw, hoặc dùng tệp PDF hay tệp ảnh gốc.",
            f"{path.name} is a text dump and has no pictures of pages to draw on. "
            "Leave out --draw, or give the PDF or image it came from.",
        )

    def see(self, path: Path, number: int, scratch: Path, timeout: float) -> tuple[Page, Picture]:
        self.check_pictures(path)

    def show(self, path: Path, page: Page) -> Picture:
        self.check_pictures(path)


class _OfficeReader:
    modules: tuple[str, ...] = ("office/files",)
    seconds = 1.0
    asks_engines = False

    def count(self, path: Path, scratch: Path | None, timeout: float) -> int:
        from pipeline.read.office.files import count_office_pages

        return count_office_pages(path, scratch=scratch, timeout=timeout)

    def read(
        self, path: Path, numbers: Sequence[int], scratch: Path, timeout: float
    ) -> tuple[Page | SolieuError, ...]:
        from pipeline.read.office.files import read_office_pages

        return read_office_pages(path, numbers, scratch=scratch, timeout=timeout)

    def check_pictures(self, path: Path) -> NoReturn:
        raise SourceError(
            f"{path.name} không có hình trang để vẽ lên. Hãy lưu tệp thành PDF và vẽ trên PDF ấy.",
            f"{path.name} has no pictures of pages to draw on. Save it as PDF and draw on that.",
        )

    def see(self, path: Path, number: int, scratch: Path, timeout: float) -> tuple[Page, Picture]:
        self.check_pictures(path)

    def show(self, path: Path, page: Page) -> Picture:
        self.check_pictures(path)


class _ImageReader:
    modules: tuple[str, ...] = ("drawn_page", "picture")
    seconds = 1.0  # 4 to 8 where it is a scan
    asks_engines = True

    def count(self, path: Path, scratch: Path | None, timeout: float) -> int:
        from pipeline.read.picture import count_frames

        return count_frames(path)

    def read(
        self, path: Path, numbers: Sequence[int], scratch: Path, timeout: float
    ) -> tuple[Page | SolieuError, ...]:
        from pipeline.read.drawn_page import read_image_pages

        return read_image_pages(path, numbers, scratch, timeout)

    def check_pictures(self, path: Path) -> None:
        pass  # every page has one

    def see(self, path: Path, number: int, scratch: Path, timeout: float) -> tuple[Page, Picture]:
        from pipeline.read.drawn_page import see_image_page

        return see_image_page(path, number, scratch, timeout)

    def show(self, path: Path, page: Page) -> Picture:
        from pipeline.read.drawn_page import show_image_page

        return show_image_page(path, page)


class _PdfReader:
    modules: tuple[str, ...] = ("drawn_page", "digital/pdf")
    seconds = 1.0  # a digital page takes up to 0.25, a scanned one 4 to 8
    asks_engines = True

    def count(self, path: Path, scratch: Path | None, timeout: float) -> int:
        from pipeline.read.digital.pdf import open_pdf

        with open_pdf(path) as document:
            return len(document)

    def read(
        self, path: Path, numbers: Sequence[int], scratch: Path, timeout: float
    ) -> tuple[Page | SolieuError, ...]:
        from pipeline.read.drawn_page import read_pdf_pages

        return read_pdf_pages(path, numbers, scratch, timeout)

    def check_pictures(self, path: Path) -> None:
        pass  # every page has one

    def see(self, path: Path, number: int, scratch: Path, timeout: float) -> tuple[Page, Picture]:
        from pipeline.read.drawn_page import see_pdf_page

        return see_pdf_page(path, number, scratch, timeout)

    def show(self, path: Path, page: Page) -> Picture:
        from pipeline.read.drawn_page import show_pdf_page

        return show_pdf_page(path, page)


READERS: Mapping[Format, Reader] = {
    Format.TEXT: _DumpReader(),
    Format.OFFICE: _OfficeReader(),
    Format.IMAGE: _ImageReader(),
    Format.PDF: _PdfReader(),
}
