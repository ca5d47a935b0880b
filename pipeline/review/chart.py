"""A chart of one indicator: bars with their figures, as SVG.

Written here, as bars and words are all there is to it: the kept libraries (pygal, matplotlib) put
a style sheet, scripts or a font into each picture, which the pages' policy refuses, and weigh more
than the review page. Colours and lengths are attributes; nothing of a report is markup.
"""

from __future__ import annotations

from decimal import Decimal
from xml.etree import ElementTree

from pipeline.model.reading import Status
from pipeline.run.catalogue.series import Over, Point, Series
from pipeline.vietnamese.numbers import print_number

_WIDTH, _NAMES, _FIGURES = 900, 300, 110  # pixels: all, left for names, right for figures
_BAR, _GAP, _TOP, _LETTER = 20, 8, 34, 13
_LONGEST = 38  # letters of a name
_INK, _LINE = "#1b2430", "#c6d0da"
_COLOURS = {
    Status.DOUBTFUL: "#d99a00",
    Status.CORRECTED: "#0b5cad",
    Status.MISSING: "#c0392b",
}
_USUAL = "#0b8a50"
_NAMESPACE = "http://www.w3.org/2000/svg"


def draw_chart(series: Series, over: Over) -> bytes:
    """Draw a series; bars of doubtful and corrected figures have colours of their own.

    Args:
        series: What is drawn, in its order.
        over: Whether bars are named by period or by place.
    """
    height = _TOP + max(1, len(series.points)) * (_BAR + _GAP) + _GAP
    root = ElementTree.Element(
        "svg",
        xmlns=_NAMESPACE,
        viewBox=f"0 0 {_WIDTH} {height}",
        width=str(_WIDTH),
        height=str(height),
        role="img",
    )
    title = f"{series.label} ({series.unit})" if series.unit else series.label
    ElementTree.SubElement(root, "title").text = _clean(title)
    _add(root, "rect", x=0, y=0, width=_WIDTH, height=height, fill="#ffffff")
    _write(root, 8, 22, _clean(title)[:110], **{"font-weight": "bold"})
    _add(root, "line", x1=_NAMES, y1=_TOP, x2=_NAMES, y2=height - _GAP, stroke=_LINE)
    longest = max((abs(one.value) for one in series.points if one.value), default=Decimal(1))
    for place, point in enumerate(series.points):
        _draw_point(root, point, _TOP + place * (_BAR + _GAP) + _GAP / 2, longest, over)
    text: bytes = ElementTree.tostring(root, encoding="utf-8", xml_declaration=True)
    return text


def _draw_point(
    root: ElementTree.Element, point: Point, top: float, longest: Decimal, over: Over
) -> None:
    name = point.period if over is Over.PERIODS else f"{point.place}, {point.district}".strip(", ")
    foot = top + _BAR - 5
    _write(root, _NAMES - 8, foot, _clean(name)[:_LONGEST], **{"text-anchor": "end"})
    share = abs(point.value) / longest if point.value else Decimal(0)
    length = float(share) * (_WIDTH - _NAMES - _FIGURES)
    colour = _COLOURS.get(point.status, _USUAL)
    if length:
        _add(root, "rect", x=_NAMES, y=top, width=round(length, 1), height=_BAR, fill=colour)
    shown = "–" if point.value is None else print_number(point.value).replace(".", ",")
    doubt = "?" if point.status in (Status.DOUBTFUL, Status.MISSING) else ""
    _write(root, _NAMES + length + 6, foot, f"{shown} {doubt}".strip())


def _write(root: ElementTree.Element, left: float, foot: float, text: str, **more: str) -> None:
    told = {"x": round(left, 1), "y": round(foot, 1), "fill": _INK, "font-size": _LETTER}
    _add(root, "text", **told, **{"font-family": "sans-serif"}, **more).text = text


def _add(root: ElementTree.Element, tag: str, **attributes: object) -> ElementTree.Element:
    told = {name: str(value) for name, value in attributes.items()}
    return ElementTree.SubElement(root, tag, told)


def _clean(text: str) -> str:
    """Give a text without signs that XML has no place for."""
    return "".join(sign for sign in text if sign.isprintable())
