"""How an invented report is laid out: fonts, sizes, columns, rules."""

from __future__ import annotations

import random
import subprocess
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

# Families with all Vietnamese letters; the Liberation fonts of Debian 12 (1.07) lack ư, ơ and
# U+1EA0 to U+1EF9. The first has the widths of Times New Roman, which Decree 30/2020 prescribes.
FAMILIES = ("Tinos", "Arimo", "DejaVu Serif")
_STYLES = {"": "Regular", "-Bold": "Bold", "-Italic": "Italic", "-BoldItalic": "Bold Italic"}


@dataclass(frozen=True, slots=True)
class Style:
    """The layout of one report; lengths in points unless said otherwise."""

    family: str = FAMILIES[0]
    size: float = 13.5  # of the prose; 13 to 14 by decree
    table_size: float = 10.5
    leading: float = 1.25  # line spacing, in sizes
    margins: tuple[float, float] = (80.0, 50.0)  # left, right
    columns: tuple[float, ...] = (0.08, 0.48, 0.16, 0.12, 0.16)  # shares of the table's width
    rule: float = 0.5  # thickness
    dotted: bool = False  # rules between rows
    landscape: bool = False  # the appendix
    repeated_header: bool = True
    split_rows: bool = True  # over pages
    padding: float = 2.0  # above and below the text of a cell
    final_dot: bool = True  # codes as "2.1."
    page_numbers: bool = True
    numbers_below: bool = False  # at the bottom right, as Circular 01/2011 wants them
    of_pages: int = 0  # all pages, for "Trang 2/7"; 0: numbers stand alone
    stacked: bool = False  # the letterhead is one column
    open_number: bool = False  # a hand was to write it: "Số:      /BC-UBND"
    open_day: bool = False
    headed_appendix: bool = False  # with the issuer above it once more
    seal: bool = True


def choose_style(seed: int, **chosen: object) -> Style:
    """Choose a layout; what is given stays as given."""
    rng = random.Random(f"style/{seed}")
    name, unit, value = rng.choice(((0.5, 0.16, 0.11), (0.46, 0.18, 0.12), (0.43, 0.19, 0.14)))
    code = rng.choice((0.07, 0.08))
    style: dict[str, object] = {
        "family": rng.choice((*FAMILIES, FAMILIES[0], FAMILIES[0])),
        "size": rng.choice((13.0, 13.5, 14.0)),
        "table_size": rng.choice((9.5, 10.0, 11.0, 12.0)),
        "leading": rng.choice((1.2, 1.3, 1.4)),
        "margins": rng.choice(((85.0, 43.0), (72.0, 50.0), (60.0, 42.0))),
        "columns": (code, name, unit, value, round(1 - code - name - unit - value, 3)),
        "rule": rng.choice((0.3, 0.5, 0.8, 1.1)),
        "dotted": rng.random() < 0.25,
        "landscape": rng.random() < 0.2,
        "repeated_header": rng.random() < 0.75,
        "split_rows": rng.random() < 0.6,
        "padding": rng.choice((1.0, 2.0, 3.5)),
        "final_dot": rng.random() < 0.6,
        "page_numbers": rng.random() < 0.8,
    }
    return Style(**{**style, **chosen})  # type: ignore[arg-type]


@cache
def register_family(family: str) -> str:
    """Make a family known to reportlab; give the name its faces begin with.

    fontconfig answers with another font where it has none of that name, so the answer is checked.
    """
    name = family.replace(" ", "")
    for suffix, style in _STYLES.items():
        pattern = f"{family}:style={style}"
        if style == "Regular":
            pattern = f"{family}:weight=80:slant=0:width=100"
        found = subprocess.run(
            ["fc-match", "--format", "%{family}|%{file}", pattern],
            capture_output=True, text=True, check=True,
        ).stdout.split("|")  # fmt: skip
        if family not in found[0]:
            raise FileNotFoundError(f"the font {family} is not installed")
        pdfmetrics.registerFont(TTFont(name + suffix, Path(found[1])))
    pdfmetrics.registerFontFamily(
        name, name, name + "-Bold", name + "-Italic", name + "-BoldItalic"
    )
    return name
