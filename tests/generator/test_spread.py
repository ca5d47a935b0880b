"""One report in several files."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import docx
import openpyxl
import pypdfium2
import pytest
from PIL import Image, ImageChops, ImageOps

from tests.generator.compose import make_report
from tests.generator.office import write_docx
from tests.generator.spread import (
    APPENDIX,
    TEXT,
    Spread,
    photograph_pages,
    save_pages,
    spread_report,
    write_spread,
)

REPORT = make_report(7)


def _pages(pdf: bytes) -> list[str]:
    document = pypdfium2.PdfDocument(pdf)
    try:
        return [page.get_textpage().get_text_range() for page in document]
    finally:
        document.close()


def test_a_report_and_its_appendix_are_the_pages_of_the_whole() -> None:
    spread = spread_report(REPORT, "pdf-pdf")

    text, appendix = _pages(spread.files[f"{TEXT}.pdf"]), _pages(spread.files[f"{APPENDIX}.pdf"])
    assert text + appendix == _pages(spread.prose[1])
    assert "Kèm theo Báo cáo" in appendix[0]
    assert spread_report(REPORT, "pdf-pdf") == spread


def test_a_workbook_beside_a_text_holds_the_appendix_alone() -> None:
    spread = spread_report(REPORT, "pdf-xlsx")

    book = openpyxl.load_workbook(io.BytesIO(spread.files[f"{APPENDIX}.xlsx"]))
    assert book.sheetnames == ["Phụ lục"]
    assert "Kèm theo Báo cáo" in str(book.active["A3"].value)


def test_a_text_of_word_has_no_appendix() -> None:
    text = docx.Document(io.BytesIO(write_docx(replace(REPORT, rows=()))))

    assert "Phụ lục" not in [paragraph.text for paragraph in text.paragraphs]
    assert any("BÁO CÁO" in paragraph.text for paragraph in text.paragraphs)


@pytest.mark.parametrize("save", [save_pages, photograph_pages])
def test_images_show_the_pages_of_the_whole(save: Callable[..., Spread], tmp_path: Path) -> None:
    pages = [Image.linear_gradient("L").resize((40, 60 + number)) for number in range(11)]

    spread = save(pages)
    write_spread(spread, tmp_path / "in", (tmp_path / "whole", tmp_path / "table"))

    assert len(list((tmp_path / "in" / "scan").iterdir())) == len(pages)
    assert not (tmp_path / "table").exists()
    whole = Image.open(tmp_path / "whole" / "whole.tif")
    assert whole.n_frames == len(pages)  # type: ignore[attr-defined]
    for frame, content in enumerate(spread.files.values()):
        whole.seek(frame)
        shown = ImageOps.exif_transpose(Image.open(io.BytesIO(content)))
        assert ImageChops.difference(shown, whole.convert("L")).getbbox() is None
