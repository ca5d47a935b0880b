"""Text written on pictures, with the Vietnamese marks where a font of this machine has them.

Pillow brings a font along that lacks half of the marked letters, and shipping one would add a file
of a megabyte for this alone. Debian's Tesseract depends on fontconfig and that on one of a few
families, all with Vietnamese letters, so one of them is nearly bound to be there; where none is,
letters lose their marks and figures stay what they are.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from PIL import Image, ImageDraw, ImageFont

from pipeline.vietnamese.alphabet import fold

_FONTS = ("DejaVuSans.ttf", "LiberationSans-Regular.ttf", "Arimo-Regular.ttf", "FreeSans.ttf")
_SMALLEST = 9  # pixels; below this marks and letters run together
_PADDING = 2  # pixels around a text


@dataclass(frozen=True, slots=True)
class Lettering:
    """A font in one size."""

    font: ImageFont.FreeTypeFont | ImageFont.ImageFont
    has_marks: bool  # whether it has the Vietnamese letters

    def size(self, text: str) -> tuple[int, int]:
        """Give width and height of a text in pixels, with a little room around it."""
        board = ImageDraw.Draw(Image.new("L", (1, 1)))
        _, _, right, bottom = board.multiline_textbbox((0, 0), self._spell(text), self.font)
        return round(right) + 2 * _PADDING, round(bottom) + 2 * _PADDING

    def write(
        self, picture: Image.Image, corner: tuple[int, int], text: str, colour: tuple[int, int, int]
    ) -> None:
        """Write a text, of several lines perhaps, with the corner of its room at upper left."""
        start = (corner[0] + _PADDING, corner[1] + _PADDING)
        ImageDraw.Draw(picture).multiline_text(start, self._spell(text), colour, self.font)

    def _spell(self, text: str) -> str:
        return text if self.has_marks else fold(text).encode("ascii", "replace").decode()


@cache
def choose_lettering(size: float, fonts: Sequence[str] = _FONTS) -> Lettering:
    """Choose a font of this machine.

    Args:
        size: Pixels; below the smallest that can be read, this is taken.
        fonts: Names of files to look for in the folders of the system, the best first.
    """
    pixels = max(_SMALLEST, round(size))
    for name in fonts:
        try:
            return Lettering(ImageFont.truetype(name, pixels), has_marks=True)
        except OSError:
            continue
    return Lettering(ImageFont.load_default(pixels), has_marks=False)
