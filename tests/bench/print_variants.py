"""Prints office files of real tables again, in ways that nobody tuned the reading of tables on.

    python -m tests.bench.print_variants SOURCE OUT

SOURCE holds workbooks; OUT gets a folder of PDFs for each variant: `level` (upright borders
deleted, level ones stay), `turned` (portrait and landscape swapped, fit to the width, headings not
repeated), `fonts` (other fonts, a tenth smaller), `margins` (wide ones). LibreOffice prints.
"""

from __future__ import annotations

import copy
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from openpyxl import load_workbook
from openpyxl.styles import Border, Font
from openpyxl.worksheet.properties import PageSetupProperties

_PATIENCE = 300.0  # seconds for one variant; 20 workbooks take 30


def _level(sheet: Any) -> None:
    for row in sheet.iter_rows():
        for cell in row:
            border = cell.border
            if border.left.style or border.right.style:
                kept = copy.copy(border.top), copy.copy(border.bottom)
                cell.border = Border(top=kept[0], bottom=kept[1])


def _turned(sheet: Any) -> None:
    setup = sheet.page_setup
    setup.orientation = "portrait" if setup.orientation == "landscape" else "landscape"
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    setup.fitToWidth, setup.fitToHeight = 1, 0
    sheet.print_title_rows = None


def _fonts(sheet: Any) -> None:
    for row in sheet.iter_rows():
        for cell in row:
            font = cell.font
            plain = (font.name or "").startswith(("Arial", "Arimo"))
            name = "Liberation Serif" if plain else "DejaVu Sans"
            cell.font = Font(name=name, sz=(font.sz or 11) * 0.9, b=font.b, i=font.i)


def _margins(sheet: Any) -> None:
    for side in ("left", "right", "top", "bottom"):
        setattr(sheet.page_margins, side, 1.2)  # inches


VARIANTS: dict[str, Callable[[Any], None]] = {
    "level": _level,
    "turned": _turned,
    "fonts": _fonts,
    "margins": _margins,
}


def print_variant(name: str, source: Path, out: Path) -> list[Path]:
    """Print the workbooks of a folder in one of the ways; give the PDFs."""
    folder = out / name
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as scratch:
        changed = []
        for file in sorted(source.glob("*.xlsx")):
            book = load_workbook(file)
            for sheet in book:
                VARIANTS[name](sheet)
            changed.append(Path(scratch) / file.name)
            book.save(changed[-1])
        home = f"-env:UserInstallation=file://{scratch}/home"
        call = ["soffice", home, "--headless", "--convert-to", "pdf", "--outdir", str(folder)]
        subprocess.run(
            [*call, *map(str, changed)], check=True, timeout=_PATIENCE, capture_output=True
        )
    return sorted(folder.glob("*.pdf"))


if __name__ == "__main__":
    for variant in VARIANTS:
        found = print_variant(variant, Path(sys.argv[1]), Path(sys.argv[2]))
        print(variant, len(found))
