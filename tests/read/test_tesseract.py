import os
from pathlib import Path

import numpy as np
import pytesseract
import pytest
from PIL import Image as PillowImage

from pipeline.model.errors import EngineError
from pipeline.read import tesseract
from pipeline.read.picture import Picture
from pipeline.read.tesseract import (
    PROSE,
    SCATTERED,
    Part,
    find_quarter_turns,
    height_of_x,
    read_lines,
)
from tests.read import drawn

_ROW = "5\t{page}\t{block}\t1\t1\t{word}\t100\t50\t40\t20\t96.5\t{text}\n"


def blank() -> Picture:
    return Picture(np.full((200, 200), 255, np.uint8), 200.0)


@pytest.mark.ocr
def test_a_page_is_read_with_marks_boxes_and_scores(tmp_path: Path) -> None:
    page = Picture(drawn.paint(drawn.write_prose(tmp_path / "a.pdf"), 200), 200.0)

    (lines,) = read_lines([Part(page, PROSE)], tmp_path, 60)

    assert lines[0].text == drawn.PROSE[0]
    figure = next(word for word in lines[0].words if word.text == "376")
    assert figure.confidence is not None
    assert figure.confidence > 0.8
    box = lines[0].box
    assert box is not None
    assert box.left == pytest.approx(80, abs=2)
    assert box.top < 842 - 780 < box.bottom


@pytest.mark.ocr
def test_quarter_turns_are_those_that_make_the_page_upright(tmp_path: Path) -> None:
    path = drawn.write_prose(tmp_path / "a.pdf")
    upright = drawn.paint(path, 150)
    page = Picture(np.ascontiguousarray(np.rot90(upright, -1)), 150.0)

    assert find_quarter_turns(page, tmp_path, 60) == 1


@pytest.mark.ocr
def test_the_direction_of_an_empty_page_is_left(tmp_path: Path) -> None:
    assert find_quarter_turns(blank(), tmp_path, 60) == 0


@pytest.mark.ocr
def test_an_engine_that_takes_too_long_is_stopped(tmp_path: Path) -> None:
    page = Picture(drawn.paint(drawn.write_prose(tmp_path / "a.pdf"), 300), 300.0)

    with pytest.raises(EngineError) as caught:
        read_lines([Part(page, PROSE)], tmp_path, 0.05)

    assert "quá 0.05 giây" in caught.value.vietnamese


def test_a_missing_engine_is_explained(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pytesseract.pytesseract, "tesseract_cmd", "no-such-engine")

    with pytest.raises(EngineError) as caught:
        read_lines([Part(blank(), PROSE)], tmp_path, 60)

    assert "tesseract-ocr-vie" in caught.value.english


def test_the_image_is_gone_after_reading(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    seen = []

    def answer(path: str, **_: object) -> str:
        seen.append(PillowImage.open(path).size)
        return "level\tpage_num\n"

    monkeypatch.setattr(pytesseract, "image_to_data", answer)

    assert read_lines([Part(blank(), PROSE)], tmp_path, 60) == ((),)
    assert seen == [(200, 200)]
    assert list(tmp_path.iterdir()) == []


def test_words_of_two_blocks_are_two_lines(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    rows = [
        _ROW.format(page=1, block=1, word=1, text="hồ"),
        _ROW.format(page=1, block=1, word=2, text="sơ"),
        _ROW.format(page=1, block=1, word=3, text=" "),
        _ROW.format(page=1, block=2, word=1, text='"376'),
    ]
    table = "level\tpage_num\n" + "".join(rows)
    monkeypatch.setattr(pytesseract, "image_to_data", lambda *_, **__: table)

    (lines,) = read_lines([Part(blank(), PROSE, (10, 20))], tmp_path, 60)

    assert [line.text for line in lines] == ["hồ sơ", '"376']
    box = lines[0].words[0].box
    assert box is not None
    assert (box.left, box.top) == (100 * 72 / 200 + 10, 50 * 72 / 200 + 20)
    assert lines[0].words[0].confidence == 0.965


def test_parts_are_read_by_mode_and_resolution_and_keep_their_order(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    calls = []

    def answer(path: str, *, config: str, **_: object) -> str:
        images = Path(path).read_text().split("\n") if path.endswith(".txt") else [path]
        calls.append((config, len(images)))
        widths = [str(PillowImage.open(image).width) for image in images]
        rows = [
            _ROW.format(page=page, block=1, word=1, text=width)
            for page, width in enumerate(widths, start=1)
        ]
        return "level\tpage_num\n" + "".join(rows)

    monkeypatch.setattr(pytesseract, "image_to_data", answer)
    sizes = [(300, 200.0), (301, 200.3), (302, 150.0), (600, 300.0)]
    parts = [Part(Picture(np.zeros((9, width), np.uint8), dpi), PROSE) for width, dpi in sizes]
    parts.insert(1, Part(parts[0].picture, SCATTERED))

    lines = read_lines(parts, tmp_path, 60)

    assert [line.text for (line,) in lines] == ["300", "300", "301", "302", "400"]
    assert calls == [("--psm 3 --dpi 200", 3), ("--psm 11 --dpi 200", 1), ("--psm 3 --dpi 150", 1)]


def test_a_dense_page_has_its_boxes_in_points_of_the_page(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    row = _ROW.format(page=1, block=1, word=1, text="376")
    monkeypatch.setattr(pytesseract, "image_to_data", lambda *_, **__: "level\tpage_num\n" + row)
    page = Picture(np.full((600, 600), 255, np.uint8), 600.0)

    ((line,),) = read_lines([Part(page, PROSE)], tmp_path, 60)

    assert line.box is not None
    assert (line.box.left, line.box.top) == (100 * 72 / 200, 50 * 72 / 200)


def test_the_engine_is_held_to_one_thread() -> None:
    assert tesseract.PROSE == 3
    assert os.environ["OMP_THREAD_LIMIT"] == "1"


def test_small_letters_are_measured_and_large_type_is_read_smaller(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    calls = []

    def answer(*_: object, config: str, **__: object) -> str:
        calls.append(config)
        return "level\tpage_num\n"

    monkeypatch.setattr(pytesseract, "image_to_data", answer)
    page = Picture(drawn.paint(drawn.write_prose(tmp_path / "a.pdf"), 200), 200.0)
    small = Picture(page.gray, 300.0)  # the same pixels: type of two thirds

    read_lines([Part(page, PROSE), Part(page, SCATTERED)], tmp_path, 60)
    read_lines([Part(small, PROSE)], tmp_path, 60)

    assert height_of_x(page) == pytest.approx(1.5 * height_of_x(small))
    assert height_of_x(page) > 5.9 > height_of_x(small) > 3
    assert height_of_x(blank()) == 0.0
    assert calls == ["--psm 3 --dpi 160", "--psm 11 --dpi 200", "--psm 3 --dpi 200"]
