"""The same report twice in one folder."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from pipeline.judge.copies import complete_each_other, find_copies, may_be_one
from pipeline.model.reading import Observation, Status
from pipeline.model.report import Heading, PageOrigin, Report, State

_HEADING = Heading(
    "68/BC-UBND",
    date(2024, 9, 15),
    "UBND xã Bắc Sơn",
    "xã Bắc Sơn",
    district="huyện Ân Thi",
    province="tỉnh Hưng Yên",
)


def report(path: str, sha256: str = "", **change: object) -> Report:
    return Report(path, sha256 or path, heading=replace(_HEADING, **change))  # type: ignore[arg-type]


def rows(form: str, *seen: str, missing: tuple[str, ...] = ()) -> Report:
    """A report that shows some rows of a form and misses others."""
    found = [Observation(name, None, Status.READ, 0.9) for name in seen]
    lost = [Observation(name, None, Status.MISSING, None) for name in missing]
    return Report("a.pdf", form=form, observations=(*found, *lost))


def told(*reports: Report) -> dict[str, str]:
    return {one.path: finding.message for one, finding in find_copies(reports)}


def test_one_number_date_and_issuer_is_one_report() -> None:
    spoken = told(report("b.txt"), report("a.pdf"), report("c.pdf", document_number="69/BC-UBND"))

    assert spoken == {
        "a.pdf": "Báo cáo có nhiều bản trong thư mục (cùng số, ngày và cơ quan ban hành): b.txt.",
        "b.txt": "Báo cáo có nhiều bản trong thư mục (cùng số, ngày và cơ quan ban hành): a.pdf.",
    }


def test_the_same_bytes_are_one_report_even_without_a_heading() -> None:
    nameless = {"document_number": "", "issuer": ""}

    spoken = told(report("a.pdf", "ab", **nameless), report("b.pdf", "ab", **nameless))

    assert spoken["b.pdf"] == (
        "Báo cáo có nhiều bản trong thư mục (nội dung tệp giống hệt): a.pdf."
    )


def test_communes_of_one_name_in_two_districts_are_two() -> None:
    assert told(report("a.pdf"), report("b.pdf", district="huyện Hưng Hà")) == {}
    assert len(told(report("a.pdf"), report("b.pdf", district=""))) == 2


def test_files_without_number_or_hash_are_not_all_one_report() -> None:
    assert told(*(Report(name) for name in ("a.pdf", "b.pdf"))) == {}


def test_reports_that_failed_are_not_told() -> None:
    one, other = report("a.pdf", "ab"), report("b.pdf", "ab")

    assert told(one, replace(other, state=State.FAILED)) == {}


def test_of_many_copies_the_first_are_named() -> None:
    spoken = told(*(report(f"{number}.pdf") for number in range(8)))

    assert spoken["7.pdf"].endswith("0.pdf, 1.pdf, 2.pdf, 3.pdf, 4.pdf và 2 tệp nữa.")


def test_the_order_of_the_reports_does_not_matter() -> None:
    reports: Iterable[Report] = [report("a.pdf"), report("b.pdf"), report("c.pdf")]

    assert told(*reports) == told(*reversed(list(reports)))


def test_documents_of_one_file_are_no_copies_of_each_other() -> None:
    nameless = {"document_number": "", "issuer": ""}
    parts = [
        replace(report(path, "ab", **nameless), origins=(PageOrigin(page, "a.pdf", page),))
        for path, page in (("a.pdf#1", 1), ("a.pdf#2", 2))
    ]

    assert told(*parts) == {}


def test_the_same_document_of_two_files_with_the_same_bytes_is_a_copy() -> None:
    nameless = {"document_number": "", "issuer": ""}
    parts = [
        replace(report(f"{file}#1", "ab", **nameless), origins=(PageOrigin(1, file, 1),))
        for file in ("a.pdf", "b.pdf")
    ]

    assert set(told(*parts)) == {"a.pdf#1", "b.pdf#1"}


def test_a_text_and_its_appendix_complete_each_other() -> None:
    text = rows("cchc-xa", "prose_1", "prose_2", missing=("I.1", "I.2"))
    table = rows("cchc-xa", "I.1", "I.2", missing=("prose_1", "prose_2"))

    assert complete_each_other(text, table)
    assert complete_each_other(table, text)


def test_copies_do_not_complete_each_other() -> None:
    whole = rows("cchc-xa", "prose_1", "I.1", "I.2")

    assert not complete_each_other(whole, whole)
    assert not complete_each_other(whole, rows("cchc-xa", "I.1", "I.2"))


def test_a_figure_of_the_prose_in_a_title_of_the_table_does_not_make_it_a_copy() -> None:
    names = [f"I.{number}" for number in range(20)]
    text = rows("cchc-xa", *(f"prose_{number}" for number in range(20)))

    assert complete_each_other(text, rows("cchc-xa", *names, "prose_1"))
    assert not complete_each_other(text, rows("cchc-xa", *names, "prose_1", "prose_2", "prose_3"))


def test_rows_that_a_report_names_itself_are_no_rows_of_a_form() -> None:
    assert complete_each_other(rows("cchc-xa", "I.1"), rows("generic", "I.1"))


def test_a_district_that_was_not_found_differs_from_none() -> None:
    assert may_be_one(_HEADING, replace(_HEADING, district=""))
    assert not may_be_one(_HEADING, replace(_HEADING, district="huyện Hưng Hà"))
    assert not may_be_one(_HEADING, replace(_HEADING, province="tỉnh Thái Bình"))
