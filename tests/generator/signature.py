"""The foot of an invented document: who gets it, who signed it, and the seal over that."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from typing import Any

from reportlab.lib.colors import Color
from reportlab.lib.enums import TA_CENTER, TA_LEFT
from reportlab.lib.pagesizes import A4
from reportlab.platypus import Spacer, Table
from reportlab.platypus.flowables import Flowable

from tests.generator.sheet import BARE, Faces

_RED = Color(0.85, 0.05, 0.1)


@dataclass(frozen=True, slots=True)
class Foot:
    """What stands below the last paragraph."""

    receivers: Sequence[str]
    signature: Sequence[str]  # "TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH"
    signer: str
    seal: tuple[str, str]  # above and below the star


def draw_foot(foot: Foot, faces: Faces) -> Table:
    """Draw recipients to the left, the signature to the right."""
    size = faces.style.size
    small = size - 2.5
    recipients = [faces.flow("Nơi nhận:", small, TA_LEFT, "-BoldItalic")]
    recipients += [
        faces.flow(f"- {escape(name)};", small, TA_LEFT) for name in (*foot.receivers, "Lưu: VT")
    ]
    signed = [
        *(faces.flow(line, size, TA_CENTER, "-Bold") for line in foot.signature),
        _Seal(foot.seal, faces) if faces.style.seal else Spacer(1, 70),
        faces.flow(escape(foot.signer), size, TA_CENTER, "-Bold"),
    ]
    width = A4[0] - sum(faces.style.margins)
    return Table([[recipients, signed]], [width * 0.48, width * 0.52], style=BARE)


class _Seal(Flowable):  # type: ignore[misc]
    """The round red seal; a third of it lies over the signer's title, as the decree asks."""

    RADIUS = 50.0  # points: 36 mm across

    def __init__(self, lines: tuple[str, str], faces: Faces) -> None:
        super().__init__()
        self.lines = lines
        self.face = faces.name + "-Bold"
        self.width, self.height = 200.0, 80.0

    def draw(self) -> None:
        """Draw two circles, a star and the name."""
        canvas = self.canv
        canvas.setStrokeColor(_RED)
        canvas.setFillColor(_RED)
        x, y = 62.0, 42.0
        for radius, line in ((self.RADIUS, 2.2), (self.RADIUS * 0.68, 0.8)):
            canvas.setLineWidth(line)
            canvas.circle(x, y, radius)
        canvas.setFont(self.face, 7)
        for text, dy in zip(self.lines, (38, -42), strict=True):
            canvas.drawCentredString(x, y + dy, text)
        canvas.drawPath(_star(canvas, x, y, self.RADIUS * 0.3), stroke=0, fill=1)
        canvas.setStrokeColorRGB(0.1, 0.15, 0.5)
        canvas.setLineWidth(1.4)
        canvas.bezier(x + 10, y - 8, x + 50, y + 40, x + 40, y - 35, x + 110, y + 12)


def _star(canvas: Any, x: float, y: float, radius: float) -> Any:
    path = canvas.beginPath()
    for point in range(5):
        angle = math.radians(90 + 144 * point)
        step = path.lineTo if point else path.moveTo
        step(x + radius * math.cos(angle), y + radius * math.sin(angle))
    path.close()
    return path
