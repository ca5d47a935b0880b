"""Binds scanned pages: PDFs whose pages are images, with or without a junk text layer, and TIFFs.

The PDF is written by hand, byte by byte: reportlab takes fax-coded images only as expanded RGB
(ten times the size), and Pillow's PDFs bear no text layer.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator, Sequence

import numpy as np
from numpy.typing import NDArray
from PIL import Image, TiffImagePlugin

from tests.generator.dump import LayerWord, read_layer
from tests.generator.wear import Pixels

_WINDOW = 31  # pixels; the neighbourhood a scanner's black-and-white mode compares with
_ROWS_PER_STRIP, _STRIP_OFFSET, _STRIP_LENGTH = 278, 273, 279  # TIFF tags


def to_bilevel(page: Pixels) -> NDArray[np.bool_]:
    """Make a page black and white the way office scanners do, by local contrast; True is paper."""
    import cv2

    grey = page if page.ndim == 2 else page[:, :, 0]
    light = cv2.blur(grey, (_WINDOW * 2 + 1, _WINDOW * 2 + 1)).astype(np.int16)
    return np.asarray(grey.astype(np.int16) > np.minimum(light - 25, 190))


def scan_pdf(
    images: Iterable[Pixels], dpi: int, layer: str | None = None, quality: int = 0
) -> bytes:
    """Bind scanned pages into a PDF.

    Args:
        images: One array a page; asked for one by one, as a box of paper does not fit into memory.
        dpi: Their resolution.
        layer: A language of Tesseract: its words are laid invisibly over each page, as scanners
            with the wrong language do. None: no text at all.
        quality: Of JPEG, 1 to 95; 0 makes the pages black and white with fax coding.
    """
    objects: list[bytes] = [b"<< /Type /Catalog /Pages 2 0 R >>", b"", _FONT]
    kids = []
    for image in images:
        page_words = read_layer(image, dpi, layer) if layer else ()
        height, width = (side * 72 / dpi for side in image.shape[:2])
        first = len(objects) + 1
        kids.append(b"%d 0 R" % first)
        objects.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 %.2f %.2f] /Contents %d 0 R "
            b"/Resources << /XObject << /Scan %d 0 R >> /Font << /F 3 0 R >> >> >>"
            % (width, height, first + 1, first + 2)
        )
        drawn = b"q %.2f 0 0 %.2f 0 0 cm /Scan Do Q\n" % (width, height)
        objects.append(_stream(b"", drawn + _layer(page_words, height)))
        objects.append(_jpeg(image, quality) if quality else _fax(image))
    objects[1] = b"<< /Type /Pages /Count %d /Kids [%s] >>" % (len(kids), b" ".join(kids))
    return _file(objects)


def scan_tiff(images: Sequence[Pixels], dpi: int) -> bytes:
    """Bind scanned pages into one black and white TIFF of several pages."""
    first, *rest = [Image.fromarray(to_bilevel(image)) for image in images]
    buffer = io.BytesIO()
    first.save(
        buffer, "TIFF", compression="group4", dpi=(dpi, dpi), save_all=True, append_images=rest
    )
    return buffer.getvalue()


_FONT = b"<< /Type /Font /Subtype /Type1 /BaseFont /Times-Roman /Encoding /WinAnsiEncoding >>"


def _stream(entries: bytes, content: bytes) -> bytes:
    return b"<< %s /Length %d >>\nstream\n%s\nendstream" % (entries, len(content), content)


def _image_entries(image: Pixels, space: bytes, bits: int) -> bytes:
    height, width = image.shape[:2]
    return (
        b"/Type /XObject /Subtype /Image /Width %d /Height %d /ColorSpace /%s /BitsPerComponent %d"
        % (width, height, space, bits)
    )


def _jpeg(image: Pixels, quality: int) -> bytes:
    buffer = io.BytesIO()
    Image.fromarray(image).save(buffer, "JPEG", quality=quality)
    space = b"DeviceGray" if image.ndim == 2 else b"DeviceRGB"
    return _stream(_image_entries(image, space, 8) + b" /Filter /DCTDecode", buffer.getvalue())


def _fax(image: Pixels) -> bytes:
    height, width = image.shape[:2]
    tags = TiffImagePlugin.ImageFileDirectory_v2()
    tags[_ROWS_PER_STRIP] = height  # one strip holds the whole page, as the PDF filter wants it
    buffer = io.BytesIO()
    bilevel = Image.fromarray(to_bilevel(image))
    bilevel.save(buffer, "TIFF", compression="group4", tiffinfo=tags)
    with Image.open(io.BytesIO(buffer.getvalue())) as tiff:
        start, length = (tiff.tag_v2[tag][0] for tag in (_STRIP_OFFSET, _STRIP_LENGTH))  # type: ignore[attr-defined]
    parameters = b"/K -1 /BlackIs1 true /Columns %d /Rows %d" % (width, height)
    entries = _image_entries(image, b"DeviceGray", 1)
    coded = buffer.getvalue()[start : start + length]
    return _stream(entries + b" /Filter /CCITTFaxDecode /DecodeParms << %s >>" % parameters, coded)


def _layer(words: Sequence[LayerWord], height: float) -> bytes:
    return b"".join(_place(word, height) for word in words)


def _place(word: LayerWord, height: float) -> bytes:
    """Set one word invisibly (render mode 3), stretched to the width of its box."""
    text = word.text.encode("cp1252", "replace").replace(b"\\", b"\\\\")
    text = text.replace(b"(", b"\\(").replace(b")", b"\\)")
    size = max(word.box.height, 4.0)
    # Half an em is the mean width of Times; the stretch makes it fit the box.
    stretch = 100 * word.box.width / max(0.5 * size * len(word.text), 0.1)
    return b"BT 3 Tr /F %.2f Tf %.1f Tz %.2f %.2f Td (%s ) Tj ET\n" % (
        size, stretch, word.box.left, height - word.box.bottom, text,
    )  # fmt: skip


def _file(objects: Sequence[bytes]) -> bytes:
    return b"".join(_parts(objects))


def _parts(objects: Sequence[bytes]) -> Iterator[bytes]:
    header = b"%PDF-1.5\n%\xe2\xe3\xcf\xd3\n"
    yield header
    offset, offsets = len(header), []
    for number, content in enumerate(objects, 1):
        part = b"%d 0 obj\n%s\nendobj\n" % (number, content)
        offsets.append(offset)
        offset += len(part)
        yield part
    yield b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    yield b"".join(b"%010d 00000 n \n" % place for place in offsets)
    yield b"trailer\n<< /Size %d /Root 1 0 R >>\n" % (len(objects) + 1)
    yield b"startxref\n%d\n%%%%EOF\n" % offset
