from pathlib import Path

import numpy as np
import pillow_heif
import pytest
from PIL import Image

from pipeline.model.errors import SourceError
from pipeline.read.digital.pdf import open_page, open_pdf, read_drawing
from pipeline.read.picture import (
    Picture,
    count_frames,
    read_frame,
    read_pdf_picture,
    render_page,
)
from tests.read import drawn

BLACK, RED, WHITE = (150, 100), (150, 350), (600, 100)  # row, column


def sample() -> Image.Image:
    """A page of 500 x 700 pixels with a black field on the left and a red one on the right."""
    image = Image.new("RGB", (500, 700), "white")
    image.paste("black", (50, 100, 200, 200))
    image.paste((230, 20, 20), (300, 100, 450, 200))
    return image


def seen(picture: Picture) -> list[bool]:
    return [bool(picture.gray[place] > 128) for place in (BLACK, RED, WHITE)]


def of_pdf(path: Path) -> Picture:
    with open_pdf(path) as document, open_page(document, 1, path.name) as page:
        return read_pdf_picture(page, read_drawing(page))


@pytest.mark.parametrize(("mode", "name"), [("RGB", "a.png"), ("P", "a.png"), ("CMYK", "a.jpg")])
def test_red_ink_vanishes_from_colour_images(tmp_path: Path, mode: str, name: str) -> None:
    sample().convert(mode).save(tmp_path / name)

    assert seen(read_frame(tmp_path / name, 1)) == [False, True, True]


@pytest.mark.parametrize(("mode", "name"), [("L", "a.png"), ("1", "a.tif"), ("L", "a.jpeg")])
def test_grey_and_bilevel_images_are_taken_as_they_are(
    tmp_path: Path, mode: str, name: str
) -> None:
    sample().convert("L").point(lambda value: 0 if value < 100 else 255).convert(mode).save(
        tmp_path / name
    )

    assert seen(read_frame(tmp_path / name, 1)) == [False, False, True]


def test_images_of_sixteen_bits_keep_their_shades(tmp_path: Path) -> None:
    shades = np.full((700, 500), 65535, np.uint16)
    shades[100:200, 50:200] = 0
    Image.fromarray(shades).save(tmp_path / "a.png")

    assert seen(read_frame(tmp_path / "a.png", 1)) == [False, True, True]


def test_what_is_transparent_is_paper(tmp_path: Path) -> None:
    image = Image.new("RGBA", (500, 700), (0, 0, 0, 0))
    image.paste((0, 0, 0, 255), (50, 100, 200, 200))
    image.save(tmp_path / "a.png")

    assert seen(read_frame(tmp_path / "a.png", 1)) == [False, True, True]


def test_a_photo_is_turned_as_the_camera_says(tmp_path: Path) -> None:
    exif = Image.Exif()
    exif[0x0112] = 6  # to be turned clockwise
    sample().rotate(90, expand=True).save(tmp_path / "a.jpg", exif=exif)

    assert seen(read_frame(tmp_path / "a.jpg", 1)) == [False, True, True]


def save(image: Image.Image, path: Path, exif: Image.Exif | None = None) -> Path:
    """Save a picture by its name, without loss where the form can."""
    if path.suffix in (".heic", ".heif"):
        told = exif.tobytes() if exif else None
        pillow_heif.from_pillow(image).save(path, quality=-1, exif=told)
    else:
        image.save(path, lossless=True, exif=exif or Image.Exif())
    return path


@pytest.mark.parametrize("name", ["a.bmp", "a.webp", "a.heic", "a.heif"])
def test_other_forms_of_images_are_read_as_a_png(tmp_path: Path, name: str) -> None:
    path = save(sample(), tmp_path / name)

    picture = read_frame(path, 1)

    assert count_frames(path) == 1
    assert picture.gray.shape == (700, 500)
    assert seen(picture) == [False, True, True]


@pytest.mark.parametrize("name", ["a.jpg", "a.png", "a.tif", "a.webp", "a.heic"])
@pytest.mark.parametrize(("orientation", "turn"), [(1, 0), (3, 180), (6, 90), (8, 270)])
def test_photographs_of_phones_are_turned_in_every_form(
    tmp_path: Path, name: str, orientation: int, turn: int
) -> None:
    exif = Image.Exif()
    exif[0x0112] = orientation
    path = save(sample().rotate(turn, expand=True), tmp_path / name, exif)

    assert seen(read_frame(path, 1)) == [False, True, True]


def test_only_the_first_picture_of_an_animation_is_a_page(tmp_path: Path) -> None:
    path = tmp_path / "a.webp"
    sample().save(path, save_all=True, append_images=[sample().rotate(180)], lossless=True)

    assert count_frames(path) == 1
    assert seen(read_frame(path, 1)) == [False, True, True]


def test_a_program_for_another_program_is_no_image(tmp_path: Path) -> None:
    path = tmp_path / "a.png"
    path.write_bytes(b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 800 900\nshowpage\n%%EOF\n")

    with pytest.raises(SourceError, match="no image"):
        count_frames(path)


def test_every_frame_of_a_tiff_is_its_own_page(tmp_path: Path) -> None:
    frames = [Image.new("L", (500, 700), shade) for shade in (0, 128, 255)]
    frames[0].save(tmp_path / "a.tif", save_all=True, append_images=frames[1:])

    shades = [int(read_frame(tmp_path / "a.tif", number).gray[0, 0]) for number in (1, 2, 3)]

    assert shades == [0, 128, 255]


@pytest.mark.parametrize(
    ("size", "stated", "dpi"),
    [((1654, 2339), 200, 200), ((1654, 2339), 72, 200), ((2480, 3508), None, 300)],
)
def test_the_resolution_is_believed_only_if_it_makes_a_page(
    tmp_path: Path, size: tuple[int, int], stated: int | None, dpi: int
) -> None:
    sheet = Image.new("L", size, 255)
    sheet.save(tmp_path / "a.png", dpi=stated and (stated, stated))

    assert read_frame(tmp_path / "a.png", 1).dpi == pytest.approx(dpi, rel=0.01)


def test_a_scan_of_600_dpi_is_brought_down(tmp_path: Path) -> None:
    Image.new("L", (4960, 7016), 255).save(tmp_path / "a.png", dpi=(600, 600))

    picture = read_frame(tmp_path / "a.png", 1)

    assert (picture.dpi, picture.gray.shape) == (300, (3508, 2480))


def test_a_cut_off_image_is_refused_and_not_shown_by_halves(tmp_path: Path) -> None:
    noise = np.random.default_rng(1).integers(0, 255, (700, 500), np.uint8)
    Image.fromarray(noise).save(tmp_path / "a.jpg")
    (tmp_path / "a.jpg").write_bytes((tmp_path / "a.jpg").read_bytes()[:50_000])

    with pytest.raises(SourceError) as caught:
        read_frame(tmp_path / "a.jpg", 1)

    assert "damaged" in caught.value.english


@pytest.mark.parametrize("mode", ["RGB", "1", "CMYK"])
def test_the_image_of_a_scanned_page_is_taken_unsampled(tmp_path: Path, mode: str) -> None:
    sample().convert(mode).save(tmp_path / "a.pdf", resolution=60)

    picture = of_pdf(tmp_path / "a.pdf")

    assert picture.gray.shape == (700, 500)
    assert picture.dpi == pytest.approx(60, rel=0.01)
    assert seen(picture)[0::2] == [False, True]


@pytest.mark.parametrize("rotation", [90, 180, 270])
def test_a_scan_turned_by_the_page_is_shown_upright(tmp_path: Path, rotation: int) -> None:
    path = tmp_path / "a.pdf"
    sample().rotate(rotation, expand=True).save(tmp_path / "scan.png")
    canvas = drawn.start_page(path, (250, 350))
    canvas.setPageRotation(rotation)
    wide = rotation != 180
    canvas.drawImage(str(tmp_path / "scan.png"), 0, 0, *((350, 250) if wide else (250, 350)))
    canvas.save()

    picture = of_pdf(path)

    assert picture.gray.shape == (700, 500)
    assert seen(picture) == [False, True, True]


def test_a_scan_in_strips_is_painted_as_a_whole(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    canvas = drawn.start_page(path, (250, 350))
    for number in range(2):
        strip = tmp_path / f"{number}.png"
        sample().crop((0, number * 350, 500, number * 350 + 350)).save(strip)
        canvas.drawImage(str(strip), 0, 175 - number * 175, 250, 175)
    canvas.save()

    picture = of_pdf(path)

    assert picture.dpi == 200
    shrunk = np.asarray(Image.fromarray(picture.gray).resize((500, 700)))
    assert seen(Picture(shrunk, 0)) == [False, True, True]


def test_a_stencil_is_painted_the_right_way_round(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    stencil = Image.new("1", (500, 700), 1)
    stencil.paste(0, (50, 100, 200, 200))
    stencil.save(tmp_path / "scan.png")
    canvas = drawn.start_page(path, (250, 350))
    canvas.drawImage(str(tmp_path / "scan.png"), 0, 0, 250, 350, mask=[255, 255] * 3)
    canvas.save()

    picture = of_pdf(path)

    shrunk = np.asarray(Image.fromarray(picture.gray).resize((500, 700)))
    assert seen(Picture(shrunk, 0)) == [False, True, True]


def test_a_poster_is_painted_in_bounded_memory(tmp_path: Path) -> None:
    canvas = drawn.start_page(tmp_path / "a.pdf", (14_000, 14_000))
    canvas.line(0, 0, 14_000, 14_000)
    canvas.save()

    with open_pdf(tmp_path / "a.pdf") as document, open_page(document, 1, "a.pdf") as page:
        picture = render_page(page, 300)

    assert picture.gray.size <= 41_000_000
