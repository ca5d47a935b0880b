"""The CSVs, byte by byte where the contract promises bytes."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.model.form import Indicator, Kind
from pipeline.model.reading import Observation, Status
from pipeline.model.report import PageOrigin, Report, State
from pipeline.write.cell import neutralise, restore
from pipeline.write.columns import FIGURES, REPORTS
from pipeline.write.report_line import print_parts
from pipeline.write.tidy import (
    other_rows,
    report_row,
    report_rows,
    write_figures_csv,
    write_report_csv,
    write_reports_csv,
)
from tests.write.invented import FORM, make_failed, make_observation, make_report, make_unknown

CONTRACT_FIGURES = (
    "report form section code indicator label place place_code period value unit status confidence"
    " method page left top right bottom text findings file table"
)
CONTRACT_REPORTS = (
    "report sha256 state message form source pages document_number document_date issuer place"
    " place_code district province period period_start period_end sure read doubtful blank missing"
    " corrected seconds place_now place_code_now unstated kind parts"
    " printed taken others"
)


def read_lines(file: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(file.read_bytes().decode("utf-8-sig"), newline="")))


def write_and_read(report: Report, target: Path) -> list[dict[str, str]]:
    write_report_csv(report_rows(report, FORM), target)
    return read_lines(target)


def test_the_columns_are_those_of_the_contract_in_its_order(tmp_path: Path) -> None:
    report = make_report()

    write_report_csv(report_rows(report, FORM), tmp_path / "a.csv")
    write_reports_csv([report], tmp_path / "reports.csv")

    assert list(read_lines(tmp_path / "a.csv")[0]) == CONTRACT_FIGURES.split()
    assert list(read_lines(tmp_path / "reports.csv")[0]) == CONTRACT_REPORTS.split()
    assert [column.name for column in FIGURES] == CONTRACT_FIGURES.split()
    assert [column.name for column in REPORTS] == CONTRACT_REPORTS.split()


def test_a_csv_has_a_byte_order_mark_and_line_ends_of_the_rfc(tmp_path: Path) -> None:
    target = tmp_path / "new" / "folder" / "a.csv"

    write_report_csv(report_rows(make_report(), FORM), target)

    content = target.read_bytes()
    assert content.startswith(b"\xef\xbb\xbfreport,form,")
    assert content.count(b"\xef\xbb\xbf") == 1
    assert content.count(b"\r\n") == content.count(b"\n") == 5
    assert [file.name for file in target.parent.iterdir()] == ["a.csv"]


def test_each_observation_is_a_row_in_the_order_of_the_form(tmp_path: Path) -> None:
    rows = write_and_read(make_report(), tmp_path / "a.csv")

    assert [(row["indicator"], row["section"], row["code"], row["status"]) for row in rows] == [
        ("I.1", "I", "1", "blank"),
        ("I.1.1", "I", "1.1", "sure"),
        ("I.1.10", "I", "1.10", "doubtful"),
        ("fairs_held", "", "", "missing"),
    ]


def test_a_row_says_what_was_read_where_and_how_far_to_trust_it(tmp_path: Path) -> None:
    rows = write_and_read(make_report(), tmp_path / "a.csv")

    assert ",".join(rows[2].values()) == (
        "sub/bao cao.pdf,thu-nghiem,I,1.10,I.1.10,Tỷ lệ hộ có nước sạch,xã Đồng Vắng,00007,2023-H1,"
        "99.8,%,doubtful,0.987,table,2,72.0,100.0,140.2,112.5,99,8%,rate,,"
    )


def test_a_row_without_a_value_has_neither_method_nor_confidence(tmp_path: Path) -> None:
    blank, *_, missing = write_and_read(make_report(), tmp_path / "a.csv")

    assert (blank["value"], blank["method"], blank["confidence"]) == ("", "", "")
    assert (missing["value"], missing["method"], missing["confidence"]) == ("", "", "")
    assert (blank["page"], missing["page"]) == ("2", "")


def test_a_row_of_a_text_dump_has_no_page_and_no_box(tmp_path: Path) -> None:
    report = make_report(source="text", unknown=(make_unknown("9"),))

    rows = write_and_read(report, tmp_path / "a.csv")

    assert {row["page"] for row in rows} == {""}
    assert rows[1]["text"] == "17.465"


def test_a_confidence_is_never_rounded_up_to_certainty() -> None:
    observation = Observation("I.1.1", Decimal(1), Status.SURE, 0.99996)

    (row,) = report_rows(make_report("a.pdf", observation), FORM)

    assert row.confidence == Decimal("0.999")


def test_a_correction_says_so_in_its_method() -> None:
    observation = make_observation("I.1.1", "5", Status.CORRECTED)

    (row,) = report_rows(make_report("a.pdf", observation), FORM)

    assert row.method == "corrected"


def test_rows_the_form_does_not_know_come_last_each_with_its_own_id() -> None:
    unknown = (make_unknown("9.1."), make_unknown("9.1"), make_unknown("1.1"), make_unknown(" "))

    rows = report_rows(make_report(unknown=unknown), FORM)[4:]

    assert [row.indicator for row in rows] == ["I.9.1", "I.9.1?1", "I.1.1?1", "I.?"]
    assert [row.code for row in rows] == ["9.1", "9.1", "1.1", ""]
    assert {(row.status, row.findings, row.method) for row in rows} == {
        ("doubtful", "unknown_row", "table")
    }


def test_an_unknown_row_never_takes_the_id_of_a_row_that_was_not_observed() -> None:
    report = make_report("a.pdf", make_observation("I.1.1", "5"), unknown=(make_unknown("1.10"),))

    rows = report_rows(report, FORM)

    assert [row.indicator for row in rows] == ["I.1.1", "I.1.10?1"]


def test_a_report_without_a_form_gives_a_header_alone(tmp_path: Path) -> None:
    report = Report("anh.png", form="generic", message="Không có biểu mẫu nào phù hợp.")

    rows = write_and_read(report, tmp_path / "a.csv")

    assert rows == []
    assert (tmp_path / "a.csv").read_bytes().endswith(b",findings,file,table\r\n")


@pytest.mark.parametrize(
    "text", ["=1+1", "+1", "-cmd|' /C calc'!A0", "@SUM(A1)", "\t=1", "\r=1", " \u00a0=1", "\n@x"]
)
def test_text_that_could_be_a_formula_is_neutralised(text: str, tmp_path: Path) -> None:
    report = make_report("=a.pdf", make_observation("I.1.1", "5", text=text))

    (row,) = write_and_read(report, tmp_path / "a.csv")

    assert row["text"].startswith("'")
    assert row["report"] == "'=a.pdf"


def test_negative_numbers_stay_numbers(tmp_path: Path) -> None:
    report = make_report("a.pdf", make_observation("I.1.1", "-1E+3"))

    (row,) = write_and_read(report, tmp_path / "a.csv")

    assert row["value"] == "-1000"


def test_quotes_commas_and_line_ends_inside_text_come_back_as_they_were(tmp_path: Path) -> None:
    report = make_report("a.pdf", make_observation("I.1.1", "5", text='5 "hộ",\r\n\x07năm'))

    (row,) = write_and_read(report, tmp_path / "a.csv")

    assert row["text"] == '5 "hộ",\nnăm'


@given(st.text())
def test_no_text_at_all_starts_like_a_formula_once_neutralised(text: str) -> None:
    safe = neutralise(text)

    assert not safe.lstrip().startswith(("=", "+", "-", "@"))
    assert not safe.startswith(("\t", "\r"))
    assert neutralise(restore(safe)) == safe
    safe.encode()


def test_a_name_that_is_not_utf8_can_be_written(tmp_path: Path) -> None:
    report = make_failed("b\udce1o.pdf")

    write_reports_csv([report], tmp_path / "reports.csv")

    assert read_lines(tmp_path / "reports.csv")[0]["report"] == "b\ufffdo.pdf"


def test_a_line_of_reports_counts_the_rows_of_its_csv(tmp_path: Path) -> None:
    report = make_report(unknown=(make_unknown("9"),))

    write_reports_csv([report], tmp_path / "reports.csv")

    (line,) = read_lines(tmp_path / "reports.csv")
    assert ",".join(line.values()) == (
        f"sub/bao cao.pdf,{'ab' * 32},done,,thu-nghiem,digital,3,7/BC-UBND,2023-06-15,"
        "UBND xã Đồng Vắng,xã Đồng Vắng,00007,huyện Suối Cạn,tỉnh Mây Trắng,2023-H1,2022-12-15,"
        "2023-06-14,1,0,2,1,1,0,1.3,xã Mây,00009,0,,,0,0,0"
    )


def test_a_report_that_failed_has_a_line_and_no_rows() -> None:
    report = make_failed("hong.pdf")

    line = report_row(report)

    assert (line.state, line.pages, line.missing, line.period) == (State.FAILED, None, 0, "")
    assert report_rows(report, None) == ()


def test_figures_csv_has_the_rows_of_all_reports_in_the_order_given(tmp_path: Path) -> None:
    rows = [row for path in ("b.pdf", "a.pdf") for row in report_rows(make_report(path), FORM)]

    write_figures_csv(iter(rows), tmp_path / "figures.csv")

    assert [row["report"] for row in read_lines(tmp_path / "figures.csv")] == (
        ["b.pdf"] * 4 + ["a.pdf"] * 4
    )


def test_a_report_without_a_form_names_its_figures_itself() -> None:
    own = Indicator("t1.r2.c3", "I. Thu > 1. Thuế", Kind.AMOUNT, "triệu đồng", "I", "1")
    seen = Observation("t1.r2.c3", Decimal(7), Status.READ, 0.98)
    report = Report("a.pdf", form="generic", observations=(seen,), indicators=(own,))

    (row,) = report_rows(report, None)

    assert (row.section, row.code, row.label) == ("I", "1", "I. Thu > 1. Thuế")
    assert (str(row.value), row.unit) == ("7", "triệu đồng")


def _spread(report: Report, *origins: tuple[str, int]) -> Report:
    """Say of the pages of a report, one after the other, in which file they lie."""
    pages = (PageOrigin(number, *origin) for number, origin in enumerate(origins, start=1))
    return replace(report, origins=tuple(pages))


def test_a_row_names_the_file_and_its_page_there(tmp_path: Path) -> None:
    report = _spread(make_report("text.pdf"), ("text.pdf", 1), ("tables/appendix.pdf", 7))

    rows = write_and_read(report, tmp_path / "a.csv")

    assert [(row["file"], row["page"]) for row in rows] == [
        ("tables/appendix.pdf", "7"),
        ("tables/appendix.pdf", "7"),
        ("tables/appendix.pdf", "7"),
        ("", ""),
    ]


def test_a_row_of_the_file_that_the_report_is_called_by_does_not_repeat_it() -> None:
    report = _spread(make_report("text.pdf"), ("appendix.pdf", 1), ("text.pdf", 9))

    assert {(row.file, row.page) for row in report_rows(report, FORM)} == {("", 9), ("", None)}


def test_a_row_of_a_box_names_the_box(tmp_path: Path) -> None:
    report = replace(make_report("box.pdf#2"), origins=(PageOrigin(2, "box.pdf", 2),))

    assert {row.file for row in report_rows(report, FORM)} == {"box.pdf", ""}


def test_a_row_of_a_spread_text_dump_has_a_file_and_no_page() -> None:
    report = _spread(make_report("a.txt", source="text"), ("a.txt", 1), ("b.txt", 1))

    assert {(row.file, row.page) for row in report_rows(report, FORM)} == {
        ("b.txt", None),
        ("", None),
    }


@pytest.mark.parametrize(
    ("origins", "parts"),
    [
        ([], ""),
        ([("box.pdf", 4), ("box.pdf", 5)], "box.pdf:4-5"),
        ([("box.pdf", 4), ("box.pdf", 5), ("box.pdf", 9)], "box.pdf:4-5,9"),
        ([("b.pdf", 1), ("b.pdf", 2), ("a.xlsx", 1)], "b.pdf:1-2; a.xlsx:1"),
        ([("s/1.png", 1), ("s/2.png", 1)], "s/1.png:1; s/2.png:1"),
    ],
)
def test_the_parts_of_a_report_are_told_file_by_file(
    origins: list[tuple[str, int]], parts: str
) -> None:
    assert print_parts(_spread(Report("r.pdf"), *origins)) == parts


def test_other_figures_are_rows_without_a_form_and_are_counted() -> None:
    own = make_observation("p3_1", "12")
    report = replace(
        make_report(),
        origins=(PageOrigin(2, "b.pdf", 7),),
        others=(own,),
        other_indicators=(Indicator("p3_1", "đã trồng … cây xanh", Kind.AMOUNT, "cây"),),
        taken=3,
    )

    (row,) = other_rows(report)
    line = report_row(report)

    assert (row.form, row.indicator, row.label, row.unit) == (
        *("generic", "p3_1", "đã trồng … cây xanh", "cây"),
    )
    assert (row.file, row.page) == ("b.pdf", 7)
    assert (line.printed, line.taken, line.others) == (4, 3, 1)
