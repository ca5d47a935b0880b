"""Pixels of a page: from image files, from the image a PDF page holds, or rendered."""

from __future__ import annotations

import struct
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c
from numpy.typing import NDArray
from PIL import Image as Pillow
from PIL import (
    ImageOps,
    Jpeg2KImagePlugin,
    TiffImagePlugin,
    UnidentifiedImageError,
    WebPImagePlugin,
)

from pipeline.model.errors import SourceError
from pipeline.model.geometry import POINTS_PER_INCH
from pipeline.read.digital.pdf import Drawing, Image
from pipeline.read.signature import suffix_of

Gray = NDArray[np.uint8]

# A3 at 600 dpi has 70 million pixels; in colour they take 210 MB while the red channel is taken.
_PIXELS_LIMIT = 80_000_000
_SIDE_LIMIT = 32_000  # pixels; Tesseract refuses 32,768
_SIDE_LEAST = 100  # pixels; no page of text fits
_DPI_LIMIT = 400.0  # above this the engine gets slower and no better: brought down to 300
_DPI_USUAL = 300.0
_DPI_BELIEVED = (100.0, 1300.0)  # cameras and editors write 72, 96 or 1 whatever the page
_SHEET_BELIEVED = (4.0, 34.0)  # inches of the longer side, A6 to A1
_A4 = (8.27, 11.69)  # inches
# Not all that Pillow knows: some of its readers call other programs, or are little tried. Those
# that are imported here Pillow would otherwise look for among all of them.
_KINDS = (
    *("PNG", "JPEG", "BMP", "GIF"),
    TiffImagePlugin.TiffImageFile.format,
    WebPImagePlugin.WebPImageFile.format,
    Jpeg2KImagePlugin.Jpeg2KImageFile.format,
)
_COVERS = 0.9  # share of the page; scanners leave a hair's breadth at an edge

# What Pillow raises on damaged files, besides errors of the file system.
_DAMAGE = (
    *(SyntaxError, ValueError, EOFError, RuntimeError, LookupError, TypeError, AttributeError),
    *(ArithmeticError, struct.error),
)


@dataclass(frozen=True, slots=True)
class Picture:
    """The pixels of one page."""

    gray: Gray  # the red channel of colour scans: the seal and its ink vanish in it
    dpi: float


@contextmanager
def _open_image(path: Path) -> Iterator[Pillow.Image]:
    limit, Pillow.MAX_IMAGE_PIXELS = Pillow.MAX_IMAGE_PIXELS, None  # ours is asked below
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # what Pillow can do without, it warns of
            with _open_known(path) as image:
                yield image
    except UnidentifiedImageError as error:
        raise _damaged(path.name) from error
    except (*_DAMAGE, OSError) as error:
        # Pillow reports damage with any of these; errors of the file system have a number.
        if isinstance(error, OSError) and error.errno is not None:
            raise
        raise _damaged(path.name) from error
    finally:
        Pillow.MAX_IMAGE_PIXELS = limit


def _open_known(path: Path) -> Pillow.Image:
    if suffix_of(path) not in (".heic", ".heif"):
        return Pillow.open(path, formats=_KINDS)
    # Here, as its decoder takes longer to load than a text dump to read.
    from pillow_heif import HeifImageFile

    image: Pillow.Image = HeifImageFile(path)  # type: ignore[no-untyped-call]  # Pillow has none
    return image


def _damaged(name: str) -> SourceError:
    return SourceError(
        f"{name} bị hỏng hoặc không phải ảnh. Hãy quét hoặc sao chép lại tệp.",
        f"{name} is damaged or no image. Scan or copy it again.",
    )


def count_frames(path: Path) -> int:
    """Count the pages of an image file; a TIFF may have many.

    Raises:
        SourceError: No image, or one of a size that no page has.
    """
    with _open_image(path) as image:
        frames = int(getattr(image, "n_frames", 1)) if image.format == "TIFF" else 1
        _check_size(path.name, *image.size)
        return frames


def _check_size(name: str, width: int, height: int) -> None:
    if min(width, height) < _SIDE_LEAST:
        raise SourceError(
            f"{name}: ảnh quá nhỏ ({width} x {height} điểm ảnh), không thể là một trang báo cáo. "
            "Hãy quét lại trang ở 200-300 dpi.",
            f"{name}: the image is too small ({width} x {height} pixels) to be a page. "
            "Scan the page again at 200-300 dpi.",
        )
    if width * height > _PIXELS_LIMIT or max(width, height) > _SIDE_LIMIT:
        raise SourceError(
            f"{name}: ảnh quá lớn ({width} x {height} điểm ảnh; nhiều nhất "
            f"{_PIXELS_LIMIT // 1_000_000} triệu). Hãy quét lại ở 300 dpi hoặc thu nhỏ ảnh.",
            f"{name}: the image is too large ({width} x {height} pixels; at most "
            f"{_PIXELS_LIMIT // 1_000_000} million). Scan again at 300 dpi or shrink it.",
        )


def read_frame(path: Path, number: int) -> Picture:
    """Read one page of an image file, turned as its camera says.

    Raises:
        SourceError: The image is damaged; what could still be shown of it is not taken.
    """
    with _open_image(path) as image:
        if image.format == "TIFF":
            image.seek(number - 1)
        _check_size(path.name, *image.size)
        # PNG counts whole pixels a metre, so that 200 dpi come as 199.9996: one page, one picture.
        printed_dpi = round(float(image.info.get("dpi", (0.0, 0.0))[0]), 1)
        upright = ImageOps.exif_transpose(image)
        gray = _red_channel(upright)
    return _limit_dpi(Picture(gray, _believe_dpi(printed_dpi, *gray.shape[::-1])))


def _red_channel(image: Pillow.Image) -> Gray:
    if image.mode in ("I", "F") or image.mode.startswith("I;16"):
        wide = np.asarray(image, dtype=np.float64)
        return np.asarray(np.clip(wide / 257 if wide.max() > 255 else wide, 0, 255), np.uint8)
    if image.mode in ("1", "L"):
        return np.asarray(image.convert("L"))
    if image.has_transparency_data:
        paper = Pillow.new("RGBA", image.size, "white")
        paper.alpha_composite(image.convert("RGBA"))
        image = paper
    return np.asarray(image.convert("RGB").getchannel("R"))


def _believe_dpi(printed: float, width: int, height: int) -> float:
    """Give the resolution the file states where it is plausible, else that of an A4 page.

    >>> _believe_dpi(200.0, 1654, 2339), round(_believe_dpi(72.0, 2480, 3508))
    (200.0, 300)
    """
    longer, shorter = max(width, height), min(width, height)
    if _DPI_BELIEVED[0] <= printed <= _DPI_BELIEVED[1]:
        low, high = _SHEET_BELIEVED
        if low <= longer / printed <= high:
            return printed
    # A long picture of a screen is as wide as a page, and longer.
    return max(longer / _A4[1], 1.0) if longer < 1.6 * shorter else shorter / _A4[0]


def _limit_dpi(picture: Picture) -> Picture:
    if picture.dpi <= _DPI_LIMIT:
        return picture
    scale = _DPI_USUAL / picture.dpi
    smaller = cv2.resize(picture.gray, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    return Picture(np.asarray(smaller, dtype=np.uint8), _DPI_USUAL)


def read_pdf_picture(page: Any, drawing: Drawing) -> Picture:
    """Give the pixels of a PDF page.

    A scan is one image over the whole page: its own pixels are taken, unsampled (lab: .014 against
    .067 CPU s, and sharper). Anything else is rendered: strips, masks, turned or layered images.
    """
    image = _whole_page_image(page, drawing)
    if image is not None:
        gray = _image_pixels(image)
        if gray is not None:
            quarter_turns = -page.get_rotation() // 90
            width_points = page.get_size()[0]
            gray = np.ascontiguousarray(np.rot90(gray, quarter_turns))
            return _limit_dpi(Picture(gray, gray.shape[1] * POINTS_PER_INCH / width_points))
    return render_page(page, _native_dpi(drawing))


def _whole_page_image(page: Any, drawing: Drawing) -> Image | None:
    """Give the only image of a page if it lies straight over all of it, alone."""
    if len(drawing.images) != 1 or drawing.paths or drawing.visible_texts:
        return None
    image = drawing.images[0]
    if not 0 < image.width * image.height <= _PIXELS_LIMIT:
        return None
    width, height = page.get_size()
    a, b, c, d, _, _ = image.handle.get_matrix().get()
    straight = a > 0 and d > 0 and abs(b) < 0.01 * a and abs(c) < 0.01 * d
    whole = image.box.width * image.box.height >= _COVERS * width * height
    # Scans of an odd size are put into the page by one factor; others are stretched.
    even = straight and 0.98 < (a * image.height) / (d * image.width) < 1.02
    return image if straight and whole and even and not image.nested else None


def _image_pixels(image: Image) -> Gray | None:
    """Give the red channel of an image; None where pdfium must paint it: stencils, odd colours."""
    metadata = image.handle.get_metadata()
    if metadata.colorspace == pdfium_c.FPDF_COLORSPACE_UNKNOWN:
        return None
    try:
        bitmap = image.handle.get_bitmap()
    except pdfium.PdfiumError:
        return None
    pixels: NDArray[np.uint8] = bitmap.to_numpy()
    # pdfium orders blue, green, red. The copy outlives the bitmap's own memory.
    return np.array(pixels if pixels.ndim == 2 else pixels[:, :, min(2, pixels.shape[2] - 1)])


def _native_dpi(drawing: Drawing) -> float:
    resolutions = [
        image.width * POINTS_PER_INCH / image.box.width
        for image in drawing.images
        if image.box.width > POINTS_PER_INCH
    ]
    return min(max([*resolutions, 200.0]), _DPI_USUAL) if resolutions else _DPI_USUAL


def render_page(page: Any, dpi: float) -> Picture:
    """Paint a PDF page; a poster gets fewer dots, so that memory stays bounded."""
    width, height = page.get_size()
    inches = width * height / POINTS_PER_INCH**2
    dpi = min(dpi, (_PIXELS_LIMIT / 2 / inches) ** 0.5, _SIDE_LIMIT * 72 / max(width, height))
    bitmap = page.render(scale=dpi / POINTS_PER_INCH, rev_byteorder=True)
    try:
        pixels: NDArray[np.uint8] = bitmap.to_numpy()
        return Picture(np.array(pixels[:, :, 0]), dpi)
    finally:
        bitmap.close()
