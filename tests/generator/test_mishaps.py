"""Wear of other kinds than the levels."""

from __future__ import annotations

import io
from dataclasses import replace

import numpy as np
import pypdfium2
import pytest

from tests.generator.compose import make_report
from tests.generator.draw import draw_report
from tests.generator.mishaps import (
    MISHAPS,
    Change,
    break_rules,
    dot_rules,
    drop_horizontals,
    fade_rules,
    scan_with,
    stamp_grey,
)
from tests.generator.style import choose_style
from tests.generator.wear import Pixels, render_pages

DPI = 100
STANDING, LYING = (1170, 827), (827, 1170)


@pytest.fixture(scope="module")
def pdf() -> bytes:
    """The first page of a report and the first of its appendix."""
    report = make_report(21)
    whole, places = draw_report(report, choose_style(21, dotted=False, landscape=False))
    source, kept = pypdfium2.PdfDocument(whole), pypdfium2.PdfDocument.new()
    kept.import_pages(source, [0, places[0].page - 1])
    buffer = io.BytesIO()
    kept.save(buffer)
    return buffer.getvalue()


@pytest.fixture(scope="module")
def table(pdf: bytes) -> Pixels:
    return render_pages(pdf, 200)[1]


def _ink(page: Pixels) -> int:
    return int((page < 128).sum())


@pytest.mark.parametrize("name", MISHAPS)
def test_every_mishap_gives_the_same_pages_for_the_same_seed(pdf: bytes, name: str) -> None:
    mishap = MISHAPS[name]
    coarse = replace(mishap, wear=replace(mishap.wear, dpi=DPI))

    pages, again, other = (scan_with(pdf, coarse, seed) for seed in (3, 3, 4))

    assert all(np.array_equal(first, second) for first, second in zip(pages, again, strict=True))
    assert not all(map(np.array_equal, pages, other))
    assert len(pages) == 2
    assert all(page.dtype == np.uint8 and page.std() > 10 for page in pages)


@pytest.mark.parametrize("name", MISHAPS)
def test_only_a_sheet_fed_sideways_changes_its_shape(pdf: bytes, name: str) -> None:
    mishap = MISHAPS[name]

    pages = scan_with(pdf, replace(mishap, wear=replace(mishap.wear, dpi=DPI)), 3)

    shapes = {page.shape[:2] for page in pages}
    assert shapes <= ({STANDING, LYING} if name == "turned" else {STANDING})


@pytest.mark.parametrize("change", [drop_horizontals, break_rules, fade_rules, dot_rules])
def test_only_long_straight_strokes_lose_ink(table: Pixels, change: Change) -> None:
    changed = change(table, 200, np.random.default_rng(1))

    touched = (changed != table).any(axis=2)
    rows, columns = touched.mean(axis=1), touched.mean(axis=0)
    # Nearly all that changed lies in few rows and columns of pixels: those of the rules.
    ruled = touched[rows > 0.1].sum() + touched[:, columns > 0.1].sum()
    assert _ink(changed) < _ink(table)
    assert ruled > 0.9 * touched.sum()


def test_the_seal_is_grey_and_lets_print_show_through(table: Pixels) -> None:
    stamped = stamp_grey(table, 200, np.random.default_rng(1))

    changed = (stamped != table).any(axis=2)
    assert 0.002 < changed.mean() < 0.05
    assert np.array_equal(stamped[:, :, 0], stamped[:, :, 1])
    assert (stamped <= table).all()


def test_a_fax_is_black_and_white(pdf: bytes) -> None:
    (first, *_) = scan_with(pdf, MISHAPS["fax-dither"], 3)

    assert set(np.unique(first)) == {0, 255}


@pytest.mark.parametrize(
    ("name", "channels"), [("green-paper", 3), ("photograph", 3), ("askew", 2)]
)
def test_paper_and_cameras_give_colour_and_other_scanners_none(
    pdf: bytes, name: str, channels: int
) -> None:
    pages = scan_with(pdf, MISHAPS[name], 3)

    assert all(page.ndim == channels for page in pages)
