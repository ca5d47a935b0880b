"""The same report twice in one folder."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from pipeline.judge.copies import find_copies
from pipeline.model.report import Heading, Report, State

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
