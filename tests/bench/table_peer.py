"""Reads the tables of a PDF with another program: run by the Python of `.venv-peers`, not by ours.

Writes JSON as the last line of standard output: a list of `[page, rows]`, where rows are lists of
cells, and a cell is a text, or null where it belongs to a merged one.
"""

import importlib
import json
import sys
from collections.abc import Callable
from typing import Any

Tables = list[tuple[int, list[list[str | None]]]]


def _pdfplumber(strategy: str) -> Callable[[str], Tables]:
    def read(path: str) -> Tables:
        settings = {"vertical_strategy": strategy, "horizontal_strategy": strategy}
        with importlib.import_module("pdfplumber").open(path) as pdf:
            return [
                (page.page_number, rows)
                for page in pdf.pages
                for rows in page.extract_tables(settings)
            ]

    return read


def _camelot(flavor: str) -> Callable[[str], Tables]:
    def read(path: str) -> Tables:
        # A merged cell gives its text to all it spans: only the lattice knows of them.
        options: dict[str, Any] = {"copy_text": ["h", "v"]} if flavor == "lattice" else {}
        camelot = importlib.import_module("camelot")
        tables = camelot.read_pdf(path, pages="all", flavor=flavor, **options)
        return [(int(table.page), table.data) for table in tables]

    return read


def _img2table(implicit_rows: bool) -> Callable[[str], Tables]:
    def read(path: str) -> Tables:
        ocr = importlib.import_module("img2table.ocr").TesseractOCR(n_threads=1, lang="vie")
        pdf = importlib.import_module("img2table.document").PDF(path, pdf_text_extraction=False)
        pages = pdf.extract_tables(ocr=ocr, implicit_rows=implicit_rows, borderless_tables=True)
        return [
            (page + 1, [[cell.value or "" for cell in row] for row in table.content.values()])
            for page, tables in pages.items()
            for table in tables
        ]

    return read


READERS: dict[str, Callable[[str], Tables]] = {
    "pdfplumber-lines": _pdfplumber("lines"),
    "pdfplumber-text": _pdfplumber("text"),
    "camelot-lattice": _camelot("lattice"),
    "camelot-stream": _camelot("stream"),
    "img2table-cells": _img2table(implicit_rows=False),
    "img2table-rows": _img2table(implicit_rows=True),
}

if __name__ == "__main__":
    print(json.dumps(READERS[sys.argv[1]](sys.argv[2])))
