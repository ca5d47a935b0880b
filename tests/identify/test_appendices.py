"""Appendices and the reports that they name."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from pipeline.identify.division import divide
from pipeline.vietnamese.citations import Citation
from tests.identify.box_pages import PAGES, spell, traces

BOX = "RteSteAb"


def _place(citation: Citation) -> tuple[str, list[int]]:
    """Put an appendix behind the second report; give the documents, and which are doubted."""
    pages = traces(BOX)
    pages[6] = replace(PAGES["A"], enclosed=citation)
    division = divide(pages)
    return spell(division, BOX), [at for at, part in enumerate(division.parts) if part.doubt]


@pytest.mark.parametrize(
    ("number", "day", "unit", "goes", "doubted"),
    [
        ("68", date(2024, 9, 15), "ubnd xa hong lam", "RteAb|Ste", []),
        ("068", None, "ubnd xa hong lam", "RteAb|Ste", []),
        ("68", None, "", "RteAb|Ste", [0]),
        ("", None, "ubnd xa hong lam", "RteAb|Ste", [0]),
        ("7", None, "", "Rte|SteAb", []),
        ("", None, "ubnd x4 suo1 can", "Rte|SteAb", []),
        ("7", date(2024, 9, 15), "ubnd xa hong lam", "Rte|SteAb", [1]),
        ("70", date(2024, 9, 15), "ubnd xa suoi can", "Rte|SteAb", []),
        ("", date(2024, 9, 15), "", "Rte|SteAb", []),
        ("", None, "", "Rte|SteAb", []),
        ("99", date(2021, 1, 4), "ubnd xa ban cheo", "Rte|Ste|Ab", []),
        ("99", None, "ubnd xa ban cheo", "Rte|Ste|Ab", []),
        ("99", None, "ubnd xa suoi cai", "Rte|SteAb", []),
    ],
)
def test_an_appendix_goes_where_two_of_number_day_and_unit_lead(
    number: str, day: date | None, unit: str, goes: str, doubted: list[int]
) -> None:
    assert _place(Citation(number, "bc-ubnd" if number else "", day, unit)) == (goes, doubted)
