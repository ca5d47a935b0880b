from pathlib import Path

import cv2
import numpy as np
import pytest

from pipeline.read.picture import Picture
from pipeline.read.upright import CleanPage, clean_page, find_skew, is_empty
from tests.read import drawn

DPI = 100


def paper(tmp_path: Path) -> np.ndarray[tuple[int, int], np.dtype[np.uint8]]:
    return drawn.paint(drawn.write_prose(tmp_path / "a.pdf"), DPI)


def turn(page: np.ndarray, angle: float) -> np.ndarray:
    height, width = page.shape
    matrix = cv2.getRotationMatrix2D((width / 2, height / 2), angle, 1.0)
    return np.asarray(cv2.warpAffine(page, matrix, (width, height), borderValue=(255.0,)))


@pytest.mark.parametrize("angle", [-3.2, -0.6, 0.0, 1.45, 4.0])
def test_the_skew_is_found_to_a_tenth_of_a_degree(tmp_path: Path, angle: float) -> None:
    page = turn(paper(tmp_path), -angle)

    assert find_skew(page, DPI) == pytest.approx(angle, abs=0.1)
    level = CleanPage(Picture(page, DPI), page).level()
    assert find_skew(level.picture.gray, DPI) == pytest.approx(0.0, abs=0.1)
    assert find_skew(level.fine, DPI) == pytest.approx(0.0, abs=0.1)


def test_shadows_and_specks_go_and_ink_stays(tmp_path: Path) -> None:
    page = paper(tmp_path).astype(float)
    shadow = np.linspace(1.0, 0.5, page.shape[1])
    worn = (page * shadow).astype(np.uint8)
    worn[50::40, 50::40] = 0

    clean = clean_page(Picture(worn, DPI)).picture.gray

    assert np.percentile(clean, 20) > 245
    assert np.count_nonzero(clean < 128) > 0.5 * np.count_nonzero(page < 128)
    assert not np.any(clean[50, 50::40] < 128)


def test_a_negative_becomes_dark_ink_on_white(tmp_path: Path) -> None:
    page = paper(tmp_path)

    clean, negative = (clean_page(Picture(pixels, DPI)) for pixels in (page, 255 - page))

    assert np.array_equal(clean.picture.gray < 128, negative.picture.gray < 128)
    # Scaled copies of a page and of its negative are rounded to either side.
    assert np.abs(clean.fine.astype(int) - negative.fine).max() <= 1


def test_a_rule_one_pixel_thin_is_kept_for_tracing() -> None:
    page = np.full((2200, 1600), 255, np.uint8)
    page[400, 200:1400] = 0

    clean = clean_page(Picture(page, 200))

    assert clean.picture.gray[395:406].min() == 255
    assert clean.fine[295:306].min() < 150


def test_dust_is_nothing_and_a_line_is_something(tmp_path: Path) -> None:
    blank = np.full((1100, 800), 255, np.uint8)
    blank[::200, ::200] = 0

    assert is_empty(blank)
    assert not is_empty(paper(tmp_path))
    assert find_skew(np.full((1100, 800), 255, np.uint8), DPI) == 0.0
