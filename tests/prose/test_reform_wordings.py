"""The prose of reports on reform in wordings that the patterns were and were not made for."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from pipeline.forms import load_form
from pipeline.model.form import Form
from pipeline.model.page import Document, Line, Page, PageKind
from pipeline.model.reading import Reading
from pipeline.prose import read_prose
from tests.generator.compose import HABITS, MET, MORE, UNSEEN, InventedReport, make_report

PATTERNS = Path(__file__).parents[2] / "patterns"
SEEDS = range(8)


@pytest.fixture(scope="module")
def form() -> Form:
    return load_form(PATTERNS / "cchc-xa.toml", examples=False)


def as_printed(text: str) -> str:
    return text


def without_marks(text: str) -> str:
    parts = unicodedata.normalize("NFD", text)
    bare = "".join(sign for sign in parts if not unicodedata.combining(sign))
    return bare.replace("đ", "d").replace("Đ", "D")


def read(report: InventedReport, form: Form, spoil: Callable[[str], str]) -> Iterator[Reading]:
    kind = PageKind.DIGITAL if spoil is as_printed else PageKind.TEXT
    lines = [line for one in report.paragraphs for line in (spoil(one.text), "")]
    document = Document((Page(1, kind, tuple(map(Line, lines))),))
    return (one for one in read_prose(document, form, report.period) if not one.period)


@pytest.mark.parametrize("spoil", [as_printed, without_marks])
@pytest.mark.parametrize("phrases", [MORE, MET, HABITS, UNSEEN])
def test_nine_of_ten_figures_are_found_and_hardly_a_clean_one_is_another(
    phrases: str, spoil: Callable[[str], str], form: Form
) -> None:
    asked = found = 0
    wrong = []

    for seed in SEEDS:
        report = make_report(seed, phrases=phrases)
        true = {figure.indicator: figure.value for figure in report.figures}
        readings = tuple(read(report, form, spoil))
        given = {(one.indicator, one.value) for one in readings}
        asked += len(true)
        found += sum(figure in given for figure in true.items())
        clean = [one for one in readings if not one.reason and one.indicator in true]
        wrong += [one for one in clean if one.value != true[one.indicator]]

    assert found >= 0.9 * asked
    assert 500 * len(wrong) <= asked
