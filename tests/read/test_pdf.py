from pathlib import Path

import numpy as np
import pytest
from reportlab.lib.utils import ImageReader

from pipeline.model.errors import SourceError
from pipeline.read.digital.pdf import open_page, open_pdf, read_drawing, read_layer
from tests.read import drawn


def box_of(path: Path, text: str) -> list[int]:
    with open_pdf(path) as document, open_page(document, 1, path.name) as page:
        layer = read_layer(page)
    start = layer.text.index(text)
    boxes = layer.boxes[start : start + len(text)]
    return [round(value) for value in (*boxes[:, :2].min(axis=0), *boxes[:, 2:].max(axis=0))]


def test_characters_have_boxes_from_the_top_left_corner(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    canvas = drawn.start_page(path)
    canvas.drawString(100, 742, "376")
    canvas.save()

    left, top, right, bottom = box_of(path, "376")

    assert (left, right) == (100, 120)
    assert top < 842 - 742 < bottom
    assert 10 < bottom - top < 20


@pytest.mark.parametrize("rotation", [0, 90, 180, 270])
def test_boxes_follow_the_rotation_of_the_page(tmp_path: Path, rotation: int) -> None:
    path = tmp_path / "a.pdf"
    canvas = drawn.start_page(path)
    canvas.setPageRotation(rotation)  # the page is 595 points wide however it is turned
    canvas.drawString(100, 495, "376")
    canvas.save()

    left, top, right, bottom = box_of(path, "376")

    middle = {0: (110, 343), 90: (499, 110), 180: (485, 499), 270: (96, 732)}[rotation]
    assert abs((left + right) / 2 - middle[0]) < 5
    assert abs((top + bottom) / 2 - middle[1]) < 5


def test_what_the_crop_box_hides_is_not_read(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    canvas = drawn.start_page(path)
    canvas.setCropBox((50, 50, 500, 800))
    canvas.drawString(100, 742, "376")
    canvas.drawString(100, 20, "999")
    canvas.save()

    with open_pdf(path) as document, open_page(document, 1, path.name) as page:
        text = read_layer(page).text

    assert "999" not in text
    assert box_of(path, "376")[0] == 50


def test_strokes_and_images_inside_forms_lie_where_they_are_seen(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    canvas = drawn.start_page(path)
    canvas.beginForm("nested")
    canvas.line(0, 0, 100, 0)
    canvas.drawImage(ImageReader(_picture(tmp_path)), 0, 0, 50, 50)
    canvas.endForm()
    canvas.translate(60, 742)
    canvas.scale(2, 2)
    canvas.doForm("nested")
    canvas.save()

    with open_pdf(path) as document, open_page(document, 1, path.name) as page:
        drawing = read_drawing(page)

    assert np.allclose(drawing.segments, [[60, 100, 260, 100]], atol=0.1)
    assert drawing.images[0].nested
    assert drawing.images[0].box.left == pytest.approx(60, abs=0.1)
    assert drawing.images[0].box.width == pytest.approx(100, abs=0.1)


def test_white_areas_have_no_edges(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    canvas = drawn.start_page(path)
    canvas.setFillGray(1.0)
    canvas.rect(50, 50, 100, 100, stroke=0, fill=1)
    canvas.setFillGray(0.8)
    canvas.rect(200, 50, 100, 100, stroke=0, fill=1)
    canvas.save()

    with open_pdf(path) as document, open_page(document, 1, path.name) as page:
        drawing = read_drawing(page)

    assert drawing.paths == 2
    assert drawing.segments[:, 0].min() == pytest.approx(200)


def test_text_under_a_covering_image_is_not_visible(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    canvas = drawn.start_page(path)
    drawn.draw_prose(canvas)
    canvas.drawImage(ImageReader(_picture(tmp_path)), 0, 0, *drawn.A4)
    canvas.drawString(80, 40, "Người ký: xã Đại Khuê")
    canvas.save()

    with open_pdf(path) as document, open_page(document, 1, path.name) as page:
        drawing = read_drawing(page)

    assert drawing.visible_texts == 1


def test_a_page_that_does_not_load_is_said_to_be_damaged(tmp_path: Path) -> None:
    path = drawn.write_prose(tmp_path / "a.pdf")

    with (
        pytest.raises(SourceError) as caught,
        open_pdf(path) as document,
        open_page(document, 7, path.name) as page,
    ):
        read_layer(page)

    assert "Trang 7" in caught.value.vietnamese


def _picture(folder: Path) -> str:
    from PIL import Image

    path = folder / "picture.png"
    Image.new("RGB", (200, 300), (120, 130, 140)).save(path)
    return str(path)
