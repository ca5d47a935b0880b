"""Real tables printed again are read as the first time."""

from __future__ import annotations

import shutil
from collections import Counter
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from pipeline.generic import read_generic
from pipeline.model.page import Document, Page
from pipeline.model.reading import Support
from pipeline.read.page import read_pages
from pipeline.read.source import count_pages
from tests.bench.print_variants import VARIANTS, print_variant

_PRINTED = Path(__file__).resolve().parents[3] / "shared" / "printed"
_NAMES = ("gso-2019-06.xlsx",)
# Of the figures named as in the first printing; a column that moves costs a tenth of a table.
_SAME = 0.9

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(
        not _PRINTED.exists() or shutil.which("soffice") is None,
        reason="the real files lie beside the project; LibreOffice prints them",
    ),
]


def _document(file: Path, scratch: Path) -> Document:
    found = read_pages(file, range(1, count_pages(file) + 1), scratch=scratch)
    return Document(tuple(page for page in found if isinstance(page, Page)))


def _figures(document: Document) -> Counter[tuple[str, Decimal]]:
    described = read_generic(document)
    pairs = zip(described.form.indicators, described.readings, strict=True)
    return Counter(
        (one.label, reading.value)
        for one, reading in pairs
        if reading.value is not None and reading.support is Support.LAYER
    )


@pytest.mark.parametrize("variant", VARIANTS)
def test_a_table_printed_another_way_is_read_alike(variant: str, tmp_path: Path) -> None:
    source = tmp_path / "source"
    source.mkdir()
    for name in _NAMES:
        shutil.copy(_PRINTED / "source" / name, source)

    for file in print_variant(variant, source, tmp_path):
        first = _figures(_document(_PRINTED / "digital" / file.name, tmp_path))
        again = _figures(_document(file, tmp_path))
        assert (first & again).total() >= _SAME * first.total()


def test_a_table_without_its_rules_is_read_alike(tmp_path: Path) -> None:
    document = _document(_PRINTED / "digital" / "gso-2016-03.pdf", tmp_path)
    bare = Document(tuple(replace(page, rules=(), tables=()) for page in document.pages))

    assert (_figures(document) & _figures(bare)).total() >= _SAME * _figures(document).total()
