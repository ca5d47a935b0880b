"""Dumps that have their marks: what the right OCR read, or a person typed."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.forms import load_form
from pipeline.model.page import Document, Line, Page, PageKind
from pipeline.prose import read_prose
from pipeline.vietnamese.period_parts import parse_period

_FORMS = {
    name: load_form(Path(__file__).parents[2] / f"patterns/{name}.toml", examples=False)
    for name in ("cchc-xa", "kt-xh-xa")
}
_PERIOD = parse_period("2024-H1")


def _read(name: str, *lines: str) -> dict[str, str]:
    document = Document((Page(1, PageKind.TEXT, tuple(map(Line, lines))),))
    readings = read_prose(document, _FORMS[name], _PERIOD)
    return {one.indicator: str(one.value) for one in readings if not one.period}


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("Trong kỳ đã giải 12 vụ bóng đá cấp thôn.", {}),
        ("Cây mía trồng được 11 ha.", {}),
        ("Trong kỳ đã hòa giải 12 vụ.", {"mediation_cases": "12"}),
    ],
)
def test_a_word_that_is_one_is_no_damaged_other(text: str, values: dict[str, str]) -> None:
    assert _read("kt-xh-xa", text) == values


def test_what_is_no_word_may_be_a_damaged_one() -> None:
    read = _read("cchc-xa", "Bộ phận Một cửa đã tiêp nhqn 248 hồ sơ, giảỉ quyêt 240 hồ sơ.")

    assert read == {"dossiers_received": "248", "dossiers_resolved": "240"}


def test_a_dump_without_marks_is_read_as_a_damaged_one() -> None:
    read = _read("cchc-xa", "Bo phan Mot cua da tiep nhdn 248 ho so, giai quyet 240 ho so.")

    assert read == {"dossiers_received": "248", "dossiers_resolved": "240"}
