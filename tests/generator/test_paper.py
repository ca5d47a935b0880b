"""Reports on paper: drawn, worn, bound, dumped."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import numpy as np
import pdfplumber
import pypdfium2
import pytest

from tests.generator.build import SAMPLES
from tests.generator.compose import InventedReport, make_report
from tests.generator.contradictions import KINDS
from tests.generator.dossiers import CONTRADICTIONS
from tests.generator.draw import draw_pdf
from tests.generator.dump import dump_text
from tests.generator.paper import scan_pdf, scan_tiff
from tests.generator.style import FAMILIES, choose_style
from tests.generator.truth import COLUMNS, write_truth
from tests.generator.wear import LEVELS, Pixels, Wear, render_pages, scan_pages, wear_page

# Quick to make and quick to read.
COARSE = Wear(100, (0, 30), (240, 255), (0.3, 0.4), (1, 2), 0.5, 10, 0.1, 0.0)


@pytest.fixture(scope="module")
def report() -> InventedReport:
    return make_report(21)


@pytest.fixture(scope="module")
def pdf(report: InventedReport) -> bytes:
    return draw_pdf(report, choose_style(21, seal=True))


@pytest.fixture(scope="module")
def pages(pdf: bytes) -> list[Pixels]:
    return scan_pages(pdf, COARSE, seed=1)


def _text(pdf: bytes) -> str:
    document = pypdfium2.PdfDocument(pdf)
    text = " ".join(page.get_textpage().get_text_range() for page in document)
    document.close()
    return " ".join(text.split())


@pytest.mark.parametrize("family", FAMILIES)
def test_a_digital_report_holds_every_letter_of_its_prose(
    report: InventedReport, family: str
) -> None:
    text = _text(draw_pdf(report, choose_style(21, family=family, page_numbers=False)))

    for paragraph in report.paragraphs:
        assert paragraph.text.split(";")[0] in text
    assert report.number in text
    assert "Kèm theo Báo cáo số" in text


@pytest.mark.parametrize("seed", range(6))
def test_any_layout_can_be_drawn_twice_with_the_same_bytes(seed: int) -> None:
    report = make_report(seed)

    first = draw_pdf(report, choose_style(seed))
    second = draw_pdf(report, choose_style(seed))

    assert first == second


def test_the_ruled_cells_hold_the_rows_of_the_report(report: InventedReport) -> None:
    pdf = draw_pdf(report, choose_style(21, split_rows=False, final_dot=False, dotted=False))

    with pdfplumber.open(io.BytesIO(pdf)) as document:
        cells = [row for page in document.pages for table in page.extract_tables() for row in table]

    codes = {row.code for row in report.rows}
    found = [(row[0], row[3]) for row in cells if len(row) == 5 and row[0] in codes]
    assert found == [(row.code, row.printed) for row in report.rows]


def test_the_header_of_the_table_stands_on_each_page_if_the_style_says_so(
    report: InventedReport,
) -> None:
    always, once = (
        _text(draw_pdf(report, choose_style(21, repeated_header=repeated))).count("Số liệu")
        for repeated in (True, False)
    )

    assert always > once


def test_a_page_keeps_its_size_and_only_the_seal_keeps_its_colour(
    pdf: bytes, pages: list[Pixels]
) -> None:
    clean = render_pages(pdf, COARSE.dpi)

    assert [page.shape[:2] for page in pages] == [page.shape[:2] for page in clean]
    assert sum(page.ndim == 3 for page in pages) == 1


def test_the_same_seed_wears_pages_the_same_way(pdf: bytes) -> None:
    sheet = render_pages(pdf, COARSE.dpi)[0]

    first, second, other = (
        wear_page(sheet, COARSE, np.random.default_rng(seed)) for seed in (5, 5, 6)
    )

    assert np.array_equal(first, second)
    assert not np.array_equal(first, other)


def test_the_levels_of_wear_lose_more_and_more_contrast(pdf: bytes) -> None:
    contrasts = []
    sheet = render_pages(pdf, 100)[0]
    for name in ("clean", "medium", "heavy"):
        page = wear_page(sheet, LEVELS[name], np.random.default_rng(7))
        dark, bright = np.percentile(page, (1, 90))
        contrasts.append(bright - dark)

    assert contrasts == sorted(contrasts, reverse=True)


@pytest.mark.parametrize("quality", [0, 40])
def test_a_scan_is_one_image_a_page_and_no_text(pages: list[Pixels], quality: int) -> None:
    bound = scan_pdf(pages, COARSE.dpi, quality=quality)

    document = pypdfium2.PdfDocument(bound)
    width, height = document[0].get_size()
    drawn = document[0].render(scale=COARSE.dpi / 72).to_numpy()
    objects = [[thing.type for thing in page.get_objects()] for page in document]
    document.close()
    assert _text(bound) == ""
    assert (round(width), round(height)) == (595, 842)
    assert objects == [[pypdfium2.raw.FPDF_PAGEOBJ_IMAGE]] * len(pages)
    assert drawn.std() > 20  # not a blank sheet: the image decodes


def test_binding_gives_the_same_bytes_each_time(pages: list[Pixels]) -> None:
    assert scan_pdf(pages, COARSE.dpi) == scan_pdf(pages, COARSE.dpi)
    assert scan_tiff(pages, COARSE.dpi) == scan_tiff(pages, COARSE.dpi)


@pytest.mark.ocr
def test_a_junk_layer_lies_where_the_words_are(report: InventedReport) -> None:
    pdf = draw_pdf(report, choose_style(21))
    first = render_pages(pdf, 150)[:1]

    bound = scan_pdf(first, 150, layer="eng")

    document = pypdfium2.PdfDocument(bound)
    text = document[0].get_textpage()
    found = text.search(report.number.split("/")[0] + "/BC-UBND").get_next()
    _, bottom, _, top = text.get_charbox(found[0] + 3) if found else (0, 0, 0, 0)
    height = document[0].get_height()
    document.close()
    # Ruined Vietnamese, but the symbol survives, in the upper fifth of the page.
    assert "Cộng" not in _text(bound)
    assert found
    assert height * 0.8 < bottom < top < height


@pytest.mark.ocr
def test_a_dump_has_a_form_feed_between_pages_and_no_vietnamese_letters(pdf: bytes) -> None:
    sheets = render_pages(pdf, 150)[:2]
    pages = [wear_page(sheet, COARSE, np.random.default_rng(2)) for sheet in sheets]

    text = dump_text(pages, "eng", 150)

    assert text.count("\f") == 1
    assert not set("ơưđặếộ") & set(text)
    assert "UBND" in text


def test_the_truth_lists_heading_rows_and_planted_contradictions(tmp_path: Path) -> None:
    report = make_report(8, contradictions=("rate", "flow"))
    path = tmp_path / "report.csv"

    write_truth(report, path)

    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    planted = {row["indicator"] for row in rows if row["planted"]}
    assert path.read_bytes().startswith(b"\xef\xbb\xbf")
    assert tuple(rows[0]) == COLUMNS
    assert planted == {name for one in report.planted for name in one.indicators}
    assert all((row["value"] == "") == (row["status"] == "blank") for row in rows)
    assert rows[0]["value"] == report.number


def test_the_samples_cover_formats_levels_and_periods() -> None:
    endings = {sample.name.rsplit(".", 1)[1] for sample in SAMPLES}
    planted = {kind for sample in SAMPLES for kind in sample.contradictions}

    assert endings == {"pdf", "txt", "tif", "docx", "xlsx"}
    assert {sample.wear for sample in SAMPLES} == {"", *LEVELS}
    assert {"quarter", "half", "nine", "year"} <= {sample.period_kind for sample in SAMPLES}
    assert planted <= {*KINDS, *CONTRADICTIONS}
    assert len({sample.name.rsplit(".", 1)[0] for sample in SAMPLES}) == len(SAMPLES)
