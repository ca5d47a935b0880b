"""Where the CSVs go, whatever the reports are called."""

from __future__ import annotations

import unicodedata
from pathlib import PurePosixPath

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.write.names import csv_name, csv_names

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


@pytest.mark.parametrize(
    ("report", "name"),
    [
        ("box.pdf#1", "box.1.csv"),
        ("box.pdf#12", "box.12.csv"),
        ("box.pdf", "box.csv"),
        ("sub/a.pdf#1", "sub/a.pdf.1.csv"),
        ("sub/a.txt", "sub/a.txt.csv"),
        ("scan 2.8/#2", "scan 2.8.2.csv"),
        ("scan 2.8/", "scan 2.8.csv"),
        ("a#b.pdf#2", "a#b.2.csv"),
        ("a#1.pdf", "a#1.csv"),
        ("old.zip/#1", "old.zip.1.csv"),
        ("figures.pdf#1", "figures.pdf.1.csv"),
    ],
)
def test_a_report_inside_a_file_has_its_number_behind_the_name(report: str, name: str) -> None:
    inputs = ["box.pdf", "sub/a.pdf", "sub/a.txt", "scan 2.8/", "a#b.pdf", "a#1.pdf", "old.zip/"]

    assert csv_name(report, csv_names([*inputs, "figures.pdf"])) == name


@pytest.mark.parametrize("other", ["box.1.txt", "BOX.1.docx", "box.1.csv/a.pdf"])
def test_it_gives_way_to_another_input_of_that_name(other: str) -> None:
    names = csv_names(["box.pdf", other])

    name = csv_name("box.pdf#1", names)

    assert name.startswith("box.1~")
    assert name.endswith(".csv")
    assert name.casefold() not in {one.casefold() for one in names.values()}
    assert csv_name("box.pdf#2", names) == "box.2.csv"


def test_reports_of_files_that_differ_in_case_are_told_apart() -> None:
    names = csv_names(["Box.pdf", "box.pdf"])

    made = {csv_name(f"{path}#1", names).casefold() for path in names}

    assert len(made) == 2
