"""The two readers of figures."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytesseract
import pytest

from pipeline.model.errors import EngineError
from pipeline.read.digits import read_eng, read_pp_ocr
from pipeline.read.picture import Picture
from tests.read.ruled import DPI, text_crop

FIGURES = ("0", "1", "01", "14", "376", "17.465", "99,8", "100%", "11", "111", "22")


def crop_of(text: str, scale: int = 1) -> Picture:
    return Picture(text_crop(text).repeat(scale, 0).repeat(scale, 1), DPI * scale)


def test_pp_ocr_reads_figures_in_the_order_given() -> None:
    crops = [text_crop(figure) for figure in FIGURES]

    readings = read_pp_ocr(crops)

    assert tuple(reading.text for reading in readings) == FIGURES
    assert all(reading.reader == "pp-ocr" for reading in readings)
    assert all(reading.score is not None and reading.score > 0.8 for reading in readings)


def test_the_company_of_other_crops_changes_no_reading() -> None:
    crop = text_crop("376")

    alone = read_pp_ocr([crop])
    among = read_pp_ocr([text_crop("17.465"), crop, text_crop("1")])

    assert among[1].text == alone[0].text
    assert among[1].score == pytest.approx(alone[0].score, abs=0.02)


def test_pp_ocr_reads_nothing_on_paper() -> None:
    paper = np.full((40, 60), 255, np.uint8)

    readings = read_pp_ocr([paper])

    assert readings[0].text == ""
    assert readings[0].score == 0


def test_a_dash_is_no_chinese_one() -> None:
    readings = read_pp_ocr([text_crop("-"), text_crop("–")])

    assert all("一" not in reading.text for reading in readings)


def test_no_crops_cost_no_call(tmp_path: Path) -> None:
    assert read_pp_ocr([]) == ()
    assert read_eng([], tmp_path, 10) == ()


@pytest.mark.ocr
def test_eng_reads_a_list_in_order_and_leaves_nothing_behind(tmp_path: Path) -> None:
    crops = [crop_of("376"), crop_of("17.465", scale=2), crop_of("14")]

    readings = read_eng(crops, tmp_path, 30)

    assert [reading.text for reading in readings] == ["376", "17.465", "14"]
    assert list(tmp_path.iterdir()) == []


@pytest.mark.ocr
def test_a_call_over_its_time_is_an_engine_error(tmp_path: Path) -> None:
    crops = [crop_of("376")] * 200

    with pytest.raises(EngineError):
        read_eng(crops, tmp_path, 0.01)

    assert list(tmp_path.iterdir()) == []


def test_a_missing_tesseract_is_an_engine_error(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pytesseract.pytesseract, "tesseract_cmd", "no-such-tesseract")

    with pytest.raises(EngineError):
        read_eng([crop_of("376")], tmp_path, 10)
