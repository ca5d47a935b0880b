"""Lines of form 06 whose names do not say whose they are."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from pipeline.judge.verdict import judge
from pipeline.model.geometry import Box
from pipeline.model.page import Document, Line, PageKind
from pipeline.model.reading import NAMELESS, Observation, Reading, Status, Support
from pipeline.model.report import Heading
from pipeline.tables.matrix import MatrixRead, form_of_report, read_matrix
from tests.tables.matrix_tables import CIVIL, LAND, TOTAL, dump, matrix_form, ruled, table, texts

_TITLE = "Biéu s6 II.06a/VPCP/KSTT"
_STATUSES = (Status.SURE, Status.READ)


def _lines(*names: str) -> tuple[tuple[str, ...], ...]:
    """Give lines of five dossiers each under these names, between civil status and the total."""
    lines = [
        (str(number), name, *texts(5, 5, 0, 0, 5, 4, 1, 0, 0, 0, 0))
        for number, name in enumerate(names, start=2)
    ]
    more = len(names)
    sums = (10 + 5 * more, 7 + 5 * more, 3, 0, 9 + 5 * more, 9 + 4 * more, more, 0, 1, 1, 0)
    return (CIVIL, *lines, ("", "Tổng cộng", *texts(*sums)))


def _scan(*names: str) -> Document:
    return ruled(table(_lines(*names), scan=True), kind=PageKind.SCAN)


def _digital(*names: str) -> Document:
    return ruled(table(_lines(*names)))


def _of(read: MatrixRead, line: str) -> list[Reading]:
    return [one for one in read.readings if one.indicator.partition(".")[0] == line]


def _judged(document: Document) -> dict[str, Observation]:
    read = read_matrix(document, matrix_form())
    verdict = judge(read.form, Heading(), read.readings, document)
    return {one.indicator: one for one in verdict.observations}


def _trusted(found: dict[str, Observation], line: str) -> list[str]:
    return [
        id
        for id, one in found.items()
        if id.partition(".")[0] == line and (one.status in _STATUSES or one.status is Status.BLANK)
    ]


@pytest.mark.parametrize(
    ("name", "id"),
    [
        ("Lĩnh XW buy chính, viên nthêng", "linh_xw_buy_chinh_vien_ntheng"),
        ("Lạnh bó đăng ký hộ œh", "lanh_bo_dang_ky_ho_h"),
        ("Coo puôi", "coo_puoi"),
        ("Thu san", "thu_san"),  # syllables without a mark
        ("", "unnamed"),
    ],
)
def test_a_spoilt_name_of_no_field_leaves_its_line_doubtful(name: str, id: str) -> None:
    found = _judged(_scan(name))

    assert found[f"{id}.received_total"].status is Status.DOUBTFUL
    assert found[f"{id}.received_total"].value == 5
    assert not _trusted(found, id)
    assert found["total.received_total"].status is Status.SURE


def test_of_a_spoilt_name_it_is_told_that_nobody_knows_whose_it_is() -> None:
    (finding,) = read_matrix(_scan("Coo puôi"), matrix_form()).findings

    assert finding.check == "unknown_row"
    assert "không biết là lĩnh vực nào" in finding.message


@pytest.mark.parametrize(
    "name", ["Lâm nghiệp", "BƯU CHÍNH, VIỄN THÔNG", "Thuỷ sản", "Nhà ở", "Lĩnh zực thủy sản"]
)
def test_a_new_field_that_is_read_cleanly_keeps_its_figures(name: str) -> None:
    read = read_matrix(_scan(name), matrix_form())

    assert {one.support for one in read.readings} <= {Support.AGREED, Support.SINGLE}
    assert [finding.check for finding in read.findings] == ["unknown_row"]


@pytest.mark.parametrize("name", ["Coo puôi", "Thu san", "KHHGĐ"])
def test_a_name_that_a_program_wrote_is_what_it_is(name: str) -> None:
    read = read_matrix(_digital(name), matrix_form())

    assert not [one for one in read.readings if one.reason]


@pytest.mark.parametrize(
    "name", ["Công chứng", "Cong chung", "Bảo hiểm xã hội", "Đảo trợ", "độ tịch", "Thuế"]
)
def test_a_name_of_syllables_near_to_a_field_may_be_another(name: str) -> None:
    """Nobody can tell a new field from a known one with a letter wrong."""
    read = read_matrix(_scan(name), matrix_form())

    doubted = {one.indicator for one in read.readings if one.doubt in NAMELESS}
    assert len(doubted) == 11
    assert not [id for id in doubted if id.startswith(("civil_status.", "total."))]


@pytest.mark.parametrize("name", ["Bảo tr¢ xã hội", "Văn kóa", "Bảo trợ xã hộ"])
def test_a_name_with_a_letter_wrong_is_still_known(name: str) -> None:
    read = read_matrix(_scan(name), matrix_form())

    assert not [one for one in read.readings if one.reason]
    assert "unknown_row" not in [finding.check for finding in read.findings]


@pytest.mark.parametrize(
    "name",
    ["Nhóm lĩnh vực Quân sự", "Linh vuc Quân sự", "Nhóm l1nhvực Quân sự", "LĨNH VỰC QUÂN SỰ"],
)
def test_words_before_a_name_say_nothing_of_it(name: str) -> None:
    values = {one.indicator for one in read_matrix(_scan(name), matrix_form()).readings}

    assert "military.received_total" in values


def test_of_two_lines_that_are_like_one_field_neither_is_sure() -> None:
    document = _scan("Người có cônq", "Ngưbi có công")

    found = _judged(document)

    assert "merit_2.received_total" in found
    assert not _trusted(found, "merit")
    assert not _trusted(found, "merit_2")


def test_a_line_like_a_field_that_stands_elsewhere_is_open() -> None:
    found = _judged(_scan("Người có công", "Ngưbi có công"))

    assert found["merit.received_total"].status is Status.SURE
    assert not _trusted(found, "ngubi_co_cong")


def test_a_name_that_stands_there_twice_keeps_its_figures_and_is_told_at_both() -> None:
    for document in (_scan("Người có công", "Người có công"), _digital(*["Người có công"] * 2)):
        read = read_matrix(document, matrix_form())
        (finding,) = read.findings
        for line in ("merit", "merit_2"):
            assert not [one for one in _of(read, line) if one.reason]
            assert f"{line}.received_total" in finding.indicators


def test_a_field_of_its_own_never_takes_the_id_of_one_of_the_form() -> None:
    found = _judged(_scan("Land", "Đất đai"))

    assert found["land.received_total"].status is Status.SURE
    assert not _trusted(found, "land_2")


def test_a_total_has_no_number() -> None:
    lines = (CIVIL, ("2", "Tổnq cônq", *LAND[2:]), ("3", "Đất đai", *LAND[2:]))

    found = _judged(ruled(table(lines, scan=True), kind=PageKind.SCAN))

    assert not _trusted(found, "total")


def test_an_unreadable_total_is_known_by_its_sums() -> None:
    total = ("", "Tg ơg", *TOTAL[2:])
    nothing = ("", "Tg ơg", *texts(*[0] * 11))

    known = _judged(ruled(table((CIVIL, LAND, total), scan=True), kind=PageKind.SCAN))
    other = _judged(ruled(table((CIVIL, LAND, nothing), scan=True), kind=PageKind.SCAN))

    assert known["total.received_total"].status is Status.SURE
    assert known["total.pending_late"].status is Status.SURE
    assert not _trusted(other, "total")


def test_what_else_is_against_a_figure_is_told_behind_the_name() -> None:
    zeros = "2 |Ngudi co cong 0 0 0 0 0 0 0 0 0 0 0"
    lines = ("1 |H6 tich 9 9 0 0 9 9 0 0 0 0 0", zeros, "6 ee ands a5 23 0 0 23 14 9 0 0 0 0")

    read = read_matrix(dump(_TITLE, *lines, "TONG CONG 32 32 0 0 32 23 9 0 0 0 0"), matrix_form())
    figure = next(one for one in _of(read, "ee_ands_a5") if one.value == 14)

    assert figure.reason.startswith("tên lĩnh vực đọc không rõ; dòng này thừa hoặc thiếu một số")
    assert not _trusted(_judged(dump(_TITLE, *lines)), "ee_ands_a5")


def test_a_blank_under_an_unreadable_name_still_counts_as_nothing() -> None:
    blank = ("2", "Coo puôi", "5", "5", "", "", "5", "4", "1", "", "", "", "")
    document = ruled(table((CIVIL, blank, TOTAL), scan=True), kind=PageKind.SCAN)
    read = read_matrix(document, matrix_form())
    verdict = judge(read.form, Heading(), read.readings, document)
    found = {one.indicator: one for one in verdict.observations}

    assert found["coo_puoi.received_direct"].status is Status.DOUBTFUL
    assert found["total.received_direct"].value == Decimal(3)
    assert "lines_sum.received_direct" not in found["total.received_direct"].findings
    again = form_of_report(matrix_form(), read.form.indicators, verdict.observations)
    assert again.checks == read.form.checks


def test_lines_behind_the_total_of_a_dump_are_told() -> None:
    lines = ("1 |H6 tich 9 9 0 0 9 9 0 0 0 0 0", "CONG 9 9 0 0 9 9 0 0 0 0 0")
    more = "2 |Dat dai 5 3 2 0 5 5 0 0 0 0 0"

    read = read_matrix(dump(_TITLE, *lines, more), matrix_form())

    told = {finding.check: finding.indicators for finding in read.findings}
    assert "total.received_total" in told["other_table"]
    assert "land.received_total" not in read.form.by_id


def test_a_table_that_goes_on_behind_its_total_is_told() -> None:
    parts = table((CIVIL, ("", "Cộng", *CIVIL[2:]))), table((LAND,), header=False)
    first, second = ruled(*parts).pages
    caption = Line("Các lĩnh vực khác của xã", (), Box(0, 60, 200, 72))

    read = read_matrix(Document((first, replace(second, lines=(caption,)))), matrix_form())

    assert "other_table" in [finding.check for finding in read.findings]
