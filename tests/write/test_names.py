"""Where the CSVs go, whatever the reports are called."""

from __future__ import annotations

import unicodedata
from pathlib import PurePosixPath

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.write.names import csv_names

CASES = [
    (["sub/a.pdf"], ["sub/a.csv"]),
    (["sub/a.pdf", "sub/a.txt"], ["sub/a.pdf.csv", "sub/a.txt.csv"]),
    (["a.pdf", "sub/a.txt"], ["a.csv", "sub/a.csv"]),
    (["a.b.pdf", "a.pdf"], ["a.b.csv", "a.csv"]),
    (["A.PDF", "a.txt"], ["A.PDF.csv", "a.txt.csv"]),
    (["Figures.pdf", "sub/figures.pdf"], ["Figures.pdf.csv", "sub/figures.csv"]),
    (["reports.txt", "corrections.docx"], ["reports.txt.csv", "corrections.docx.csv"]),
    # The name that is promised stays; the longer one gives way.
    (["a.pdf", "a.txt", "a.pdf.pdf"], ["a.pdf.csv", "a.txt.csv", "a.pdf.pdf.csv"]),
    # A folder of IN is called like a CSV of OUT.
    (["a.pdf", "a.csv/b.pdf"], ["a.pdf.csv", "a.csv/b.csv"]),
    (["figures.csv/b.pdf"], ["figures.csv_/b.csv"]),
    (["-rf.pdf"], ["-rf.csv"]),
    (["  báo cáo quý III.pdf"], ["_báo cáo quý III.csv"]),
    (["hai\ndòng.pdf"], ["hai_dòng.csv"]),
    (["chuông\x07.pdf"], ["chuông.csv"]),
    (["../../etc/x.pdf"], ["_/_/etc/x.csv"]),
    (["/etc/x.pdf"], ["etc/x.csv"]),
    (["..\\x.pdf", "C:x.pdf"], ["__x.csv", "C_x.csv"]),
    (["CON.pdf", "sub/lpt1.x.pdf"], ["_CON.csv", "sub/_lpt1.x.csv"]),
    ([".an.pdf", ".pdf"], ["_an.csv", "_pdf.csv"]),
]


@pytest.mark.parametrize(("paths", "expect"), CASES)
def test_a_report_gets_a_safe_name_of_its_own(paths: list[str], expect: list[str]) -> None:
    names = csv_names(paths)

    assert list(names) == paths
    assert list(names.values()) == expect


def test_names_that_differ_in_case_only_get_a_mark() -> None:
    names = csv_names(["Sub/A.pdf", "sub/a.pdf"])

    assert len({name.casefold() for name in names.values()}) == 2
    assert all(name.endswith(".pdf.csv") for name in names.values())


def test_names_that_differ_in_the_form_of_their_accents_are_told_apart() -> None:
    composed = "báo cáo.pdf"
    paths = [composed, unicodedata.normalize("NFD", "báo cáo.txt")]

    names = csv_names(paths)

    assert list(names.values()) == ["báo cáo.pdf.csv", "báo cáo.txt.csv"]


def test_a_very_long_name_is_cut_and_stays_the_only_one() -> None:
    paths = ["ơ" * 120 + "1.pdf", "ơ" * 120 + "2.pdf"]

    names = list(csv_names(paths).values())

    assert len(set(names)) == 2
    assert max(len(name.encode()) for name in names) <= 200


PART = st.text(st.sampled_from("aAáA\u0301.-~ \n\x07\\:?'\udce1"), max_size=5)
PATHS = st.lists(
    st.tuples(st.lists(PART, max_size=2), PART, st.sampled_from([".pdf", ".PDF", ".txt", ".csv"]))
    .map(lambda path: "/".join([*path[0], path[1] + path[2]])),
    max_size=8,
    unique=True,
)  # fmt: skip


@given(PATHS)
def test_names_stay_below_the_folder_are_unique_and_do_not_depend_on_the_order(
    paths: list[str],
) -> None:
    names = csv_names(paths)

    keys = {unicodedata.normalize("NFC", name.casefold()) for name in names.values()}
    assert len(keys) == len(paths)
    assert csv_names(reversed(paths)) == names
    for name in names.values():
        parts = PurePosixPath(name).parts
        assert name.endswith(".csv")
        assert not name.startswith("/")
        assert not any(part.startswith((".", " ")) for part in parts)
        assert name.isprintable()
