"""The text of one paragraph of a .docx file, as Word prints it.

Deleted and moved-away text of tracked changes and hidden text are not there; inserted text is.
What fields, content controls and links show is there, their instructions are not. A text box is
read once, behind the paragraph that it is anchored in. Left out: footnotes, comments, pictures.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any

from docx.oxml.ns import qn

from pipeline.read.office.docx_lists import value_of
from pipeline.vietnamese.encodings import Encoding, convert, encoding_of_font

PAGE_BREAK = "\f"  # in texts of this module; no text of Word holds a form feed

_DELETED = frozenset(map(qn, ("w:del", "w:moveFrom")))
_CHOICES = "{http://schemas.openxmlformats.org/markup-compatibility/2006}AlternateContent"
_BOX = qn("w:txbxContent")
_SIGNS = {
    qn("w:tab"): "\t",
    qn("w:cr"): "\n",
    qn("w:noBreakHyphen"): "-",
    qn("w:lastRenderedPageBreak"): PAGE_BREAK,
    qn("w:ptab"): "\t",
}
_MATHS = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_RUNS = frozenset((qn("w:r"), f"{_MATHS}r"))
_TEXTS = frozenset((qn("w:t"), f"{_MATHS}t"))
_FONT_STEPS = 10  # styles on styles; a circle ends too
_CAPITAL_FONT = re.compile(r"\.Vn\w*H$")  # prints small letters as capitals


@dataclass(frozen=True, slots=True)
class Font:
    """What the properties of a run or a style say of its letters."""

    name: str = ""  # empty: nothing
    capitals: bool | None = None  # small letters are printed as capitals; None: nothing is said

    def or_else(self, other: Font) -> Font:
        """Give what this says, and of what it does not say what the other one says."""
        capitals = other.capitals if self.capitals is None else self.capitals
        return Font(self.name or other.name, capitals)


@dataclass(slots=True)
class Fonts:
    """The fonts of a document by its styles."""

    styles: dict[str, Any]  # w:style elements by their ids
    default: str = ""  # id of the style of paragraphs that name none
    base: Font = Font()  # what no style says
    seen: set[Encoding] = field(default_factory=set)  # old encodings that were converted
    _of_style: dict[str, Font] = field(default_factory=dict)

    def font_of(self, run: Any, paragraph_style: str) -> Font:
        """Tell how the letters of a run are printed."""
        own = read_font(run.find(qn("w:rPr")))
        by_run = self._style_font(value_of(run, "w:rPr", "w:rStyle") or "")
        by_paragraph = self._style_font(paragraph_style or self.default)
        return own.or_else(by_run).or_else(by_paragraph).or_else(self.base)

    def _style_font(self, style: str) -> Font:
        if style not in self._of_style:
            found, step = Font(), style
            for _ in range(_FONT_STEPS):
                element = self.styles.get(step)
                if element is None:
                    break
                found = found.or_else(read_font(element.find(qn("w:rPr"))))
                step = value_of(element, "w:basedOn") or ""
            self._of_style[style] = found
        return self._of_style[style]

    def print(self, text: str, font: Font) -> str:
        """Give the letters as the font prints them, in Unicode."""
        encoding = encoding_of_font(font.name)
        printed = convert(text, encoding) if encoding else text
        if encoding and printed != text:
            self.seen.add(encoding)
        capitals = font.capitals or (encoding and _CAPITAL_FONT.search(font.name))
        return printed.upper() if capitals else printed


def read_font(properties: Any | None) -> Font:
    """Give what properties of a run or a style say.

    Of the four names of a font the first two are those of Latin letters, with marks or without.
    """
    if properties is None:
        return Font()
    fonts = properties.find(qn("w:rFonts"))
    names = (fonts.get(qn("w:ascii")), fonts.get(qn("w:hAnsi"))) if fonts is not None else ()
    capitals = _is_set(properties, "w:caps") if properties.find(qn("w:caps")) is not None else None
    return Font(next(filter(None, names), ""), capitals)


def read_text(paragraph: Any, fonts: Fonts) -> str:
    """Give the text of a paragraph; line feeds and page breaks in it stand for themselves."""
    style = value_of(paragraph, "w:pPr", "w:pStyle") or ""
    pieces: list[tuple[Font, str]] = []
    for run in _runs(paragraph):
        text = _run_text(run)
        # 376 with a footnote mark typed behind it is not 3761.
        if text[:1].isdigit() and pieces and pieces[-1][1][-1:].isdigit() and _is_raised(run):
            text = " " + text
        if text:
            pieces.append((fonts.font_of(run, style), text))
    # Runs cut words anywhere, and only whole words tell their capitals.
    return "".join(
        fonts.print("".join(text for _, text in same), font)
        for font, same in groupby(pieces, key=lambda piece: piece[0])
    )


def find_boxes(paragraph: Any) -> Iterator[Any]:
    """Give the contents of the text boxes that are anchored in a paragraph, not those in boxes."""
    for child in _seen_children(paragraph):
        if child.tag == _BOX:
            yield child
        else:
            yield from find_boxes(child)


def _runs(element: Any) -> Iterator[Any]:
    for child in _seen_children(element):
        if child.tag == _BOX:
            continue
        if child.tag in _RUNS:
            if not _is_set(child.find(qn("w:rPr")), "w:vanish"):
                yield child
        else:
            yield from _runs(child)


def _seen_children(element: Any) -> Iterator[Any]:
    """Give the children without deleted ones; of a choice for old and new programs the first."""
    children: Iterable[Any] = element
    if element.tag == _CHOICES:
        children = list(element)[:1]
    for child in children:
        if isinstance(child.tag, str) and child.tag not in _DELETED:
            yield child


def _run_text(run: Any) -> str:
    parts = []
    for child in run:
        if child.tag in _TEXTS:
            parts.append(child.text or "")
        elif child.tag == qn("w:br"):
            kind = child.get(qn("w:type"), "textWrapping")
            parts.append({"page": PAGE_BREAK, "column": "\n"}.get(kind, "\n"))
        else:
            parts.append(_SIGNS.get(child.tag, ""))
    return "".join(parts)


def _is_set(properties: Any | None, name: str) -> bool:
    found = properties.find(qn(name)) if properties is not None else None
    return found is not None and found.get(qn("w:val"), "1") not in ("0", "false", "off")


def _is_raised(run: Any) -> bool:
    return value_of(run, "w:rPr", "w:vertAlign") == "superscript"
